"""Clubs register themselves; the centre of their area takes them in or says why not."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history, messages
from vorort.core.actor import SYSTEM, Actor
from vorort.core.messages import Recipient
from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.network import mailing, terms, tokens
from vorort.network.actions.invitation import write_invitation
from vorort.network.actions.organisation import area_of_unit, write_organisation
from vorort.network.capacity import recipients
from vorort.network.enums import SELF_REGISTERING, OrganisationKind, RegistrationState, Role
from vorort.network.models import ClubRegistration, Invitation, Membership, Organisation
from vorort.network.querysets import REGISTRATION_ROLES
from vorort.network.workflow import REGISTRATION
from vorort.regions.models import Area, TerritorialUnit

MOST_A_DAY = 3


@dataclass(frozen=True)
class ClubEntry:
    """What a club says of itself, and whom to write to."""

    name: str
    kind: OrganisationKind
    unit: TerritorialUnit
    address: str
    purpose: str
    contact_name: str
    contact_email: str


@transaction.atomic
def register_club(*, entry: ClubEntry) -> ClubRegistration | None:
    """Take down the registration and send the link that confirms the address.

    None, and nothing written, when the address was used often today: nobody's inbox is filled through this form.
    """
    if entry.kind not in SELF_REGISTERING:
        refuse_when([Reason("kind", _("Diese Art meldet sich nicht selbst an."), field="kind")])
    email, today = entry.contact_email.strip().lower(), clock.today()
    if ClubRegistration.objects.filter(contact_email=email, received_on=today).count() >= MOST_A_DAY:
        return None
    registration = ClubRegistration(
        name=entry.name.strip(),
        kind=entry.kind,
        unit=entry.unit,
        address=entry.address.strip(),
        purpose=entry.purpose.strip(),
        contact_name=entry.contact_name.strip(),
        contact_email=email,
        seed=tokens.fresh_seed(),
        received_on=today,
        valid_to=terms.last_day(terms.REGISTRATION, today),
    )
    registration.token_digest = tokens.digest_of(registration.token)
    registration.save()
    values = {"name": registration.name, "kind": entry.kind, "unit": entry.unit.key}
    history.record(SYSTEM, "registration.received", registration, **values)
    if mailing.is_configured():
        mailing.email_address_check.enqueue(registration.pk)
    return registration


@transaction.atomic
def confirm_address(*, token: str) -> ClubRegistration:
    """Whoever holds the link confirms the address; from now on the registration waits for the centre of its area.

    Raises NotFound for an unknown token, ActionRefused when the link was used or is past its last day.
    """
    found = ClubRegistration.objects.select_for_update(of=("self",)).select_related("unit")
    registration = found.filter(token_digest=tokens.digest_of(token)).first()
    if registration is None:
        raise NotFound("registration")
    if not registration.may_be_confirmed_on(clock.today()):
        refuse_when([Reason("not_open", _("Dieser Link gilt nicht mehr."))])
    registration.state = RegistrationState.WAITING
    registration.address_confirmed_on = clock.today()
    registration.responsible = _centre_for(registration.unit.key, clock.today())
    registration.save()
    history.record(SYSTEM, "registration.address_confirmed", registration, responsible=registration.responsible_id)
    _tell_deciders(registration)
    return registration


@transaction.atomic
def confirm_registration(
    *, actor: Actor, registration: ClubRegistration, name: str, kind: OrganisationKind | None = None
) -> Invitation:
    """Found the club under ``name``, as of ``kind`` when it is another one than it called itself, and invite its
    contact as its admin. What the club said of itself stays in its registration.

    Raises ActionRefused when the workflow forbids it, an organisation of that name is there, or no club is of that
    kind.
    """
    chosen = kind or OrganisationKind(registration.kind)
    if chosen not in SELF_REGISTERING:
        refuse_when(
            [Reason("kind", _("Als Verein wird nur aufgenommen, wer sich selbst anmelden kann."), field="kind")]
        )
    registration = _locked(registration)
    REGISTRATION.move(registration, "confirm", actor=actor, facts=None, on=clock.today())
    organisation = write_organisation(
        actor,
        name=name.strip(),
        kind=chosen,
        area=area_of_unit(actor, registration.unit),
        exists_from=clock.today(),
        address=registration.address,
    )
    registration.organisation = organisation
    _decide(actor, registration)
    history.record(actor, "registration.confirmed", registration, organisation=organisation.pk, kind=chosen)
    return write_invitation(
        actor,
        organisation,
        email=registration.contact_email,
        roles=[Role.ORGANISATION_ADMIN],
        name=registration.contact_name,
    )


@transaction.atomic
def refuse_registration(*, actor: Actor, registration: ClubRegistration, reason: str) -> ClubRegistration:
    """Do not take the club in, for ``reason``, which its contact reads."""
    registration = _locked(registration)
    REGISTRATION.move(registration, "refuse", actor=actor, facts=None, on=clock.today(), values={"reason": reason})
    registration.reason = reason.strip()
    _decide(actor, registration)
    history.record(actor, "registration.refused", registration, reason=registration.reason)
    if mailing.is_configured():
        mailing.email_refusal.enqueue(registration.pk)
    return registration


def hand_over_registrations(actor: Actor, centre: Organisation) -> None:
    """What waits for ``centre``, which has ended, goes to another centre of the area, else to the operator. Part of
    actions, never called by pages.
    """
    rows = ClubRegistration.objects.waiting().filter(responsible=centre).select_related("unit")
    for registration in rows.select_for_update(of=("self",)).order_by("pk"):
        registration.responsible = _centre_for(registration.unit.key, clock.today())
        registration.save(update_fields=["responsible"])
        values = {"before": centre.pk, "after": registration.responsible_id}
        history.record(actor, "registration.handed_over", registration, **values)
        _tell_deciders(registration)


def forget_unconfirmed(day: date) -> None:
    """Delete what was registered with an address nobody confirmed in time. Daily, and safe to repeat."""
    forgotten = ClubRegistration.objects.filter(state=RegistrationState.UNCONFIRMED, valid_to__lt=day)
    for registration in forgotten.order_by("pk"):
        history.record(SYSTEM, "registration.forgotten", registration)
        registration.delete()


def _locked(registration: ClubRegistration) -> ClubRegistration:
    found = ClubRegistration.objects.select_for_update(of=("self",)).select_related("unit")
    return found.get(pk=registration.pk)


def _decide(actor: Actor, registration: ClubRegistration) -> None:
    registration.decided_on, registration.decided_by_id = clock.today(), actor.user_id
    registration.save()


def _centre_for(key: str, day: date) -> Organisation | None:
    """The centre in whose area the unit lies; none where no centre works yet."""
    areas = Area.objects.covering(key)
    centres = Organisation.objects.centres().existing_on(day).acting_on(day)
    return centres.filter(area__in=areas).order_by("pk").first()


def _tell_deciders(registration: ClubRegistration) -> None:
    messages.send(
        "registration_arrived", registration, _deciders(registration), occasion="arrived", name=registration.name
    )


def _deciders(registration: ClubRegistration) -> list[Recipient]:
    today = clock.today()
    if registration.responsible_id is not None:
        return recipients(registration.responsible_id, REGISTRATION_ROLES, on=today)
    operators = Membership.objects.valid_on(today).of_active_users().in_roles(Role.OPERATOR)
    return [Recipient(row.user_id, row.organisation_id) for row in operators.order_by("pk")]
