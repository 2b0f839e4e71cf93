"""What the network brings to the start page: clubs that wait for a decision, invitations nobody has answered, and the
ways of whoever runs a house.
"""

from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vorort.network.capacity import Capacity
from vorort.network.enums import Role
from vorort.network.queries.invitation import unanswered_invitations
from vorort.network.queries.registration import waiting_registrations
from vorort.web.home.parts import Contribution
from vorort.web.network.words import expired_invitations, invitations_running_out, registration_tasks
from vorort.web.shell.components import Tile

DUE_SHOWN = 6
NOTHING: dict[Role, str | Promise] = {
    Role.ORGANISATION_ADMIN: gettext_lazy("Läuft eine Einladung ab, die niemand angenommen hat, steht sie hier."),
    Role.OPERATOR: gettext_lazy(
        "Meldet sich ein Verein an, wo es kein Zentrum gibt, oder läuft eine Ihrer Einladungen ab, steht es hier."
    ),
}


def contribution(capacity: Capacity, on: date) -> Contribution:
    """Two statements at most."""
    invitations = unanswered_invitations(capacity)
    tasks = [*registration_tasks(waiting_registrations(capacity), on), *expired_invitations(invitations, on)]
    return Contribution(
        tasks=tasks,
        waiting=len(tasks),
        nothing=str(NOTHING.get(capacity.role, "")),
        dues=invitations_running_out(invitations, on)[:DUE_SHOWN],
        ways=_ways(capacity),
    )


def _ways(capacity: Capacity) -> list[Tile]:
    organisations = Tile(_("Organisationen"), reverse("network:organisations"), _("wer hier mitarbeitet"))
    factors = Tile(
        _("Verlorene zweite Stufe"), reverse("account:members"), _("wenn jemand Telefon und Ersatzcodes verloren hat")
    )
    if capacity.role == Role.ORGANISATION_ADMIN:
        members = reverse("network:members", args=[capacity.organisation_id])
        return [Tile(_("Menschen und Rollen"), members, _("einladen, vertreten, beenden")), factors, organisations]
    if capacity.role == Role.OPERATOR:
        accounts = Tile(_("Konten"), reverse("account:members"), _("verlorene zweite Stufe, Sperre"))
        return [Tile(_("Organisation anlegen"), reverse("network:found")), accounts, organisations]
    return [organisations]
