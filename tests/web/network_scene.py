"""The network's part of the scene: at the district's centre somebody is invited, represented and has a second factor,
two clubs registered, and another centre is planned.

Built through the actions, after everything funding needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.totp.internal.auth import TOTP

from tests.funding.world import TODAY, World, hire
from vorort.accounts.models import User
from vorort.core import clock
from vorort.network import actions
from vorort.network.actions import ClubEntry
from vorort.network.capacity import Capacity
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import ClubRegistration, Invitation, Membership, Organisation, Substitution
from vorort.regions.models import Area, TerritorialUnit

INVITED = "ingrid.neu@ort.example"
CLUB = "Treff am Markt e. V."
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of the colleague's app


@dataclass(frozen=True)
class Network:
    """What the addresses of the network lead to."""

    invitation: Invitation
    substitution: Substitution
    colleague: Capacity
    foreign_admin: Capacity
    registration: ClubRegistration
    unconfirmed: ClubRegistration
    planned: Organisation


def build(world: World, people: Mapping[Role, Capacity]) -> Network:
    """An invitation, a second admin who represents the first, a club that waits, one nobody has confirmed, a plan."""
    place, admin = world.district.organisation, people[Role.ORGANISATION_ADMIN]
    colleague = hire(Role.ORGANISATION_ADMIN, place)
    TOTP.activate(User.objects.get(pk=colleague.user_id), SECRET)
    foreign_admin = hire(Role.ORGANISATION_ADMIN, world.city.organisation)
    invitation = actions.invite(actor=admin, organisation=place, email=INVITED, roles=[Role.COORDINATOR], name="Ingrid")
    substitution = actions.enter_substitution(
        actor=admin,
        absent=Membership.objects.get(pk=admin.id),
        substitute=Membership.objects.get(pk=colleague.id),
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=7),
    )
    waiting, unconfirmed = actions.register_club(entry=club(CLUB)), actions.register_club(entry=club("Chor der Welt"))
    assert waiting is not None
    assert unconfirmed is not None
    registration = actions.confirm_address(token=waiting.token)
    assert registration.responsible_id == place.pk
    planned = actions.found_organisation(
        actor=people[Role.OPERATOR],
        name="KI Kreis Lippe",
        kind=OrganisationKind.CENTRE,
        area=Area.objects.get(code="centre-05766"),
        planned_from=date(2027, 1, 1),
    )
    assert clock.today() == TODAY
    return Network(invitation, substitution, colleague, foreign_admin, registration, unconfirmed, planned)


def club(name: str) -> ClubEntry:
    """A club in the district."""
    return ClubEntry(
        name=name,
        kind=OrganisationKind.ASSOCIATION,
        unit=unit(),
        address="Markt 1\n37671 Höxter",
        purpose="Offener Treff für alle, die neu sind.",
        contact_name="Selma Kaya",
        contact_email="selma.kaya@treff.example",
    )


def unit() -> TerritorialUnit:
    """The district the scene's centre is there for."""
    return TerritorialUnit.objects.get(key="05762")


def key_of(name: str, stage: str, network: Network, people: Mapping[Role, Capacity]) -> int | str | None:
    """The number or secret in an address of the network, for the centre that works unless ``stage`` is "planned"; None
    when the address has none.
    """
    if stage == "planned":
        return network.planned.pk
    return {
        "network:organisation": network.invitation.organisation_id,
        "network:change": network.invitation.organisation_id,
        "network:open_centre": network.invitation.organisation_id,
        "network:end_organisation": network.invitation.organisation_id,
        "network:members": network.invitation.organisation_id,
        "network:invite": network.invitation.organisation_id,
        "network:grant": people[Role.FINANCE_CLERK].id,
        "network:end": people[Role.FINANCE_CLERK].id,
        "network:substitution": people[Role.ORGANISATION_ADMIN].id,
        "network:end_substitution": network.substitution.pk,
        "network:resend": network.invitation.pk,
        "network:revoke": network.invitation.pk,
        "network:invitation": network.invitation.token,
        "network:registration": network.registration.pk,
        "network:club_address": network.unconfirmed.token,
    }.get(name)
