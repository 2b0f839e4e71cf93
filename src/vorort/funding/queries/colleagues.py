"""Who looks after applications on the reader's side: her colleagues, herself, and whom she stands in for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.db.models import Q

from vorort.funding.enums import Side
from vorort.funding.models import Application
from vorort.funding.permissions import IN_CHARGE, side_of
from vorort.network.capacity import Capacity
from vorort.network.models import Membership
from vorort.network.queries.substitution import is_represented_by

Column = Literal["applicant_clerk", "authority_clerk"]
COLUMNS: dict[Side, Column] = {Side.APPLICANT: "applicant_clerk", Side.AUTHORITY: "authority_clerk"}


@dataclass(frozen=True)
class Colleague:
    """Somebody who may look after an application, by her membership."""

    membership_id: int
    user_id: int
    name: str
    role: str


@dataclass(frozen=True)
class Colleagues:
    """Everybody on the reader's side.

    ``own`` are her memberships there; ``absent`` those she stands in for today, by name.
    """

    side: Side
    people: Mapping[int, Colleague]
    own: frozenset[int]
    absent: Mapping[int, str] = field(default_factory=dict)

    @property
    def column(self) -> Column:
        return COLUMNS[self.side]

    @property
    def mine(self) -> frozenset[int]:
        """The memberships whose work is hers today: her own and those she stands in for."""
        return self.own | frozenset(self.absent)

    def in_charge_of(self, application: Application) -> int | None:
        """The membership that looks after ``application``; None for nobody and for somebody who has left."""
        membership_id: int | None = getattr(application, f"{self.column}_id")
        return membership_id if membership_id in self.people else None

    def of_mine(self, path: str = "") -> Q:
        """Applications the reader looks after, for herself or in substitution; ``path`` leads to them."""
        return Q(**{f"{path}{self.column}__in": self.mine})

    def of(self, membership_id: int) -> Q:
        """Applications a colleague looks after."""
        return Q(**{self.column: membership_id})

    def of_nobody(self, path: str = "") -> Q:
        """Applications nobody looks after, or somebody who has left; ``path`` leads to them."""
        column = f"{path}{self.column}"
        return Q(**{f"{column}__isnull": True}) | ~Q(**{f"{column}__in": self.people.keys()})


def colleagues_of(capacity: Capacity, on: date) -> Colleagues | None:
    """The reader's side on the day ``on``; None for roles that only look on. One statement."""
    side = side_of(capacity.role)
    if side is None:
        return None
    rows = (
        Membership.objects.valid_on(on)
        .of_active_users()
        .in_roles(*IN_CHARGE[side])
        .filter(organisation_id=capacity.organisation_id)
        .annotate(away=is_represented_by(capacity, on))
        .select_related("user")
        .order_by("user__name", "pk")
    )
    people = {row.pk: Colleague(row.pk, row.user_id, row.user.name, row.get_role_display()) for row in rows}
    own = frozenset(key for key, person in people.items() if person.user_id == capacity.user_id)
    absent = {row.pk: row.user.name for row in rows if row.away}  # type: ignore[attr-defined]  # annotated above
    return Colleagues(side, people, own, absent)
