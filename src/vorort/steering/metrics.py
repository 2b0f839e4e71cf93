"""The register of metrics: each figure's definition, the objects it counts, where they open, and who may open them.

Contexts above register theirs in their own ``metrics.py``; those over the network stand in ``centre_metrics.py``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.core.refusal import NotFound
from vorort.network.capacity import Capacity


class FigureKind(models.TextChoices):
    """Where a figure comes from (Herkunft der Zahl)."""

    COUNTED = "counted", _("gezählt")
    ENTERED = "entered", _("eingetragen")


@dataclass(frozen=True)
class Metric:
    """One figure (Kennzahl): ``objects`` gives what is counted on a day, ``measure`` turns that into the value.

    ``measure`` gives None where there is nothing to measure; ``nothing`` says that. ``map_address`` names the page that
    shows the same day on the map, when there is one.
    """

    code: str
    title: str | Promise
    statement: str | Promise
    unit: str | Promise
    kind: FigureKind
    objects: Callable[[date], QuerySet[Any]]
    visible: Callable[[QuerySet[Any], Capacity], QuerySet[Any]]
    address: str
    measure: Callable[[QuerySet[Any]], Decimal | None] = lambda counted: Decimal(counted.count())
    label: Callable[[Any], str] = str
    address_key: Callable[[Model], object] = lambda item: item.pk
    map_address: str = ""
    nothing: str | Promise = ""

    def value(self, day: date) -> Decimal | None:
        """The figure on the day ``day``, in ``unit``; None where there is nothing to measure."""
        return self.measure(self.objects(day))


_METRICS: dict[str, Metric] = {}


def register(metrics: Iterable[Metric]) -> None:
    """Make metrics known. Raises ValueError when a code is taken by another definition."""
    for metric in metrics:
        if _METRICS.get(metric.code, metric) is not metric:
            raise ValueError(f"metric {metric.code} is defined twice")
        _METRICS[metric.code] = metric


def metric(code: str) -> Metric:
    """The metric of this code. Raises NotFound."""
    try:
        return _METRICS[code]
    except KeyError:
        raise NotFound(code) from None


def all_metrics() -> list[Metric]:
    """Every metric, those of a part of the product together (``ki`` of ``ki.planned``), a total before its parts."""
    return sorted(_METRICS.values(), key=lambda found: found.code.partition(".")[0])
