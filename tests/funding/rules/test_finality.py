"""When a notice is final and the proof due. The calendar was read by hand: weekends and holidays move the end."""

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal

import pytest

from vorort.funding.rules.facts import AwardFacts
from vorort.funding.rules.finality import finality, proof_due_on, reasons_against_waiver

FACTS = {"amount": Decimal(1), "requested": Decimal(1), "reasoning": "", "purpose": "x", "budget": ()}


def award(**more):
    return AwardFacts(**FACTS | {"notified_on": date(2027, 1, 4), "delivery_days": 3, "remedy_months": 1} | more)


@pytest.mark.parametrize(
    ("notified", "delivered", "until"),
    [
        (date(2027, 1, 4), date(2027, 1, 7), date(2027, 2, 8)),  # 7 February 2027 is a Sunday
        (date(2027, 1, 5), date(2027, 1, 8), date(2027, 2, 8)),  # a Monday
        (date(2027, 3, 3), date(2027, 3, 6), date(2027, 4, 6)),  # 6 April 2027, the day after Easter Monday
        (date(2027, 2, 23), date(2027, 2, 26), date(2027, 3, 30)),  # Good Friday to Easter Monday lie between
        (date(2027, 1, 28), date(2027, 1, 31), date(2027, 3, 1)),  # no 31 February; the 28th is a Sunday
        (date(2027, 11, 22), date(2027, 11, 25), date(2027, 12, 27)),  # Christmas and the weekend after it
        (date(2027, 9, 29), date(2027, 10, 2), date(2027, 11, 2)),  # the day after All Saints'
        (date(2027, 9, 28), date(2027, 10, 1), date(2027, 11, 2)),  # All Saints' itself, a holiday in this Land
    ],
)
def test_remedies_end_on_a_working_day_a_month_after_delivery(notified, delivered, until):
    dates = finality(notified_on=notified, delivery_days=3, remedy_months=1)
    assert dates.delivered_on == delivered
    assert dates.remedy_until == until


def test_notice_is_final_the_day_after_remedies_end():
    dates = finality(notified_on=date(2027, 1, 5), delivery_days=3, remedy_months=1)
    assert dates.final_from == date(2027, 2, 9)
    assert dates.is_final(date(2027, 2, 8)) is False
    assert dates.is_final(date(2027, 2, 9)) is True


def test_what_is_final_stays_final():
    dates = finality(notified_on=date(2027, 1, 5), delivery_days=3, remedy_months=1)
    assert dates.is_final(date(2027, 2, 10)) is True
    assert dates.is_final(date(2031, 1, 5)) is True


def test_nobody_moves_the_days_once_they_are_worked_out():
    dates = finality(notified_on=date(2027, 1, 5), delivery_days=3, remedy_months=1)
    with pytest.raises(FrozenInstanceError):
        dates.final_from = date(2027, 1, 6)


def test_delivery_days_come_from_the_rule_set():
    dates = finality(notified_on=date(2027, 1, 5), delivery_days=4, remedy_months=2)
    assert dates.delivered_on == date(2027, 1, 9)
    assert dates.remedy_until == date(2027, 3, 9)


def test_waiver_makes_the_notice_final_at_once():
    dates = finality(notified_on=date(2027, 1, 5), delivery_days=3, remedy_months=1, waived_on=date(2027, 1, 6))
    assert dates.final_from == date(2027, 1, 6)
    assert dates.remedy_until == date(2027, 2, 8)


def test_waiver_after_the_end_of_remedies_delays_nothing():
    dates = finality(notified_on=date(2027, 1, 5), delivery_days=3, remedy_months=1, waived_on=date(2027, 2, 20))
    assert dates.final_from == date(2027, 2, 9)


@pytest.mark.parametrize(
    ("execution_to", "months", "due"),
    [
        (date(2026, 12, 31), 3, date(2027, 3, 31)),  # a Wednesday
        (date(2027, 12, 31), 3, date(2028, 3, 31)),  # a Friday
        (date(2022, 12, 31), 4, date(2023, 5, 2)),  # 30 April is a Sunday, 1 May a holiday
        (date(2012, 12, 31), 3, date(2013, 4, 2)),  # 31 March 2013 is Easter Sunday
    ],
)
def test_proof_is_due_on_a_working_day_months_after_execution(execution_to, months, due):
    assert proof_due_on(execution_to=execution_to, months=months) == due


def test_remedies_are_waived_between_notification_and_finality():
    assert reasons_against_waiver(award(), date(2027, 1, 4)) == []
    assert reasons_against_waiver(award(), date(2027, 2, 8)) == []


@pytest.mark.parametrize(
    ("facts", "day", "code"),
    [
        ({"waived_on": date(2027, 1, 5)}, date(2027, 1, 6), "waived"),
        ({"notified_on": None}, date(2027, 1, 6), "not_notified"),
        ({}, date(2027, 2, 9), "final"),
    ],
)
def test_remedies_are_not_waived_twice_nor_before_nor_after(facts, day, code):
    assert [reason.code for reason in reasons_against_waiver(award(**facts), day)] == [code]
