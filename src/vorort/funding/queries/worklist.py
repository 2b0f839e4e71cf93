"""The work list: the reader's applications, filtered, in the order of receipt or of their due day, in pages by key."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef

from vorort.core.pages import DayKey, by_day
from vorort.funding.enums import DeadlineKind, Side
from vorort.funding.models import Application, Call
from vorort.funding.permissions import side_of
from vorort.funding.queries.colleagues import Colleagues
from vorort.funding.queries.search import holding
from vorort.funding.querysets import ApplicationQuerySet
from vorort.funding.rules.deadlines import OF_APPLICANT, Deadline
from vorort.network.capacity import Capacity

CALLS_OFFERED = 100
# What a row shows; the rest stays in the table.
SHOWN = (
    "title",
    "file_number",
    "state",
    "requested",
    "created_on",
    "submitted_on",
    "due_on",
    "due_kind",
    "applicant_clerk",
    "authority_clerk",
    "call__title",
    "applicant__name",
    "applicant__short_name",
)


class Charge(StrEnum):
    """Who looks after the applications asked for, when it is no particular colleague."""

    ANYBODY = ""
    MINE = "mine"
    NOBODY = "nobody"


class Due(StrEnum):
    """When the applications asked for are due."""

    ANY = ""
    LATE = "late"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class ListFilter:
    """What somebody wants to see of her applications. Nothing given: everything."""

    open_only: bool = False
    states: Sequence[str] = ()
    call: str = ""
    programme: str = ""
    charge: Charge | int = Charge.ANYBODY
    due: Due = Due.ANY
    text: str = ""
    by_due_day: bool = False


@dataclass(frozen=True)
class WorkRow:
    """An application in the list: what has to be done by when, as far as the reader may know it."""

    application: Application
    deadline: Deadline | None
    late: bool


@dataclass(frozen=True)
class WorkList:
    """One page of the list."""

    rows: Sequence[WorkRow]
    next_after: DayKey | None


def work_list(
    capacity: Capacity,
    wanted: ListFilter,
    colleagues: Colleagues | None,
    *,
    on: date,
    after: DayKey | None = None,
) -> WorkList:
    """The reader's applications that ``wanted`` asks for, one page. One statement, two when it asks for a text."""
    found = filtered(capacity, wanted, colleagues, on).select_related("call", "applicant").only(*SHOWN)
    column, latest_first = order_of(capacity, wanted)
    page = by_day(found, column, after=after, latest_first=latest_first)
    return WorkList([_row(row, capacity, on) for row in page.rows], page.next_after)


def order_of(capacity: Capacity, wanted: ListFilter) -> tuple[str, bool]:
    """The day the list is sorted by, and whether the latest comes first."""
    if wanted.by_due_day:
        return "due_on", False
    return "created_on" if side_of(capacity.role) == Side.APPLICANT else "submitted_on", True


def calls_in_list(capacity: Capacity) -> Sequence[Call]:
    """The calls the reader has applications under, the latest first: what she can filter by. One statement."""
    rows, calls = Application.objects.visible_to(capacity), Call.objects.all()
    if side_of(capacity.role) == Side.AUTHORITY:  # asked of each call, not of each of its applications
        rows, calls = Application.objects.received(), calls.granted_by(capacity.organisation_id)
    calls = calls.filter(Exists(rows.filter(call=OuterRef("pk")))).select_related("guideline__programme")
    return list(calls.order_by("-opens_on", "title", "pk")[:CALLS_OFFERED])


def shown_kinds(capacity: Capacity) -> frozenset[DeadlineKind]:
    """The deadlines the reader may know of.

    By when the authority means to be ready is its own rule: an applicant could take it for a promise.
    """
    return OF_APPLICANT if side_of(capacity.role) == Side.APPLICANT else frozenset(DeadlineKind)


def shown_deadline(application: Application, capacity: Capacity) -> Deadline | None:
    """What ``application`` is due for, as the reader may know it."""
    if application.due_on is None or application.due_kind not in shown_kinds(capacity):
        return None
    return Deadline(DeadlineKind(application.due_kind), application.due_on)


def _row(application: Application, capacity: Capacity, on: date) -> WorkRow:
    deadline = shown_deadline(application, capacity)
    return WorkRow(application, deadline, late=deadline is not None and deadline.is_late(on))


def filtered(capacity: Capacity, wanted: ListFilter, colleagues: Colleagues | None, on: date) -> ApplicationQuerySet:
    """The reader's applications that ``wanted`` asks for. No statement; one when it asks for a text."""
    rows = Application.objects.visible_to(capacity)
    if wanted.open_only:
        rows = rows.filter(open=True)
    if wanted.states:
        rows = rows.in_state(*wanted.states)
    if wanted.call:
        rows = rows.filter(call__code=wanted.call)
    if wanted.programme:
        rows = rows.of_programme(code=wanted.programme)
    if wanted.text:
        rows = holding(rows, wanted.text)
    if wanted.by_due_day:
        rows = _with_due_day(rows, capacity)
    return _due(_in_charge(rows, wanted.charge, colleagues), wanted.due, capacity, on)


def _in_charge(rows: ApplicationQuerySet, charge: Charge | int, colleagues: Colleagues | None) -> ApplicationQuerySet:
    if colleagues is None or charge == Charge.ANYBODY:
        return rows
    if charge == Charge.MINE:
        return rows.filter(colleagues.of_mine())
    if charge == Charge.NOBODY:
        return rows.filter(colleagues.of_nobody())
    return rows.filter(colleagues.of(int(charge)))


def _due(rows: ApplicationQuerySet, due: Due, capacity: Capacity, on: date) -> ApplicationQuerySet:
    if due == Due.ANY:
        return rows
    rows = _with_due_day(rows, capacity)
    if due == Due.LATE:
        return rows.overdue(on)
    if due == Due.WEEK:
        return rows.due_between(on, on + timedelta(days=6 - on.weekday()))
    return rows.due_between(on, on.replace(day=monthrange(on.year, on.month)[1]))


def _with_due_day(rows: ApplicationQuerySet, capacity: Capacity) -> ApplicationQuerySet:
    """Those with a day the reader may know."""
    known = shown_kinds(capacity)
    return rows if len(known) == len(DeadlineKind) else rows.filter(due_kind__in=known)
