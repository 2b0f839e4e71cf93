"""Whether somebody was heard: what a hearing covers, when it has ended, and what it takes to open one."""

from datetime import date
from decimal import Decimal

import pytest

from vorort.funding.rules.facts import HearingFacts
from vorort.funding.rules.hearing import has_ended, reasons_against_opening, reasons_for_a_hearing

DAY = date(2026, 11, 16)


def hearing(amount="1500", in_kind="0", *, until=DAY, closed=False):
    return HearingFacts(Decimal(amount), Decimal(in_kind), until, closed)


def codes(hearings, amount="1500", in_kind="0", on=DAY):
    reasons = reasons_for_a_hearing(hearings, amount=Decimal(amount), in_kind_units=Decimal(in_kind), on=on)
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("row", "on", "ended"),
    [
        (hearing(), date(2026, 11, 15), False),
        (hearing(), DAY, False),
        (hearing(), date(2026, 11, 17), True),
        (hearing(closed=True), date(2026, 11, 2), True),
    ],
)
def test_hearing_ends_with_the_answer_or_after_its_last_day(row, on, ended):
    assert has_ended(row, on) is ended


@pytest.mark.parametrize(
    ("amount", "in_kind", "expected"),
    [
        ("1500", "2", []),
        ("1500.01", "3", []),
        ("1499.99", "2", ["not_heard"]),
        ("1500", "1", ["not_heard"]),
        ("9000", "0", ["not_heard"]),
    ],
)
def test_hearing_covers_what_gives_no_less_in_euro_and_in_kind(amount, in_kind, expected):
    assert codes([hearing(in_kind="2", closed=True)], amount, in_kind) == expected


def test_nothing_heard_is_said_with_its_law():
    [reason] = reasons_for_a_hearing([], amount=Decimal(1), in_kind_units=Decimal(0), on=DAY)
    assert (reason.code, reason.source) == ("not_heard", "§ 28 VwVfG NRW")


def test_running_hearing_says_until_when():
    [reason] = reasons_for_a_hearing([hearing()], amount=Decimal(1500), in_kind_units=Decimal(0), on=DAY)
    assert (reason.code, reason.source) == ("hearing_open", "§ 28 VwVfG NRW")
    assert "16.11.2026" in str(reason.sentence)


def test_one_that_has_ended_is_enough():
    assert codes([hearing("0", closed=True), hearing("1000")]) == []
    assert codes([hearing("2000", closed=True), hearing("1000")]) == ["hearing_open"]


def test_opening_needs_a_cut_time_and_no_other_hearing():
    def opened(hearings=(), *, reduced=True, until=date(2026, 11, 30), days=14):
        found = reasons_against_opening(hearings, reduced=reduced, answer_until=until, days=days, on=DAY)
        return [(reason.code, reason.field) for reason in found]

    assert opened() == []
    assert opened(until=date(2026, 12, 24)) == []
    assert opened(until=date(2026, 11, 29)) == [("too_soon", "answer_until")]
    assert opened(until=DAY, days=0) == [("too_soon", "answer_until")]
    assert opened(until=date(2026, 11, 17), days=0) == []
    assert opened(reduced=False) == [("nothing_cut", "")]
    assert opened([hearing()]) == [("hearing_open", "")]
    assert opened([hearing(closed=True)]) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (14, "Frühestens der 30.11.2026: Die Antragstellerin braucht 14 Tage für ihre Antwort."),
        (0, "Frühestens der 17.11.2026: Die Antragstellerin braucht einen Tag für ihre Antwort."),
    ],
)
def test_day_that_comes_too_soon_is_told_the_first_possible_one(days, said):
    [reason] = reasons_against_opening([], reduced=True, answer_until=DAY, days=days, on=DAY)
    assert str(reason.sentence) == said
