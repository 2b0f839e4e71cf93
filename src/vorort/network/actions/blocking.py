"""Blocks accounts and lifts the block. Roles stay as they are: they give nothing while their holder cannot sign in."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.accounts import actions as accounts
from vorort.accounts.models import User
from vorort.core.actor import Actor
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions


@transaction.atomic
def block_account(*, actor: Actor, user: User, reason: str) -> None:
    """Let ``user`` sign in no more; where she is signed in, that ends at once. She is told the reason by e-mail.

    Raises ActionRefused when the actor may not, the reason is missing, or the account is blocked.
    """
    _refuse_unless_for_a_reason(actor, user, reason)
    accounts.block(actor=actor, user=user, reason=reason.strip())


@transaction.atomic
def unblock_account(*, actor: Actor, user: User, reason: str) -> None:
    """Let ``user`` sign in again, in the roles that still hold. Raises ActionRefused as ``block_account``."""
    _refuse_unless_for_a_reason(actor, user, reason)
    accounts.unblock(actor=actor, user=user, reason=reason.strip())


def _refuse_unless_for_a_reason(actor: Actor, user: User, reason: str) -> None:
    refuse_when(permissions.reasons_against_blocking(actor, user.pk))
    if not reason.strip():
        refuse_when([Reason("no_reason", _("Bitte schreiben Sie, warum."), field="reason")])
