"""What speaks against releasing a version and publishing a call, on values alone."""

from datetime import date
from decimal import Decimal

import pytest

from vorort.funding.enums import GuidelineState, ParameterCode
from vorort.funding.rules import programme as rules
from vorort.funding.rules.programme import CallFacts, GuidelineFacts, Validity

TODAY = date(2026, 11, 2)
OLD = Validity("Alt", date(2022, 8, 1), None)
LATER = Validity("Später", date(2028, 1, 1), None)


def version(*, ends=None, others=(OLD,), parameters=frozenset(ParameterCode), rates=1):
    return GuidelineFacts(date(2027, 1, 1), ends, parameters, rates, others)


def codes(reasons):
    return [reason.code for reason in reasons]


def test_nothing_speaks_against_a_whole_version_that_follows_an_open_one():
    assert rules.reasons_against_release(version(), TODAY) == []


@pytest.mark.parametrize(
    ("others", "ends", "expected"),
    [
        ((LATER,), None, ["overlap"]),
        ((LATER,), date(2028, 1, 1), ["overlap"]),
        ((LATER,), date(2027, 12, 31), []),
        ((Validity("Gleich", date(2027, 1, 1), date(2027, 1, 1)),), date(2027, 6, 30), ["overlap"]),
        ((OLD, LATER), None, ["overlap"]),
        ((), None, []),
    ],
)
def test_versions_do_not_hold_on_the_same_day(others, ends, expected):
    assert codes(rules.reasons_against_release(version(others=others, ends=ends), TODAY)) == expected


def test_what_a_notice_needs_must_be_there():
    poor = version(parameters=frozenset({ParameterCode.DELIVERY_DAYS}), rates=0)
    sentences = [str(reason.sentence) for reason in rules.reasons_against_release(poor, TODAY)]
    assert sentences == [
        "Es fehlt: Monate bis zum Verwendungsnachweis.",
        "Es fehlt: Monate für die Klage.",
        "Es gibt noch keine Pauschale.",
    ]


def test_figure_needs_a_source_and_stands_there_once():
    entries = [("delivery_days", "Gesetz"), ("remedy_months", " "), ("delivery_days", "Erlass")]
    reasons = rules.reasons_against_parameters(entries)
    assert [(reason.code, reason.field) for reason in reasons] == [
        ("missing_value", "source-remedy_months"),
        ("figure_twice", "value-delivery_days"),
    ]
    assert rules.reasons_against_parameters(entries[:1]) == []


def test_the_version_before_is_the_latest_that_begins_earlier():
    older = Validity("Älter", date(2012, 6, 25), date(2018, 3, 26))
    assert rules.predecessor(version(others=(older, OLD, LATER))) == OLD
    assert rules.predecessor(version(others=(LATER,))) is None


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (None, date(2026, 12, 31)),
        (date(2030, 1, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2025, 6, 30), date(2025, 6, 30)),
    ],
)
def test_the_version_before_ends_the_day_before_unless_it_has_ended(ends, expected):
    assert rules.last_day_before(date(2027, 1, 1), valid_to=ends) == expected


@pytest.mark.parametrize(
    ("opens_on", "expected"),
    [
        (date(2022, 7, 31), ["guideline_not_valid"]),
        (date(2022, 8, 1), []),
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), ["guideline_not_valid"]),
    ],
)
def test_call_opens_while_its_guideline_holds(opens_on, expected):
    held = Validity("Alt", date(2022, 8, 1), date(2026, 12, 31))
    call = CallFacts(opens_on, GuidelineState.RELEASED, held, eligible=1)
    assert codes(rules.reasons_against_publication(call, TODAY)) == expected


def test_call_needs_a_released_guideline_and_somebody_who_may_apply():
    draft = CallFacts(TODAY, GuidelineState.DRAFT, OLD, eligible=0)
    assert codes(rules.reasons_against_publication(draft, TODAY)) == ["guideline_not_released"]
    nobody = CallFacts(TODAY, GuidelineState.RELEASED, OLD, eligible=0)
    assert codes(rules.reasons_against_publication(nobody, TODAY)) == ["nobody_eligible"]


def test_years_without_money_are_pointed_out():
    call = CallFacts(TODAY, GuidelineState.RELEASED, OLD, eligible=1, years_without_money=(2028,))
    [hint] = rules.hints_before_publication(call)
    assert str(hint.sentence).startswith("Für 2028 fehlt eine Haushaltsstelle.")


@pytest.mark.parametrize(
    ("value", "field", "ok"),
    [
        ("0", "units", True),
        ("10000000000", "units", False),
        ("10000000000", "amount", True),
        ("-0.01", "amount", False),
    ],
)
def test_a_value_fits_its_column(value, field, ok):
    assert (rules.reasons_against_quantity(Decimal(value), field=field) == []) is ok


def test_a_budget_line_carries_at_least_what_is_bound():
    assert rules.reasons_against_appropriation(Decimal("3000.00"), bound=Decimal("3000.00")) == []
    assert codes(rules.reasons_against_appropriation(Decimal("2999.99"), bound=Decimal("3000.00"))) == ["below_bound"]
