"""Read models of territory: units as plain facts, by place and to be drawn; one area as a value."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation

from vorort.regions import geometry
from vorort.regions.areas import KeyArea
from vorort.regions.enums import UnitKind
from vorort.regions.models import Area, TerritorialUnit, UnitGeometry
from vorort.regions.querysets import UnitGeometryQuerySet, holding_on


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
    return _facts(unit)


def _facts(unit: TerritorialUnit) -> UnitFacts:
    parent_key = unit.parent.key if unit.parent else None
    return UnitFacts(unit.key, unit.name, unit.short_name, UnitKind(unit.kind), parent_key, unit.source)


@dataclass(frozen=True)
class Nearby:
    """A unit and how far an inner point of it is away, in kilometres through the air."""

    key: str
    name: str
    distance_km: float


def unit_at(longitude: float, latitude: float, *, kind: UnitKind, on: date) -> UnitFacts | None:
    """The unit of ``kind`` in which a place (degrees) lies on the day ``on``; None outside of all. One statement.

    A place on a border lies in both units; the one with the lower key is given.
    """
    point = geometry.grid_point(longitude, latitude)
    borders = _borders(kind, on).boxed_around(point)
    for border in borders.select_related("unit__parent").order_by("unit__key"):
        if geometry.contains(geometry.decode(border.shape), point):
            return _facts(border.unit)
    return None


def areas_at(longitude: float, latitude: float, *, on: date) -> list[Area]:
    """The areas of responsibility in which a place (degrees) lies on the day ``on``, by code. Two statements.

    The municipality decides, because an area may leave one out: the district around it would not be enough. So there
    are none where no municipality is loaded.
    """
    unit = unit_at(longitude, latitude, kind=UnitKind.MUNICIPALITY, on=on)
    return list(Area.objects.covering(unit.key).order_by("code")) if unit else []


def units_near(longitude: float, latitude: float, *, kind: UnitKind, within_km: float, on: date) -> list[Nearby]:
    """Units of ``kind`` with an inner point at most ``within_km`` away from a place, nearest first. One statement.

    On a sphere, so within 0.5 % of the surveyed distance.
    """
    point = geometry.grid_point(longitude, latitude)
    rows = _borders(kind, on).values_list("unit__key", "unit__name", "inner_longitude", "inner_latitude")
    measured = [Nearby(key, name, geometry.distance_km(point, (x, y))) for key, name, x, y in rows]
    return sorted((unit for unit in measured if unit.distance_km <= within_km), key=lambda unit: unit.distance_km)


def _borders(kind: UnitKind, day: date) -> UnitGeometryQuerySet:
    """The borders that units of ``kind`` have on ``day``: one a unit."""
    return UnitGeometry.objects.valid_on(day).filter(unit__in=TerritorialUnit.objects.valid_on(day), unit__kind=kind)


@dataclass(frozen=True)
class Outline:
    """One unit to be drawn: its borders in hundred-thousandths of a degree, where they come from; () without any."""

    key: str
    name: str
    shape: geometry.Shape
    source: str


def outlines(keys: Collection[str], *, on: date) -> list[Outline]:
    """The units with these keys and their outlines on the day ``on``, where borders are loaded. One statement."""
    units = TerritorialUnit.objects.valid_on(on).filter(key__in=keys).order_by("key")
    drawn = units.annotate(border=FilteredRelation("borders", condition=holding_on(on, "borders__")))
    rows = drawn.values_list("key", "short_name", "border__outline", "border__source")
    return [Outline(key, name, geometry.decode(text) if text else (), source or "") for key, name, text, source in rows]


def key_area(area: Area) -> KeyArea:
    """``area`` as a value for pure rules. One SQL statement, none when its parts are prefetched."""
    parts = area.parts.all()
    return KeyArea(
        frozenset(part.prefix for part in parts if not part.excluded),
        frozenset(part.prefix for part in parts if part.excluded),
    )
