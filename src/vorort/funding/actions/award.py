"""The award: prepared by one, released by another and bound to the budget line, made known, remedies waived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history
from vorort.core.money import ZERO
from vorort.core.refusal import Reason, refuse_when
from vorort.funding import notices, permissions
from vorort.funding.actions import decision
from vorort.funding.enums import ApplicationState, ParameterCode
from vorort.funding.models import Application, ApplicationItem, Award, AwardLine, AwardYear, BudgetLine
from vorort.funding.queries import facts, rule_set
from vorort.funding.rules import review
from vorort.funding.rules.calculation import Calculation, Item, Line, calculate
from vorort.funding.rules.finality import reasons_against_waiver
from vorort.funding.workflow import AWARD
from vorort.network.capacity import Capacity


@dataclass(frozen=True)
class AwardText:
    """What the clerk writes: the purpose, why less is granted, special conditions, and granted units by application
    item; without units all that counts.
    """

    purpose: str
    reasoning: str = ""
    special_conditions: str = ""
    units: Mapping[int, Decimal] | None = None


@transaction.atomic
def prepare_award(*, capacity: Capacity, application_id: int, expected_version: int, text: AwardText) -> Award:
    """Prepare the award of an application whose reviews are done; a prepared refusal is dropped.

    The rule set's figures (delivery, remedies, proof, hearing) are frozen into the award. Raises ActionRefused or
    VersionConflict.
    """
    application = _in_substantive_review(capacity, application_id, expected_version)
    if Award.objects.filter(application=application).exists():
        refuse_when([Reason("prepared", _("Die Bewilligung ist schon vorbereitet."))])
    decision.discard_prepared(capacity, application)
    call, parameters = application.call, rule_set.parameters_of(application.call.guideline)
    award = Award(
        application=application,
        approval_from=call.approval_from,
        approval_to=call.approval_to,
        execution_from=call.execution_from,
        execution_to=call.execution_to,
        proof_due_months=int(parameters[ParameterCode.PROOF_DUE_MONTHS]),
        hearing_required=bool(parameters.get(ParameterCode.HEARING_PARTIAL, 1)),
        **decision.remedies(parameters),
    )
    _write_content(capacity, award, text)
    history.record(capacity, "award.prepared", award, amount=award.amount)
    decision.ask_for_release(award)
    return award


@transaction.atomic
def edit_award(*, capacity: Capacity, award_id: int, expected_version: int, text: AwardText) -> Award:
    """Change a prepared award, or a released one before it is notified: then the release is void and the money free
    again.

    The officers are asked once more. Raises ActionRefused or VersionConflict.
    """
    award, application = decision.locked(Award.objects.visible_to(capacity), award_id, expected_version)
    was_released = award.released_on is not None
    _move(capacity, award, "edit")
    if was_released:
        decision.move_application(capacity, application, "reopen_decision")
        _bind(_locked_years(award), sign=-1)
        decision.void_release(capacity, award)
    award.version += 1
    award.years.all().delete()
    award.lines.all().delete()
    _write_content(capacity, award, text)
    history.record(capacity, "award.edited", award, amount=award.amount)
    if was_released:
        decision.ask_for_release(award)
    return award


@transaction.atomic
def release_award(*, capacity: Capacity, award_id: int, expected_version: int) -> Award:
    """Release what a colleague prepared: the money is bound, the application decided, the notice written.

    The budget line is the scarce row and locked last. Raises ActionRefused (four eyes, no money left, no hearing …) or
    VersionConflict.
    """
    award, application = decision.locked(Award.objects.visible_to(capacity), award_id, expected_version)
    decision.move_application(capacity, application, "decide")
    decision.note_release(capacity, award)
    content = notices.award_notice(award)  # before the money is locked: writing it takes longer than the rest
    years = _locked_years(award)
    AWARD.move(award, "release", actor=capacity, facts=facts.award_facts(award, years=years), on=clock.today())
    _bind(years, sign=1)
    decision.issue(capacity, award, title=_("Zuwendungsbescheid"), content=content, amount=award.amount)
    return award


@transaction.atomic
def notify_award(*, capacity: Capacity, award_id: int, expected_version: int) -> Award:
    """Make the released notice known to the recipient. From now on only a change notice changes it.

    Raises ActionRefused or VersionConflict.
    """
    award, _application = decision.locked(Award.objects.visible_to(capacity), award_id, expected_version)
    _move(capacity, award, "notify")
    decision.make_known(capacity, award)
    return award


@transaction.atomic
def waive_remedies(*, capacity: Capacity, award_id: int, expected_version: int) -> Award:
    """Declare for the recipient that no action will be brought: the notice is final from today.

    Raises ActionRefused.
    """
    award, application = decision.locked(Award.objects.visible_to(capacity), award_id, expected_version)
    refuse_when(permissions.reasons_against_waiving(capacity, award))
    refuse_when(reasons_against_waiver(facts.award_facts(award), clock.today()))
    award.waived_on = clock.today()
    award.version += 1
    award.save(update_fields=["waived_on", "version"])
    history.record(capacity, "award.remedies_waived", award, waived_on=award.waived_on)
    decision.tell_clerks("remedies_waived", application, occasion="waived")
    return award


def _in_substantive_review(capacity: Capacity, application_id: int, expected_version: int) -> Application:
    application = decision.locked_application(capacity, application_id, expected_version)
    refuse_when(permissions.reasons_against_checking(capacity, application))
    if application.state != ApplicationState.SUBSTANTIVE_REVIEW:
        refuse_when([Reason("state", _("Erst wenn die formelle Prüfung abgeschlossen ist, wird bewilligt."))])
    refuse_when(review.reasons_against_decision(facts.application_facts(application), clock.today()))
    return application


def _move(capacity: Capacity, award: Award, transition: str) -> None:
    AWARD.move(award, transition, actor=capacity, facts=facts.award_facts(award), on=clock.today())


def _locked_years(award: Award) -> list[AwardYear]:
    years = list(award.years.order_by("budget_line_id"))
    lines = BudgetLine.objects.select_for_update().order_by("pk").in_bulk([year.budget_line_id for year in years])
    for year in years:
        year.budget_line = lines[year.budget_line_id]
    return years


def _bind(years: Sequence[AwardYear], *, sign: int) -> None:
    for year in years:
        year.budget_line.bound += sign * year.amount
        year.budget_line.save(update_fields=["bound"])


def _write_content(capacity: Capacity, award: Award, text: AwardText) -> None:
    """Purpose, reasons, conditions and the lines of the award; the amount is their sum."""
    application = award.application
    calculation, rows = _granted(application, text.units)
    award.amount, award.in_kind_units = calculation.total, facts.in_kind_units(calculation)
    award.purpose, award.reasoning = text.purpose.strip(), text.reasoning.strip()
    award.special_conditions = text.special_conditions.strip()
    decision.note_editor(capacity, award)
    refuse_when(review.reasons_against_award(facts.award_facts(award, years=()), clock.today()))
    award.save()
    AwardLine.objects.bulk_create(_line(award, row, line) for row, line in zip(rows, calculation.lines, strict=True))
    AwardYear.objects.bulk_create(_years(award, calculation))


def _granted(
    application: Application, units: Mapping[int, Decimal] | None
) -> tuple[Calculation, list[ApplicationItem]]:
    rates = rule_set.rates_of(application.call)
    rows = list(application.items.order_by("pk"))
    asked = {row.pk: row.units for row in rows}
    whole = {row.pk for row in rows if not rates[row.rate_id].divisible}
    refuse_when(review.reasons_against_units(units or {}, asked, whole=whole))
    items, kept = [], []
    for row in rows:
        granted = row.units if units is None else units.get(row.pk, ZERO)
        if granted > ZERO:
            items.append(Item(rates[row.rate_id], granted, row.year, row.place))
            kept.append(row)
    return calculate(items, groups=rule_set.recipient_groups(application.applicant, application.call)), kept


def _line(award: Award, row: ApplicationItem, line: Line) -> AwardLine:
    rate = line.item.rate
    return AwardLine(
        award=award,
        item=row,
        rate_id=row.rate_id,
        year=line.item.year,
        label=rate.label,
        unit=rate.unit,
        unit_plural=rate.unit_plural,
        place=line.item.place,
        kind=rate.kind,
        provided_by=rate.provided_by,
        units=line.counted,
        rate_amount=rate.amount,
        amount=line.amount,
    )


def _years(award: Award, calculation: Calculation) -> Sequence[AwardYear]:
    lines = {line.year: line for line in award.application.call.budget_lines.order_by("-code")}
    missing = [year for year, amount in calculation.by_year.items() if amount > ZERO and year not in lines]
    refuse_when(
        [
            Reason("no_budget_line", _("Für %(year)s hat der Aufruf keine Haushaltsstelle.") % {"year": year})
            for year in missing
        ]
    )
    return [
        AwardYear(award=award, budget_line=lines[year], amount=amount)
        for year, amount in calculation.by_year.items()
        if amount > ZERO
    ]
