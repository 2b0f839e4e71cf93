"""One base, and three ways to run it: demo, production, test."""
