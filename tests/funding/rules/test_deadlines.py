"""By when something has to be done, by whom, and when it is too late: by hand, for every state."""

from datetime import date

import pytest

from vorort.funding.enums import ApplicationState, DeadlineKind
from vorort.funding.rules.deadlines import Deadline, DeadlineFacts, Targets, deadlines, duty

TARGETS = Targets(formal_review_days=28, decision_months=3)
CLOSES = date(2026, 11, 30)
RECEIVED = date(2026, 11, 2)


def facts(state, **more):
    return DeadlineFacts(state=state, call_closes_on=CLOSES, **more)


def told(found):
    return [(row.kind.value, row.day, row.whose.value) for row in found]


# 28 days after 2 November is Monday, 30 November; three months after it is Tuesday, 2 February.
CALL_CLOSES = ("call_closes", CLOSES, "applicant")
FORMAL_REVIEW = ("formal_review", date(2026, 11, 30), "authority")
DECISION = ("decision", date(2027, 2, 2), "authority")
BY_STATE = {
    "draft": [CALL_CLOSES],
    "sign_off": [CALL_CLOSES],
    "submitted": [FORMAL_REVIEW, DECISION],
    "formal_review": [FORMAL_REVIEW, DECISION],
    "substantive_review": [DECISION],
    "information_requested": [("information", date(2026, 11, 20), "applicant")],
    "decided": [DECISION],
    "withdrawn": [],
}


def test_every_state_is_decided():
    assert set(BY_STATE) == set(ApplicationState.values)


@pytest.mark.parametrize("state", BY_STATE)
def test_each_state_has_its_deadlines_the_next_first(state):
    asked = date(2026, 11, 20) if state == "information_requested" else None
    received = None if state in ("draft", "sign_off") else RECEIVED
    known = facts(state, submitted_on=received, information_due_on=asked)
    assert told(deadlines(known, TARGETS)) == BY_STATE[state]
    first = duty(known, TARGETS)
    assert told([first] if first else []) == BY_STATE[state][:1]


HEARING = ("hearing", date(2026, 11, 16), "applicant")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("formal_review", [HEARING, FORMAL_REVIEW, DECISION]),
        ("substantive_review", [HEARING, DECISION]),
        ("decided", [DECISION]),
        ("withdrawn", []),
    ],
)
def test_while_she_is_heard_the_applicant_s_day_stands_first(state, expected):
    known = facts(state, submitted_on=RECEIVED, hearing_until=date(2026, 11, 16))
    assert told(deadlines(known, TARGETS)) == expected
    first = duty(known, TARGETS)
    assert told([first] if first else []) == expected[:1]


def test_asked_again_while_she_is_heard_she_has_two_days_the_question_s_first():
    day = date(2026, 11, 20)
    known = facts(
        "information_requested", submitted_on=RECEIVED, information_due_on=day, hearing_until=date(2026, 11, 16)
    )
    assert told(deadlines(known, TARGETS)) == [("information", day, "applicant"), HEARING]


def test_after_the_notice_the_recipient_may_challenge_it_and_must_prove_what_she_used():
    known = facts("decided", submitted_on=RECEIVED, remedy_until=date(2026, 12, 7), proof_due_on=date(2028, 3, 31))
    assert told(deadlines(known, TARGETS)) == [
        ("remedy", date(2026, 12, 7), "applicant"),
        ("proof", date(2028, 3, 31), "applicant"),
    ]
    assert duty(known, TARGETS) == deadlines(known, TARGETS)[1]


def test_after_a_waiver_only_the_proof_is_left():
    known = facts("decided", submitted_on=RECEIVED, proof_due_on=date(2028, 3, 31))
    assert told(deadlines(known, TARGETS)) == [("proof", date(2028, 3, 31), "applicant")]


def test_after_a_refusal_it_can_be_challenged_and_nothing_must_be_done():
    known = facts("decided", submitted_on=RECEIVED, remedy_until=date(2026, 12, 7))
    assert told(deadlines(known, TARGETS)) == [("remedy", date(2026, 12, 7), "applicant")]
    assert duty(known, TARGETS) is None


def test_day_that_is_none_for_work_moves_to_the_next_one():
    # 28 days after 6 November is Friday, 4 December; after 7 November Saturday, so Monday, 7 December.
    assert deadlines(facts("submitted", submitted_on=date(2026, 11, 6)), TARGETS)[0].day == date(2026, 12, 4)
    assert deadlines(facts("submitted", submitted_on=date(2026, 11, 7)), TARGETS)[0].day == date(2026, 12, 7)


def test_received_application_without_a_day_of_receipt_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="receipt"):
        deadlines(facts("submitted"), TARGETS)


@pytest.mark.parametrize(
    ("kind", "late"),
    [
        ("call_closes", True),
        ("formal_review", True),
        ("decision", True),
        ("information", True),
        ("hearing", True),
        ("opinion", True),
        ("remedy", False),
        ("proof", False),
    ],
)
def test_late_is_the_day_after_where_something_can_still_be_done_here(kind, late):
    deadline = Deadline(DeadlineKind(kind), CLOSES)
    assert deadline.is_late(date(2026, 11, 29)) is deadline.is_late(CLOSES) is False
    assert deadline.is_late(date(2026, 12, 1)) is late
