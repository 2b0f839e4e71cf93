"""Figures as pages show them: value, definition and the counted objects the reader may open; centres on the map."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from vorort.network.capacity import Capacity
from vorort.network.models import Organisation
from vorort.regions.models import Area
from vorort.regions.queries import Outline, key_area, outlines
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
    """Where there is a centre on ``day``, where one is planned. Three statements."""
    best: dict[int, CentreOnDay] = {}
    ranks = list(CentreState)
    for centre in Organisation.objects.centres().select_related("area").prefetch_related("area__parts"):
        place = CentreOnDay(centre.area.name, _keys(centre.area), centre.pk, _state(centre, day))
        other = best.setdefault(centre.area_id, place)
        if ranks.index(place.state) < ranks.index(other.state):
            best[centre.area_id] = place
    places = [place for place in best.values() if place.keys]
    keys = {key for place in places for key in place.keys}
    return CentresOnDay(day, places, outlines(keys, on=day))


def _keys(area: Area) -> tuple[str, ...]:
    return tuple(sorted(key_area(area).prefixes))


def _state(centre: Organisation, day: date) -> CentreState:
    if centre.ended_on is not None and centre.ended_on < day:
        return CentreState.NONE
    if centre.exists_from is not None and centre.exists_from <= day:
        return CentreState.EXISTS
    if centre.planned_from is not None and centre.planned_from <= day:
        return CentreState.PLANNED
    return CentreState.NONE
