"""The start page, the inbox, and the choice of the acting capacity."""
