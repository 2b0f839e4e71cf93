"""What the funding desk and the start page show: open calls, applications, and what waits for whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vorort.core.pages import Page, newest_first
from vorort.funding.enums import ApplicationState, DecisionState
from vorort.funding.models import Application, Award, AwardYear, BudgetLine, Call
from vorort.funding.querysets import ApplicationQuerySet
from vorort.network.capacity import Capacity
from vorort.network.enums import Role

SHOWN = 20
STATES_WAITING_FOR: dict[Role, tuple[ApplicationState, ...]] = {
    Role.COORDINATOR: (ApplicationState.DRAFT, ApplicationState.INFORMATION_REQUESTED),
    Role.CENTRE_LEAD: (ApplicationState.SIGN_OFF, ApplicationState.INFORMATION_REQUESTED),
    Role.CLERK: (ApplicationState.SUBMITTED, ApplicationState.FORMAL_REVIEW, ApplicationState.SUBSTANTIVE_REVIEW),
}


@dataclass(frozen=True)
class WaitingItem:
    """An application or award that waits for the reader, since when."""

    application: Application
    since: date
    award_state: DecisionState | None = None


@dataclass(frozen=True)
class CallLine:
    """An open call and the reader's own application under it, when there is one."""

    call: Call
    own: Application | None


def waiting_for(capacity: Capacity) -> list[WaitingItem]:
    """What waits for the reader, the oldest first. One statement, three for the authority's clerks."""
    if capacity.role == Role.RELEASING_OFFICER:
        return _awards(capacity, DecisionState.PREPARED)
    states = STATES_WAITING_FOR.get(capacity.role, ())
    if not states:
        return []
    rows = _visible(capacity).in_state(*states).order_by("pk")[:SHOWN]
    items = [WaitingItem(row, row.submitted_on or row.created_on) for row in rows]
    if capacity.role == Role.CLERK:
        items = _awards(capacity, DecisionState.RELEASED) + _without_prepared(items)
    return items


def _without_prepared(items: Sequence[WaitingItem]) -> list[WaitingItem]:
    prepared = set(
        Award.objects.filter(application__in=[item.application.pk for item in items]).values_list(
            "application_id", flat=True
        )
    )
    return [item for item in items if item.application.pk not in prepared]


def _awards(capacity: Capacity, state: DecisionState) -> list[WaitingItem]:
    rows = (
        Award.objects.visible_to(capacity)
        .filter(state=state, application__state__in=(ApplicationState.SUBSTANTIVE_REVIEW, ApplicationState.DECIDED))
        .select_related("application__call", "application__applicant")
        .order_by("pk")[:SHOWN]
    )
    return [
        WaitingItem(
            row.application, row.application.submitted_on or row.application.created_on, DecisionState(row.state)
        )
        for row in rows
    ]


def _since(application: Application) -> date:
    return application.submitted_on or application.created_on


def open_calls(capacity: Capacity, day: date) -> list[CallLine]:
    """Calls whose window holds ``day``, the next to close first, each with the reader's application. Two statements."""
    calls = list(Call.objects.visible_to(capacity).open_on(day).order_by("closes_on")[:SHOWN])
    own = {
        row.call_id: row
        for row in Application.objects.visible_to(capacity)
        .filter(call__in=calls, applicant_id=capacity.organisation_id)
        .exclude(state=ApplicationState.WITHDRAWN)
    }
    return [CallLine(call, own.get(call.pk)) for call in calls]


def applications(
    capacity: Capacity, *, before: int | None = None, states: Sequence[str] = (), text: str = ""
) -> Page[Application]:
    """The reader's applications, newest first, in pages by key. One statement."""
    rows = _visible(capacity)
    if states:
        rows = rows.in_state(*states)
    if text:
        rows = rows.matching(text)
    return newest_first(rows, before=before)


def awards_of(line: BudgetLine, capacity: Capacity) -> list[AwardYear]:
    """What released awards take from the budget line, the newest first, as far as a page shows it. One statement."""
    return list(
        AwardYear.objects.filter(budget_line=line, award__released_on__isnull=False)
        .filter(award__in=Award.objects.visible_to(capacity))
        .select_related("award__application__applicant")
        .order_by("-pk")[:200]
    )


def _visible(capacity: Capacity) -> ApplicationQuerySet:
    return Application.objects.visible_to(capacity).select_related("call", "applicant")
