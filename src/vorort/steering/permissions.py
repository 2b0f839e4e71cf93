"""Who sets goals: the programme owner of a ministry."""

from django.utils.translation import gettext_lazy as _

from vorort.core.actor import SYSTEM, Actor
from vorort.core.refusal import Reason
from vorort.network.enums import Role


def reasons_against_setting_goals(actor: Actor) -> list[Reason]:
    """Goals of the Land are set by programme owners, or come with the reference data."""
    if actor == SYSTEM or actor.role == Role.PROGRAMME_OWNER:
        return []
    return [Reason("role", _("Ziele setzt die Programmverantwortung im Ministerium."))]
