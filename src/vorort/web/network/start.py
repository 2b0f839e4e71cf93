"""What the network brings to the start page: clubs that wait for a decision, and the ways of whoever runs a house."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vorort.network.capacity import Capacity
from vorort.network.enums import Role
from vorort.network.queries.registration import waiting_registrations
from vorort.web.home.parts import Contribution
from vorort.web.network.words import registration_tasks
from vorort.web.shell.components import Tile


def contribution(capacity: Capacity, on: date) -> Contribution:
    """One statement at most."""
    tasks = registration_tasks(waiting_registrations(capacity), on)
    return Contribution(tasks=tasks, waiting=len(tasks), ways=_ways(capacity))


def _ways(capacity: Capacity) -> list[Tile]:
    organisations = Tile(_("Organisationen"), reverse("network:organisations"), _("wer hier mitarbeitet"))
    if capacity.role == Role.ORGANISATION_ADMIN:
        members = reverse("network:members", args=[capacity.organisation_id])
        return [Tile(_("Menschen und Rollen"), members, _("einladen, vertreten, beenden")), organisations]
    if capacity.role == Role.OPERATOR:
        accounts = Tile(_("Konten"), reverse("account:members"), _("verlorene zweite Stufe, Sperre"))
        return [Tile(_("Organisation anlegen"), reverse("network:found")), organisations, accounts]
    return [organisations]
