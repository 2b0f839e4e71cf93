"""vorort: the open platform for municipal integration work."""
