"""Founds organisations and gives roles in them. Nothing here knows how people sign in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User
from vorort.core import clock, history
from vorort.core.actor import Actor
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership, Organisation
from vorort.regions.models import Area


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


@transaction.atomic
def grant_role(
    *, actor: Actor, user: User, organisation: Organisation, role: Role, valid_from: date | None = None
) -> Membership:
    """Give ``user`` a role from ``valid_from`` (today when not said).

    Raises ActionRefused when the actor may not or the user holds the role then or later.
    """
    refuse_when(permissions.reasons_against_granting(actor, organisation, role))
    begins = valid_from or clock.today()
    held = Membership.objects.in_roles(role).filter(user=user, organisation=organisation)
    if held.exclude(valid_to__lt=begins).exists():
        refuse_when([Reason("held_already", _("Diese Person hat diese Rolle schon."), field="role")])
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, valid_from=begins)
    values = {"user": user.pk, "role": role, "organisation": organisation.name, "valid_from": begins}
    history.record(actor, "membership.granted", membership, **values)
    return membership
