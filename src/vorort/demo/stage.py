"""The stage the stories are told on: the Land's real places, and invented people who work there.

All through the actions.
"""

from dataclasses import dataclass, field
from datetime import date

from vorort.accounts.models import User
from vorort.core.actor import SYSTEM
from vorort.network import actions as network
from vorort.network.capacity import Capacity, of_membership
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership, Organisation
from vorort.regions import actions as regions
from vorort.regions.areas import KeyArea
from vorort.regions.models import Area

BEGINNING = date(2012, 6, 25)
LAND = "land-05"
CENTRE = "Kommunales Integrationszentrum"


@dataclass
class Stage:
    """Organisations and capacities by name. ``people`` maps a key such as ``clerk`` or ``05974.lead`` to a capacity."""

    ministry: Organisation
    authority: Organisation
    centres: dict[str, Organisation]
    people: dict[str, Capacity] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Capacity:
        return self.people[key]


def build() -> Stage:
    """Load the territory and found the Land's organisations: ministry, authority, and 54 planned centres."""
    regions.load_reference_units(actor=SYSTEM)
    land = regions.create_area(
        actor=SYSTEM,
        code=LAND,
        name="Nordrhein-Westfalen",
        area=KeyArea(frozenset({"05"})),
        source="amtlicher Schlüssel",
    )
    ministry = _found(
        "Integrationsministerium des Landes", OrganisationKind.MINISTRY, land, short_name="Integrationsministerium"
    )
    authority = _found(
        "Bezirksregierung Arnsberg, Kompetenzzentrum für Integration",
        OrganisationKind.GRANTING_AUTHORITY,
        land,
        short_name="Bezirksregierung Arnsberg",
        address="Seibertzstraße 1\n59821 Arnsberg",
    )
    office = _found(
        "Landesweite Koordinierungsstelle Kommunale Integrationszentren",
        OrganisationKind.COORDINATION_OFFICE,
        land,
        short_name="LaKI",
    )
    centres = {area.code.removeprefix("centre-"): _plan_centre(area) for area in Area.objects.exclude(code=LAND)}
    stage = Stage(ministry, authority, centres)
    for key, name, role in (
        ("owner", "Marlene Köster", Role.PROGRAMME_OWNER),
        ("releaser", "Hanno Terbrüggen", Role.PROGRAMME_RELEASER),
        ("clerk", "Thorsten Wiese", Role.CLERK),
        ("clerk_2", "Nadine Ostermann", Role.CLERK),
        ("officer", "Gudrun Hellweg", Role.RELEASING_OFFICER),
    ):
        hire(stage, key, name, role, ministry if key in ("owner", "releaser") else authority)
    hire(stage, "adviser", "Wiebke Terhorst", Role.ADVISER, office)
    return stage


def hire(stage: Stage, key: str, name: str, role: Role, organisation: Organisation) -> Capacity:
    """Invent a person with a role at ``organisation``. Her address ends in ``.example``, which nobody can own."""
    user = User.objects.create_user(email=f"{key.replace('_', '-').replace('.', '-')}@vorort.example", name=name)
    membership = network.grant_role(actor=SYSTEM, user=user, organisation=organisation, role=role, valid_from=BEGINNING)
    stage.people[key] = capacity_of(membership)
    return stage.people[key]


def capacity_of(membership: Membership) -> Capacity:
    """The capacity of a membership, freshly read."""
    return of_membership(Membership.objects.select_related("organisation", "user").get(pk=membership.pk))


def _plan_centre(area: Area) -> Organisation:
    return network.found_organisation(
        actor=SYSTEM,
        name=f"{CENTRE} {area.name}",
        short_name=f"KI {area.name}",
        kind=OrganisationKind.CENTRE,
        area=area,
        planned_from=BEGINNING,
        address=f"{area.name}\n{CENTRE}",
    )


def _found(name: str, kind: OrganisationKind, area: Area, *, short_name: str, address: str = "") -> Organisation:
    return network.found_organisation(
        actor=SYSTEM,
        name=name,
        short_name=short_name,
        kind=kind,
        area=area,
        exists_from=date(2012, 1, 1),
        address=address,
    )
