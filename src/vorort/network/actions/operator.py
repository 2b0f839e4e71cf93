"""The operator's desk: organisations with their first admin, and the first person of a fresh installation."""

from datetime import date
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock
from vorort.core.actor import SYSTEM, Actor
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions
from vorort.network.actions.invitation import invite
from vorort.network.actions.organisation import area_of_unit, found_organisation, write_organisation
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Invitation, Organisation
from vorort.regions import actions as regions
from vorort.regions.areas import KeyArea
from vorort.regions.models import Area, TerritorialUnit

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


@transaction.atomic
def found_with_admin(
    *,
    actor: Actor,
    email: str,
    name: str,
    kind: OrganisationKind,
    area: Area | None = None,
    place: TerritorialUnit | None = None,
    planned_from: date | None = None,
    exists_from: date | None = None,
    short_name: str = "",
    address: str = "",
) -> Invitation:
    """Found an organisation for ``area``, or for exactly ``place``, and invite ``email`` as its admin.

    Raises ActionRefused as ``found_organisation``, and when neither area nor place is given.
    """
    refuse_when(permissions.reasons_against_founding(actor))
    if area is None and place is None:
        refuse_when([Reason("no_area", _("Bitte wählen Sie ein Gebiet."), field="area")])
    organisation = found_organisation(
        actor=actor,
        name=name,
        kind=kind,
        area=area or area_of_unit(actor, cast("TerritorialUnit", place)),
        planned_from=planned_from,
        exists_from=exists_from,
        short_name=short_name,
        address=address,
    )
    return invite(actor=actor, organisation=organisation, email=email, roles=[Role.ORGANISATION_ADMIN])


def _land() -> Area:
    known = Area.objects.filter(code=LAND).first()
    return known or regions.create_area(
        actor=SYSTEM,
        code=LAND,
        name="Nordrhein-Westfalen",
        area=KeyArea(frozenset({"05"})),
        source="amtlicher Schlüssel",
    )
