"""What applications wait for, and on whom: the steps each role can take now, as conditions over rows.

They say what workflow and rules would allow, so that nobody finds a task that is then refused; a test compares both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When

from vorort.core import history
from vorort.core.clock import BERLIN
from vorort.core.models import HistoryEntry
from vorort.core.prepared import Prepared
from vorort.funding.enums import (
    ApplicationState,
    CheckResult,
    DeadlineKind,
    DecisionState,
    HearingState,
    OpinionState,
)
from vorort.funding.models import Application, AwardYear, Decision, EarlyStart, Hearing, Opinion, ReviewCheck
from vorort.funding.permissions import UNDECIDED
from vorort.funding.queries.classes import without_class
from vorort.funding.queries.colleagues import Colleagues, Column, Hands
from vorort.funding.rules.deadlines import IN_REVIEW
from vorort.network.capacity import Capacity
from vorort.network.enums import Role

KINDS = ("award", "refusal", "earlystart")


class Step(StrEnum):
    """What somebody can do with an application now."""

    FINISH_DRAFT = "finish_draft"
    SIGN = "sign"
    FIND_SIGNATORY = "find_signatory"
    ANSWER_INFORMATION = "answer_information"
    ANSWER_HEARING = "answer_hearing"
    TAKE_UP = "take_up"
    REVIEW_FORMALLY = "review_formally"
    REVIEW_IN_SUBSTANCE = "review_in_substance"
    END_INFORMATION = "end_information"
    ANSWER_EARLY_START = "answer_early_start"
    OPEN_HEARING = "open_hearing"
    WEIGH_ANSWER = "weigh_answer"
    MEND = "mend"
    CHASE_OPINION = "chase_opinion"
    RELEASE = "release"
    NOTIFY = "notify"


@dataclass(frozen=True)
class Wait:
    """A step, the rows it can be taken on, and the kind of decision it is about: award, refusal, earlystart."""

    step: Step
    when: Q
    decision: str = ""

    @property
    def text(self) -> str:
        """``release award``: how a row of the query tells which wait it is. ``Place.read`` reads it."""
        return f"{self.step} {self.decision}"


# --- Who can do what --------------------------------------------------------------------------------------------------
def _waits_of(role: Role, user_id: int, hands: Hands, on: date) -> tuple[Q, Sequence[Wait]]:
    """The rows that can wait for the reader at all, and the steps they wait for, the most urgent first; of several on
    one application the first is told.

    What somebody works on waits for whoever looks after it, or for all when nobody does; a signature for the role.
    """
    hers = hands.of_mine() | hands.of_nobody()
    match role:
        case Role.COORDINATOR:
            return hers, [DRAFT, ASKED_AGAIN]
        case Role.CENTRE_LEAD:
            own_draft = Wait(DRAFT.step, DRAFT.when & hands.of_mine())
            return Q(), [*_to_sign(user_id), ASKED_AGAIN, HEARD, own_draft]
        case Role.CLERK:
            return hers, [*_with_decision(on), *_in_review(on)]
        case Role.RELEASING_OFFICER:
            return Q(), _to_release(user_id, on)
    return Q(), []


DRAFT = Wait(Step.FINISH_DRAFT, Q(state=ApplicationState.DRAFT))
ASKED_AGAIN = Wait(Step.ANSWER_INFORMATION, Q(state=ApplicationState.INFORMATION_REQUESTED))
HEARD = Wait(
    Step.ANSWER_HEARING,
    Q(Exists(Hearing.objects.filter(application=OuterRef("pk"), state=HearingState.OPEN)), state__in=IN_REVIEW),
)


def _to_sign(user_id: int) -> list[Wait]:
    """A lead who wrote last needs somebody else's signature."""
    waiting, own = Q(state=ApplicationState.SIGN_OFF), Q(content_edited_by_id=user_id)
    return [Wait(Step.SIGN, waiting & ~own), Wait(Step.FIND_SIGNATORY, waiting & own)]


def _with_decision(on: date) -> list[Wait]:
    """The clerk's steps with what she has prepared, and with the wish for an early start."""
    wished = Q(state__in=UNDECIDED, early_start_request__isnull=False, earlystart__isnull=True)
    unheard = {"award": _cut() & ~_heard("award", on), "refusal": _to_be_heard() & ~_heard("refusal", on)}
    running = Q(Exists(_of_application(Hearing).filter(state=HearingState.OPEN, answer_until__gte=on)))
    return [
        *(Wait(Step.NOTIFY, Q(**{f"{kind}__state": DecisionState.RELEASED}), kind) for kind in KINDS),
        Wait(Step.ANSWER_EARLY_START, wished),
        Wait(Step.MEND, _prepared("award") & (_failed() | _unpaid()), "award"),
        Wait(Step.MEND, _prepared("earlystart") & _reaches_back(on), "earlystart"),
        *(Wait(Step.OPEN_HEARING, _prepared(kind) & unheard[kind] & ~running, kind) for kind in unheard),
        *(Wait(Step.WEIGH_ANSWER, _prepared(kind) & _answered_since(kind), kind) for kind in unheard),
    ]


def _in_review(on: date) -> list[Wait]:
    """The clerk's steps with what is not decided on."""
    steps = {
        ApplicationState.SUBMITTED: Step.TAKE_UP,
        ApplicationState.FORMAL_REVIEW: Step.REVIEW_FORMALLY,
        ApplicationState.SUBSTANTIVE_REVIEW: Step.REVIEW_IN_SUBSTANCE,
    }
    return [
        *(Wait(step, Q(state=state, award__isnull=True, refusal__isnull=True)) for state, step in steps.items()),
        Wait(Step.END_INFORMATION, Q(state=ApplicationState.INFORMATION_REQUESTED, due_on__lt=on)),
        Wait(Step.CHASE_OPINION, Q(state__in=UNDECIDED, opinion_due_on__lt=on)),
    ]


def _to_release(user_id: int, on: date) -> list[Wait]:
    """What a colleague prepared and nothing speaks against: heard, every point in order, money there, the
    applicant in a class where one is needed, day to come.
    """
    awaited = Q(Exists(_of_application(Opinion).filter(state=OpinionState.REQUESTED, required=True)))
    ready = {
        "award": (~_cut() | _heard("award", on)) & ~awaited & ~_failed() & ~_unpaid() & ~without_class(),
        "refusal": (~_to_be_heard() | _heard("refusal", on)) & ~awaited,
        "earlystart": ~_reaches_back(on),
    }
    own = {kind: Q(**{f"{kind}__content_edited_by_id": user_id}) for kind in KINDS}
    return [Wait(Step.RELEASE, _prepared(kind) & ~own[kind] & ready[kind], kind) for kind in KINDS]


# --- Conditions, each as the rule of the same matter says it ----------------------------------------------------------
def _prepared(kind: str) -> Q:
    return Q(**{f"{kind}__state": DecisionState.PREPARED})


def _cut() -> Q:
    """An award that gives less than was asked for and needs a hearing (``AwardFacts.reduced``)."""
    less = Q(award__amount__lt=F("requested")) | Q(award__in_kind_units__lt=F("requested_in_kind"))
    return Q(award__hearing_required=True) & less


def _to_be_heard() -> Q:
    return Q(refusal__hearing_required=True)


def _heard(kind: str, on: date) -> Q:
    """A hearing that covers the decision has ended (``rules.hearing.reasons_for_a_hearing``)."""
    given = (OuterRef("award__amount"), OuterRef("award__in_kind_units")) if kind == "award" else (Value(0), Value(0))
    covering = _of_application(Hearing).filter(amount__lte=given[0], in_kind_units__lte=given[1])
    return Q(Exists(covering.filter(~Q(state=HearingState.OPEN) | Q(answer_until__lt=on))))


def _answered_since(kind: str) -> Q:
    """The applicant's answer came after the decision was last written; what was written the same day came before it."""
    return Q(**{f"{kind}__content_edited_at__date__lte": F("hearing_answered_on")})


def _failed() -> Q:
    return Q(Exists(_of_application(ReviewCheck).filter(result=CheckResult.FAILED)))


def _unpaid() -> Q:
    """A budget line does not have what the award takes from it."""
    free = F("budget_line__appropriated") - F("budget_line__bound")
    return Q(Exists(AwardYear.objects.filter(award=OuterRef("award__pk"), amount__gt=free)))


def _reaches_back(on: date) -> Q:
    return Q(earlystart__consented=True, earlystart__starts_on__lt=on)


def _of_application(
    model: type[Hearing] | type[Opinion] | type[ReviewCheck],
) -> QuerySet[Hearing | Opinion | ReviewCheck]:
    return model.objects.filter(application=OuterRef("pk"))


# --- Rows and their days ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Place:
    """What an application waits for, on which kind of decision, and when the opinion asked for on it is due."""

    step: Step
    decision: str
    opinion_due_on: date | None

    @classmethod
    def read(cls, wait: str, opinion_due_on: date | None) -> Place:
        """The place a ``Wait`` gives, from its ``text``."""
        step, _space, decision = wait.partition(" ")
        return cls(Step(step), decision, opinion_due_on)


def waiting(capacity: Capacity, colleagues: Colleagues, on: date, most: int) -> dict[int, Place]:
    """The first of the reader's open applications that wait for her, at most so many, by key. One statement; none for
    a role nothing waits for.

    It walks the order of their due days and stops when there are enough.
    """
    reader = {"organisation": capacity.organisation_id, "user": capacity.user_id, **colleagues.values}
    found = _WAITING.rows(capacity.role, colleagues.column, most, on=on, **reader)
    return {key: Place.read(wait, due_on) for key, wait, due_on in found}


def _waiting(
    role: Role,
    column: Column,
    most: int,
    *,
    organisation: int,
    user: int,
    on: date,
    mine: tuple[int, ...],
    people: tuple[int, ...],
) -> QuerySet[Any, Any]:
    """The key of each, what the first fitting wait says, and the day of the opinion."""
    possible, waits = _waits_of(role, user, Hands(column, mine, people), on)
    if not waits:
        return Application.objects.none()
    rows = Application.objects.seen_as(role, organisation).filter(possible, open=True).order_by("due_on", "pk")
    answered = _of_application(Hearing).filter(state=HearingState.ANSWERED).order_by("-answered_on")
    asked = _of_application(Opinion).filter(state=OpinionState.REQUESTED).order_by("due_on")
    dated = rows.annotate(
        hearing_answered_on=Subquery(answered.values("answered_on")[:1]),
        opinion_due_on=Subquery(asked.values("due_on")[:1]),
    )
    cases = [When(wait.when, then=Value(wait.text)) for wait in waits]
    found = dated.annotate(wait=Case(*cases, default=None, output_field=CharField())).filter(wait__isnull=False)
    columns: QuerySet[Any, Any] = found.values_list("pk", "wait", "opinion_due_on")
    return columns[:most]


_WAITING = Prepared(_waiting, optional=("user", "on", "mine", "people"))  # each role asks for some of them


# The entries of an application's history that begin a step; a decision carries its own days.
BEGUN_BY: Mapping[Step, frozenset[str]] = {
    Step.FINISH_DRAFT: frozenset({"application.begun", "application.returned_to_draft"}),
    Step.SIGN: frozenset({"application.sign_off_requested"}),
    Step.FIND_SIGNATORY: frozenset({"application.sign_off_requested"}),
    Step.ANSWER_INFORMATION: frozenset({"information.requested"}),
    Step.ANSWER_HEARING: frozenset({"hearing.opened"}),
    Step.REVIEW_FORMALLY: frozenset({"application.formal_review_begun", "information.handed_in", "information.ended"}),
    Step.REVIEW_IN_SUBSTANCE: frozenset(
        {"application.formal_review_closed", "information.handed_in", "information.ended"}
    ),
    Step.ANSWER_EARLY_START: frozenset({"early_start.requested"}),
    Step.WEIGH_ANSWER: frozenset({"hearing.answered"}),
    Step.RELEASE: frozenset({"hearing.answered", "hearing.waived", "opinion.handed_in", "opinion.dropped"}),
}


def entries_of(rows: Sequence[Application]) -> dict[int, dict[str, date]]:
    """By key of the application: the last business day of each entry that begins a step. One statement."""
    keys = {history.stream_of(row): row.pk for row in rows}
    actions = frozenset().union(*BEGUN_BY.values())
    found = HistoryEntry.objects.filter(stream__in=keys, action__in=actions).order_by()
    days: dict[int, dict[str, date]] = {row.pk: {} for row in rows}
    for stream, action, day in found.values_list("stream", "action").annotate(Max("business_day")):
        days[keys[stream]][action] = day
    return days


def begun_on(place: Place, row: Application, decision: Decision | None, entries: Mapping[str, date], on: date) -> date:
    """The day from which the step could be taken on ``row``: its own, not that of the receipt."""
    step = place.step
    days = [entries[action] for action in BEGUN_BY.get(step, ()) if action in entries]
    if decision is not None:
        days.append(decision.released_on or decision.content_edited_at.astimezone(BERLIN).date())
    passed = place.opinion_due_on if step is Step.CHASE_OPINION else _passed_day(step, row, decision)
    if passed is not None and passed < on:
        days.append(passed + timedelta(days=1))
    return max(days, default=row.submitted_on or row.created_on)


def _passed_day(step: Step, row: Application, decision: Decision | None) -> date | None:
    """The day that had to pass before ``step``: the answer's, the hearing's, the consent's."""
    match step:
        case Step.END_INFORMATION:
            return row.due_on
        case Step.RELEASE if row.due_kind == DeadlineKind.HEARING and not isinstance(decision, EarlyStart):
            return row.due_on
        case Step.MEND if isinstance(decision, EarlyStart):
            return decision.starts_on
    return None
