"""Whose organisation it is. The installation itself founds organisations; an organisation's admin gives its roles."""

from django.utils.translation import gettext_lazy as _

from vorort.core.actor import SYSTEM, Actor
from vorort.core.refusal import Reason
from vorort.network.enums import Role
from vorort.network.models import Organisation


def reasons_against_founding(actor: Actor) -> list[Reason]:
    """Only the installation or its operator founds and opens organisations."""
    if actor == SYSTEM or actor.role == Role.OPERATOR:
        return []
    return [Reason("role", _("Organisationen legt nur der Betrieb an."))]


def reasons_against_granting(actor: Actor, organisation: Organisation) -> list[Reason]:
    """Roles are given by the installation, its operator, or the organisation's own admin."""
    if actor == SYSTEM or actor.role == Role.OPERATOR:
        return []
    if actor.role == Role.ORGANISATION_ADMIN and actor.organisation_id == organisation.pk:
        return []
    return [Reason("role", _("Rollen vergibt nur, wer die Organisation verwaltet."))]
