"""As whom somebody acts (Handlungsrolle): a membership as values. Fulfils ``core.Actor``; every action takes one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from vorort.core.messages import Recipient
from vorort.core.prepared import Prepared
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership


@dataclass(frozen=True)
class Capacity:
    """A person in a role at an organisation. ``id`` is the membership's; forms post it back."""

    id: int
    user_id: int
    organisation_id: int
    organisation_name: str
    organisation_short_name: str
    organisation_kind: OrganisationKind
    role: Role
    user_name: str

    @property
    def role_label(self) -> str:
        return str(self.role.label)

    @property
    def label(self) -> str:
        return f"{self.user_name}, {self.role_label}, {self.organisation_name}"


def of_membership(membership: Membership) -> Capacity:
    """The capacity a membership gives. ``membership.organisation`` and ``.user`` should be selected with it."""
    return Capacity(
        id=membership.pk,
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        organisation_name=membership.organisation.name,
        organisation_short_name=membership.organisation.short_name,
        organisation_kind=OrganisationKind(membership.organisation.kind),
        role=Role(membership.role),
        user_name=membership.user.name,
    )


def capacities_of(user_id: int, *, on: date) -> list[Capacity]:
    """Everything the user may act as on the day ``on``, by organisation and role. One statement."""
    return [
        Capacity(key, user, place, name, short_name, OrganisationKind(kind), Role(role), user_name)
        for key, user, place, name, short_name, kind, role, user_name in _HELD.rows(user_id=user_id, on=on)
    ]


def _held(*, user_id: int, on: date) -> QuerySet[Any, Any]:
    """The memberships of the user, in the order and with the columns of a capacity."""
    held = Membership.objects.valid_on(on).of_active_users().filter(user_id=user_id)
    place = ("organisation_id", "organisation__name", "organisation__short_name", "organisation__kind")
    columns: QuerySet[Any, Any] = held.values_list("pk", "user_id", *place, "role", "user__name")
    return columns.order_by("organisation__name", "role", "pk")


_HELD = Prepared(_held)  # every page asks for it


def recipients(organisation_id: int, roles: Iterable[Role], *, on: date) -> list[Recipient]:
    """Who holds one of ``roles`` at the organisation on the day ``on``: the people to send a message to."""
    held = Membership.objects.valid_on(on).of_active_users().in_roles(*roles).filter(organisation_id=organisation_id)
    users = held.order_by("user_id").values_list("user_id", flat=True).distinct()
    return [Recipient(user_id, organisation_id) for user_id in users]


@dataclass(frozen=True)
class Newcomer:
    """Somebody with an account who acts for nobody yet: she accepts an invitation. Fulfils ``core.Actor``."""

    user_id: int
    label: str
    organisation_id: int | None = None
    role: str = ""
