"""Pages of steering: figures with their definitions and what they count."""
