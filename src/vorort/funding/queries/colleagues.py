"""Who looks after applications on the reader's side: her colleagues, herself, and whom she stands in for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import Q, QuerySet

from vorort.core.prepared import Prepared
from vorort.funding.enums import Side
from vorort.funding.models import Application
from vorort.funding.permissions import IN_CHARGE, side_of
from vorort.network.capacity import Capacity
from vorort.network.enums import Role
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
class Hands:
    """In whose hands applications can be, as memberships: the reader's own and those she stands in for (``mine``), and
    all on her side (``people``). Conditions over the column of that side.
    """

    column: Column
    mine: tuple[int, ...]
    people: tuple[int, ...]

    def of_mine(self, path: str = "") -> Q:
        """Applications the reader looks after, for herself or in substitution; ``path`` leads to them."""
        return Q(**{f"{path}{self.column}__in": self.mine})

    def of(self, membership_id: int) -> Q:
        """Applications a colleague looks after."""
        return Q(**{self.column: membership_id})

    def of_nobody(self, path: str = "") -> Q:
        """Applications nobody looks after, or somebody who has left; ``path`` leads to them."""
        column = f"{path}{self.column}"
        return Q(**{f"{column}__isnull": True}) | ~Q(**{f"{column}__in": self.people})


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

    @property
    def values(self) -> dict[str, tuple[int, ...]]:
        """``mine`` and ``people`` as values of a prepared query."""
        return {"mine": tuple(sorted(self.mine)), "people": tuple(sorted(self.people))}

    @property
    def hands(self) -> Hands:
        """For a query of her own."""
        return Hands(self.column, **self.values)

    def in_charge_of(self, application: Application) -> int | None:
        """The membership ``application`` is given to, be it of somebody who has left and is not among ``people``."""
        membership_id: int | None = getattr(application, f"{self.column}_id")
        return membership_id


def colleagues_of(capacity: Capacity, on: date) -> Colleagues | None:
    """The reader's side on the day ``on``; None for roles that only look on. One statement."""
    side = side_of(capacity.role)
    if side is None:
        return None
    found = _PEOPLE.rows(side, capacity.role, reader=capacity.id, organisation=capacity.organisation_id, on=on)
    rows = [(Colleague(key, user, name, str(Role(role).label)), away) for key, user, name, role, away in found]
    people = {person.membership_id: person for person, _away in rows}
    own = frozenset(key for key, person in people.items() if person.user_id == capacity.user_id)
    return Colleagues(side, people, own, {person.membership_id: person.name for person, away in rows if away})


def _people(side: Side, role: Role, *, reader: int, organisation: int, on: date) -> QuerySet[Any, Any]:
    """The memberships of a side at the organisation, each with whether the ``reader`` represents it."""
    held = Membership.objects.valid_on(on).of_active_users().in_roles(*IN_CHARGE[side])
    away = is_represented_by(reader, organisation=organisation, role=role, on=on)
    columns: QuerySet[Any, Any] = held.filter(organisation_id=organisation).annotate(away=away)
    return columns.order_by("user__name", "pk").values_list("pk", "user_id", "user__name", "role", "away")


_PEOPLE = Prepared(_people)
