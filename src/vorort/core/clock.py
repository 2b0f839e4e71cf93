"""What day it is. Days are Europe/Berlin; tests and stories may stand on another day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

BERLIN = ZoneInfo("Europe/Berlin")

_day: ContextVar[date | None] = ContextVar("vorort_day", default=None)


def today() -> date:
    """The business day."""
    return _day.get() or timezone.localdate(timezone=BERLIN)


def now() -> datetime:
    """The business day with the real time of day in Berlin, aware."""
    return timezone.localtime(timezone=BERLIN).replace(year=today().year, month=today().month, day=today().day)


@contextmanager
def at(day: date) -> Iterator[None]:
    """Let ``today()`` be ``day`` inside the block, for this thread."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)
