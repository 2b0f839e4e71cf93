"""Pages of funding: a view module per task."""
