"""Read models of territory: one unit as plain facts, one area as a value."""

from dataclasses import dataclass
from datetime import date

from vorort.regions.areas import KeyArea
from vorort.regions.enums import UnitKind
from vorort.regions.models import Area, TerritorialUnit


@dataclass(frozen=True)
class UnitFacts:
    """One territorial unit (Gebietseinheit) as other contexts and documents show it."""

    key: str
    name: str
    short_name: str
    kind: UnitKind
    parent_key: str | None
    source: str


def unit_facts(key: str, *, on: date) -> UnitFacts:
    """The unit with the official ``key`` on the day ``on``, in one statement. Raises TerritorialUnit.DoesNotExist."""
    unit = TerritorialUnit.objects.valid_on(on).select_related("parent").get(key=key)
    parent_key = unit.parent.key if unit.parent else None
    return UnitFacts(unit.key, unit.name, unit.short_name, UnitKind(unit.kind), parent_key, unit.source)


def key_area(area: Area) -> KeyArea:
    """``area`` as a value for pure rules. One SQL statement, none when its parts are prefetched."""
    parts = area.parts.all()
    return KeyArea(
        frozenset(part.prefix for part in parts if not part.excluded),
        frozenset(part.prefix for part in parts if part.excluded),
    )
