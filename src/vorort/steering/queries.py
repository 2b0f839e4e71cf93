"""Figures as pages show them: value, definition and the counted objects the reader may open; centres on the map."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

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
    best: dict[int, tuple[Organisation, CentreState]] = {}
    keys: dict[int, set[str]] = {}
    outlines: dict[str, Outline] = {}
    ranks = list(CentreState)
    for centre in _centres_with_outlines(day):
        state = _state(centre, day)
        other = best.setdefault(centre.area_id, (centre, state))
        if ranks.index(state) < ranks.index(other[1]):
            best[centre.area_id] = (centre, state)
        outline = _outline(centre)
        keys.setdefault(centre.area_id, set()).add(outline.key)
        outlines.setdefault(outline.key, outline)
    places = [
        CentreOnDay(centre.area.name, tuple(sorted(keys[centre.area_id])), centre.pk, state)
        for centre, state in best.values()
    ]
    return CentresOnDay(day, places, [outlines[key] for key in sorted(outlines)])


def _centres_with_outlines(day: date) -> QuerySet[Organisation]:
    """Every centre once for each unit of its area, with the outline the unit has on ``day``."""
    drawn = UnitGeometry.objects.valid_on(day).filter(
        unit__in=TerritorialUnit.objects.valid_on(day), unit__key=OuterRef("area__parts__prefix")
    )
    centres = Organisation.objects.centres().filter(area__parts__excluded=False).select_related("area")
    return centres.annotate(
        unit_key=F("area__parts__prefix"),
        outline=Subquery(drawn.values("outline")[:1]),
        outline_source=Subquery(drawn.values("source")[:1]),
    )


def _outline(row: Any) -> Outline:
    """The outline of one row of ``_centres_with_outlines``."""
    shape = geometry.decode(row.outline) if row.outline else ()
    return Outline(row.unit_key, row.area.name, shape, row.outline_source or "")


def _state(centre: Organisation, day: date) -> CentreState:
    if centre.ended_on is not None and centre.ended_on < day:
        return CentreState.NONE
    if centre.exists_from is not None and centre.exists_from <= day:
        return CentreState.EXISTS
    if centre.planned_from is not None and centre.planned_from <= day:
        return CentreState.PLANNED
    return CentreState.NONE
