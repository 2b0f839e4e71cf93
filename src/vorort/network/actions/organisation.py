"""Founds organisations, opens planned centres, and changes what organisations are called. They end in ``ending``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history
from vorort.core.actor import Actor
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions, rules
from vorort.network.enums import OrganisationKind
from vorort.network.models import Invitation, Membership, Organisation
from vorort.regions import actions as regions
from vorort.regions.areas import KeyArea
from vorort.regions.models import Area, TerritorialUnit


@dataclass(frozen=True)
class OrganisationEntry:
    """What an organisation is called, what it is and where."""

    name: str
    short_name: str
    kind: OrganisationKind
    address: str


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
    """Let a planned centre exist from ``exists_from``. Raises ActionRefused when it exists already or has ended."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse_when(permissions.reasons_against_opening(actor, organisation))
    organisation.exists_from = exists_from
    organisation.save(update_fields=["exists_from"])
    history.record(actor, "organisation.opened", organisation, exists_from=exists_from)
    return organisation


@transaction.atomic
def change_organisation(
    *, actor: Actor, organisation: Organisation, expected_version: int, entry: OrganisationEntry
) -> Organisation:
    """Write ``entry``; its name and kind only for the operator. Nothing is written when nothing differs.

    Raises ActionRefused with the reasons, NotFound or VersionConflict.
    """
    organisation = Organisation.objects.managed_by(actor).locked(organisation.pk, expected_version)
    refuse_when(permissions.reasons_against_changing(actor, organisation))
    name = entry.name.strip()
    after = {
        "name": name,
        "short_name": entry.short_name.strip() or name[:60],
        "kind": entry.kind.value,
        "address": entry.address.strip(),
    }
    before = {field: getattr(organisation, field) for field in after}
    changed = [field for field in after if after[field] != before[field]]
    refuse_when(_reasons_against_words(actor, organisation, after, changed))
    if changed:
        for field in changed:
            setattr(organisation, field, after[field])
        organisation.version += 1
        organisation.save(update_fields=[*changed, "version"])
        values = {"before": {field: before[field] for field in changed}, "after": {f: after[f] for f in changed}}
        history.record(actor, "organisation.changed", organisation, **values)
    return organisation


def _reasons_against_words(
    actor: Actor, organisation: Organisation, after: Mapping[str, str], changed: Sequence[str]
) -> list[Reason]:
    """Why this name or kind may not be written; the short name and the address always may."""
    if "name" in changed:
        reasons = permissions.reasons_against_renaming(actor, field="name") or _reasons_against_name(after["name"])
        if reasons:
            return reasons
    if "kind" not in changed:
        return []
    kind = OrganisationKind(after["kind"])
    return permissions.reasons_against_renaming(actor, field="kind") or rules.reasons_against_kind(
        OrganisationKind(organisation.kind),
        kind,
        needed=_roles_in_use(organisation),
        known=permissions.GIVEN_BY_ADMIN[kind],
    )


def _reasons_against_name(name: str) -> list[Reason]:
    if not name:
        return [Reason("no_name", _("Bitte geben Sie einen Namen ein."), field="name")]
    if Organisation.objects.filter(name=name).exists():
        return [Reason("name_taken", _("Eine Organisation mit diesem Namen gibt es schon."), field="name")]
    return []


def _roles_in_use(organisation: Organisation) -> set[str]:
    """The roles somebody holds or will hold there, and those to which somebody is invited."""
    lasting = Membership.objects.filter(organisation=organisation).exclude(
        pk__in=Membership.objects.over_on(clock.today()).values("pk")
    )
    invited = Invitation.objects.unanswered().filter(organisation=organisation).values_list("roles", flat=True)
    return {*lasting.values_list("role", flat=True), *(role for roles in invited for role in roles)}


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
    refuse_when(_reasons_against_name(name))
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
