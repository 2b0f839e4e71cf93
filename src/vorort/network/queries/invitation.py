"""What the page behind an invitation's link shows: who invites to what, naming nobody but the organisation; and whose
answer is still awaited.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vorort.accounts.models import User
from vorort.core.actor import Actor
from vorort.core.refusal import Reason
from vorort.network import permissions, tokens
from vorort.network.enums import InvitationState, Role
from vorort.network.models import Invitation

SHOWN = 20


@dataclass(frozen=True)
class InvitationPage:
    """An invitation as whoever holds its link sees it. ``has_account``: the invited address can sign in already;
    ``against``: why whoever is signed in may not accept it.
    """

    organisation: str
    organisation_short_name: str
    roles: str
    name: str
    email: str
    valid_to: date
    roles_valid_to: date | None
    state: InvitationState
    has_account: bool
    against: Sequence[Reason] = ()


def invitation_page(token: str, *, on: date, reader: str = "") -> InvitationPage | None:
    """The invitation of ``token``; None when no link has it. Two statements, one for an unknown token.

    ``reader`` is the address of whoever is signed in.
    """
    found = Invitation.objects.select_related("organisation").filter(token_digest=tokens.digest_of(token)).first()
    if found is None:
        return None
    return InvitationPage(
        organisation=found.organisation.name,
        organisation_short_name=found.organisation.short_name,
        roles=found.role_labels,
        name=found.name,
        email=found.email,
        valid_to=found.valid_to,
        roles_valid_to=found.roles_valid_to,
        state=found.state_on(on),
        has_account=User.objects.filter(email__iexact=found.email).exists(),
        against=permissions.reasons_against_accepting(found, reader) if reader else (),
    )


def unanswered_invitations(actor: Actor) -> Sequence[Invitation]:
    """What ``actor`` still awaits an answer to, the first to run out on top. One statement; none for other roles."""
    if actor.role not in (Role.ORGANISATION_ADMIN, Role.OPERATOR):
        return []
    rows = Invitation.objects.looked_after_by(actor).unanswered().select_related("organisation")
    return list(rows.order_by("valid_to", "pk")[:SHOWN])
