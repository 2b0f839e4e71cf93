"""What the authority must have done: points checked, amounts reasoned, money there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.funding.values import AWARD, OPINED, REFUSED, WHOLE, YES, items, shipped_rates
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.rules.calculation import calculate
from vorort.funding.rules.facts import BudgetFacts, HearingFacts, OpinionFacts
from vorort.funding.rules.review import (
    reasons_against_asking,
    reasons_against_award,
    reasons_against_decision,
    reasons_against_early_start,
    reasons_against_handing_in_opinion,
    reasons_against_refusing,
    reasons_against_release,
    reasons_against_releasing_refusal,
    reasons_against_substantive_review,
    reasons_against_units,
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


def test_nothing_is_granted_to_a_recipient_whose_class_is_missing_and_refusing_her_is_possible():
    calculation = calculate(items(shipped_rates("komm_an_i"), ("specialist", "1")), groups=["district"])
    classless = replace(checked(FORMAL + SUBSTANTIVE), calculation=calculation)
    [reason] = reasons_against_decision(classless, DAY)
    assert (reason.code, reason.field) == ("no_class", "items")
    assert reasons_against_refusing(classless, DAY) == []


# --- The award --------------------------------------------------------------------------------------------------------
def test_award_of_what_was_requested_needs_no_reasoning():
    assert reasons_against_award(AWARD, DAY) == []


def test_award_of_more_than_was_requested_does_not_stand():
    [reason] = reasons_against_award(award(amount=Decimal("3000.01")), DAY)
    assert (reason.code, reason.field, reason.source) == ("more_than_requested", "amount", LHO_23)
    assert str(reason.sentence) == "Vorgesehen sind 3.000,01\u00a0€, beantragt nur 3.000,00\u00a0€."


@pytest.mark.parametrize("reasoning", ["", "  "])
def test_award_of_less_gives_its_reasons(reasoning):
    [reason] = reasons_against_award(award(amount=Decimal("2999.99"), reasoning=reasoning), DAY)
    assert (reason.code, reason.field, reason.source) == ("reduction_unexplained", "reasoning", "§ 39 VwVfG NRW")
    assert reasons_against_award(award(amount=Decimal("2999.99"), reasoning="Zu viele Stunden."), DAY) == []


def test_fewer_units_in_kind_are_less_though_no_euro_is_missing():
    fewer = award(in_kind_units=Decimal(1), requested_in_kind=Decimal(2))
    assert codes(reasons_against_award(fewer, DAY)) == ["reduction_unexplained"]
    assert codes(reasons_against_release(replace(fewer, reasoning="Eine.", hearing_required=True), DAY)) == [
        "not_heard"
    ]


def test_hearing_is_asked_for_only_where_the_rule_set_wants_it_and_less_is_granted():
    less = award(
        amount=Decimal("2000.00"), reasoning="Weniger.", budget=(BudgetFacts("07", Decimal(2000), Decimal(2000)),)
    )
    assert reasons_against_release(less, DAY) == []
    assert codes(reasons_against_release(replace(less, hearing_required=True), DAY)) == ["not_heard"]
    heard = HearingFacts(Decimal(2000), Decimal(0), DAY, closed=True)
    assert reasons_against_release(replace(less, hearing_required=True, hearings=(heard,)), DAY) == []
    assert reasons_against_release(award(hearing_required=True), DAY) == []


def test_award_of_nothing_is_none():
    [reason] = reasons_against_award(award(amount=Decimal("0.00"), reasoning="Gar nichts."), DAY)
    assert (reason.code, reason.field, reason.source) == ("no_amount", "amount", LHO_23)
    assert codes(reasons_against_award(award(amount=Decimal(-1), reasoning="Gar nichts."), DAY)) == ["no_amount"]


@pytest.mark.parametrize("purpose", ["", " \n"])
def test_award_names_its_purpose(purpose):
    [reason] = reasons_against_award(award(purpose=purpose), DAY)
    assert (reason.code, reason.field, reason.source) == ("no_purpose", "purpose", "Nr. 4.2 VV zu § 44 LHO NRW")


@pytest.mark.parametrize(
    ("granted", "found"),
    [
        ({1: "3"}, []),
        ({1: "0"}, []),
        ({1: "3.01"}, [("more_than_asked", "units-1")]),
        ({1: "-1"}, [("negative_units", "units-1")]),
        ({9: "5"}, []),
    ],
)
def test_units_lie_between_nothing_and_what_was_asked(granted, found):
    asked = {1: Decimal(3), 2: Decimal(7)}
    reasons = reasons_against_units({key: Decimal(number) for key, number in granted.items()}, asked, whole=())
    assert [(reason.code, reason.field) for reason in reasons] == found


def test_part_of_a_unit_is_granted_only_where_the_rate_is_divisible():
    asked = {1: Decimal(3), 2: Decimal(7), 3: Decimal(7)}
    granted = {1: Decimal("2.5"), 2: Decimal("2.5"), 3: Decimal("9" * 40)}
    reasons = reasons_against_units(granted, asked, whole={2, 3})
    assert [(reason.code, reason.field) for reason in reasons] == [
        ("not_whole", "units-2"),
        ("more_than_asked", "units-3"),
    ]


# --- The refusal, the early start, the opinion ------------------------------------------------------------------------
def test_refusal_needs_results_of_the_formal_points_but_no_good_ones():
    assert reasons_against_refusing(checked(FORMAL), DAY) == []
    assert reasons_against_refusing(checked(FORMAL, eligible=CheckResult.FAILED), DAY) == []
    assert codes(reasons_against_refusing(checked(FORMAL[1:]), DAY)) == ["unchecked"]


def test_decisions_wait_for_required_opinions():
    waiting = replace(checked(FORMAL + SUBSTANTIVE), awaited_opinions=("LaKI",))
    assert (
        codes(reasons_against_decision(waiting, DAY))
        == codes(reasons_against_refusing(waiting, DAY))
        == ["opinion_awaited"]
    )


def test_refusal_is_released_when_it_was_heard_where_the_rule_set_wants_it():
    assert reasons_against_releasing_refusal(REFUSED, DAY) == []
    wanted = replace(REFUSED, hearing_required=True)
    assert codes(reasons_against_releasing_refusal(wanted, DAY)) == ["not_heard"]
    heard = HearingFacts(Decimal(0), Decimal(0), DAY, closed=True)
    assert reasons_against_releasing_refusal(replace(wanted, hearings=(heard,)), DAY) == []
    empty = replace(REFUSED, reasoning=" ", legal_basis="")
    assert codes(reasons_against_releasing_refusal(empty, DAY)) == ["unexplained", "no_legal_basis"]


def test_early_start_is_allowed_from_today_on_and_refused_with_reasons():
    assert reasons_against_early_start(YES, DAY) == []
    assert reasons_against_early_start(replace(YES, starts_on=date(2026, 12, 24)), DAY) == []
    assert codes(reasons_against_early_start(replace(YES, starts_on=date(2026, 11, 30)), DAY)) == ["reaches_back"]
    no = replace(YES, consented=False, starts_on=date(2020, 1, 1))
    assert codes(reasons_against_early_start(no, DAY)) == ["unexplained"]
    assert reasons_against_early_start(replace(no, reasoning="Nicht eilig."), DAY) == []


def test_opinion_is_asked_for_with_a_question_and_handed_in_whole():
    assert reasons_against_asking(question="Passt das?", due_on=date(2026, 12, 2), on=DAY) == []
    assert codes(reasons_against_asking(question="?", due_on=date(2026, 11, 1), on=DAY)) == ["due_too_soon"]
    assert codes(reasons_against_asking(question=" ", due_on=DAY, on=DAY)) == ["no_question", "due_too_soon"]
    assert reasons_against_handing_in_opinion(OPINED, DAY) == []
    assert codes(reasons_against_handing_in_opinion(OpinionFacts("", " "), DAY)) == ["no_recommendation", "no_text"]


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
