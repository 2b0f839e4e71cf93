"""Restoring a lost second factor (zweite Stufe der Anmeldung): a second person removes what is lost, with a reason.

Which roles demand a factor stands in ``enums``; the factors themselves are the accounts'. ADR 0019.
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from vorort.accounts import actions as accounts
from vorort.accounts.models import User
from vorort.core import clock, messages
from vorort.core.actor import Actor
from vorort.core.messages import Recipient
from vorort.core.refusal import Reason, refuse_when
from vorort.network.enums import SECOND_FACTOR_ROLES, Role
from vorort.network.models import Membership

MOST_SHOWN = 50
REMOVED = "factors_removed"


@dataclass(frozen=True)
class Person:
    """Somebody whose sign-in can be looked after: name, address, and whether there is a factor."""

    user: User
    has_factor: bool


def register() -> None:
    """The kind of message the person gets."""
    sentence = _(
        "%(who)s hat die zweite Stufe Ihrer Anmeldung entfernt. Bitte richten Sie sie neu ein. Grund: %(reason)s"
    )
    messages.register(messages.Kind(REMOVED, sentence, "account:overview", of_subject=False))


def people(actor: Actor, search: str = "") -> list[Person]:
    """Whose factor ``actor`` may be asked to restore, by name, at most fifty; never her own. One statement."""
    factor = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    rows = (
        looked_after_by(actor).exclude(pk=actor.user_id).filter(Q(name__icontains=search) | Q(email__icontains=search))
    )
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


def reasons_against_restoring(actor: Actor, user: User) -> list[Reason]:
    """Never one's own; the operator may; the admin may when no role elsewhere demands the factor of this person."""
    if actor.user_id == user.pk:
        return [Reason("own_factor", _("Die eigene zweite Stufe stellt immer eine andere Person wieder her."))]
    if not looked_after_by(actor).filter(pk=user.pk).exists():
        return [Reason("role", _("Das kann nur, wer die Organisation dieser Person verwaltet, oder der Betrieb."))]
    demanding = Membership.objects.valid_on(clock.today()).in_roles(*SECOND_FACTOR_ROLES).filter(user=user)
    if actor.role != Role.OPERATOR and demanding.exclude(organisation=actor.organisation_id).exists():
        sentence = _(
            "Diese Person braucht die zweite Stufe auch für eine andere Organisation. Deshalb kann nur der Betrieb sie "
            "wiederherstellen."
        )
        return [Reason("needed_elsewhere", sentence)]
    return []


@transaction.atomic
def restore_access(*, actor: Actor, user: User, reason: str) -> None:
    """Remove the lost factors of ``user``, end her sign-ins and tell her.

    Raises ActionRefused when the actor may not, the reason is missing, or there is no factor.
    """
    refuse_when(reasons_against_restoring(actor, user))
    if not reason.strip():
        refuse_when([Reason("no_reason", _("Bitte schreiben Sie, warum."), field="reason")])
    accounts.remove_factors(actor=actor, user=user, reason=reason.strip())
    held = Membership.objects.valid_on(clock.today()).filter(user=user)
    places = held.order_by("organisation").values_list("organisation", flat=True).distinct()
    messages.send(
        REMOVED,
        user,
        [Recipient(user.pk, place) for place in places],
        occasion=clock.now().isoformat(),
        who=actor.label,
        reason=reason.strip(),
    )
