"""Long lists in pages by key: as fast on page 500 as on page 1, and nothing is counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)

SIZE = 50


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page, newest first. ``next_before`` is the key the following page begins below; None on the last."""

    rows: Sequence[Row]
    next_before: int | None


def newest_first(rows: QuerySet[Row], *, before: int | None = None, size: int = SIZE) -> Page[Row]:
    """The ``size`` newest rows with a key below ``before``. One statement."""
    chosen = rows.order_by("-pk") if before is None else rows.filter(pk__lt=before).order_by("-pk")
    found = list(chosen[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)


@dataclass(frozen=True)
class NamePage(Generic[Row]):
    """One page of rows in the order of their name. The following page begins after the name ``next_after``."""

    rows: Sequence[Row]
    next_after: str


def by_name(rows: QuerySet[Row], *, after: str = "", size: int = SIZE) -> NamePage[Row]:
    """The ``size`` next rows after the name ``after``, for rows of which no two have one name. One statement."""
    chosen = rows.order_by("name") if not after else rows.filter(name__gt=after).order_by("name")
    found: list[Any] = list(chosen[: size + 1])
    return NamePage(found[:size], found[size - 1].name if len(found) > size else "")


DAY_KEY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class DayKey:
    """Where a page by day ends: the day and the key of its last row. Written ``2026-11-22.417``."""

    day: date
    pk: int

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "DayKey | None":
        """The key somebody sent as text; None when it is none."""
        found = DAY_KEY.fullmatch(text)
        try:
            return cls(date.fromisoformat(found[1]), int(found[2])) if found else None
        except ValueError:
            return None


def in_day_order(
    rows: QuerySet[Row], column: str, *, latest_first: bool = False, first: date | None = None
) -> QuerySet[Row]:
    """Those with a day in ``column``, in its order, from the day ``first`` on. No statement.

    The bound shows SQLite the index, which else would read and sort everything. It takes one of several: there is one.
    """
    sign, beyond, outermost = ("-", "lt", date.max) if latest_first else ("", "gt", date.min)
    return rows.filter(**{f"{column}__{beyond}e": first or outermost}).order_by(f"{sign}{column}", f"{sign}pk")


def by_day(
    rows: QuerySet[Row], column: str, *, after: DayKey | None = None, latest_first: bool = False, size: int = SIZE
) -> QuerySet[Row]:
    """The next ``size`` rows in the order of ``column``, and one more that says whether a page follows; rows without
    that day are left out. No statement.

    An index over the column and the key leads straight to the page, whichever it is.
    """
    beyond = "lt" if latest_first else "gt"
    chosen = in_day_order(rows, column, latest_first=latest_first, first=after.day if after else None)
    if after is not None:
        chosen = chosen.filter(
            Q(**{f"{column}__{beyond}": after.day}) | Q(**{column: after.day, f"pk__{beyond}": after.pk})
        )
    return chosen[: size + 1]
