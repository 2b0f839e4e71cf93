"""Applications and what is decided on them as the rules see them. Each function says how many statements it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from vorort.core.money import ZERO
from vorort.core.prepared import Prepared
from vorort.funding.enums import (
    ApplicationState,
    CheckCode,
    CheckResult,
    DecisionState,
    HearingState,
    ParameterCode,
    QuestionKind,
    RateKind,
)
from vorort.funding.models import (
    Answer,
    Application,
    ApplicationItem,
    Attachment,
    Award,
    Decision,
    EarlyStart,
    Hearing,
    InformationRequest,
    Opinion,
    Question,
    Refusal,
    ReviewCheck,
)
from vorort.funding.models.award import AwardYear
from vorort.funding.queries.rule_set import RuleSet, rule_set_for
from vorort.funding.rules import submission
from vorort.funding.rules.calculation import Calculation, Item, calculate
from vorort.funding.rules.deadlines import DeadlineFacts, Targets
from vorort.funding.rules.facts import (
    ApplicationFacts,
    AwardFacts,
    BudgetFacts,
    EarlyStartFacts,
    HearingFacts,
    InformationFacts,
    OpinionFacts,
    QuestionFacts,
    RefusalFacts,
)
from vorort.funding.rules.finality import Finality, finality, proof_due_on


@dataclass(frozen=True)
class ApplicationRows:
    """What belongs to one application, each kind read once. A question has its ``answer``, an item its rate and cap."""

    items: Sequence[ApplicationItem]
    questions: Sequence[Question]
    attachments: Sequence[Attachment]
    checks: Sequence[ReviewCheck]
    early_start: EarlyStart | None


def application_rows(application: Application, early_start: EarlyStart | None) -> ApplicationRows:
    """The rows of ``application``; its answer to an early start is given. Four statements."""
    asked = {"call": application.call_id, "version": application.question_version}
    questions = list(_QUESTIONS.rows(application=application.pk, **asked))
    for question in questions:
        question.call = application.call
    return ApplicationRows(
        items=_rows_of(application, _ITEMS),
        questions=questions,
        attachments=_rows_of(application, _ATTACHMENTS),
        checks=_rows_of(application, _CHECKS),
        early_start=early_start,
    )


def _rows_of(application: Application, prepared: Prepared) -> list[Any]:
    """What belongs to the application, each row with the application, so that none asks for it again. One statement."""
    rows = list(prepared.rows(application=application.pk))
    for row in rows:
        row.application = application
    return rows


def _items(*, application: int) -> QuerySet[ApplicationItem]:
    return ApplicationItem.objects.filter(application_id=application).select_related("rate__cap").order_by("pk")


def _questions_of(*, application: int, call: int, version: int) -> QuerySet[Question]:
    text = Answer.objects.filter(application_id=application, question=OuterRef("pk")).values("text")[:1]
    asked = Question.objects.filter(call_id=call, version=version).order_by("position")
    return asked.annotate(answer=Coalesce(Subquery(text), Value("", TextField())))


def _attachments(*, application: int) -> QuerySet[Attachment]:
    attached = Attachment.objects.filter(application_id=application).select_related("upload", "question")
    return attached.defer("upload__content").order_by("pk")


def _checks(*, application: int) -> QuerySet[ReviewCheck]:
    return ReviewCheck.objects.filter(application_id=application).select_related("checked_by").order_by("pk")


_ITEMS = Prepared(_items)
_QUESTIONS = Prepared(_questions_of)
_ATTACHMENTS = Prepared(_attachments)
_CHECKS = Prepared(_checks)


def calculation_of(application: Application) -> Calculation:
    """What the application's items come to. Two statements."""
    return _calculation(_rows_of(application, _ITEMS), rule_set_for(application))


def _calculation(items: Iterable[ApplicationItem], rules: RuleSet) -> Calculation:
    return calculate([Item(rules.rate(row.rate), row.units, row.year, row.place) for row in items], groups=rules.groups)


def application_facts(application: Application, rows: ApplicationRows | None = None) -> ApplicationFacts:
    """``application`` with everything the rules ask about.

    One statement with given ``rows``, else six, when call and applicant are selected with it.
    """
    if rows is None:
        rows = application_rows(application, EarlyStart.objects.filter(application=application).first())
    call, rules = application.call, rule_set_for(application)
    return ApplicationFacts(
        title=application.title,
        need=application.need,
        begins_on=application.begins_on,
        ends_on=application.ends_on,
        own_funds=application.own_funds,
        other_funds=application.other_funds,
        not_begun=application.not_begun,
        calculation=_calculation(rows.items, rules),
        questions=_questions(rows),
        opens_on=call.opens_on,
        closes_on=call.closes_on,
        execution_from=call.execution_from,
        execution_to=call.execution_to,
        continuation=call.continuation,
        against_applying=rules.against_applying,
        minimum=rules.parameters.get(ParameterCode.MINIMUM_AMOUNT),
        minimum_note=rules.notes.get(ParameterCode.MINIMUM_AMOUNT, ""),
        ceilings=rules.ceilings,
        unit_ceilings=rules.unit_ceilings,
        checks={CheckCode(row.code): CheckResult(row.result) for row in rows.checks},
        early_start_from=_early_start_from(rows.early_start),
        awaited_opinions=rules.awaited_offices,
    )


def _early_start_from(answer: EarlyStart | None) -> date | None:
    """The day from which the measure may have begun, once the consent is made known."""
    known = answer is not None and answer.consented and answer.state == DecisionState.NOTIFIED
    return answer.starts_on if answer is not None and known else None


def _questions(rows: ApplicationRows) -> tuple[QuestionFacts, ...]:
    attached = {row.question_id for row in rows.attachments}
    return tuple(
        QuestionFacts(
            row.code,
            row.text,
            row.required,
            row.pk in attached if row.kind == QuestionKind.FILE else bool(answer_to(row).strip()),
        )
        for row in rows.questions
    )


def answer_to(question: Question) -> str:
    """The answer that was read with a question of ``application_rows``."""
    answer: str = question.answer  # type: ignore[attr-defined]  # annotated there
    return answer


def award_facts(
    award: Award, *, years: Iterable[AwardYear] | None = None, hearings: Iterable[Hearing] | None = None
) -> AwardFacts:
    """``award`` with what it takes from each budget line and what is free there.

    A statement for ``years`` and one for ``hearings``, where they are not given.
    """
    rows: Sequence[AwardYear] = list(years if years is not None else award.years.select_related("budget_line"))
    budget = tuple(
        BudgetFacts(str(row.budget_line), row.amount, row.budget_line.appropriated - row.budget_line.bound)
        for row in rows
    )
    return AwardFacts(
        amount=award.amount,
        requested=award.application.requested or Decimal("0.00"),
        reasoning=award.reasoning,
        purpose=award.purpose,
        budget=budget,
        notified_on=award.notified_on,
        waived_on=award.waived_on,
        delivery_days=award.delivery_days,
        remedy_months=award.remedy_months,
        in_kind_units=award.in_kind_units,
        requested_in_kind=award.application.requested_in_kind,
        hearing_required=award.hearing_required,
        hearings=hearings_of(award.application, hearings),
    )


def refusal_facts(refusal: Refusal, *, hearings: Iterable[Hearing] | None = None) -> RefusalFacts:
    """``refusal`` with the hearings held on it. A statement where ``hearings`` are not given."""
    return RefusalFacts(
        reasoning=refusal.reasoning,
        legal_basis=refusal.legal_basis,
        hearing_required=refusal.hearing_required,
        hearings=hearings_of(refusal.application, hearings),
    )


def early_start_facts(answer: EarlyStart) -> EarlyStartFacts:
    """The answer to the wish for an early start. No statement."""
    return EarlyStartFacts(answer.consented, answer.starts_on, answer.reasoning)


def hearings_of(application: Application, given: Iterable[Hearing] | None = None) -> tuple[HearingFacts, ...]:
    """The hearings on the application, oldest first. One statement where they are not ``given``."""
    rows = Hearing.objects.filter(application=application).order_by("pk") if given is None else given
    return tuple(hearing_facts(row) for row in rows)


def hearing_facts(hearing: Hearing) -> HearingFacts:
    """One hearing. No statement."""
    return HearingFacts(hearing.amount, hearing.in_kind_units, hearing.answer_until, hearing.state != HearingState.OPEN)


def information_facts(request: InformationRequest, application: ApplicationFacts, on: date) -> InformationFacts:
    """A request for additional information, and what the application lacks as it stands now. No statement."""
    missing = submission.reasons_against_sign_off(application, on)
    return InformationFacts(request.due_on, request.answer, tuple(missing))


def opinion_facts(opinion: Opinion) -> OpinionFacts:
    """An opinion as it stands. No statement."""
    return OpinionFacts(opinion.recommendation, opinion.text)


def in_kind_units(calculation: Calculation) -> Decimal:
    """How many units in kind count in it."""
    return sum((line.counted for line in calculation.lines if line.item.rate.kind == RateKind.IN_KIND), ZERO)


def finality_of(decision: Decision) -> Finality | None:
    """When the notice of ``decision`` becomes final; None before it is made known. No statement."""
    if decision.notified_on is None:
        return None
    return finality(
        notified_on=decision.notified_on,
        delivery_days=decision.delivery_days,
        remedy_months=decision.remedy_months,
        waived_on=decision.waived_on if isinstance(decision, Award) else None,
    )


def open_hearing(application: Application) -> Hearing | None:
    """The newest hearing on ``application`` that nobody has answered; one statement, none before it is received."""
    if application.submitted_on is None:
        return None
    return Hearing.objects.filter(application=application, state=HearingState.OPEN).order_by("-pk").first()


def deadline_facts(
    application: Application, decision: Decision | None = None, *, hearing: Hearing | None = None
) -> DeadlineFacts:
    """The days ``application`` is due by; call, ``decision`` (award or refusal) and the ``hearing`` nobody has answered
    are given. No statement.

    While additional information is asked for, its day stands on the application.
    """
    days = finality_of(decision) if decision else None
    award = decision if days and isinstance(decision, Award) else None
    asked = application.state == ApplicationState.INFORMATION_REQUESTED
    return DeadlineFacts(
        state=application.state,
        call_closes_on=application.call.closes_on,
        submitted_on=application.submitted_on,
        information_due_on=application.due_on if asked else None,
        hearing_until=hearing.answer_until if hearing else None,
        remedy_until=days.remedy_until if days and not (award and award.waived_on) else None,
        proof_due_on=proof_due_on(execution_to=award.execution_to, months=award.proof_due_months) if award else None,
    )


def targets() -> Targets:
    """How long the authority of this installation means to take: a rule of the house, set by whoever runs it."""
    return Targets(formal_review_days=settings.FORMAL_REVIEW_DAYS, decision_months=settings.DECISION_MONTHS)
