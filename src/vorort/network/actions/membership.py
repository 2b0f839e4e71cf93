"""Gives roles in organisations. Nothing here knows how people sign in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User
from vorort.core import clock, history
from vorort.core.actor import Actor
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions
from vorort.network.enums import Role
from vorort.network.models import Membership, Organisation


@transaction.atomic
def grant_role(
    *, actor: Actor, user: User, organisation: Organisation, role: Role, valid_from: date | None = None
) -> Membership:
    """Give ``user`` a role from ``valid_from`` (today when not said).

    Raises ActionRefused when the actor may not or the user holds the role then or later.
    """
    refuse_when(permissions.reasons_against_granting(actor, organisation, role))
    begins = valid_from or clock.today()
    held = Membership.objects.in_roles(role).filter(user=user, organisation=organisation, ended_on__isnull=True)
    if held.exclude(valid_to__lt=begins).exists():
        refuse_when([Reason("held_already", _("Diese Person hat diese Rolle schon."), field="role")])
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, valid_from=begins)
    values = {"user": user.pk, "role": role, "organisation": organisation.name, "valid_from": begins}
    history.record(actor, "membership.granted", membership, **values)
    return membership
