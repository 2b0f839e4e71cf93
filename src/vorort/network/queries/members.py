"""Who works in an organisation, who is invited, who has left: what its members page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce

from vorort.network.enums import InvitationState, Role
from vorort.network.models import Invitation, Membership, Organisation, Substitution
from vorort.network.rules import WITHOUT_DESK

SHOWN = 500


@dataclass(frozen=True)
class MemberLine:
    """One role of one person."""

    id: int
    person: str
    email: str
    role: str
    since: date
    until: date | None
    represented_by: str
    has_desk: bool


@dataclass(frozen=True)
class InvitationLine:
    """One invitation and how it stands with it."""

    id: int
    name: str
    email: str
    roles: str
    state: InvitationState
    sent_on: date
    valid_to: date
    emailed: bool
    roles_valid_to: date | None


@dataclass(frozen=True)
class MembersPage:
    """The members page. Each list ends at 500 rows."""

    organisation: Organisation
    members: Sequence[MemberLine]
    former: Sequence[MemberLine]
    open_invitations: Sequence[InvitationLine]
    past_invitations: Sequence[InvitationLine]


def members_page(organisation: Organisation, *, on: date) -> MembersPage:
    """Everything on the day ``on``, people by name. Three statements."""
    rows = list(
        Membership.objects.filter(organisation=organisation).select_related("user").order_by("user__name", "pk")[:SHOWN]
    )
    over = [row for row in rows if _is_over(row, on)]
    present = [row for row in rows if row not in over]
    represented = _represented(organisation, on)
    invitations = [
        _invitation_line(row, on)
        for row in Invitation.objects.filter(organisation=organisation).order_by("-pk")[:SHOWN]
    ]
    pending = (InvitationState.OPEN, InvitationState.EXPIRED)
    return MembersPage(
        organisation,
        [_line(row, represented.get(row.pk, "")) for row in present],
        [_line(row) for row in over],
        [line for line in invitations if line.state in pending],
        [line for line in invitations if line.state not in pending],
    )


@dataclass(frozen=True)
class SubstitutionLine:
    """One substitution of a membership."""

    id: int
    substitute: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class SubstitutionPage:
    """A membership, who may represent it, and who does or will."""

    membership: Membership
    colleagues: Sequence[tuple[int, str]]
    entered: Sequence[SubstitutionLine]


def substitution_page(membership: Membership, *, on: date) -> SubstitutionPage:
    """Colleagues in the same role and the substitutions that are not over on the day ``on``. Two statements.

    ``membership.user`` and ``.organisation`` should be selected with it.
    """
    colleagues = (
        Membership.objects.valid_on(on)
        .of_active_users()
        .filter(organisation_id=membership.organisation_id, role=membership.role)
        .exclude(user_id=membership.user_id)
        .select_related("user")
        .order_by("user__name", "pk")[:SHOWN]
    )
    entered = (
        Substitution.objects.filter(absent=membership)
        .exclude(pk__in=Substitution.objects.over_on(on))
        .select_related("substitute__user")[:SHOWN]
    )
    return SubstitutionPage(
        membership,
        [(row.pk, row.user.name) for row in colleagues],
        [SubstitutionLine(row.pk, row.substitute.user.name, row.valid_from, row.valid_to) for row in entered],
    )


def _is_over(row: Membership, on: date) -> bool:
    return row.ended_on is not None or (row.valid_to is not None and row.valid_to < on)


def _represented(organisation: Organisation, on: date) -> dict[int, str]:
    valid = Substitution.objects.valid_on(on).filter(absent__organisation=organisation)
    return dict(valid.order_by("pk").values_list("absent_id", "substitute__user__name"))


def _line(row: Membership, represented_by: str = "") -> MemberLine:
    until = row.ended_on or row.valid_to
    role = str(Role(row.role).label)
    has_desk = row.role not in WITHOUT_DESK
    return MemberLine(row.pk, row.user.name, row.user.email, role, row.valid_from, until, represented_by, has_desk)


def _invitation_line(row: Invitation, on: date) -> InvitationLine:
    return InvitationLine(
        row.pk,
        row.name,
        row.email,
        row.role_labels,
        row.state_on(on),
        row.sent_on,
        row.valid_to,
        row.emailed_on is not None,
        row.roles_valid_to,
    )


def last_ended(user_id: int, *, on: date) -> Membership | None:
    """The membership of the user that ended last before or on the day ``on``; None for who never had one.

    One statement.
    """
    over = Membership.objects.over_on(on).filter(user_id=user_id).select_related("organisation")
    return over.order_by(Coalesce("ended_on", "valid_to").desc(), "-pk").first()
