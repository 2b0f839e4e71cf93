"""The pictures of the README and of the handbook, taken on walks through the demonstration.

Written by ``python -m gate.pictures``; each walk is a module named after whose desk it is.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

NOW = datetime(2026, 11, 23, 10, 40, tzinfo=ZoneInfo("Europe/Berlin"))
