"""What a row of units must be before it is kept: a known rate, a year of the call, a sensible number, whole unless the
rate is divisible, a building where needed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from vorort.core.refusal import Reason

MOST_UNITS = Decimal("100000")
SMALLEST_STEP = Decimal("0.01")
LONGEST_PLACE = 120


@dataclass(frozen=True)
class ItemEntry:
    """A row as it was typed: units at a rate, for a year, at a place."""

    rate_id: int
    year: int
    units: Decimal
    place: str = ""


def reasons_against_items(
    entries: Sequence[ItemEntry],
    *,
    rates: Collection[int],
    years: Collection[int],
    needs_place: Collection[int],
    whole: Collection[int],
) -> list[Reason]:
    """Why rows cannot be kept; ``field`` names the row as ``items-<n>``. Units are counted in the rate's unit.

    ``rates`` are those of the call, ``needs_place`` those capped per building, ``whole`` those that are not divisible.
    """
    reasons = []
    for number, entry in enumerate(entries):
        row = f"items-{number}"
        if entry.rate_id not in rates:
            reasons.append(Reason("unknown_rate", _("Diese Pauschale gibt es in diesem Aufruf nicht."), field=row))
        if entry.year not in years:
            reasons.append(Reason("unknown_year", _("Dieses Jahr gehört nicht zum Aufruf."), field=row))
        reasons += _against_units(entry.units, row, whole=entry.rate_id in whole)
        reasons += _against_place(entry.place.strip(), row, needed=entry.rate_id in needs_place)
    return reasons


def reasons_against_part_of_unit(units: Decimal, *, field: str) -> list[Reason]:
    """Why these units of a rate that is not divisible do not stand: they are not whole."""
    if units % 1:
        return [Reason("not_whole", _("Diese Pauschale gibt es nur für ganze Einheiten."), field=field)]
    return []


def _against_units(units: Decimal, row: str, *, whole: bool) -> list[Reason]:
    if not units.is_finite() or not Decimal(0) < units <= MOST_UNITS:
        return [Reason("units", _("Die Menge liegt zwischen 0 und 100.000."), field=row)]
    if units % SMALLEST_STEP:
        return [Reason("units", _("Die Menge hat höchstens zwei Stellen nach dem Komma."), field=row)]
    return reasons_against_part_of_unit(units, field=row) if whole else []


def _against_place(place: str, row: str, *, needed: bool) -> list[Reason]:
    if needed and not place:
        return [Reason("no_place", _("Bitte nennen Sie das Gebäude: Die Obergrenze gilt je Gebäude."), field=row)]
    if len(place) > LONGEST_PLACE:
        return [Reason("long_place", _("Der Name des Gebäudes hat höchstens 120 Zeichen."), field=row)]
    return []
