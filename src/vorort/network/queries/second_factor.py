"""Whose lost second factor somebody may restore, and what stands against it; whose account she may block. ADR 0019."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from vorort.accounts.models import User
from vorort.core import clock
from vorort.core.actor import Actor
from vorort.core.refusal import Reason
from vorort.network import permissions
from vorort.network.enums import SECOND_FACTOR_ROLES, Role
from vorort.network.models import Membership

MOST_SHOWN = 50


@dataclass(frozen=True)
class Person:
    """Somebody whose sign-in can be looked after, and whether there is a factor."""

    user: User
    has_factor: bool


def people(actor: Actor, search: str = "") -> list[Person]:
    """Whose factor ``actor`` may be asked to restore, by name, at most fifty; never her own. The operator sees blocked
    accounts as well. One statement.
    """
    factor = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    others = (blocked_by(actor) | looked_after_by(actor)).exclude(pk=actor.user_id or 0)
    rows = others.filter(Q(name__icontains=search) | Q(email__icontains=search))
    found = rows.annotate(has_factor=Exists(factor)).order_by("name", "pk")[:MOST_SHOWN]
    return [Person(user, user.has_factor) for user in found]


def looked_after_by(actor: Actor) -> QuerySet[User]:
    """The people of the organisation for its admin, everybody for the operator, nobody for anybody else."""
    if actor.role == Role.OPERATOR:
        return User.objects.filter(is_active=True)
    if actor.role != Role.ORGANISATION_ADMIN:
        return User.objects.none()
    held = Membership.objects.valid_on(clock.today()).filter(user=OuterRef("pk"), organisation=actor.organisation_id)
    return User.objects.filter(Exists(held), is_active=True)


def blocked_by(actor: Actor) -> QuerySet[User]:
    """Whose account ``actor`` blocks, or lifts the block of: everybody's as the operator, else nobody's."""
    return User.objects.all() if actor.role == Role.OPERATOR else User.objects.none()


def reasons_against_restoring(actor: Actor, user: User) -> list[Reason]:
    """What stands against ``actor`` removing the lost factor of ``user`` today. Two statements."""
    demanding = Membership.objects.valid_on(clock.today()).in_roles(*SECOND_FACTOR_ROLES).filter(user=user)
    return permissions.reasons_against_restoring(
        actor,
        user.pk,
        looks_after=looked_after_by(actor).filter(pk=user.pk).exists(),
        demanded_elsewhere=demanding.exclude(organisation=actor.organisation_id).exists(),
    )
