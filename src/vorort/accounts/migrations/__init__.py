"""The tables of this context, step by step."""
