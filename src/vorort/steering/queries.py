"""Figures as pages show them: value, definition and the counted objects the reader may open; centres on the map."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from vorort.core.prepared import Prepared
from vorort.network.capacity import Capacity
from vorort.network.models import Organisation
from vorort.regions import geometry
from vorort.regions.models import TerritorialUnit, UnitGeometry
from vorort.regions.queries import Outline
from vorort.steering.metrics import Metric, all_metrics, metric

SHOWN = 200
EARLIER_YEARS = 3


@dataclass(frozen=True)
class CountedObject:
    """One counted object: its name and the key its page is found by."""

    label: str
    key: object


@dataclass(frozen=True)
class Reading:
    """What a metric was on one day; None where there was nothing to measure."""

    day: date
    value: Decimal | None


@dataclass(frozen=True)
class Figure:
    """A metric on a day: the value, the objects the reader may open, and how many more there are."""

    metric: Metric
    day: date
    value: Decimal | None
    objects: list[CountedObject]
    more: int
    hidden: int


def all_figures(day: date) -> list[tuple[Metric, Decimal | None]]:
    """Every metric with its value on ``day``: a statement for each, two for one that divides."""
    return [(found, found.value(day)) for found in all_metrics()]


def figure(code: str, day: date, capacity: Capacity) -> Figure:
    """The figure ``code`` on ``day`` for the reader. Raises NotFound for an unknown code. Four statements."""
    found = metric(code)
    counted = found.objects(day)
    visible = found.visible(counted, capacity)
    visible_count = visible.count()
    rows = list(visible[:SHOWN])
    return Figure(
        metric=found,
        day=day,
        value=found.measure(counted),
        objects=[CountedObject(found.label(item), found.address_key(item)) for item in rows],
        more=visible_count - len(rows),
        hidden=counted.count() - visible_count,
    )


def course(figure: Figure) -> list[Reading]:
    """The figure on the same day of the three years before, then on its own day. Three statements."""
    earlier = [years_before(figure.day, years) for years in range(min(EARLIER_YEARS, figure.day.year - 1), 0, -1)]
    return [*(Reading(day, figure.metric.value(day)) for day in earlier), Reading(figure.day, figure.value)]


def years_before(day: date, years: int) -> date:
    """The same day ``years`` earlier; the 28th for a 29th of February that did not exist."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


class CentreState(models.TextChoices):
    """Whether an area has a centre on a day (Stand des Zentrums)."""

    EXISTS = "exists", _("besteht")
    PLANNED = "planned", _("geplant")
    NONE = "none", _("kein Zentrum")


@dataclass(frozen=True)
class CentreOnDay:
    """The area of a centre on a day: its units, and the centre that is there or else the one that was or will be."""

    area: str
    keys: tuple[str, ...]
    organisation_id: int
    state: CentreState


@dataclass(frozen=True)
class CentresOnDay:
    """Every area that ever has a centre, and the outlines of its units."""

    day: date
    places: list[CentreOnDay]
    outlines: list[Outline]


def centres_on(day: date) -> CentresOnDay:
    """Where there is a centre on ``day``, where one is planned. One statement."""
    best: dict[int, CentreOnDay] = {}
    keys: dict[int, set[str]] = {}
    outlines: dict[str, Outline] = {}
    ranks = list(CentreState)
    for centre, area, name, key, outline, source, *times in _CENTRES.rows(day=day):
        found = CentreOnDay(name, (), centre, _state(*times, day=day))
        if area not in best or ranks.index(found.state) < ranks.index(best[area].state):
            best[area] = found
        keys.setdefault(area, set()).add(key)
        if key not in outlines:
            outlines[key] = Outline(key, name, geometry.decode(outline) if outline else (), source or "")
    places = [replace(found, keys=tuple(sorted(keys[area]))) for area, found in best.items()]
    return CentresOnDay(day, places, [outlines[key] for key in sorted(outlines)])


def _centres_with_outlines(*, day: date) -> QuerySet[Any, Any]:
    """Every centre once for each unit of its area, with the outline the unit has on ``day``."""
    drawn = UnitGeometry.objects.valid_on(day).filter(
        unit__in=TerritorialUnit.objects.valid_on(day), unit__key=OuterRef("area__parts__prefix")
    )
    columns: QuerySet[Any, Any] = Organisation.objects.centres().filter(area__parts__excluded=False)
    outline, source = Subquery(drawn.values("outline")[:1]), Subquery(drawn.values("source")[:1])
    columns = columns.annotate(outline=outline, outline_source=source)
    area = ("area_id", "area__name", "area__parts__prefix", "outline", "outline_source")
    return columns.values_list("pk", *area, "ended_on", "exists_from", "planned_from")


_CENTRES = Prepared(_centres_with_outlines)


def _state(ended_on: date | None, exists_from: date | None, planned_from: date | None, *, day: date) -> CentreState:
    if ended_on is not None and ended_on < day:
        return CentreState.NONE
    if exists_from is not None and exists_from <= day:
        return CentreState.EXISTS
    if planned_from is not None and planned_from <= day:
        return CentreState.PLANNED
    return CentreState.NONE
