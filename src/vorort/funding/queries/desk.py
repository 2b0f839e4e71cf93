"""What the start page and the desk show besides the list: what waits for the reader, what falls due, open calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from vorort.core.prepared import Prepared
from vorort.funding.enums import ApplicationState, DeadlineKind, OpinionState, Side
from vorort.funding.models import Application, Award, AwardYear, BudgetLine, Call, Decision, Opinion
from vorort.funding.permissions import DRAFTERS, side_of
from vorort.funding.queries import facts
from vorort.funding.queries.colleagues import COLUMNS, Colleagues, Hands
from vorort.funding.queries.eligibility import rules_open_to
from vorort.funding.queries.steps import KINDS, Place, Step, begun_on, entries_of, waiting
from vorort.funding.querysets import OWNER_ROLES
from vorort.funding.rules.deadlines import OF_APPLICANT, Deadline
from vorort.network.capacity import Capacity
from vorort.network.enums import OrganisationKind, Role

SHOWN = 20
WAITING_SHOWN = 8
WAITING_COUNTED = 100  # the page says no larger number, and counting on would read every open application
DUE_SHOWN = 6
REMEDY_DAYS = 120  # longer than any period for remedies: notices older than that need not be looked at


@dataclass(frozen=True)
class WaitingItem:
    """An application that waits for the reader: which ``step`` she can take, since when, on which ``decision``.

    ``overdue`` says what for, ``instead_of`` names whom she stands in for.
    """

    application: Application
    step: Step
    since: date
    decision: Decision | None
    overdue: Deadline | None
    instead_of: str


@dataclass(frozen=True)
class Waiting:
    """The first of what waits, the most urgent first, and how many there are altogether: one more than
    ``WAITING_COUNTED`` when there are more than that.
    """

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
    """What waits for the reader. Three statements at most."""
    if colleagues is None:
        return Waiting([], 0)
    found = waiting(capacity, colleagues, on, WAITING_COUNTED + 1)
    if not found:
        return Waiting([], 0)
    rows = list(_SHOWN.rows(keys=tuple(found)[:WAITING_SHOWN]))
    entries = entries_of(rows)
    return Waiting([_item(row, found[row.pk], entries[row.pk], colleagues, on) for row in rows], len(found))


def _shown(*, keys: tuple[int, ...]) -> QuerySet[Application]:
    rows = Application.objects.filter(pk__in=keys).select_related("call", "applicant", *KINDS)
    return rows.order_by("due_on", "pk")


_SHOWN = Prepared(_shown)


def _item(
    application: Application, place: Place, entries: Mapping[str, date], colleagues: Colleagues, on: date
) -> WaitingItem:
    decision: Decision | None = getattr(application, place.decision) if place.decision else None
    deadline = Deadline(DeadlineKind(application.due_kind), application.due_on) if application.due_on else None
    return WaitingItem(
        application,
        place.step,
        since=begun_on(place, application, decision, entries, on),
        decision=decision,
        overdue=deadline if deadline is not None and deadline.is_late(on) else None,
        instead_of=colleagues.absent.get(colleagues.in_charge_of(application) or 0, ""),
    )


def opinions_asked_for(capacity: Capacity) -> Sequence[Opinion]:
    """Opinions the coordination office is asked for, the first due first. One statement; none for other roles."""
    if capacity.role != Role.ADVISER:
        return []
    asked = Opinion.objects.visible_to(capacity).filter(state=OpinionState.REQUESTED, application__open=True)
    return list(asked.select_related("application__call", "application__applicant").order_by("due_on", "pk")[:SHOWN])


def falling_due(capacity: Capacity, colleagues: Colleagues | None, on: date) -> list[DueItem]:
    """What falls due next for the reader: duties, opinions asked for, ends of the period for remedies, closing calls.
    Two statements; none for the office that writes opinions, whose days come with ``opinions_asked_for``.
    """
    if colleagues is None:
        return _closing_calls(capacity, on) if capacity.role in OWNER_ROLES else []
    duties = _DUTIES.rows(capacity.role, organisation=capacity.organisation_id, on=on, **colleagues.values)
    found = [DueItem(Deadline(DeadlineKind(row.due_kind), row.due_on), row) for row in duties]
    beside = _remedies(capacity, on) if colleagues.side == Side.APPLICANT else _opinions(capacity, colleagues)
    return sorted([*found, *beside], key=lambda item: item.deadline.day)[:DUE_SHOWN]


def _duties(
    role: Role, *, organisation: int, on: date, mine: tuple[int, ...], people: tuple[int, ...]
) -> QuerySet[Application]:
    rows = Application.objects.seen_as(role, organisation).filter(due_on__gte=on)
    if side_of(role) == Side.APPLICANT:
        rows = rows.filter(due_kind__in=OF_APPLICANT)
    elif role == Role.CLERK:
        hands = Hands(COLUMNS[Side.AUTHORITY], mine, people)
        rows = rows.filter(hands.of_mine() | hands.of_nobody())
    return rows.select_related("call", "applicant").order_by("due_on", "pk")[:DUE_SHOWN]


_DUTIES = Prepared(_duties, optional=("mine", "people"))


def opinion_due(opinion: Opinion) -> DueItem:
    """The day an opinion is asked for by, also when it has passed."""
    return DueItem(Deadline(DeadlineKind.OPINION, opinion.due_on), opinion.application)


def _opinions(capacity: Capacity, colleagues: Colleagues) -> list[DueItem]:
    """Opinions still to come on applications of the officer or that the clerk looks after, and those the reader asked
    for herself.
    """
    reader = {"organisation": capacity.organisation_id, "user": capacity.user_id, **colleagues.values}
    return [opinion_due(row) for row in _STILL_TO_COME.rows(capacity.role, **reader)]


def _still_to_come(
    role: Role, *, organisation: int, user: int, mine: tuple[int, ...], people: tuple[int, ...]
) -> QuerySet[Opinion]:
    asked = Opinion.objects.seen_as(role, organisation).filter(state=OpinionState.REQUESTED, application__open=True)
    if role == Role.CLERK:
        hands = Hands(COLUMNS[Side.AUTHORITY], mine, people)
        hers = hands.of_mine(path="application__") | hands.of_nobody(path="application__")
        asked = asked.filter(hers | Q(requested_by_id=user))
    return asked.select_related("application__call").order_by("due_on", "pk")[:DUE_SHOWN]


_STILL_TO_COME = Prepared(_still_to_come, optional=("user", "mine", "people"))


def _remedies(capacity: Capacity, on: date) -> list[DueItem]:
    """Notices an action can still be brought against: awards nobody has waived it for, and refusals."""
    first = on - timedelta(days=REMEDY_DAYS)
    rows = Application.objects.visible_to(capacity).filter(
        Q(award__notified_on__gte=first, award__waived_on__isnull=True) | Q(refusal__notified_on__gte=first)
    )
    made_known = Coalesce("award__notified_on", "refusal__notified_on")
    rows = rows.select_related("call", "award", "refusal").order_by(made_known, "pk")[:SHOWN]
    found = [(row, facts.finality_of(_notice(row))) for row in rows]
    return [
        DueItem(Deadline(DeadlineKind.REMEDY, final.remedy_until), row)
        for row, final in found
        if final is not None and final.remedy_until >= on
    ]


def _notice(application: Application) -> Decision:
    award: Award | None = getattr(application, "award", None)
    return award or application.refusal


def _closing_calls(capacity: Capacity, on: date) -> list[DueItem]:
    calls = Call.objects.open_on(on).filter(guideline__programme__owner_id=capacity.organisation_id)
    return [
        DueItem(Deadline(DeadlineKind.CALL_CLOSES, call.closes_on), call=call)
        for call in calls.order_by("closes_on", "pk")[:DUE_SHOWN]
    ]


def calls_to_apply_to(capacity: Capacity, on: date) -> Sequence[Call]:
    """Open calls the reader may begin an application under and has not yet. One statement, two more for a
    municipality; none for other roles.
    """
    if capacity.role not in DRAFTERS:
        return []
    rules = rules_open_to(capacity.organisation_id, OrganisationKind(capacity.organisation_kind), on)
    own = Application.objects.filter(call=OuterRef("pk"), applicant_id=capacity.organisation_id)
    calls = Call.objects.visible_to(capacity).open_on(on).filter(municipalities__in=rules)
    calls = calls.filter(eligible_kinds__kind=capacity.organisation_kind)
    found = calls.filter(~Exists(own.exclude(state=ApplicationState.WITHDRAWN))).order_by("closes_on", "pk")
    return list(found[:DUE_SHOWN])


def open_calls(capacity: Capacity, day: date) -> list[CallLine]:
    """Calls whose window holds ``day``, the next to close first, each with the reader's application.

    Two statements, one for whoever applies for nothing.
    """
    calls = list(_OPEN.rows(day=day))
    if side_of(capacity.role) != Side.APPLICANT:
        return [CallLine(call, None) for call in calls]
    own = {
        row.call_id: row
        for row in Application.objects.visible_to(capacity)
        .filter(call__in=calls, applicant_id=capacity.organisation_id)
        .exclude(state=ApplicationState.WITHDRAWN)
    }
    return [CallLine(call, own.get(call.pk)) for call in calls]


def _open(*, day: date) -> QuerySet[Call]:
    """Published calls are everybody's to see."""
    return Call.objects.open_on(day).order_by("closes_on", "pk")[:SHOWN]


_OPEN = Prepared(_open)


def awards_of(line: BudgetLine, capacity: Capacity) -> list[AwardYear]:
    """What released awards take from the budget line, the newest first, as far as a page shows it. One statement."""
    return list(
        AwardYear.objects.filter(budget_line=line, award__released_on__isnull=False)
        .filter(award__in=Award.objects.visible_to(capacity))
        .select_related("award__application__applicant")
        .order_by("-pk")[:200]
    )
