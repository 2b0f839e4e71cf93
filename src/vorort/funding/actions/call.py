"""A call: drafted under a released guideline version by one, published by another. From then on it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history, messages
from vorort.core.refusal import Reason, refuse_when
from vorort.funding import permissions
from vorort.funding.enums import GuidelineState, QuestionKind
from vorort.funding.models import BudgetLine, Call, EligibleKind, GuidelineVersion, Question
from vorort.funding.queries import guideline as queries
from vorort.funding.rules import programme as rules
from vorort.funding.workflow import CALL
from vorort.network.capacity import Capacity, recipients
from vorort.network.enums import OrganisationKind, Role
from vorort.steering.models import Goal


@dataclass(frozen=True)
class QuestionText:
    """A question as it is put into a call."""

    code: str
    text: str
    kind: QuestionKind
    required: bool = True
    help: str = ""


@dataclass(frozen=True)
class CallText:
    """A call as it is written: window, both periods, whom it is for and what it asks."""

    code: str
    title: str
    summary: str
    opens_on: date
    closes_on: date
    approval_period: tuple[date, date]
    execution_period: tuple[date, date]
    contact: str
    file_prefix: str
    eligible: tuple[OrganisationKind, ...]
    questions: tuple[QuestionText, ...] = ()
    continuation: bool = False
    invented: bool = False


NEEDED_TEXTS = ("code", "title", "summary", "contact", "file_prefix")


@transaction.atomic
def draft_call(
    *,
    capacity: Capacity,
    guideline: GuidelineVersion,
    text: CallText,
    goals: Sequence[Goal] = (),
    budget_lines: Sequence[BudgetLine] = (),
) -> Call:
    """Draft a call under a released ``guideline``. Raises ActionRefused."""
    refuse_when(reasons_against_drafting(capacity, guideline))
    call = Call(guideline=guideline)
    _write(capacity, call, text, goals, budget_lines)
    history.record(capacity, "call.drafted", call, code=text.code, closes_on=text.closes_on)
    return call


@transaction.atomic
def edit_call(
    *,
    capacity: Capacity,
    call_id: int,
    expected_version: int,
    text: CallText,
    goals: Sequence[Goal] = (),
    budget_lines: Sequence[BudgetLine] = (),
) -> Call:
    """Save a draft anew, questions and all. Raises ActionRefused, NotFound or VersionConflict."""
    call = _locked(capacity, call_id, expected_version)
    _move(capacity, call, "edit")
    call.version += 1
    call.questions.all().delete()
    call.eligible_kinds.all().delete()
    _write(capacity, call, text, goals, budget_lines)
    history.record(capacity, "call.edited", call, version=call.version)
    return call


@transaction.atomic
def request_publication(*, capacity: Capacity, call_id: int, expected_version: int) -> Call:
    """Ask the ministry's releasers to look. Raises ActionRefused with what is missing, NotFound or VersionConflict."""
    call = _locked(capacity, call_id, expected_version)
    _move(capacity, call, "request_publication")
    history.record(capacity, "call.publication_requested", call)
    _tell(call, "call_ready", Role.PROGRAMME_RELEASER)
    return call


@transaction.atomic
def publish_call(*, capacity: Capacity, call_id: int, expected_version: int) -> Call:
    """Publish what a colleague drafted: who may apply sees it, and begins when it opens.

    Raises ActionRefused, NotFound or VersionConflict.
    """
    call = _locked(capacity, call_id, expected_version)
    _move(capacity, call, "publish")
    call.published_by_id = capacity.user_id
    call.published_on = clock.today()
    call.version += 1
    call.save(update_fields=["state", "published_by", "published_on", "version"])
    history.record(capacity, "call.published", call, code=call.code, closes_on=call.closes_on)
    _tell(call, "call_published", Role.PROGRAMME_OWNER)
    return call


def reasons_against_drafting(capacity: Capacity, guideline: GuidelineVersion) -> list[Reason]:
    """Why no call may be drafted under ``guideline``: it is not hers, or not released."""
    reasons = permissions.reasons_against_running(capacity, guideline.programme)
    if guideline.state != GuidelineState.RELEASED:
        sentence = _("Ein Aufruf beruht auf einer freigegebenen Fassung der Richtlinie.")
        reasons.append(Reason("guideline_not_released", sentence))
    return reasons


def _locked(capacity: Capacity, call_id: int, expected_version: int) -> Call:
    rows = Call.objects.visible_to(capacity).select_related("guideline__programme")
    found: Call = rows.locked(call_id, expected_version)
    return found


def _move(capacity: Capacity, call: Call, name: str) -> None:
    CALL.move(call, name, actor=capacity, facts=queries.call_facts(call), on=clock.today())


def _write(
    capacity: Capacity, call: Call, text: CallText, goals: Sequence[Goal], budget_lines: Sequence[BudgetLine]
) -> None:
    refuse_when(_reasons_against(call, text, budget_lines))
    for name in ("code", "title", "summary", "opens_on", "closes_on", "contact", "file_prefix", "continuation"):
        setattr(call, name, getattr(text, name))
    call.approval_from, call.approval_to = text.approval_period
    call.execution_from, call.execution_to = text.execution_period
    call.invented = text.invented
    call.content_edited_by_id = capacity.user_id
    call.content_edited_at = clock.now()
    try:
        with transaction.atomic():
            call.save()
    except IntegrityError:  # two calls of one code at the same moment: the database keeps one
        refuse_when(rules.reasons_against_call_text({}, periods={}, code_taken=True, questions=()))
        raise
    call.goals.set(goals)
    call.budget_lines.set(budget_lines)
    EligibleKind.objects.bulk_create(EligibleKind(call=call, kind=kind) for kind in dict.fromkeys(text.eligible))
    Question.objects.bulk_create(
        Question(call=call, version=call.question_version, position=position, **vars(question))
        for position, question in enumerate(text.questions, start=1)
    )


def _reasons_against(call: Call, text: CallText, budget_lines: Sequence[BudgetLine]) -> list[Reason]:
    reasons = rules.reasons_against_call_text(
        {name: getattr(text, name) for name in NEEDED_TEXTS},
        periods={
            "closes_on": (text.opens_on, text.closes_on),
            "approval_to": text.approval_period,
            "execution_to": text.execution_period,
        },
        code_taken=Call.objects.filter(code=text.code).exclude(pk=call.pk).exists(),
        questions=[question.code for question in text.questions],
    )
    if any(line.programme_id != call.guideline.programme_id for line in budget_lines):
        sentence = _("Diese Haushaltsstelle gehört zu einem anderen Programm.")
        reasons.append(Reason("foreign_budget", sentence, field="budget_lines"))
    return reasons


def _tell(call: Call, kind: str, role: Role) -> None:
    people = recipients(call.guideline.programme.owner_id, [role], on=clock.today())
    messages.send(kind, call, people, occasion=f"version-{call.version}", title=call.title)
