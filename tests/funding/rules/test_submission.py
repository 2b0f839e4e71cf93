"""What an application needs to be signed off and submitted, and what is only pointed out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.funding.values import WHOLE, asked, items, shipped_rates
from vorort.core.refusal import Reason
from vorort.funding.rules.calculation import Calculation, calculate
from vorort.funding.rules.facts import CeilingFacts, QuestionFacts
from vorort.funding.rules.submission import (
    hints,
    is_late,
    reasons_against_begun,
    reasons_against_details,
    reasons_against_sign_off,
    reasons_against_submission,
)

IN_WINDOW = date(2026, 11, 2)
VV_1_3 = "Nr. 1.3 VV zu § 44 LHO NRW"
VV_3 = "Nr. 3 VV zu § 44 LHO NRW"


def codes(reasons):
    return [reason.code for reason in reasons]


def facts(**changed):
    return replace(WHOLE, **changed)


# --- A draft that is kept ---------------------------------------------------------------------------------------------
def test_half_a_draft_is_kept():
    assert reasons_against_details(begins_on=None, ends_on=None, own_funds=Decimal(0), other_funds=Decimal(0)) == []
    assert (
        reasons_against_details(begins_on=date(2027, 1, 1), ends_on=None, own_funds=Decimal(0), other_funds=Decimal(0))
        == []
    )


def test_measure_of_one_day_is_kept():
    day = date(2027, 1, 1)
    assert reasons_against_details(begins_on=day, ends_on=day, own_funds=Decimal(0), other_funds=Decimal(0)) == []


def test_measure_of_a_year_with_funds_of_ones_own_is_kept():
    begin, end = date(2027, 1, 1), date(2027, 12, 31)
    assert reasons_against_details(begins_on=begin, ends_on=end, own_funds=Decimal(500), other_funds=Decimal(1)) == []


def test_draft_with_negative_funds_or_an_early_end_is_not_kept():
    reasons = reasons_against_details(
        begins_on=date(2027, 1, 2),
        ends_on=date(2027, 1, 1),
        own_funds=Decimal("-0.01"),
        other_funds=Decimal("-5"),
    )
    assert [(reason.code, reason.field) for reason in reasons] == [
        ("negative_funds", "own_funds"),
        ("negative_funds", "other_funds"),
        ("period", "ends_on"),
    ]


# --- Sign-off ---------------------------------------------------------------------------------------------------------
def test_whole_application_may_be_signed_off_and_submitted():
    assert reasons_against_sign_off(WHOLE, IN_WINDOW) == []
    assert reasons_against_submission(WHOLE, IN_WINDOW) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("title", "  "), ("need", ""), ("need", "\n"), ("begins_on", None), ("ends_on", None)],
)
def test_each_missing_part_is_named_at_its_field(field, value):
    [reason] = reasons_against_sign_off(facts(**{field: value}), IN_WINDOW)
    assert (reason.code, reason.field, reason.source) == ("missing", field, VV_3)


def test_empty_draft_gets_every_reason_at_once():
    empty = facts(title="", need="", begins_on=None, ends_on=None, calculation=Calculation((), Decimal(0)))
    assert codes(reasons_against_sign_off(empty, IN_WINDOW)) == ["missing"] * 4 + ["no_items"]


def test_application_without_items_is_not_signed_off():
    [reason] = reasons_against_sign_off(facts(calculation=calculate([])), IN_WINDOW)
    assert (reason.code, reason.field, reason.source) == ("no_items", "items", VV_3)


def test_application_of_a_centre_without_a_class_is_not_signed_off_and_learns_who_enters_the_class():
    rates = shipped_rates("komm_an_i")
    wanted = items(rates, ("specialist", "1"), ("measures", "10000"), ("specialist", "0.5"))
    classless = facts(calculation=calculate(wanted, groups=["district"]))
    [reason] = reasons_against_sign_off(classless, IN_WINDOW)
    assert (reason.code, reason.field, "[S48]" in reason.source) == ("no_class", "items", True)
    assert str(reason.sentence) == (
        "Es fehlt die Klasse der Antragstellerin. Ohne sie zählt nichts von: Fachstelle, Maßnahmen. "
        "Die Programmverantwortung im Ministerium trägt sie ein."
    )
    assert codes(reasons_against_submission(classless, IN_WINDOW)) == ["no_class"]
    assert codes(hints(classless, IN_WINDOW)) == ["no_class"] * 3
    whole = facts(calculation=calculate(wanted, groups=["class_2", "district"]))
    assert reasons_against_submission(whole, IN_WINDOW) == []


def test_required_question_must_be_answered_and_an_optional_one_need_not():
    questions = (
        QuestionFacts("who", "Wen erreichen Sie?", required=True, answered=False),
        QuestionFacts("more", "Noch etwas?", required=False, answered=False),
        QuestionFacts("where", "Wo?", required=True, answered=True),
    )
    [reason] = reasons_against_sign_off(facts(questions=questions), IN_WINDOW)
    assert (reason.code, reason.field, reason.source) == ("unanswered", "who", VV_3)
    assert str(reason.sentence) == "Noch offen: Wen erreichen Sie?"


@pytest.mark.parametrize(
    ("begin", "end", "field"),
    [
        (date(2027, 5, 1), date(2027, 4, 30), "ends_on"),
        (date(2026, 12, 31), date(2027, 4, 30), "begins_on"),
        (date(2027, 5, 1), date(2028, 1, 1), "begins_on"),
    ],
)
def test_period_outside_the_execution_period_or_backwards_is_refused(begin, end, field):
    [reason] = reasons_against_sign_off(facts(begins_on=begin, ends_on=end), IN_WINDOW)
    assert (reason.code, reason.field) == ("period", field)


@pytest.mark.parametrize("end", [date(2027, 1, 1), date(2027, 12, 31)])
def test_period_may_be_one_day_or_fill_the_execution_period(end):
    assert reasons_against_sign_off(facts(begins_on=date(2027, 1, 1), ends_on=end), IN_WINDOW) == []


# --- Submission -------------------------------------------------------------------------------------------------------
def test_what_speaks_against_sign_off_speaks_against_submission():
    assert codes(reasons_against_submission(facts(title=""), IN_WINDOW)) == ["missing"]


def test_call_that_is_not_open_yet_takes_nothing():
    [reason] = reasons_against_submission(WHOLE, date(2026, 9, 30))
    assert (reason.code, reason.source) == ("not_open_yet", "Antragsfrist des Aufrufs")
    assert str(reason.sentence) == "Der Aufruf öffnet am 1.10.2026."
    assert reasons_against_submission(WHOLE, date(2026, 10, 1)) == []


def test_late_application_is_not_refused():
    assert reasons_against_submission(WHOLE, date(2027, 6, 1)) == []


def test_organisation_that_is_not_eligible_is_refused():
    against = facts(against_applying=(Reason("has_centre", "Das Zentrum stellt den Antrag."),))
    assert codes(reasons_against_sign_off(against, IN_WINDOW)) == ["has_centre"]
    assert codes(reasons_against_submission(against, IN_WINDOW)) == ["has_centre"]


@pytest.mark.parametrize("against", [reasons_against_sign_off, reasons_against_submission])
def test_measure_must_not_have_begun_and_who_drafts_learns_it_first(against):
    [reason] = against(facts(not_begun=False), IN_WINDOW)
    assert (reason.code, reason.field, reason.source) == ("begun", "not_begun", VV_1_3)


def test_continuation_may_have_begun():
    assert reasons_against_submission(facts(not_begun=False, continuation=True), IN_WINDOW) == []


# --- Hints ------------------------------------------------------------------------------------------------------------
def test_ordinary_application_gets_no_hint():
    assert hints(WHOLE, IN_WINDOW) == []
    assert hints(WHOLE, date(2026, 11, 30)) == []


def test_late_application_is_told_so():
    [hint] = hints(WHOLE, date(2026, 12, 1))
    assert hint.code == "late"
    assert "30.11.2026" in str(hint.sentence)


def ceiling(amount):
    return CeilingFacts(Decimal(amount), "Anlage 1 der Richtlinie")


def test_district_of_hoexter_asks_for_4710_18_more_than_its_ceiling():
    hoexter = facts(calculation=asked("75000", first_year=2021), ceilings={2021: ceiling("70289.82")})
    [hint] = hints(hoexter, IN_WINDOW)
    assert (hint.code, hint.source) == ("over_ceiling", "Anlage 1 der Richtlinie")
    assert str(hint.sentence) == (
        "Für 2021 sind 4.710,18\u00a0€ mehr beantragt als der Höchstbetrag von 70.289,82\u00a0€."
    )


def test_ceiling_is_reached_but_not_exceeded():
    assert hints(facts(ceilings={2027: ceiling("3000.00")}), IN_WINDOW) == []
    assert hints(facts(ceilings={2027: ceiling("3000.01")}), IN_WINDOW) == []


def test_each_year_is_held_against_its_own_ceiling():
    two_years = facts(
        calculation=asked("3000", "500"),
        ceilings={2028: ceiling("400"), 2027: ceiling("2999"), 2029: ceiling("0")},
    )
    found = hints(two_years, IN_WINDOW)
    assert codes(found) == ["over_ceiling", "over_ceiling"]
    assert ["2027" in str(found[0].sentence), "2028" in str(found[1].sentence)] == [True, True]


def test_posts_are_held_against_the_table_of_posts_by_kind_and_year():
    rates = shipped_rates("komm_an_i")
    wanted = calculate(
        items(rates, ("specialist", "1"), ("specialist", "0.5")) + items(rates, ("specialist", "1"), year=2028),
        groups=["class_2"],
    )
    table = {("specialist", 2028): Decimal(1), ("specialist", 2027): Decimal(1), ("measures", 2027): Decimal(0)}
    [hint] = hints(facts(calculation=wanted, unit_ceilings=table), IN_WINDOW)
    assert (hint.code, hint.source) == ("over_unit_ceiling", "Stellentabelle der Richtlinie")
    assert str(hint.sentence) == "Fachstelle: Für 2027 sind 1,5 beantragt, die Stellentabelle nennt 1."
    assert hints(facts(calculation=wanted, unit_ceilings={("specialist", 2027): Decimal("1.5")}), IN_WINDOW) == []
    assert hints(facts(calculation=wanted, unit_ceilings={("specialist", 2027): Decimal(2)}), IN_WINDOW) == []


def test_amount_below_the_minimum_is_pointed_out():
    assert codes(hints(facts(minimum=Decimal("3000.01")), IN_WINDOW)) == ["below_minimum"]
    assert hints(facts(minimum=Decimal("3000.00")), IN_WINDOW) == []
    assert hints(facts(minimum=Decimal(2000)), IN_WINDOW) == []


def test_minimum_says_what_is_unconfirmed_about_it():
    law = "Mindestbetrag der Richtlinie; Nr. 1.1 VV zu § 44 LHO NRW"
    [plain] = hints(facts(minimum=Decimal("12500")), IN_WINDOW)
    assert str(plain.sentence) == "Der Antrag liegt unter dem Mindestbetrag von 12.500,00\u00a0€."
    assert str(plain.source) == law
    [noted] = hints(facts(minimum=Decimal("12500"), minimum_note="Unbestätigt: häufig genannt."), IN_WINDOW)
    assert str(noted.source) == f"{law}. Unbestätigt: häufig genannt."


def test_caps_that_cut_come_first():
    rates = shipped_rates("komm_an_ii")
    cut = facts(calculation=calculate(items(rates, ("renovation", "3", "Bürgerhaus"))), minimum=Decimal("12500"))
    assert codes(hints(cut, IN_WINDOW)) == ["capped", "below_minimum"]


@pytest.mark.parametrize(
    ("submitted_on", "late"),
    [(None, False), (date(2026, 11, 29), False), (date(2026, 11, 30), False), (date(2026, 12, 1), True)],
)
def test_application_is_late_after_the_last_day(submitted_on, late):
    assert is_late(submitted_on, date(2026, 11, 30)) is late


@pytest.mark.parametrize(
    ("begins_on", "consented_from", "allowed"),
    [
        (date(2026, 11, 15), date(2026, 11, 15), True),
        (date(2026, 12, 1), date(2026, 11, 15), True),
        (date(2026, 11, 14), date(2026, 11, 15), False),
        (date(2026, 12, 1), None, False),
        (None, date(2026, 11, 15), False),
    ],
)
def test_measure_that_has_begun_is_taken_from_the_consented_day_on(begins_on, consented_from, allowed):
    begun = replace(WHOLE, not_begun=False, begins_on=begins_on, early_start_from=consented_from)
    reasons = reasons_against_begun(begun)
    assert [(reason.code, reason.source) for reason in reasons] == (
        [] if allowed else [("begun", "Nr. 1.3 VV zu § 44 LHO NRW")]
    )
    named = consented_from is not None and not allowed
    assert all(("15.11.2026" in str(reason.sentence)) is named for reason in reasons)
