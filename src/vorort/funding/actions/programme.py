"""Establishes programmes with their rule sets, budget lines and ceilings, and publishes calls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history
from vorort.core.actor import Actor
from vorort.core.refusal import Reason, refuse_when
from vorort.funding import permissions
from vorort.funding.definitions import CeilingDefinition, ComponentDefinition, ProgrammeDefinition
from vorort.funding.enums import QuestionKind
from vorort.funding.models import (
    BudgetLine,
    Call,
    CapLimit,
    Ceiling,
    Component,
    EligibleKind,
    FlatRate,
    GuidelineVersion,
    Parameter,
    Programme,
    Question,
    RateCap,
)
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.regions.models import Area
from vorort.steering.models import Goal


@transaction.atomic
def establish_programme(
    *, actor: Actor, definition: ProgrammeDefinition, owner: Organisation, authority: Organisation
) -> GuidelineVersion:
    """Establish the programme (once) and its guideline version with the whole rule set. Raises ActionRefused."""
    refuse_when(permissions.reasons_against_running(actor))
    programme, _created = Programme.objects.get_or_create(
        code=definition.code,
        defaults={
            "title": definition.title,
            "legal_basis": definition.legal_basis,
            "owner": owner,
            "authority": authority,
        },
    )
    refuse_when(permissions.reasons_against_running(actor, programme))
    guideline = GuidelineVersion.objects.create(
        programme=programme,
        title=definition.guideline_title,
        dated_on=definition.dated_on,
        valid_from=definition.valid_from,
        valid_to=definition.valid_to,
        source=definition.source,
        note=definition.note,
        channel=definition.channel,
        financing_type=definition.financing_type,
        funding_form=definition.funding_form,
        purpose=definition.purpose,
        ancillary_conditions=definition.ancillary_conditions,
        ancillary_source=definition.ancillary_source,
        payout=definition.payout,
    )
    _lay_rules(guideline, definition)
    _set_ceilings(guideline, definition.ceilings)
    history.record(
        actor, "guideline.published", guideline, title=guideline.title, source=guideline.source, on=guideline.valid_from
    )
    return guideline


@transaction.atomic
def set_ceiling(
    *,
    actor: Actor,
    guideline: GuidelineVersion,
    area: str,
    year: int,
    amount: Decimal,
    source: str,
    invented: bool = False,
) -> Ceiling:
    """Set what the centre of ``area`` can get in ``year`` at most, in euro.

    Raises ActionRefused when it is not hers.
    """
    refuse_when(permissions.reasons_against_running(actor, guideline.programme))
    [ceiling] = _set_ceilings(guideline, [CeilingDefinition(area, year, amount, source, invented)])
    history.record(actor, "ceiling.set", ceiling, area=area, year=year, amount=amount, source=source)
    return ceiling


@transaction.atomic
def set_budget_line(
    *,
    actor: Actor,
    programme: Programme,
    code: str,
    title: str,
    year: int,
    appropriated: Decimal,
    source: str,
    invented: bool = False,
) -> BudgetLine:
    """Enter the money of one title for one year, in euro. Raises ActionRefused when it is not hers."""
    refuse_when(permissions.reasons_against_running(actor, programme))
    line = BudgetLine.objects.create(
        programme=programme,
        code=code,
        title=title,
        year=year,
        appropriated=appropriated,
        source=source,
        invented=invented,
    )
    history.record(actor, "budget_line.set", line, code=code, year=year, appropriated=appropriated, source=source)
    return line


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
    """A call as it is published: window, both periods, whom it is for and what it asks."""

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


@transaction.atomic
def publish_call(
    *,
    actor: Actor,
    guideline: GuidelineVersion,
    text: CallText,
    goals: Sequence[Goal] = (),
    budget_lines: Sequence[BudgetLine] = (),
) -> Call:
    """Publish a call under ``guideline``.

    Raises ActionRefused when the programme is not the actor's, or a budget line not the programme's.
    """
    refuse_when(permissions.reasons_against_running(actor, guideline.programme))
    if any(line.programme_id != guideline.programme_id for line in budget_lines):
        refuse_when([Reason("foreign_budget", _("Diese Haushaltsstelle gehört zu einem anderen Programm."))])
    call = Call.objects.create(
        guideline=guideline,
        code=text.code,
        title=text.title,
        summary=text.summary,
        opens_on=text.opens_on,
        closes_on=text.closes_on,
        approval_from=text.approval_period[0],
        approval_to=text.approval_period[1],
        execution_from=text.execution_period[0],
        execution_to=text.execution_period[1],
        contact=text.contact,
        file_prefix=text.file_prefix,
        continuation=text.continuation,
        invented=text.invented,
        published_on=clock.today(),
    )
    call.goals.set(goals)
    call.budget_lines.set(budget_lines)
    EligibleKind.objects.bulk_create(EligibleKind(call=call, kind=kind) for kind in text.eligible)
    _put_questions(call, text.questions, version=1)
    history.record(actor, "call.published", call, code=text.code, closes_on=text.closes_on)
    return call


@transaction.atomic
def change_questions(*, actor: Actor, call: Call, questions: Sequence[QuestionText]) -> Call:
    """Put a new version of the questions into the call. Applications already begun keep theirs.

    Raises ActionRefused.
    """
    refuse_when(permissions.reasons_against_running(actor, call.guideline.programme))
    call = Call.objects.select_for_update().get(pk=call.pk)
    call.question_version += 1
    call.save(update_fields=["question_version"])
    _put_questions(call, questions, version=call.question_version)
    history.record(actor, "call.questions_changed", call, version=call.question_version)
    return call


def _put_questions(call: Call, questions: Sequence[QuestionText], *, version: int) -> None:
    Question.objects.bulk_create(
        Question(
            call=call,
            version=version,
            code=question.code,
            text=question.text,
            help=question.help,
            kind=question.kind,
            required=question.required,
            position=position,
        )
        for position, question in enumerate(questions, start=1)
    )


def _lay_rules(guideline: GuidelineVersion, definition: ProgrammeDefinition) -> None:
    Parameter.objects.bulk_create(
        Parameter(guideline=guideline, code=row.code, value=row.value, source=row.source, note=row.note)
        for row in definition.parameters
    )
    caps = {}
    for row in definition.caps:
        caps[row.code] = cap = RateCap.objects.create(
            guideline=guideline, code=row.code, label=row.label, scope=row.scope, source=row.source
        )
        CapLimit.objects.bulk_create(CapLimit(cap=cap, group=group, units=units) for group, units in row.limits.items())
    for position, part in enumerate(definition.components, start=1):
        component = Component.objects.create(guideline=guideline, code=part.code, title=part.title, position=position)
        _lay_rates(component, part, caps, valid_from=guideline.valid_from)


def _lay_rates(component: Component, part: ComponentDefinition, caps: dict[str, RateCap], *, valid_from: date) -> None:
    FlatRate.objects.bulk_create(
        FlatRate(
            component=component,
            code=row.code,
            label=row.label,
            unit=row.unit,
            unit_plural=row.unit_plural,
            kind=row.kind,
            provided_by=row.provided_by,
            amount=row.amount,
            cap=caps.get(row.cap),
            valid_from=valid_from,
            source=row.source,
            note=row.note,
            placeholder=row.placeholder,
            position=position,
        )
        for position, row in enumerate(part.rates, start=1)
    )


def _set_ceilings(guideline: GuidelineVersion, ceilings: Iterable[CeilingDefinition]) -> list[Ceiling]:
    areas = {area.code: area for area in Area.objects.all()}
    return [
        Ceiling.objects.create(
            guideline=guideline,
            area=areas[row.area],
            year=row.year,
            amount=row.amount,
            source=row.source,
            invented=row.invented,
        )
        for row in ceilings
    ]
