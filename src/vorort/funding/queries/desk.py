"""What the start page and the desk show besides the list: what waits for the reader, what falls due, open calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from vorort.core.clock import BERLIN
from vorort.funding.enums import ApplicationState, DeadlineKind, DecisionState, OpinionState, Side
from vorort.funding.models import Application, Award, AwardYear, BudgetLine, Call, Decision, Opinion
from vorort.funding.permissions import DRAFTERS, side_of
from vorort.funding.queries import facts
from vorort.funding.queries.colleagues import Colleagues
from vorort.funding.querysets import OWNER_ROLES
from vorort.funding.rules.deadlines import OF_APPLICANT, Deadline
from vorort.network.capacity import Capacity
from vorort.network.enums import Role

SHOWN = 20
WAITING_SHOWN = 8
DUE_SHOWN = 6
REMEDY_DAYS = 120  # longer than any period for remedies: notices older than that need not be looked at

UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.FORMAL_REVIEW, ApplicationState.SUBSTANTIVE_REVIEW)
NOT_PREPARED = Q(state__in=UNDECIDED, award__isnull=True, refusal__isnull=True)
PREPARED, RELEASED = (
    Q(award__state=state) | Q(refusal__state=state) | Q(earlystart__state=state)
    for state in (DecisionState.PREPARED, DecisionState.RELEASED)
)
ASKED_AGAIN = Q(state=ApplicationState.INFORMATION_REQUESTED)
# What waits for a role. What somebody works on herself waits for whoever looks after it, or for all when nobody does.
WORK_OF: Mapping[Role, Q] = {
    Role.COORDINATOR: Q(state=ApplicationState.DRAFT) | ASKED_AGAIN,
    Role.CLERK: NOT_PREPARED | RELEASED,
}
SIGNATURE_OF: Mapping[Role, Q] = {
    Role.CENTRE_LEAD: Q(state=ApplicationState.SIGN_OFF) | ASKED_AGAIN,
    Role.RELEASING_OFFICER: PREPARED,
}
DECISION_STATE_OF = {Role.CLERK: DecisionState.RELEASED, Role.RELEASING_OFFICER: DecisionState.PREPARED}


@dataclass(frozen=True)
class WaitingItem:
    """An application that waits for the reader, since when, or the ``decision`` on it that does.

    ``instead_of`` names whom she stands in for.
    """

    application: Application
    since: date
    decision: Decision | None
    late: bool
    instead_of: str


@dataclass(frozen=True)
class Waiting:
    """The first of what waits, the most urgent first, and how many there are altogether."""

    items: Sequence[WaitingItem]
    count: int


@dataclass(frozen=True)
class DueItem:
    """An application or call with the day it is due."""

    deadline: Deadline
    application: Application | None = None
    call: Call | None = None


@dataclass(frozen=True)
class CallLine:
    """An open call and the reader's own application under it, when there is one."""

    call: Call
    own: Application | None


def waiting_for(capacity: Capacity, colleagues: Colleagues | None, on: date) -> Waiting:
    """What waits for the reader. Two statements at most."""
    wanted = _waiting(capacity, colleagues)
    if wanted is None or colleagues is None:
        return Waiting([], 0)
    rows = Application.objects.visible_to(capacity).filter(wanted, open=True)
    first = rows.select_related("call", "applicant", "award", "refusal", "earlystart").order_by("due_on", "pk")
    return Waiting([_item(row, capacity.role, colleagues, on) for row in first[:WAITING_SHOWN]], rows.count())


def _waiting(capacity: Capacity, colleagues: Colleagues | None) -> Q | None:
    """Signatures wait whoever looks after the file; a lead also finds the drafts she has taken over."""
    if colleagues is None:
        return None
    if capacity.role in WORK_OF:
        return WORK_OF[capacity.role] & (colleagues.of_mine() | colleagues.of_nobody())
    wanted = SIGNATURE_OF.get(capacity.role)
    if wanted is not None and capacity.role in DRAFTERS:
        return wanted | (WORK_OF[Role.COORDINATOR] & colleagues.of_mine())
    return wanted


def _item(application: Application, role: Role, colleagues: Colleagues, on: date) -> WaitingItem:
    decision = _decision(application, role)
    deadline = Deadline(DeadlineKind(application.due_kind), application.due_on) if application.due_on else None
    return WaitingItem(
        application,
        since=_since(application, decision),
        decision=decision,
        late=deadline is not None and deadline.is_late(on),
        instead_of=colleagues.absent.get(colleagues.in_charge_of(application) or 0, ""),
    )


def _decision(application: Application, role: Role) -> Decision | None:
    """The decision that waits for this role: to be released, or to be made known."""
    found = (getattr(application, name, None) for name in ("award", "refusal", "earlystart"))
    return next((row for row in found if row is not None and row.state == DECISION_STATE_OF.get(role)), None)


def _since(application: Application, decision: Decision | None) -> date:
    """The day the present step began, as far as the rows tell it."""
    if decision is not None:
        return decision.released_on or decision.content_edited_at.astimezone(BERLIN).date()
    if application.state == ApplicationState.SIGN_OFF:
        return application.content_edited_at.astimezone(BERLIN).date()
    return application.submitted_on or application.created_on


def opinions_asked_for(capacity: Capacity) -> Sequence[Opinion]:
    """Opinions the coordination office is asked for, the first due first. One statement; none for other roles."""
    if capacity.role != Role.ADVISER:
        return []
    asked = Opinion.objects.visible_to(capacity).filter(state=OpinionState.REQUESTED, application__open=True)
    return list(asked.select_related("application__call", "application__applicant").order_by("due_on", "pk")[:SHOWN])


def falling_due(capacity: Capacity, colleagues: Colleagues | None, on: date) -> list[DueItem]:
    """What falls due next for the reader: duties, ends of the period for remedies, closing calls. Two statements."""
    if colleagues is None:
        return _closing_calls(capacity, on) if capacity.role in OWNER_ROLES else []
    rows = Application.objects.visible_to(capacity).filter(due_on__gte=on)
    found: list[DueItem] = []
    if colleagues.side == Side.APPLICANT:
        rows = rows.filter(due_kind__in=OF_APPLICANT)
        found = _remedies(capacity, on)
    elif capacity.role == Role.CLERK:
        rows = rows.filter(colleagues.of_mine() | colleagues.of_nobody())
    for row in rows.select_related("call", "applicant").order_by("due_on", "pk")[:DUE_SHOWN]:
        if row.due_on is not None:
            found.append(DueItem(Deadline(DeadlineKind(row.due_kind), row.due_on), row))
    return sorted(found, key=lambda item: item.deadline.day)[:DUE_SHOWN]


def _remedies(capacity: Capacity, on: date) -> list[DueItem]:
    """Notices an action can still be brought against."""
    awards = (
        Award.objects.visible_to(capacity)
        .filter(notified_on__gte=on - timedelta(days=REMEDY_DAYS), waived_on__isnull=True)
        .select_related("application__call", "application__applicant")
        .order_by("notified_on", "pk")[:SHOWN]
    )
    days = [(award, facts.finality_of(award)) for award in awards]
    return [
        DueItem(Deadline(DeadlineKind.REMEDY, final.remedy_until), award.application)
        for award, final in days
        if final is not None and final.remedy_until >= on
    ]


def _closing_calls(capacity: Capacity, on: date) -> list[DueItem]:
    calls = Call.objects.open_on(on).filter(guideline__programme__owner_id=capacity.organisation_id)
    return [
        DueItem(Deadline(DeadlineKind.CALL_CLOSES, call.closes_on), call=call)
        for call in calls.order_by("closes_on", "pk")[:DUE_SHOWN]
    ]


def calls_to_apply_to(capacity: Capacity, on: date) -> Sequence[Call]:
    """Open calls the reader may begin an application under and has not yet. One statement; none for other roles."""
    if capacity.role not in DRAFTERS:
        return []
    own = Application.objects.filter(call=OuterRef("pk"), applicant_id=capacity.organisation_id)
    calls = Call.objects.visible_to(capacity).open_on(on).filter(eligible_kinds__kind=capacity.organisation_kind)
    found = calls.filter(~Exists(own.exclude(state=ApplicationState.WITHDRAWN))).order_by("closes_on", "pk")
    return list(found[:DUE_SHOWN])


def open_calls(capacity: Capacity, day: date) -> list[CallLine]:
    """Calls whose window holds ``day``, the next to close first, each with the reader's application.

    Two statements, one for whoever applies for nothing.
    """
    calls = list(Call.objects.visible_to(capacity).open_on(day).order_by("closes_on")[:SHOWN])
    if side_of(capacity.role) != Side.APPLICANT:
        return [CallLine(call, None) for call in calls]
    own = {
        row.call_id: row
        for row in Application.objects.visible_to(capacity)
        .filter(call__in=calls, applicant_id=capacity.organisation_id)
        .exclude(state=ApplicationState.WITHDRAWN)
    }
    return [CallLine(call, own.get(call.pk)) for call in calls]


def awards_of(line: BudgetLine, capacity: Capacity) -> list[AwardYear]:
    """What released awards take from the budget line, the newest first, as far as a page shows it. One statement."""
    return list(
        AwardYear.objects.filter(budget_line=line, award__released_on__isnull=False)
        .filter(award__in=Award.objects.visible_to(capacity))
        .select_related("award__application__applicant")
        .order_by("-pk")[:200]
    )
