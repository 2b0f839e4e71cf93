"""Territory: official units in time, and areas as key prefixes. Who is there for an area is said elsewhere."""
