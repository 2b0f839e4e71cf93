"""What speaks against releasing a version and publishing a call, on values alone."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from vorort.funding.enums import GuidelineState, ParameterCode, RateKind
from vorort.funding.rules import programme as rules
from vorort.funding.rules.programme import CallFacts, GuidelineFacts, Validity

TODAY = date(2026, 11, 2)
OLD = Validity("Alt", date(2022, 8, 1), None)
LATER = Validity("Später", date(2028, 1, 1), None)


def version(*, ends=None, others=(OLD,), parameters=frozenset(ParameterCode), rates=1):
    return GuidelineFacts(date(2027, 1, 1), ends, parameters, rates, others)


def codes(reasons):
    return [reason.code for reason in reasons]


def fields(reasons):
    return [(reason.code, reason.field) for reason in reasons]


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
    assert rules.predecessor(version(others=(Validity("Gleich", date(2027, 1, 1), None),))) is None


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
    ("ends", "expected"),
    [
        (None, []),
        (date(2027, 1, 2), []),
        (date(2027, 1, 1), []),  # it holds for one day
        (date(2026, 12, 31), [("ends_early", "valid_to")]),
    ],
)
def test_a_version_does_not_end_before_it_begins(ends, expected):
    texts = {"title": "Richtlinie", "source": "MBl. NRW."}
    assert fields(rules.reasons_against_text(texts, valid_from=date(2027, 1, 1), valid_to=ends)) == expected


def test_what_a_notice_names_is_not_blank():
    texts = {"title": "Richtlinie", "source": " ", "legal_basis": ""}
    reasons = rules.reasons_against_text(texts, valid_from=TODAY, valid_to=None)
    assert fields(reasons) == [("missing_value", "source"), ("missing_value", "legal_basis")]
    assert fields(rules.reasons_against_part({"label": "\n"}, code="a", taken=())) == [("missing_value", "label")]


def test_a_code_is_not_given_twice():
    assert rules.reasons_against_part({"label": "Treff"}, code="treff", taken={"kurs"}) == []
    assert fields(rules.reasons_against_part({"label": "Treff"}, code="kurs", taken={"kurs"})) == [
        ("code_taken", "code")
    ]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, ["no_limit"]),
        ({"alle": "0"}, []),
        ({"alle": "9999999999.99"}, []),
        ({"alle": "10000000000.00"}, ["limit_out_of_range"]),
        ({"klein": "-0.01"}, ["limit_out_of_range"]),
        ({"klein": "2", "groß": "5"}, []),
        ({"klein": "2", "groß": "-5"}, ["limit_out_of_range"]),
    ],
)
def test_a_cap_has_limits_that_fit_their_column(limits, expected):
    found = rules.reasons_against_limits({group: Decimal(units) for group, units in limits.items()})
    assert fields(found) == [(code, "limits") for code in expected]


@pytest.mark.parametrize(
    ("kind", "amount", "expected"),
    [
        (RateKind.MONEY, "0", []),
        (RateKind.MONEY, "400", []),
        (RateKind.IN_KIND, "0", []),
        (RateKind.IN_KIND, "0.01", [("in_kind_amount", "amount")]),
        (RateKind.MONEY, "-0.01", [("out_of_range", "amount")]),
    ],
)
def test_a_unit_in_kind_costs_nothing(kind, amount, expected):
    found = rules.reasons_against_rate(
        kind=kind, amount=Decimal(amount), valid_from=TODAY, validity=(date(2022, 8, 1), None)
    )
    assert fields(found) == expected


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (date(2026, 11, 2), None, True),
        (date(2026, 11, 1), None, True),
        (date(2026, 11, 3), None, False),
        (date(2026, 1, 1), date(2026, 11, 2), True),
        (date(2026, 1, 1), date(2026, 11, 3), True),
        (date(2026, 1, 1), date(2026, 11, 1), False),
    ],
)
def test_a_rate_begins_while_its_guideline_holds(first, last, holds):
    found = rules.reasons_against_rate(
        kind=RateKind.MONEY, amount=Decimal(400), valid_from=TODAY, validity=(first, last)
    )
    assert fields(found) == ([] if holds else [("outside_guideline", "valid_from")])


def test_a_group_is_one_that_a_cap_distinguishes():
    assert rules.reasons_against_group("klein", known={"klein", "groß"}) == []
    [reason] = rules.reasons_against_group("mittel", known={"klein", "groß"})
    assert (reason.code, reason.field) == ("unknown_group", "group")
    assert str(reason.sentence) == "Die Gruppe „mittel“ kennt keine Obergrenze dieser Fassung."


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"texts": {"title": "Aufruf", "summary": " "}}, [("missing_value", "summary")]),
        ({"last": date(2026, 11, 2)}, []),  # open for one day
        ({"last": date(2026, 11, 1)}, [("ends_early", "closes_on")]),
        ({"code_taken": True}, [("code_taken", "code")]),
        ({"questions": ("who", "where", "who")}, [("question_twice", "")]),
        ({"questions": ()}, []),
    ],
)
def test_a_call_is_saved_whole_and_under_a_code_of_its_own(more, expected):
    usual = {
        "texts": {"title": "Aufruf"},
        "last": date(2026, 11, 30),
        "code_taken": False,
        "questions": ("who", "where"),
    }
    call = SimpleNamespace(**usual | more)
    periods = {"closes_on": (TODAY, call.last), "execution_to": (date(2027, 1, 1), date(2027, 12, 31))}
    found = rules.reasons_against_call_text(
        call.texts, periods=periods, code_taken=call.code_taken, questions=call.questions
    )
    assert fields(found) == expected


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
        ("9999999999.99", "units", True),
        ("10000000000", "units", False),
        ("10000000000", "zusage", True),
        ("999999999999.99", "amount", True),
        ("1000000000000", "amount", False),
        ("10000000000", "amount", True),
        ("-0.01", "amount", False),
    ],
)
def test_a_value_fits_its_column(value, field, ok):
    assert (rules.reasons_against_quantity(Decimal(value), field=field) == []) is ok


def test_a_budget_line_carries_at_least_what_is_bound():
    assert rules.reasons_against_appropriation(Decimal("3000.00"), bound=Decimal("3000.00")) == []
    assert rules.reasons_against_appropriation(Decimal("3000.01"), bound=Decimal("3000.00")) == []
    [reason] = rules.reasons_against_appropriation(Decimal("2999.99"), bound=Decimal("3000.00"))
    assert (reason.code, reason.field) == ("below_bound", "appropriated")
    assert str(reason.sentence) == "Davon sind schon 3.000,00\u00a0€ gebunden."
    below_zero = rules.reasons_against_appropriation(Decimal("-0.01"), bound=Decimal("3000.00"))
    assert fields(below_zero) == [("out_of_range", "appropriated")]
