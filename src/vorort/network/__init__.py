"""Organisations, who works for them in which role, and as whom somebody acts just now."""
