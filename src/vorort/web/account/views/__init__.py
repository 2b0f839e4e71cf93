"""A view module per task around one's own account."""
