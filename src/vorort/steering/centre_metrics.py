"""Figures over the centres themselves."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vorort.network.capacity import Capacity
from vorort.network.models import Organisation
from vorort.steering.metrics import FigureKind, Metric
from vorort.steering.metrics import register as register_metrics


def _planned(day: date) -> QuerySet[Organisation]:
    return Organisation.objects.centres().planned_on(day)


def _everyone(centres: QuerySet[Organisation], capacity: Capacity) -> QuerySet[Organisation]:
    return centres


PLANNED_CENTRES = Metric(
    code="ki.planned",
    title=_("Kommunale Integrationszentren, geplant oder bestehend"),
    statement=_("Zentren, die am Stichtag geplant sind oder bestehen und nicht beendet sind."),
    unit=_("Zentren"),
    kind=FigureKind.COUNTED,
    objects=_planned,
    visible=_everyone,
    address="network:organisation",
    map_address="steering:centres",
)


def register() -> None:
    """Called when the app is ready."""
    register_metrics([PLANNED_CENTRES])
