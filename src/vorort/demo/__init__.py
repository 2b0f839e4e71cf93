"""Stories told through the actions, invented people to try the platform with, and the bar to switch between them."""
