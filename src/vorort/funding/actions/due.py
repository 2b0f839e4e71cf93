"""Keeps what lists are filtered by: until when an application is due, for what, and whether it is still open."""

from vorort.funding.enums import ApplicationState
from vorort.funding.models import Application, Decision
from vorort.funding.queries import facts
from vorort.funding.rules import deadlines


def note_due(application: Application, decision: Decision | None = None) -> tuple[str, ...]:
    """Set the due day on ``application`` (unsaved) and return the fields to save with its new state.

    Every action that moves an application, opens or closes a hearing on it, or makes the ``decision`` on it known,
    saves them in its own transaction.
    """
    known = facts.deadline_facts(application, decision, hearing=facts.open_hearing(application))
    next_duty = deadlines.duty(known, facts.targets())
    application.due_on = next_duty.day if next_duty else None
    application.due_kind = next_duty.kind if next_duty else ""
    made_known = decision is not None and decision.notified_on is not None
    application.open = application.state != ApplicationState.WITHDRAWN and not made_known
    return ("open", "due_on", "due_kind")
