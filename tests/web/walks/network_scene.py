"""The network's part of the walks: a town's admin and operator, and thirty rows of everything its pages list."""

from datetime import timedelta

from tests.web.walks.scene import Member, Scene, Town
from vorort.accounts.models import User
from vorort.core import clock
from vorort.core.actor import SYSTEM
from vorort.demo import stage
from vorort.network import actions
from vorort.network.actions import ClubEntry
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import ClubRegistration, Membership
from vorort.regions.models import TerritorialUnit

ROWS = 30


def hired(scene: Scene, town: Town, role: Role, name: str) -> Member:
    """Somebody in ``role`` at the town's centre."""
    key = f"{role.value}-{town.organisation.pk}"
    stage.hire(scene.stage, key, name, role, town.organisation)
    return scene[key]


def unit_of(town: Town) -> TerritorialUnit:
    """The district or city the town's centre is there for."""
    return TerritorialUnit.objects.get(key=town.organisation.area.code.removeprefix("centre-"))


def registered(town: Town, number: int) -> ClubRegistration:
    """A club whose address is confirmed."""
    entry = ClubEntry(
        name=f"Begegnungsverein Nachbarschaft Nummer {number} e. V.",
        kind=OrganisationKind.ASSOCIATION,
        unit=unit_of(town),
        address="Marktplatz 1",
        purpose="Offener Treff mit Kaffee und Gesprächen, jeden Dienstag.",
        contact_name="Selma Kaya",
        contact_email=f"selma{number}@verein-{town.organisation.pk}.example",
    )
    registration = actions.register_club(entry=entry)
    assert registration is not None
    return actions.confirm_address(token=registration.token)


def fill(town: Town, admin: Member) -> None:
    """Thirty colleagues, invitations, substitutions of the lead, and clubs; some of each are over."""
    place, lead, today = town.organisation, Membership.objects.get(pk=town.lead.capacity.id), clock.today()
    for number in range(ROWS):
        address = f"person{number}@ort-{place.pk}.example"
        user = User.objects.create_user(email=address, name=f"Alexandra Musterfrau-Schönenberger {number}")
        member = actions.grant_role(actor=SYSTEM, user=user, organisation=place, role=Role.CENTRE_LEAD)
        actions.enter_substitution(
            actor=admin.capacity,
            absent=lead,
            substitute=member,
            valid_from=today,
            valid_to=today + timedelta(days=number),
        )
        invitation = actions.invite(
            actor=admin.capacity,
            organisation=place,
            email=f"eingeladen{number}@ort-{place.pk}.example",
            roles=[Role.COORDINATOR, Role.CASE_MANAGER],
            name=f"Maximilian Mustermann {number}",
        )
        if number % 3 == 1:
            actions.revoke_invitation(actor=admin.capacity, invitation=invitation)
        if number % 3 == 2:
            actions.end_membership(actor=admin.capacity, membership=member)
        registered(town, number)
