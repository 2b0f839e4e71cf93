"""vorort: the open platform for municipal integration work."""

VERSION = "0.1.0"  # as in pyproject.toml
