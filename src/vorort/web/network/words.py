"""How the network's values look on a page. No query, no rule."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vorort.network.enums import InvitationState, OrganisationKind, RegistrationState
from vorort.network.models import ClubRegistration, Organisation
from vorort.web.shell.components import Fact, Task, Tone
from vorort.web.shell.templatetags.shell import day

INVITATION_TONES: dict[str, Tone] = {
    InvitationState.OPEN: "wait",
    InvitationState.ACCEPTED: "ok",
    InvitationState.REVOKED: "plain",
    InvitationState.EXPIRED: "danger",
}
REGISTRATION_TONES: dict[str, Tone] = {
    RegistrationState.WAITING: "wait",
    RegistrationState.CONFIRMED: "ok",
    RegistrationState.REFUSED: "plain",
}
LATE_AFTER_DAYS = 14


def organisation_facts(organisation: Organisation) -> list[Fact]:
    """What an organisation is, for which area, since when."""
    facts = [
        Fact(_("Art"), str(OrganisationKind(organisation.kind).label)),
        Fact(_("Gebiet"), organisation.area.name),
        Fact(_("Geplant ab"), day(organisation.planned_from) or "–"),
        Fact(_("Besteht seit"), day(organisation.exists_from) or _("noch nicht eröffnet")),
        Fact(_("Anschrift"), organisation.address or _("noch nicht eingetragen")),
    ]
    return [*facts, Fact(_("Beendet am"), day(organisation.ended_on))] if organisation.ended_on else facts


def registration_facts(registration: ClubRegistration) -> list[Fact]:
    """What a club says of itself."""
    return [
        Fact(_("Art"), str(OrganisationKind(registration.kind).label)),
        Fact(_("Ort"), registration.unit.name),
        Fact(_("Anschrift"), registration.address),
        Fact(_("Was sie tun"), registration.purpose),
        Fact(_("Ansprechperson"), f"{registration.contact_name}, {registration.contact_email}"),
        Fact(_("Angemeldet am"), day(registration.received_on)),
    ]


def registration_tasks(waiting: Sequence[ClubRegistration], today: date) -> list[Task]:
    """Clubs that wait for a decision, as lines of the start page."""
    return [
        Task(
            when=_("seit %(day)s") % {"day": day(row.address_confirmed_on)},
            title=_("Anmeldung von „%(name)s“ entscheiden") % {"name": row.name},
            detail=str(OrganisationKind(row.kind).label),
            url=reverse("network:registration", args=[row.pk]),
            action=_("Ansehen"),
            late=row.address_confirmed_on is not None and (today - row.address_confirmed_on).days > LATE_AFTER_DAYS,
        )
        for row in waiting
    ]
