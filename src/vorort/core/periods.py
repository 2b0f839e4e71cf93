"""Deadlines: §§ 187, 188, 193 BGB and § 31 VwVfG NRW in one function, with North Rhine-Westphalia's public holidays."""

import calendar
from datetime import date, timedelta
from functools import cache

from holidays.countries.germany import Germany


def period_end(event: date, *, months: int = 0, weeks: int = 0, days: int = 0, on_working_day: bool = True) -> date:
    """The last day of a period that runs from ``event``.

    The day of the event does not count (§ 187 (1) BGB). A period of months ends on the day whose number corresponds to
    the event's, or on the month's last day when there is none (§ 188 (2), (3)). When the end falls on a Saturday,
    Sunday
    or public holiday it moves to the next working day (§ 193 BGB, § 31 (3) VwVfG), unless ``on_working_day`` is False.
    Raises ValueError for a negative or empty period.
    """
    if min(months, weeks, days) < 0 or months + weeks + days == 0:
        raise ValueError("a period is positive")
    end = _add_months(event, months) + timedelta(weeks=weeks, days=days)
    return next_working_day(end) if on_working_day else end


def next_working_day(day: date) -> date:
    """``day`` itself when it is a working day in North Rhine-Westphalia, else the first one after it."""
    while day.weekday() >= 5 or day in _public_holidays(day.year):
        day += timedelta(days=1)
    return day


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(Germany(subdiv="NW", years=year))
