"""The network of the demonstration: Soest runs itself, clubs wait for their answer, a clerk is away for two weeks."""

from datetime import timedelta

from vorort.core import clock
from vorort.core.actor import SYSTEM
from vorort.demo.stage import Stage, hire
from vorort.network import actions
from vorort.network.actions import ClubEntry
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership, Organisation
from vorort.regions.models import Area, TerritorialUnit

SOEST, KLEVE = "05974", "05154"
CLUB = "Treff am Hellweg e. V."


def tell(stage: Stage) -> None:
    """Hire an admin and an operator; both invite somebody. Three clubs register, one where no centre works yet. A clerk
    is represented.
    """
    centre = stage.centres[SOEST]
    admin = hire(stage, f"{SOEST}.admin", "Renate Börde", Role.ORGANISATION_ADMIN, centre)
    operator = hire(stage, "operator", "Olaf Rechner", Role.OPERATOR, _office())
    actions.invite(
        actor=admin,
        organisation=centre,
        email="mitarbeit@vorort.example",
        roles=[Role.COORDINATOR, Role.CASE_MANAGER],
        name="Amira Haddad",
    )
    actions.invite(
        actor=operator,
        organisation=stage.centres["05914"],
        email="verwaltung-hagen@vorort.example",
        roles=[Role.ORGANISATION_ADMIN],
        name="Jonas Volme",
    )
    for name, kind, place in (
        (CLUB, OrganisationKind.ASSOCIATION, SOEST),
        ("Chor der Kulturen", OrganisationKind.INITIATIVE, SOEST),
        ("Ankommen am Niederrhein e. V.", OrganisationKind.ASSOCIATION, KLEVE),
    ):
        _register(name, kind, place)
    actions.enter_substitution(
        actor=stage["clerk_2"],
        absent=Membership.objects.get(pk=stage["clerk_2"].id),
        substitute=Membership.objects.get(pk=stage["clerk"].id),
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=14),
    )


def _office() -> Organisation:
    return actions.found_organisation(
        actor=SYSTEM,
        name="Betrieb der Demonstration",
        kind=OrganisationKind.OPERATOR,
        area=Area.objects.get(code="land-05"),
        exists_from=clock.today(),
        invented=True,
    )


def _register(name: str, kind: OrganisationKind, place: str) -> None:
    registration = actions.register_club(
        entry=ClubEntry(
            name=name,
            kind=kind,
            unit=TerritorialUnit.objects.get(key=place),
            address="Hellweg 1\n59494 Soest" if place == SOEST else "Am Deich 1\n47533 Kleve",
            purpose="Offener Treff mit Kaffee und Gesprächen, jeden Dienstag. Alles erfunden.",
            contact_name="Selma Kaya",
            contact_email="selma.kaya@vorort.example",
        )
    )
    if registration is not None:
        actions.confirm_address(token=registration.token)
