"""The documents of the procedure, filled from its records: what stands in them comes from here, how they look from
Typst.
"""

from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.core import documents
from vorort.core.language import officially
from vorort.core.money import ZERO, in_figures, in_words
from vorort.funding.courts import court_for
from vorort.funding.enums import FinancingType, FundingForm, RateKind
from vorort.funding.models import (
    Application,
    Award,
    AwardLine,
    Decision,
    EarlyStart,
    Hearing,
    InformationRequest,
    Refusal,
)
from vorort.funding.rules.calculation import plain_units
from vorort.funding.rules.finality import proof_due_on

FOLDER = Path(__file__).parent / "documents"
TEMPLATE = FOLDER / "award_notice.typ"


def award_notice(award: Award, *, draft: bool = False) -> bytes:
    """The award notice (Zuwendungsbescheid) as PDF/A-2a and PDF/UA-1. ``draft`` marks a preview."""
    return documents.render(TEMPLATE, {**notice_data(award), "draft": draft})


@officially
def refusal_notice(refusal: Refusal, *, draft: bool = False) -> bytes:
    """The refusal (Ablehnungsbescheid) with its reasons and the instruction on remedies."""
    data = _decision_data(refusal) | {
        "legal_basis": refusal.legal_basis,
        "reasoning": refusal.reasoning,
        "requested": in_figures(refusal.application.requested or ZERO),
    }
    return documents.render(FOLDER / "refusal_notice.typ", {**data, "draft": draft})


def early_start_title(answer: EarlyStart) -> str | Promise:
    """What the answer to the wish for an early start is called."""
    if answer.consented:
        return _("Zustimmung zum vorzeitigen Maßnahmebeginn")
    return _("Ablehnung des vorzeitigen Maßnahmebeginns")


@officially
def early_start_notice(answer: EarlyStart, *, draft: bool = False) -> bytes:
    """The consent to an early start, which says that no claim follows from it, or its refusal."""
    data = _decision_data(answer) | {
        "title": str(early_start_title(answer)),
        "consented": answer.consented,
        "starts_on": _day(answer.starts_on),
        "reasoning": answer.reasoning,
    }
    return documents.render(FOLDER / "early_start_notice.typ", {**data, "draft": draft})


@officially
def information_letter(request: InformationRequest) -> bytes:
    """The letter that asks for additional information and says what can be changed until when."""
    data = _letter_data(request.application, dated_on=request.asked_on) | {
        "question": request.question,
        "fields": [row.label for row in request.fields.order_by("pk")],
        "due_on": _day(request.due_on),
    }
    return documents.render(FOLDER / "information_letter.typ", {**data, "draft": False})


@officially
def hearing_letter(hearing: Hearing) -> bytes:
    """The letter of the hearing: what is intended, why, and until when the applicant may answer."""
    application = hearing.application
    refused = not hearing.amount and not hearing.in_kind_units
    data = _letter_data(application, dated_on=hearing.opened_on) | {
        "refused": refused,
        "requested": in_figures(application.requested or ZERO),
        "intended": in_figures(hearing.amount),
        "in_kind": [plain_units(application.requested_in_kind), plain_units(hearing.in_kind_units)]
        if application.requested_in_kind
        else [],
        "reasoning": hearing.reasoning,
        "answer_until": _day(hearing.answer_until),
    }
    return documents.render(FOLDER / "hearing_letter.typ", {**data, "draft": False})


@officially
def notice_data(award: Award) -> dict[str, Any]:
    """Everything the notice says, as text. Five statements when the application is selected with its call."""
    application = award.application
    guideline = application.call.guideline
    lines = list(award.lines.order_by("pk"))
    return _decision_data(award) | {
        "guideline": guideline.title,
        "guideline_dated_on": _day(guideline.dated_on),
        "legal_basis": guideline.programme.legal_basis,
        "purpose": award.purpose,
        "amount": in_figures(award.amount),
        "amount_in_words": in_words(award.amount),
        "approval_period": [_day(award.approval_from), _day(award.approval_to)],
        "execution_period": [_day(award.execution_from), _day(award.execution_to)],
        "financing_type": str(FinancingType(guideline.financing_type).label),
        "funding_form": str(FundingForm(guideline.funding_form).label),
        "lines": [_line(line) for line in lines],
        "in_kind": _in_kind(lines),
        "years": [
            {"year": str(row.budget_line.year), "budget_line": row.budget_line.code, "amount": in_figures(row.amount)}
            for row in award.years.select_related("budget_line").order_by("budget_line__year")
        ],
        "reasoning": award.reasoning,
        "payout": guideline.payout,
        "ancillary_conditions": guideline.ancillary_conditions,
        "ancillary_source": guideline.ancillary_source,
        "special_conditions": [line for line in award.special_conditions.splitlines() if line.strip()],
        "proof_due_on": _day(proof_due_on(execution_to=award.execution_to, months=award.proof_due_months)),
        "has_placeholders": award.lines.filter(rate__placeholder=True).exists(),
    }


def _letter_data(application: Application, *, dated_on: Any) -> dict[str, Any]:
    """What the head of every letter needs, and what it is about."""
    programme = application.call.guideline.programme
    return {
        "authority": {"name": programme.authority.name, "address": programme.authority.address.splitlines()},
        "recipient": {"name": application.applicant.name, "address": application.applicant.address.splitlines()},
        "file_number": application.file_number or "",
        "dated_on": _day(dated_on),
        "applied_on": _day(application.submitted_on),
        "contact": application.call.contact.splitlines(),
        "programme": programme.title,
        "measure": application.title,
    }


def _decision_data(decision: Decision) -> dict[str, Any]:
    """The same, with what the instruction on remedies says."""
    return _letter_data(decision.application, dated_on=decision.released_on) | {
        "remedy_months": decision.remedy_months,
        "court": _court(decision),
    }


def _in_kind(lines: list[AwardLine]) -> list[dict[str, str]]:
    """The units in kind, by who provides them and year: each ministry's posts in one row."""
    sums: dict[tuple[str, int, str, str], Any] = {}
    for line in lines:
        if line.kind == RateKind.IN_KIND:
            key = (line.provided_by, line.year, line.unit, line.unit_plural)
            sums[key] = sums.get(key, 0) + line.units
    return [
        {"provided_by": who, "year": str(year), "units": f"{plain_units(units)} {one if units == 1 else many}"}
        for (who, year, one, many), units in sums.items()
    ]


def _court(decision: Decision) -> str:
    """The court of the recipient's seat, for the instruction on remedies."""
    prefixes = decision.application.applicant.area.parts.filter(excluded=False).order_by("prefix")
    return court_for(prefixes.values_list("prefix", flat=True).first() or "")


def _line(line: AwardLine) -> dict[str, str]:
    in_kind = line.kind == RateKind.IN_KIND
    return {
        "label": line.label,
        "place": line.place,
        "year": str(line.year),
        "units": plain_units(line.units),
        "unit": line.unit if line.units == 1 else line.unit_plural,
        "rate": "" if in_kind else in_figures(line.rate_amount),
        "amount": f"Sachleistung: {line.provided_by}" if in_kind else in_figures(line.amount),
    }


def _day(day: Any) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
