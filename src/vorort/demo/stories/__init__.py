"""The years since 2005, told through the actions. One module a story."""
