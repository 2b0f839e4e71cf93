"""Gives roles in organisations and ends them. Nothing here knows how people sign in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User
from vorort.core import clock, history, messages
from vorort.core.actor import Actor
from vorort.core.messages import Recipient
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions, rules
from vorort.network.enums import Role
from vorort.network.models import Membership, Organisation

NEVER_EMPTY = (Role.ORGANISATION_ADMIN, Role.OPERATOR)


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    user: User,
    organisation: Organisation,
    role: Role,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give ``user`` a role from ``valid_from`` (today when not said) to the day ``valid_to``, or until it is ended.

    Raises ActionRefused when the actor may not, the last day makes no sense, or the user holds the role then or later.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)  # so that it does not end meanwhile
    refuse_when(permissions.reasons_against_granting(actor, organisation, role))
    begins = valid_from or clock.today()
    refuse_when(reasons_against_last_day(begins, valid_to))
    if holds(user, organisation, role, begins):
        refuse_when([Reason("held_already", _("Diese Person hat diese Rolle schon."), field="role")])
    membership = write_membership(actor, user, organisation, role, begins, valid_to)
    if actor.user_id not in (None, user.pk):
        last = {"last": f"{valid_to:%d.%m.%Y}"} if valid_to else {}
        _tell(membership, "role_granted_for_a_time" if valid_to else "role_granted", **last)
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership) -> Membership:
    """End ``membership`` at once: from the next request on nobody acts through it.

    Raises ActionRefused when the actor may not, when it is over, or when nobody would be left in a role an
    organisation cannot do without.
    """
    # The organisation is locked, so that of two last admins not each ends the other.
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership = Membership.objects.select_related("organisation").get(pk=membership.pk)
    refuse_when(permissions.reasons_against_ending(actor, membership))
    today = clock.today()
    if Membership.objects.over_on(today).filter(pk=membership.pk).exists():
        refuse_when([Reason("over_already", _("Diese Rolle ist schon beendet."))])
    if membership.role in NEVER_EMPTY and not _others(membership, today):
        refuse_when([Reason("last_one", _("Das ist die letzte Person mit dieser Rolle. Geben Sie sie erst weiter."))])
    membership.ended_on = today
    membership.save(update_fields=["ended_on"])
    history.record(actor, "membership.ended", membership, user=membership.user_id, role=membership.role)
    _tell(membership, "role_ended")
    return membership


def holds(user: User, organisation: Organisation, role: Role, begins: date) -> bool:
    """Whether ``user`` has the role on ``begins`` or later."""
    held = Membership.objects.in_roles(role).filter(user=user, organisation=organisation, ended_on__isnull=True)
    return held.exclude(valid_to__lt=begins).exists()


def reasons_against_last_day(begins: date, last: date | None) -> list[Reason]:
    """Why a role that begins on this day may not end on ``last``; None is no last day."""
    return [] if last is None else rules.reasons_against_period(rules.Period(begins, last), on=clock.today())


def write_membership(
    actor: Actor, user: User, organisation: Organisation, role: Role, begins: date, last: date | None = None
) -> Membership:
    """Give the role for somebody whose right to do so was looked at. Part of actions, never called by pages."""
    membership = Membership.objects.create(
        user=user, organisation=organisation, role=role, valid_from=begins, valid_to=last
    )
    values = {"user": user.pk, "role": role, "organisation": organisation.name, "valid_from": begins}
    values |= {"valid_to": last} if last else {}
    history.record(actor, "membership.granted", membership, **values)
    return membership


def _others(membership: Membership, day: date) -> bool:
    """Whether somebody else holds the role, and not only for a time."""
    held = Membership.objects.valid_on(day).of_active_users().in_roles(Role(membership.role))
    lasting = held.filter(organisation_id=membership.organisation_id, valid_to__isnull=True)
    return lasting.exclude(user_id=membership.user_id).exists()


def _tell(membership: Membership, kind: str, **more: str) -> None:
    messages.send(
        kind,
        membership.organisation,
        [Recipient(membership.user_id, membership.organisation_id)],
        occasion=str(membership.pk),
        role=Role(membership.role).label,
        organisation=membership.organisation.name,
        **more,
    )
