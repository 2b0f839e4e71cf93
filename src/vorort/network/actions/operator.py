"""The first person of a fresh installation: whoever runs it is invited from the command line."""

from django.conf import settings
from django.db import transaction

from vorort.core import clock
from vorort.core.actor import SYSTEM
from vorort.network.actions.invitation import invite
from vorort.network.actions.organisation import write_organisation
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Invitation, Organisation
from vorort.regions import actions as regions
from vorort.regions.areas import KeyArea
from vorort.regions.models import Area

LAND = "land-05"


@transaction.atomic
def invite_operator(*, email: str) -> Invitation:
    """Invite somebody who runs this installation. Brings the territory and the operator's organisation when missing.

    Raises ActionRefused when that address has an open invitation.
    """
    operator = Organisation.objects.filter(kind=OrganisationKind.OPERATOR).order_by("pk").first()
    if operator is None:
        regions.load_reference_units(actor=SYSTEM)
        operator = write_organisation(
            SYSTEM,
            name=f"{settings.OPERATOR_NAME}, Betrieb",
            kind=OrganisationKind.OPERATOR,
            area=_land(),
            exists_from=clock.today(),
        )
    return invite(actor=SYSTEM, organisation=operator, email=email, roles=[Role.OPERATOR])


def _land() -> Area:
    known = Area.objects.filter(code=LAND).first()
    return known or regions.create_area(
        actor=SYSTEM,
        code=LAND,
        name="Nordrhein-Westfalen",
        area=KeyArea(frozenset({"05"})),
        source="amtlicher Schlüssel",
    )
