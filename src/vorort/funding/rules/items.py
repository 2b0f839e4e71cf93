"""What a row of units must be before it is kept: a known rate, a year of the call, a sensible number, a building
where needed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from vorort.core.refusal import Reason

MOST_UNITS = Decimal("100000")


@dataclass(frozen=True)
class ItemEntry:
    """A row as it was typed: units at a rate, for a year, at a place."""

    rate_id: int
    year: int
    units: Decimal
    place: str = ""


def reasons_against_items(
    entries: Sequence[ItemEntry], *, rates: Collection[int], years: Collection[int], needs_place: Collection[int]
) -> list[Reason]:
    """Why rows cannot be kept; ``field`` names the row as ``items-<n>``. Units are counted in the rate's unit."""
    reasons = []
    for number, entry in enumerate(entries):
        row = f"items-{number}"
        if entry.rate_id not in rates:
            reasons.append(Reason("unknown_rate", _("Diese Pauschale gibt es in diesem Aufruf nicht."), field=row))
        if entry.year not in years:
            reasons.append(Reason("unknown_year", _("Dieses Jahr gehört nicht zum Aufruf."), field=row))
        if not Decimal(0) < entry.units <= MOST_UNITS:
            reasons.append(Reason("units", _("Die Menge liegt zwischen 0 und 100.000."), field=row))
        if entry.rate_id in needs_place and not entry.place.strip():
            reasons.append(
                Reason("no_place", _("Bitte nennen Sie das Gebäude: Die Obergrenze gilt je Gebäude."), field=row)
            )
    return reasons
