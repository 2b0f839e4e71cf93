"""Commands the core brings."""
