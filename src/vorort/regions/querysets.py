"""Composable filters over units, areas and their parts. The longest prefix decides, as in `areas.py`."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import StartsWith

from vorort.regions.enums import UnitKind
from vorort.regions.geometry import Point

if TYPE_CHECKING:
    from vorort.regions.models import Area, AreaPart, TerritorialUnit, UnitGeometry  # noqa: F401


def holding_on(day: date, prefix: str = "") -> Q:
    """What has begun and not ended on ``day``; a missing date means always, and both ends count.

    ``prefix`` leads to the dates, say ``borders__``.
    """
    begun = Q((f"{prefix}valid_from", None)) | Q((f"{prefix}valid_from__lte", day))
    return begun & (Q((f"{prefix}valid_to", None)) | Q((f"{prefix}valid_to__gte", day)))


class TerritorialUnitQuerySet(models.QuerySet["TerritorialUnit"]):
    """Filters over territorial units (Gebietseinheiten)."""

    def valid_on(self, day: date) -> Self:
        """Units that exist on ``day``; a missing date means always, and both ends count."""
        return self.filter(holding_on(day))

    def districts(self) -> Self:
        """Districts (Kreise), the Städteregion among them."""
        return self.filter(kind=UnitKind.DISTRICT)

    def independent_cities(self) -> Self:
        """Independent cities (kreisfreie Städte)."""
        return self.filter(kind=UnitKind.INDEPENDENT_CITY)

    def places(self) -> Self:
        """Where people say they are: districts, independent cities and municipalities. An independent city is also the
        only municipality of itself, under a longer key; it stands here once.
        """
        kinds = (UnitKind.DISTRICT, UnitKind.INDEPENDENT_CITY, UnitKind.MUNICIPALITY)
        return self.filter(kind__in=kinds).exclude(kind=UnitKind.MUNICIPALITY, parent__kind=UnitKind.INDEPENDENT_CITY)

    def within(self, area: "Area") -> Self:
        """Units whose key lies in ``area``. What stands above it does not: the Land is not within a district."""
        return self.filter(area.parts.all().including(OuterRef("key")))


class UnitGeometryQuerySet(models.QuerySet["UnitGeometry"]):
    """Filters over the borders of units (Gebietsgrenzen). What a box lets through, ``geometry`` decides."""

    def valid_on(self, day: date) -> Self:
        """Borders that hold on ``day``. Whether their units exist then is another question."""
        return self.filter(holding_on(day))

    def boxed_around(self, point: Point) -> Self:
        """Borders whose box holds ``point``."""
        longitude, latitude = point
        return self.filter(west__lte=longitude, east__gte=longitude, south__lte=latitude, north__gte=latitude)


class AreaQuerySet(models.QuerySet["Area"]):
    """Filters over areas of responsibility (Zuständigkeitsgebiete)."""

    def covering(self, key: str) -> Self:
        """Areas in which the unit with the official ``key`` lies."""
        # The model is asked for by name: it imports this module.
        parts = apps.get_model("regions", "AreaPart").objects.all()
        return self.filter(parts.filter(area=OuterRef("pk")).including(Value(key, models.CharField())))


class AreaPartQuerySet(models.QuerySet["AreaPart"]):
    """Filters over the parts of areas (Gebietsteile)."""

    def matching(self, key: OuterRef | Value) -> Self:
        """Parts whose prefix begins ``key``."""
        # The key is given and the prefix is stored: `key LIKE prefix || '%'`, which both databases know. A filter
        # argument says it the other way round (`prefix__startswith`), so the lookup is built by hand. No index helps,
        # and some hundred parts need none.
        return self.filter(StartsWith(key, F("prefix")))

    def including(self, key: OuterRef | Value) -> Exists:
        """The condition that one of these parts includes ``key`` and no longer one of the same area excludes it."""
        # EXISTS instead of a join: a join would need DISTINCT, and PostgreSQL refuses FOR UPDATE together with that.
        key_one_deeper = OuterRef(key) if isinstance(key, OuterRef) else key
        longer_exception = (
            self.model.objects.filter(area=OuterRef("area"), excluded=True)
            .alias(length=Length("prefix"))
            .filter(length__gt=Length(OuterRef("prefix")))
        )
        included = self.matching(key).filter(excluded=False)
        return Exists(included.exclude(Exists(longer_exception.matching(key_one_deeper))))
