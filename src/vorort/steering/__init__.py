"""Goals and the figures that are held against them. Later: measures, indicators, observations, gaps."""
