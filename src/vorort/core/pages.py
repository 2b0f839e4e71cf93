"""Long lists in pages by key: as fast on page 500 as on page 1, and nothing is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

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
