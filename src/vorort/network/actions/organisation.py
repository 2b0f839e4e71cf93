"""Founds organisations and opens planned centres."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import history
from vorort.core.actor import Actor
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.regions import actions as regions
from vorort.regions.areas import KeyArea
from vorort.regions.models import Area, TerritorialUnit


@transaction.atomic
def found_organisation(
    *,
    actor: Actor,
    name: str,
    kind: OrganisationKind,
    area: Area,
    planned_from: date | None = None,
    exists_from: date | None = None,
    short_name: str = "",
    address: str = "",
    invented: bool = False,
) -> Organisation:
    """Found an organisation for ``area``.

    Raises ActionRefused when the actor may not, no beginning is given or the name is taken.
    """
    refuse_when(permissions.reasons_against_founding(actor))
    return write_organisation(
        actor,
        name=name,
        kind=kind,
        area=area,
        planned_from=planned_from,
        exists_from=exists_from,
        short_name=short_name,
        address=address,
        invented=invented,
    )


@transaction.atomic
def open_centre(*, actor: Actor, organisation: Organisation, exists_from: date) -> Organisation:
    """Let a planned centre exist from ``exists_from``. Raises ActionRefused when it exists already."""
    refuse_when(permissions.reasons_against_founding(actor))
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.kind != OrganisationKind.CENTRE:
        refuse_when([Reason("no_centre", _("Das ist kein Kommunales Integrationszentrum."))])
    if organisation.exists_from is not None:
        refuse_when([Reason("exists_already", _("Dieses Zentrum besteht schon."))])
    organisation.exists_from = exists_from
    organisation.save(update_fields=["exists_from"])
    history.record(actor, "organisation.opened", organisation, exists_from=exists_from)
    return organisation


def area_of_unit(actor: Actor, unit: TerritorialUnit) -> Area:
    """The area that is exactly this unit, made when it is asked for the first time."""
    TerritorialUnit.objects.select_for_update(of=("self",)).get(pk=unit.pk)  # two clubs of one place share one area
    code = f"unit-{unit.key}"
    known = Area.objects.filter(code=code).first()
    return known or regions.create_area(
        actor=actor, code=code, name=unit.short_name, area=KeyArea(frozenset({unit.key})), source=unit.source
    )


def write_organisation(
    actor: Actor,
    *,
    name: str,
    kind: OrganisationKind,
    area: Area,
    planned_from: date | None = None,
    exists_from: date | None = None,
    short_name: str = "",
    address: str = "",
    invented: bool = False,
) -> Organisation:
    """Found an organisation for somebody whose right to do so was looked at. Part of actions, never called by pages."""
    if planned_from is None and exists_from is None:
        refuse_when([Reason("no_beginning", _("Geplant ab oder besteht ab: eines von beiden muss da stehen."))])
    if Organisation.objects.filter(name=name).exists():
        refuse_when([Reason("name_taken", _("Eine Organisation mit diesem Namen gibt es schon."), field="name")])
    organisation = Organisation.objects.create(
        name=name,
        short_name=short_name or name[:60],
        kind=kind,
        area=area,
        planned_from=planned_from,
        exists_from=exists_from,
        address=address,
        invented=invented,
    )
    history.record(actor, "organisation.founded", organisation, name=name, kind=kind, area=area.code)
    return organisation
