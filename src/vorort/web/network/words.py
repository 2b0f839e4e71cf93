"""How the network's values look on a page. No query, no rule."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from vorort.network.enums import InvitationState, OrganisationKind, RegistrationState, Role
from vorort.network.models import ClubRegistration, Invitation, Organisation
from vorort.web.shell.components import Due, Fact, Task, Tone
from vorort.web.shell.days import in_days, since
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


def granted(person: str, role: Role, valid_to: date | None) -> str:
    """That somebody has a role now, perhaps to a last day."""
    if valid_to is None:
        return _("%(person)s hat jetzt die Rolle %(role)s.") % {"person": person, "role": role.label}
    sentence = _("%(person)s hat bis zum %(day)s die Rolle %(role)s.")
    return sentence % {"person": person, "day": day(valid_to), "role": role.label}


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
            when=since(row.address_confirmed_on or row.received_on, today),
            title=_("Anmeldung von „%(name)s“ entscheiden") % {"name": row.name},
            detail=str(OrganisationKind(row.kind).label),
            url=reverse("network:registration", args=[row.pk]),
            action=_("Ansehen"),
            late=row.address_confirmed_on is not None and (today - row.address_confirmed_on).days > LATE_AFTER_DAYS,
        )
        for row in waiting
    ]


def expired_invitations(unanswered: Iterable[Invitation], today: date) -> list[Task]:
    """Invitations whose link opens nothing any more, as lines of the start page."""
    return [
        Task(
            when=since(row.valid_to + timedelta(days=1), today),
            title=_("Abgelaufene Einladung erneuern oder zurücknehmen: %(person)s") % {"person": row.name or row.email},
            detail=f"{row.role_labels} · {row.organisation.short_name}",
            url=reverse("network:members", args=[row.organisation_id]),
            action=_("Ansehen"),
        )
        for row in unanswered
        if row.valid_to < today
    ]


def invitations_running_out(unanswered: Iterable[Invitation], today: date) -> list[Due]:
    """The last day of each invitation that still holds."""
    return [
        Due(
            row.valid_to,
            _("Einladung läuft ab"),
            in_days((row.valid_to - today).days),
            f"{row.name or row.email} · {row.organisation.short_name}",
            reverse("network:members", args=[row.organisation_id]),
        )
        for row in unanswered
        if row.valid_to >= today
    ]
