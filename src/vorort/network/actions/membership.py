"""Gives roles in organisations and ends them. Nothing here knows how people sign in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User
from vorort.core import clock, history, messages
from vorort.core.actor import Actor
from vorort.core.messages import Recipient
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions
from vorort.network.enums import Role
from vorort.network.models import Membership, Organisation

NEVER_EMPTY = (Role.ORGANISATION_ADMIN, Role.OPERATOR)


@transaction.atomic
def grant_role(
    *, actor: Actor, user: User, organisation: Organisation, role: Role, valid_from: date | None = None
) -> Membership:
    """Give ``user`` a role from ``valid_from`` (today when not said).

    Raises ActionRefused when the actor may not or the user holds the role then or later.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)  # so that it does not end meanwhile
    refuse_when(permissions.reasons_against_granting(actor, organisation, role))
    begins = valid_from or clock.today()
    if holds(user, organisation, role, begins):
        refuse_when([Reason("held_already", _("Diese Person hat diese Rolle schon."), field="role")])
    membership = write_membership(actor, user, organisation, role, begins)
    if actor.user_id not in (None, user.pk):
        _tell(membership, "role_granted")
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


def write_membership(actor: Actor, user: User, organisation: Organisation, role: Role, begins: date) -> Membership:
    """Give the role for somebody whose right to do so was looked at. Part of actions, never called by pages."""
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, valid_from=begins)
    values = {"user": user.pk, "role": role, "organisation": organisation.name, "valid_from": begins}
    history.record(actor, "membership.granted", membership, **values)
    return membership


def _others(membership: Membership, day: date) -> bool:
    held = Membership.objects.valid_on(day).of_active_users().in_roles(Role(membership.role))
    return held.filter(organisation_id=membership.organisation_id).exclude(user_id=membership.user_id).exists()


def _tell(membership: Membership, kind: str) -> None:
    messages.send(
        kind,
        membership.organisation,
        [Recipient(membership.user_id, membership.organisation_id)],
        occasion=str(membership.pk),
        role=Role(membership.role).label,
        organisation=membership.organisation.name,
    )
