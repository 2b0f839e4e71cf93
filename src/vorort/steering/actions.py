"""Sets goals."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import history
from vorort.core.actor import Actor
from vorort.core.refusal import Reason, refuse_when
from vorort.steering import permissions
from vorort.steering.models import Goal


@transaction.atomic
def set_goal(*, actor: Actor, code: str, title: str, valid_from: date, source: str, description: str = "") -> Goal:
    """Set a goal that holds from ``valid_from``. Raises ActionRefused when the actor may not or the code is taken."""
    refuse_when(permissions.reasons_against_setting_goals(actor))
    if Goal.objects.filter(code=code).exists():
        refuse_when([Reason("code_taken", _("Ein Ziel mit diesem Kürzel gibt es schon."), field="code")])
    goal = Goal.objects.create(code=code, title=title, valid_from=valid_from, source=source, description=description)
    history.record(actor, "goal.set", goal, code=code, title=title, valid_from=valid_from, source=source)
    return goal
