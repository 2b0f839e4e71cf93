"""Registrations of clubs, as the centre of their area sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vorort.core.actor import Actor
from vorort.network import rules
from vorort.network.enums import SELF_REGISTERING, RegistrationState
from vorort.network.models import ClubRegistration, Organisation
from vorort.regions.models import Area

SHOWN = 500


@dataclass(frozen=True)
class RegistrationFile:
    """One registration, and what looks like the same club: organisations by key and name, other registrations."""

    registration: ClubRegistration
    same_organisations: Sequence[tuple[int, str]]
    same_registrations: Sequence[tuple[int, str]]


def registrations(actor: Actor) -> Sequence[ClubRegistration]:
    """Those ``actor`` may see: waiting ones first, the oldest of them on top. One statement."""
    rows = list(ClubRegistration.objects.visible_to(actor).select_related("unit").order_by("-pk")[:SHOWN])
    return sorted(rows, key=lambda row: (row.state != RegistrationState.WAITING, row.pk))


def waiting_registrations(actor: Actor) -> Sequence[ClubRegistration]:
    """What waits for a decision of ``actor``, the oldest first. One statement."""
    return list(ClubRegistration.objects.visible_to(actor).waiting().order_by("pk")[:20])


def registration_file(registration: ClubRegistration, *, on: date) -> RegistrationFile:
    """``registration`` with possible duplicates: organisations in its area, and what waits for the same centre,
    whether the club named its municipality or the district around it. Two statements.
    """
    name = rules.plain_name(registration.name)
    areas = Area.objects.covering(registration.unit.key)
    known = (
        Organisation.objects.planned_on(on)
        .filter(kind__in=SELF_REGISTERING, area__in=areas)
        .exclude(pk=registration.organisation_id or 0)
    )
    others = ClubRegistration.objects.filter(responsible=registration.responsible_id).exclude(pk=registration.pk)
    pending = others.filter(state=RegistrationState.WAITING)
    return RegistrationFile(
        registration,
        [row for row in known.values_list("pk", "name") if rules.plain_name(row[1]) == name],
        [row for row in pending.values_list("pk", "name") if rules.plain_name(row[1]) == name],
    )
