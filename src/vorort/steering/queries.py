"""A figure as a page shows it: value, definition, and the counted objects the reader may open."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vorort.network.capacity import Capacity
from vorort.steering.metrics import Metric, metric

SHOWN = 200
EARLIER_YEARS = 3


@dataclass(frozen=True)
class CountedObject:
    """One counted object: its name and the key its page is found by."""

    label: str
    key: object


@dataclass(frozen=True)
class Reading:
    """What a metric was on one day."""

    day: date
    value: Decimal


@dataclass(frozen=True)
class Figure:
    """A metric on a day: the value, the objects the reader may open, and how many more there are."""

    metric: Metric
    day: date
    value: Decimal
    objects: list[CountedObject]
    more: int
    hidden: int


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
