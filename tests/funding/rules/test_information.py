"""What a request for information opens, what it leaves closed, and which points of the review it opens again."""

from datetime import date

import pytest

from vorort.core.refusal import Reason
from vorort.funding.enums import CheckCode, FieldGroup
from vorort.funding.rules import information
from vorort.funding.rules.facts import InformationFacts

DAY = date(2026, 11, 12)


def codes(reasons):
    return [(reason.code, reason.field) for reason in reasons]


def test_only_known_parts_are_asked_for_and_a_day_to_come():
    known = ("need", "items")
    ask = information.reasons_against_request
    assert ask(["need"], known, due_on=date(2026, 11, 13), on=DAY) == []
    assert codes(ask(["need"], known, due_on=date(2026, 11, 11), on=DAY)) == [("due_too_soon", "due_on")]
    assert codes(ask(["bank"], known, due_on=DAY, on=DAY)) == [("unknown_field", "fields"), ("due_too_soon", "due_on")]


@pytest.mark.parametrize(
    ("changed", "reopened", "refused"),
    [
        (["begins_on", "ends_on"], {"period"}, []),
        (["own_funds"], {"period"}, ["own_funds"]),
        (["not_begun", "title"], {"declarations"}, ["title"]),
        (["items"], {"items"}, []),
        ([], set(), []),
    ],
)
def test_fields_change_with_their_group(changed, reopened, refused):
    reasons = information.reasons_against_changing(changed, reopened)
    assert [reason.field for reason in reasons] == refused
    assert {reason.source for reason in reasons} <= {"Nr. 3 VV zu § 44 LHO NRW"}


def test_question_is_no_field_of_the_same_name():
    assert information.reasons_against_changing(["title"], {"question-title"}, questions=True) == []
    assert codes(information.reasons_against_changing(["title"], {"title"}, questions=True)) == [
        ("not_reopened", "title")
    ]


def test_answer_is_handed_in_with_words_and_a_whole_application_however_late():
    late = date(2027, 1, 1)
    assert information.reasons_against_handing_in(InformationFacts(DAY, "Hier ist es."), late) == []
    missing = Reason("missing", "Es fehlt etwas.")
    reasons = information.reasons_against_handing_in(InformationFacts(DAY, " ", (missing,)), DAY)
    assert codes(reasons) == [("no_answer", "answer"), ("missing", "")]
    assert reasons[0].source == "§ 26 Abs. 2 VwVfG NRW"


def test_waiting_ends_the_day_after():
    request = InformationFacts(DAY, "")
    [reason] = information.reasons_against_ending(request, DAY)
    assert (reason.code, "12.11.2026" in str(reason.sentence)) == ("not_due", True)
    assert codes(information.reasons_against_ending(request, date(2026, 11, 11))) == [("not_due", "")]
    assert information.reasons_against_ending(request, date(2026, 11, 13)) == []


@pytest.mark.parametrize(
    ("parts", "reopened"),
    [
        (["attachments"], {"complete"}),
        (["question-who"], {"complete"}),
        (["title"], {"complete", "necessary"}),
        (["need"], {"complete", "necessary"}),
        (["period"], {"complete", "not_begun", "adequate"}),
        (["funds"], {"complete", "financed"}),
        (["declarations"], {"complete", "not_begun"}),
        (["items"], {"complete", "threshold", "adequate", "financed"}),
        (["funds", "declarations"], {"complete", "financed", "not_begun"}),
    ],
)
def test_points_that_look_at_a_part_are_open_again(parts, reopened):
    assert information.reopened_checks(parts) == {CheckCode(code) for code in reopened}


def test_every_group_is_decided_on():
    assert all(information.reopened_checks([group]) for group in FieldGroup)
