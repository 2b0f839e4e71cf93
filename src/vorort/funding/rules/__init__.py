"""The rules of funding as pure functions on values. They return reasons, never raise, never query."""
