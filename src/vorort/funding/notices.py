"""The documents of an award, filled from its records: what stands in the notice comes from here, how it looks from
Typst.
"""

from pathlib import Path
from typing import Any

from vorort.core import documents
from vorort.core.money import in_figures, in_words
from vorort.funding.courts import court_for
from vorort.funding.enums import FinancingType, FundingForm, RateKind
from vorort.funding.models import Award, AwardLine
from vorort.funding.rules.calculation import plain_units
from vorort.funding.rules.finality import proof_due_on

NOTICE = "award_notice"
TEMPLATE = Path(__file__).parent / "documents" / "award_notice.typ"


def award_notice(award: Award, *, draft: bool = False) -> bytes:
    """The award notice (Zuwendungsbescheid) as PDF/A-2a and PDF/UA-1. ``draft`` marks a preview."""
    return documents.render(TEMPLATE, {**notice_data(award), "draft": draft})


def notice_data(award: Award) -> dict[str, Any]:
    """Everything the notice says, as text. Five statements when the application is selected with its call."""
    application = award.application
    call, guideline = application.call, application.call.guideline
    authority = guideline.programme.authority
    return {
        "authority": {"name": authority.name, "address": authority.address.splitlines()},
        "recipient": {"name": application.applicant.name, "address": application.applicant.address.splitlines()},
        "file_number": application.file_number or "",
        "dated_on": _day(award.released_on),
        "applied_on": _day(application.submitted_on),
        "programme": guideline.programme.title,
        "guideline": guideline.title,
        "guideline_dated_on": _day(guideline.dated_on),
        "legal_basis": guideline.programme.legal_basis,
        "measure": application.title,
        "purpose": award.purpose,
        "amount": in_figures(award.amount),
        "amount_in_words": in_words(award.amount),
        "approval_period": [_day(award.approval_from), _day(award.approval_to)],
        "execution_period": [_day(award.execution_from), _day(award.execution_to)],
        "financing_type": str(FinancingType(guideline.financing_type).label),
        "funding_form": str(FundingForm(guideline.funding_form).label),
        "lines": [_line(line) for line in award.lines.order_by("pk")],
        "years": [
            {"year": str(row.budget_line.year), "budget_line": row.budget_line.code, "amount": in_figures(row.amount)}
            for row in award.years.select_related("budget_line").order_by("budget_line__year")
        ],
        "reasoning": award.reasoning,
        "payout": guideline.payout,
        "ancillary_conditions": guideline.ancillary_conditions,
        "special_conditions": [line for line in award.special_conditions.splitlines() if line.strip()],
        "remedy_months": award.remedy_months,
        "court": _court(award),
        "proof_due_on": _day(proof_due_on(execution_to=award.execution_to, months=award.proof_due_months)),
        "contact": call.contact.splitlines(),
        "has_placeholders": award.lines.filter(rate__placeholder=True).exists(),
    }


def _court(award: Award) -> str:
    """The court of the recipient's seat, for the instruction on remedies."""
    prefixes = award.application.applicant.area.parts.filter(excluded=False).order_by("prefix")
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
