"""Sets goals."""

from datetime import date

from django.db import transaction

from vorort.core import history
from vorort.core.actor import Actor
from vorort.core.refusal import refuse_when
from vorort.steering import permissions
from vorort.steering.models import Goal


@transaction.atomic
def set_goal(*, actor: Actor, code: str, title: str, valid_from: date, source: str, description: str = "") -> Goal:
    """Set a goal that holds from ``valid_from``. Raises ActionRefused when the actor may not."""
    refuse_when(permissions.reasons_against_setting_goals(actor))
    goal = Goal.objects.create(code=code, title=title, valid_from=valid_from, source=source, description=description)
    history.record(actor, "goal.set", goal, code=code, title=title, valid_from=valid_from, source=source)
    return goal
