"""What the authority must have done: points checked, amounts reasoned, money there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.funding.values import AWARD, WHOLE
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.rules.facts import BudgetFacts
from vorort.funding.rules.review import (
    reasons_against_award,
    reasons_against_decision,
    reasons_against_release,
    reasons_against_substantive_review,
)

DAY = date(2026, 12, 1)
FORMAL = ["complete", "eligible", "threshold", "not_begun"]
SUBSTANTIVE = ["necessary", "adequate", "financed"]
LHO_23 = "§§ 23, 44 LHO NRW"


def checked(codes, **others):
    """The application with these points in order; ``others`` give single results."""
    return replace(WHOLE, checks={CheckCode(code): CheckResult.OK for code in codes} | others)


def award(**changed):
    return replace(AWARD, **changed)


def codes(reasons):
    return [reason.code for reason in reasons]


# --- Points of the review ---------------------------------------------------------------------------------------------
def test_formal_review_ends_when_all_four_points_have_a_result():
    assert reasons_against_substantive_review(checked(FORMAL), DAY) == []


def test_points_in_substance_do_not_hold_up_the_formal_review():
    reasons = reasons_against_substantive_review(checked(SUBSTANTIVE), DAY)
    assert [(reason.code, reason.field) for reason in reasons] == [("unchecked", code) for code in FORMAL]


def test_decision_needs_all_seven_points():
    assert reasons_against_decision(checked(FORMAL + SUBSTANTIVE), DAY) == []
    reasons = reasons_against_decision(checked(FORMAL), DAY)
    assert [(reason.code, reason.field) for reason in reasons] == [("unchecked", code) for code in SUBSTANTIVE]


def test_remark_does_not_hold_up_and_a_failure_does():
    remarked = checked(FORMAL, complete=CheckResult.REMARK)
    assert reasons_against_substantive_review(remarked, DAY) == []
    failed = checked(FORMAL, threshold=CheckResult.FAILED)
    [reason] = reasons_against_substantive_review(failed, DAY)
    assert (reason.code, reason.field) == ("check_failed", "threshold")
    assert str(reason.sentence) == "Nicht erfüllt: Die Mindestsumme ist erreicht."


def test_formal_point_that_fails_later_stops_the_decision():
    assert codes(reasons_against_decision(checked(FORMAL + SUBSTANTIVE, eligible=CheckResult.FAILED), DAY)) == [
        "check_failed"
    ]


# --- The award --------------------------------------------------------------------------------------------------------
def test_award_of_what_was_requested_needs_no_reasoning():
    assert reasons_against_award(AWARD, DAY) == []


def test_award_of_more_than_was_requested_does_not_stand():
    [reason] = reasons_against_award(award(amount=Decimal("3000.01")), DAY)
    assert (reason.code, reason.field, reason.source) == ("more_than_requested", "amount", LHO_23)
    assert str(reason.sentence) == "Bewilligt sind 3.000,01\u00a0€, beantragt nur 3.000,00\u00a0€."


@pytest.mark.parametrize("reasoning", ["", "  "])
def test_award_of_less_gives_its_reasons(reasoning):
    [reason] = reasons_against_award(award(amount=Decimal("2999.99"), reasoning=reasoning), DAY)
    assert (reason.code, reason.field, reason.source) == ("reduction_unexplained", "reasoning", "§ 39 VwVfG NRW")
    assert reasons_against_award(award(amount=Decimal("2999.99"), reasoning="Zu viele Stunden."), DAY) == []


def test_award_of_nothing_is_none():
    [reason] = reasons_against_award(award(amount=Decimal("0.00"), reasoning="Gar nichts."), DAY)
    assert (reason.code, reason.field, reason.source) == ("no_amount", "amount", LHO_23)


@pytest.mark.parametrize("purpose", ["", " \n"])
def test_award_names_its_purpose(purpose):
    [reason] = reasons_against_award(award(purpose=purpose), DAY)
    assert (reason.code, reason.field, reason.source) == ("no_purpose", "purpose", "Nr. 4.2 VV zu § 44 LHO NRW")


# --- The release ------------------------------------------------------------------------------------------------------
def test_last_euro_of_a_budget_line_may_be_released():
    assert reasons_against_release(AWARD, DAY) == []


def test_exhausted_budget_line_says_how_much_is_free():
    line = BudgetFacts("07 080 (2027)", wanted=Decimal("3000.00"), free=Decimal("2999.99"))
    [reason] = reasons_against_release(award(budget=(line,)), DAY)
    assert (reason.code, reason.source) == ("budget_exhausted", LHO_23)
    assert str(reason.sentence) == (
        "In 07 080 (2027) sind noch 2.999,99\u00a0€ frei, gebraucht werden 3.000,00\u00a0€."
    )


def test_only_the_exhausted_one_of_two_lines_is_named():
    lines = (
        BudgetFacts("2027", wanted=Decimal("1000.00"), free=Decimal("1000.00")),
        BudgetFacts("2028", wanted=Decimal("2000.00"), free=Decimal("0.00")),
    )
    [reason] = reasons_against_release(award(budget=lines), DAY)
    assert str(reason.sentence).startswith("In 2028 ")


@pytest.mark.parametrize("wanted", ["2999.00", "3001.00"])
def test_every_euro_comes_from_a_budget_line(wanted):
    line = BudgetFacts("07 080", wanted=Decimal(wanted), free=Decimal("9000.00"))
    [reason] = reasons_against_release(award(budget=(line,)), DAY)
    assert (reason.code, reason.source) == ("not_covered", LHO_23)


def test_what_speaks_against_the_award_speaks_against_its_release():
    assert codes(reasons_against_release(award(purpose="", budget=()), DAY)) == ["no_purpose", "not_covered"]
