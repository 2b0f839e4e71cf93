"""The work list: the reader's applications, filtered, in the order of receipt or of their due day, in pages by key."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, Value

from vorort.core.pages import SIZE, DayKey, by_day
from vorort.core.prepared import Prepared
from vorort.funding.enums import DeadlineKind, Side
from vorort.funding.models import Application, Call
from vorort.funding.permissions import side_of
from vorort.funding.queries.colleagues import COLUMNS, Colleagues, Hands
from vorort.funding.queries.search import holding
from vorort.funding.querysets import READERS, ApplicationQuerySet
from vorort.funding.rules.deadlines import OF_APPLICANT, Deadline
from vorort.network.capacity import Capacity
from vorort.network.enums import Role

CALLS_OFFERED = 100


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
    states: tuple[str, ...] = ()
    call: str = ""
    programme: str = ""
    charge: Charge | int = Charge.ANYBODY
    due: Due = Due.ANY
    text: str = ""
    by_due_day: bool = False


@dataclass(frozen=True)
class WorkRow:
    """An application in the list: what has to be done by when, as far as the reader may know it.

    ``in_charge`` is a membership, on the reader's side. The amount is in euro.
    """

    pk: int
    title: str
    file_number: str | None
    state: str
    requested: Decimal | None
    call: str
    applicant: str
    in_charge: int | None
    deadline: Deadline | None
    late: bool

    def __str__(self) -> str:
        return self.file_number or self.title or f"#{self.pk}"


@dataclass(frozen=True)
class ListedCall:
    """A call to filter by, with its programme."""

    code: str
    title: str
    programme: str
    programme_title: str


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
    values: dict[str, Any] = {"organisation": capacity.organisation_id}
    if after is not None:
        values |= {"day": after.day, "pk": after.pk}
    if colleagues is not None and wanted.charge != Charge.ANYBODY:
        values |= colleagues.values
    ask = _page if wanted.text else _PAGE.rows  # for a text, the keys that hold it stand in the query
    found = list(ask(capacity.role, wanted, on, SIZE, **values))
    known = shown_kinds(capacity.role)
    rows = []
    for *shown, day, kind, _sorted_by in found[:SIZE]:
        deadline = Deadline(DeadlineKind(kind), day) if day is not None and kind in known else None
        rows.append(WorkRow(*(*shown, deadline, deadline is not None and deadline.is_late(on))))
    return WorkList(rows, DayKey(found[SIZE - 1][-1], rows[-1].pk) if len(found) > SIZE else None)


def _page(
    role: Role,
    wanted: ListFilter,
    on: date,
    size: int,
    *,
    organisation: int,
    day: date | None = None,
    pk: int = 0,
    mine: tuple[int, ...] = (),
    people: tuple[int, ...] = (),
) -> QuerySet[Any, Any]:
    """What a row shows, its day and kind of deadline, and the day of its order, after ``day`` and ``pk``."""
    column, latest_first = order_of(role, wanted)
    after = DayKey(day, pk) if day is not None else None
    side = side_of(role)
    hands = Hands(COLUMNS[side], mine, people) if side else None
    chosen = _wanted(Application.objects.seen_as(role, organisation), role, wanted, hands, on)
    rows = by_day(chosen, column, after=after, latest_first=latest_first, size=size)
    in_charge = F(f"{COLUMNS[side]}_id") if side else Value(None, BigIntegerField())
    columns: QuerySet[Any, Any] = rows.annotate(in_charge=in_charge).values_list(
        "pk",
        "title",
        "file_number",
        "state",
        "requested",
        "call__title",
        "applicant__short_name",
        "in_charge",
        "due_on",
        "due_kind",
        column,
    )
    return columns


_PAGE = Prepared(_page, optional=("mine", "people"))


def order_of(role: Role, wanted: ListFilter) -> tuple[str, bool]:
    """The day the list is sorted by, and whether the latest comes first."""
    if wanted.by_due_day:
        return "due_on", False
    return "created_on" if side_of(role) == Side.APPLICANT else "submitted_on", True


def calls_in_list(capacity: Capacity) -> list[ListedCall]:
    """The calls the reader has applications under, the latest first: what she can filter by.

    One statement; none for roles that see none.
    """
    if capacity.role not in READERS:  # else nothing would be asked for her organisation
        return []
    return [ListedCall(*row) for row in _CALLS.rows(capacity.role, organisation=capacity.organisation_id)]


def _calls(role: Role, *, organisation: int) -> QuerySet[Any, Any]:
    """Code and title of each call and of its programme."""
    rows, calls = Application.objects.seen_as(role, organisation), Call.objects.all()
    if side_of(role) == Side.AUTHORITY:  # asked of each call, not of each of its applications
        rows, calls = Application.objects.received(), calls.granted_by(organisation)
    calls = calls.filter(Exists(rows.filter(call=OuterRef("pk")))).order_by("-opens_on", "title", "pk")
    columns: QuerySet[Any, Any] = calls.values_list(
        "code", "title", "guideline__programme__code", "guideline__programme__title"
    )
    return columns[:CALLS_OFFERED]


_CALLS = Prepared(_calls)


def shown_kinds(role: Role) -> frozenset[DeadlineKind]:
    """The deadlines the reader may know of.

    By when the authority means to be ready is its own rule: an applicant could take it for a promise.
    """
    return OF_APPLICANT if side_of(role) == Side.APPLICANT else frozenset(DeadlineKind)


def filtered(capacity: Capacity, wanted: ListFilter, colleagues: Colleagues | None, on: date) -> ApplicationQuerySet:
    """The reader's applications that ``wanted`` asks for. No statement; one when it asks for a text."""
    hands = colleagues.hands if colleagues else None
    return _wanted(Application.objects.visible_to(capacity), capacity.role, wanted, hands, on)


def _wanted(
    rows: ApplicationQuerySet, role: Role, wanted: ListFilter, hands: Hands | None, on: date
) -> ApplicationQuerySet:
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
        rows = _with_due_day(rows, role)
    return _due(_in_charge(rows, wanted.charge, hands), wanted.due, role, on)


def _in_charge(rows: ApplicationQuerySet, charge: Charge | int, hands: Hands | None) -> ApplicationQuerySet:
    if hands is None or charge == Charge.ANYBODY:
        return rows
    if charge == Charge.MINE:
        return rows.filter(hands.of_mine())
    if charge == Charge.NOBODY:
        return rows.filter(hands.of_nobody())
    return rows.filter(hands.of(int(charge)))


def _due(rows: ApplicationQuerySet, due: Due, role: Role, on: date) -> ApplicationQuerySet:
    if due == Due.ANY:
        return rows
    rows = _with_due_day(rows, role)
    if due == Due.LATE:
        return rows.overdue(on)
    if due == Due.WEEK:
        return rows.due_between(on, on + timedelta(days=6 - on.weekday()))
    return rows.due_between(on, on.replace(day=monthrange(on.year, on.month)[1]))


def _with_due_day(rows: ApplicationQuerySet, role: Role) -> ApplicationQuerySet:
    """Those with a day the reader may know."""
    known = shown_kinds(role)
    return rows if len(known) == len(DeadlineKind) else rows.filter(due_kind__in=known)
