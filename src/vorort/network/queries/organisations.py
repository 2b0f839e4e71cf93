"""All organisations that exist or are planned: the list of the network. And what would end with one of them."""

from dataclasses import dataclass
from datetime import date

from vorort.core.pages import NamePage, by_name
from vorort.network.enums import OrganisationKind
from vorort.network.models import ClubRegistration, Invitation, Membership, Organisation


def organisations(*, on: date, after: str = "", kind: str = "", text: str = "") -> NamePage[Organisation]:
    """Organisations that are not over on the day ``on``, by name, in pages after a name. One statement."""
    rows = Organisation.objects.planned_on(on).select_related("area")
    if kind in OrganisationKind.values:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(name__icontains=text)
    return by_name(rows, after=after)


@dataclass(frozen=True)
class WhatEnds:
    """How much ends with an organisation: roles, open invitations; and how many clubs wait for its decision."""

    roles: int
    invitations: int
    waiting: int


def what_ends(organisation: Organisation, *, on: date) -> WhatEnds:
    """What would end with ``organisation`` on the day ``on``. Three statements."""
    over = Membership.objects.over_on(on).values("pk")
    return WhatEnds(
        Membership.objects.filter(organisation=organisation).exclude(pk__in=over).count(),
        Invitation.objects.unanswered().filter(organisation=organisation).count(),
        ClubRegistration.objects.waiting().filter(responsible=organisation).count(),
    )
