"""Applications and what is decided on them as the rules see them. Each function says how many statements it needs."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Value

from vorort.core.money import ZERO
from vorort.funding.enums import (
    ApplicationState,
    CapScope,
    CheckCode,
    CheckResult,
    HearingState,
    OpinionState,
    ParameterCode,
    QuestionKind,
    RateKind,
)
from vorort.funding.models import (
    Application,
    Award,
    Call,
    CapLimit,
    Ceiling,
    Decision,
    EarlyStart,
    FlatRate,
    GuidelineVersion,
    Hearing,
    InformationRequest,
    Opinion,
    Parameter,
    RecipientGroup,
    Refusal,
    UnitCeiling,
)
from vorort.funding.models.award import AwardYear
from vorort.funding.rules import submission
from vorort.funding.rules.calculation import Calculation, Cap, Item, Rate, calculate
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
from vorort.network.models import Organisation
from vorort.regions.enums import UnitKind
from vorort.regions.models import TerritorialUnit

# The Stadt Aachen is a municipality of its Städteregion with the rights of an independent city (Aachen-Gesetz 2009).
GROUP_OF_KIND = {
    UnitKind.DISTRICT: "district",
    UnitKind.INDEPENDENT_CITY: "independent_city",
    UnitKind.MUNICIPALITY: "independent_city",
}


def recipient_groups(applicant: Organisation, call: Call) -> tuple[str, ...]:
    """The groups that caps of ``call`` distinguish and ``applicant`` belongs to: the class she is counted to on the
    first day of the execution period, then district or independent city. One statement.
    """
    text = CharField()
    held = RecipientGroup.objects.filter(
        guideline_id=call.guideline_id, area_id=applicant.area_id, valid_from__lte=call.execution_from
    )
    later = held.filter(valid_from__gt=OuterRef("valid_from"))
    classes = held.filter(~Exists(later)).annotate(place=Value("", text), word=F("group"))
    units = TerritorialUnit.objects.filter(key__in=applicant.area.parts.filter(excluded=False).values("prefix"))
    kinds = units.annotate(place=F("key"), word=F("kind"))
    both = classes.order_by().values_list("place", "word").union(kinds.order_by().values_list("place", "word"))
    groups = (GROUP_OF_KIND.get(UnitKind(word)) if place else word for place, word in both.order_by("place"))
    return tuple(dict.fromkeys(group for group in groups if group is not None))


def rates_of(call: Call) -> dict[int, Rate]:
    """Every flat rate of the call as a value, by its primary key. Two statements."""
    limits: dict[int, dict[str, Decimal]] = {}
    for limit in CapLimit.objects.filter(cap__guideline_id=call.guideline_id):
        limits.setdefault(limit.cap_id, {})[limit.group] = limit.units
    rows = FlatRate.objects.of_call(call).select_related("cap", "component")
    return {row.pk: _rate(row, limits) for row in rows}


def _rate(row: FlatRate, limits: dict[int, dict[str, Decimal]]) -> Rate:
    cap = None
    if row.cap is not None:
        cap = Cap(row.cap.code, row.cap.label, CapScope(row.cap.scope), limits.get(row.cap_id or 0, {}), row.cap.source)
    return Rate(
        row.code, row.label, row.unit, row.amount, row.source, RateKind(row.kind), cap, row.provided_by, row.unit_plural
    )


def calculation_of(application: Application, *, rates: dict[int, Rate] | None = None) -> Calculation:
    """What the application's items come to. Two statements, four without given ``rates``."""
    known = rates_of(application.call) if rates is None else rates
    items = [Item(known[row.rate_id], row.units, row.year, row.place) for row in application.items.order_by("pk")]
    return calculate(items, groups=recipient_groups(application.applicant, application.call))


def parameters_of(guideline: GuidelineVersion) -> dict[ParameterCode, Decimal]:
    """The rule set's figures. One statement."""
    return {ParameterCode(row.code): row.value for row in Parameter.objects.filter(guideline=guideline)}


def application_facts(application: Application) -> ApplicationFacts:
    """``application`` with everything the rules ask about.

    Thirteen statements when call and applicant are selected with it.
    """
    call = application.call
    parameters = parameters_of(call.guideline)
    ceilings, unit_ceilings = _ceilings(application)
    return ApplicationFacts(
        title=application.title,
        need=application.need,
        begins_on=application.begins_on,
        ends_on=application.ends_on,
        own_funds=application.own_funds,
        other_funds=application.other_funds,
        not_begun=application.not_begun,
        calculation=calculation_of(application),
        questions=_questions(application),
        opens_on=call.opens_on,
        closes_on=call.closes_on,
        execution_from=call.execution_from,
        execution_to=call.execution_to,
        continuation=call.continuation,
        eligible=call.eligible_kinds.filter(kind=application.applicant.kind).exists(),
        minimum=parameters.get(ParameterCode.MINIMUM_AMOUNT),
        ceilings=ceilings,
        unit_ceilings=unit_ceilings,
        checks={CheckCode(row.code): CheckResult(row.result) for row in application.checks.all()},
        early_start_from=_early_start_from(application),
        awaited_opinions=tuple(
            application.opinions.filter(required=True, state=OpinionState.REQUESTED).values_list(
                "office__short_name", flat=True
            )
        ),
    )


def _ceilings(application: Application) -> tuple[dict[int, Decimal], dict[tuple[str, int], Decimal]]:
    """What the applicant's area can get at most: euro by year, units by rate code and year. One statement."""
    area_id, guideline_id = application.applicant.area_id, application.call.guideline_id
    money = Ceiling.objects.filter(guideline_id=guideline_id, area_id=area_id).annotate(rate=Value("", CharField()))
    posts = UnitCeiling.objects.filter(rate__component__guideline_id=guideline_id, area_id=area_id)
    both = (
        money.order_by()
        .values_list("rate", "year", "amount")
        .union(posts.order_by().values_list("rate__code", "year", "units"))
    )
    rows = list(both)
    return (
        {year: most for code, year, most in rows if not code},
        {(code, year): most for code, year, most in rows if code},
    )


def _early_start_from(application: Application) -> date | None:
    """The day from which the measure may have begun, once the consent is made known. One statement."""
    consents = EarlyStart.objects.notified().filter(application=application, consented=True)
    return consents.values_list("starts_on", flat=True).first()


def _questions(application: Application) -> tuple[QuestionFacts, ...]:
    answered = {row.question_id for row in application.answers.all() if row.text.strip()}
    attached = {row.question_id for row in application.attachments.all()}
    rows = application.call.questions.filter(version=application.question_version).order_by("position")
    return tuple(
        QuestionFacts(
            row.code, row.text, row.required, row.pk in (attached if row.kind == QuestionKind.FILE else answered)
        )
        for row in rows
    )


def award_facts(award: Award, *, years: Iterable[AwardYear] | None = None) -> AwardFacts:
    """``award`` with what it takes from each budget line and what is free there.

    One statement, two without given ``years``.
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
        hearings=hearings_of(award.application),
    )


def refusal_facts(refusal: Refusal) -> RefusalFacts:
    """``refusal`` with the hearings held on it. One statement."""
    return RefusalFacts(
        reasoning=refusal.reasoning,
        legal_basis=refusal.legal_basis,
        hearing_required=refusal.hearing_required,
        hearings=hearings_of(refusal.application),
    )


def early_start_facts(answer: EarlyStart) -> EarlyStartFacts:
    """The answer to the wish for an early start. No statement."""
    return EarlyStartFacts(answer.consented, answer.starts_on, answer.reasoning)


def hearings_of(application: Application) -> tuple[HearingFacts, ...]:
    """The hearings on the application, oldest first. One statement."""
    return tuple(hearing_facts(row) for row in Hearing.objects.filter(application=application).order_by("pk"))


def hearing_facts(hearing: Hearing) -> HearingFacts:
    """One hearing. No statement."""
    return HearingFacts(hearing.amount, hearing.in_kind_units, hearing.answer_until, hearing.state != HearingState.OPEN)


def information_facts(request: InformationRequest, application: ApplicationFacts, on: date) -> InformationFacts:
    """A request for additional information, and what the application lacks as it stands now. No statement."""
    missing = submission.reasons_against_sign_off(application, on) + submission.reasons_against_begun(application)
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
