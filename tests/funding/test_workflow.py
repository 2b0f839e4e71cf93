"""Who may do what in which state: written by hand, compared with the workflow tables for every role and every state."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from tests.funding.matrix import (
    APPLICATION_MATRIX,
    APPLICATION_STATES,
    AWARD_MATRIX,
    AWARD_STATES,
    CALL_MATRIX,
    CALL_STATES,
    GUIDELINE_MATRIX,
    GUIDELINE_STATES,
    HEARING_MATRIX,
    HEARING_STATES,
    INFORMATION_MATRIX,
    INFORMATION_STATES,
    OPINION_MATRIX,
    OPINION_STATES,
    REFUSAL_MATRIX,
    ROLES,
)
from tests.funding.values import AWARD as AWARD_FACTS
from tests.funding.values import HEARD, OPINED, REFUSED, WAITED, WHOLE, YES
from vorort.core.workflow import Workflow
from vorort.funding.enums import CheckCode, CheckResult, GuidelineState, ParameterCode
from vorort.funding.rules.programme import CallFacts, GuidelineFacts, Validity
from vorort.funding.workflow import (
    APPLICATION,
    AWARD,
    CALL,
    EARLY_START,
    GUIDELINE,
    HEARING,
    INFORMATION,
    OPINION,
    REFUSAL,
)
from vorort.network.enums import Role

IN_WINDOW = date(2026, 11, 2)
APPLICANT, AUTHORITY, FOREIGN, MINISTRY = 1, 2, 3, 4

# What a complete application and a good award look like: no guard speaks against anything.
FACTS = {
    "application": replace(WHOLE, checks=dict.fromkeys(CheckCode, CheckResult.OK)),
    "award": AWARD_FACTS,
    "guideline": GuidelineFacts(date(2027, 1, 1), None, frozenset(ParameterCode), rates=1),
    "call": CallFacts(IN_WINDOW, GuidelineState.RELEASED, Validity("Alt", date(2022, 8, 1), None), eligible=1),
    "refusal": REFUSED,
    "early start": YES,
    "information": WAITED,
    "hearing": HEARD,
    "opinion": OPINED,
}
SIDES = dict.fromkeys((Role.CENTRE_LEAD, Role.COORDINATOR, Role.FINANCE_CLERK), APPLICANT)
SIDES |= dict.fromkeys((Role.PROGRAMME_OWNER, Role.PROGRAMME_RELEASER), MINISTRY)


def application_in(state):
    programme = SimpleNamespace(authority_id=AUTHORITY, owner_id=FOREIGN)
    call = SimpleNamespace(guideline=SimpleNamespace(programme=programme))
    return SimpleNamespace(state=state, applicant_id=APPLICANT, call=call, content_edited_by_id=99)


def award_in(state):
    return SimpleNamespace(state=state, application=application_in("substantive_review"), content_edited_by_id=99)


def guideline_in(state):
    return SimpleNamespace(state=state, programme=SimpleNamespace(owner_id=MINISTRY), content_edited_by_id=99)


def call_in(state):
    return SimpleNamespace(state=state, guideline=guideline_in("released"), content_edited_by_id=99)


def opinion_in(state):
    return SimpleNamespace(state=state, application=application_in("substantive_review"), office_id=AUTHORITY)


MAKE = {
    "application": application_in,
    "award": award_in,
    "refusal": award_in,
    "early start": award_in,
    "information": award_in,
    "hearing": award_in,
    "opinion": opinion_in,
    "guideline": guideline_in,
    "call": call_in,
}


def somebody(role, organisation_id, user_id=7):
    return SimpleNamespace(user_id=user_id, organisation_id=organisation_id, role=Role(role), label=role)


def allowed(kind, workflow, states, *, organisation_of):
    """Every action with the (state, role) pairs in which nothing speaks against it."""
    matrix = {}
    for action in workflow.transitions:
        pairs = {
            (state, role)
            for state in states
            for role in ROLES
            if not workflow.reasons_against(
                MAKE[kind](state),
                action,
                actor=somebody(role, organisation_of(Role(role))),
                facts=FACTS[kind],
                on=IN_WINDOW,
            )
        }
        matrix[action] = (pairs, workflow.transitions[action].target)
    return matrix


def own_side(role):
    return SIDES.get(role, AUTHORITY)


CASES = [
    pytest.param("application", APPLICATION, APPLICATION_STATES, APPLICATION_MATRIX, id="application"),
    pytest.param("award", AWARD, AWARD_STATES, AWARD_MATRIX, id="award"),
    pytest.param("guideline", GUIDELINE, GUIDELINE_STATES, GUIDELINE_MATRIX, id="guideline"),
    pytest.param("call", CALL, CALL_STATES, CALL_MATRIX, id="call"),
    pytest.param("refusal", REFUSAL, AWARD_STATES, REFUSAL_MATRIX, id="refusal"),
    pytest.param("early start", EARLY_START, AWARD_STATES, REFUSAL_MATRIX, id="early start"),
    pytest.param("information", INFORMATION, INFORMATION_STATES, INFORMATION_MATRIX, id="information"),
    pytest.param("hearing", HEARING, HEARING_STATES, HEARING_MATRIX, id="hearing"),
    pytest.param("opinion", OPINION, OPINION_STATES, OPINION_MATRIX, id="opinion"),
]


def test_the_lists_of_roles_and_states_are_the_ones_decided_on():
    assert set(ROLES) == set(Role.values)
    assert len(ROLES) == 24
    assert set(APPLICATION_STATES) == set(APPLICATION.states.values)
    assert set(AWARD_STATES) == set(AWARD.states.values)
    assert set(GUIDELINE_STATES) == set(GUIDELINE.states.values)
    assert set(CALL_STATES) == set(CALL.states.values)
    assert set(INFORMATION_STATES) == set(INFORMATION.states.values)
    assert set(HEARING_STATES) == set(HEARING.states.values)
    assert set(OPINION_STATES) == set(OPINION.states.values)


@pytest.mark.parametrize(("kind", "workflow", "states", "expected"), CASES)
def test_workflow_allows_what_the_matrix_says_and_nothing_else(kind, workflow, states, expected):
    assert allowed(kind, workflow, states, organisation_of=own_side) == expected


@pytest.mark.parametrize(("kind", "workflow", "states", "expected"), CASES)
def test_nobody_of_a_foreign_organisation_may_do_anything(kind, workflow, states, expected):
    nothing = {action: (set(), target) for action, (_, target) in expected.items()}
    assert allowed(kind, workflow, states, organisation_of=lambda role: FOREIGN) == nothing


@pytest.mark.parametrize(("kind", "workflow", "states", "expected"), CASES)
def test_nobody_acts_on_the_other_side(kind, workflow, states, expected):
    nothing = {action: (set(), target) for action, (_, target) in expected.items()}
    other_side = {APPLICANT: AUTHORITY, AUTHORITY: APPLICANT, MINISTRY: AUTHORITY}
    assert allowed(kind, workflow, states, organisation_of=lambda role: other_side[own_side(role)]) == nothing


# --- Seeded faults: the comparison turns red --------------------------------------------------------------------------
def copied(workflow, **changed):
    """The workflow with rows replaced by name."""
    rows = [changed.get(row.name, row) for row in workflow.transitions.values()]
    return Workflow(states=workflow.states, transitions=rows, permission=workflow.permission)


def test_a_role_too_many_turns_the_matrix_red():
    row = APPLICATION.transitions["submit"]
    faulty = copied(APPLICATION, submit=replace(row, by=row.by | {Role.COORDINATOR}))
    found = allowed("application", faulty, APPLICATION_STATES, organisation_of=own_side)
    assert found != APPLICATION_MATRIX
    assert found["submit"][0] - APPLICATION_MATRIX["submit"][0] == {("sign_off", "coordinator")}
    assert {name for name in found if found[name] != APPLICATION_MATRIX[name]} == {"submit"}


def test_a_state_too_many_turns_the_matrix_red():
    row = APPLICATION.transitions["withdraw"]
    faulty = copied(APPLICATION, withdraw=replace(row, sources=row.sources | {"decided"}))
    found = allowed("application", faulty, APPLICATION_STATES, organisation_of=own_side)
    assert found["withdraw"][0] - APPLICATION_MATRIX["withdraw"][0] == {("decided", "centre_lead")}


def test_a_role_too_few_and_a_wrong_target_turn_the_matrix_red():
    notify, edit = AWARD.transitions["notify"], AWARD.transitions["edit"]
    faulty = copied(AWARD, notify=replace(notify, by=frozenset({Role.CLERK})), edit=replace(edit, target="released"))
    found = allowed("award", faulty, AWARD_STATES, organisation_of=own_side)
    assert AWARD_MATRIX["notify"][0] - found["notify"][0] == {("released", "releasing_officer")}
    assert found["edit"] == (AWARD_MATRIX["edit"][0], "released")


# --- Four eyes, guards and withdrawn applications ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "workflow", "state", "action", "role", "four_eyes"),
    [
        ("application", APPLICATION, "sign_off", "submit", "centre_lead", True),
        ("application", APPLICATION, "sign_off", "return_to_draft", "centre_lead", False),
        ("application", APPLICATION, "draft", "request_sign_off", "centre_lead", False),
        ("application", APPLICATION, "draft", "withdraw", "centre_lead", False),
        ("application", APPLICATION, "substantive_review", "decide", "releasing_officer", False),
        ("award", AWARD, "prepared", "release", "releasing_officer", True),
        ("award", AWARD, "prepared", "edit", "clerk", False),
        ("award", AWARD, "released", "notify", "clerk", False),
        ("guideline", GUIDELINE, "draft", "release", "programme_releaser", True),
        ("guideline", GUIDELINE, "draft", "edit", "programme_owner", False),
        ("guideline", GUIDELINE, "draft", "discard", "programme_owner", False),
        ("call", CALL, "draft", "publish", "programme_releaser", True),
        ("call", CALL, "draft", "edit", "programme_owner", False),
        ("refusal", REFUSAL, "prepared", "release", "releasing_officer", True),
        ("early start", EARLY_START, "prepared", "release", "releasing_officer", True),
        ("information", INFORMATION, "open", "hand_in", "centre_lead", True),
        ("hearing", HEARING, "open", "answer", "centre_lead", False),
    ],
)
def test_four_eyes_look_at_submission_and_release(kind, workflow, state, action, role, four_eyes):
    actor = somebody(role, own_side(Role(role)), user_id=99)
    reasons = workflow.reasons_against(MAKE[kind](state), action, actor=actor, facts=FACTS[kind], on=IN_WINDOW)
    assert [reason.code for reason in reasons] == (["four_eyes"] if four_eyes else [])


@pytest.mark.parametrize(
    ("action", "state", "role", "code"),
    [
        ("request_sign_off", "draft", "coordinator", "missing"),
        ("submit", "sign_off", "centre_lead", "missing"),
        ("begin_substantive_review", "formal_review", "clerk", "unchecked"),
        ("decide", "substantive_review", "releasing_officer", "unchecked"),
    ],
)
def test_each_guard_speaks_at_its_step(action, state, role, code):
    poor = replace(WHOLE, title="", checks={})
    actor = somebody(role, own_side(Role(role)))
    reasons = APPLICATION.reasons_against(application_in(state), action, actor=actor, facts=poor, on=IN_WINDOW)
    assert {reason.code for reason in reasons} == {code}


@pytest.mark.parametrize(
    ("kind", "workflow", "state", "action", "role", "poor", "code"),
    [
        ("refusal", REFUSAL, "prepared", "release", "releasing_officer", {"hearing_required": True}, "not_heard"),
        ("early start", EARLY_START, "prepared", "release", "releasing_officer", {"consented": False}, "unexplained"),
        ("information", INFORMATION, "open", "hand_in", "centre_lead", {"answer": ""}, "no_answer"),
        ("information", INFORMATION, "open", "end", "clerk", {"due_on": date(2026, 11, 2)}, "not_due"),
        ("opinion", OPINION, "requested", "hand_in", "adviser", {"text": ""}, "no_text"),
    ],
)
def test_each_guard_of_the_other_tables_speaks_too(kind, workflow, state, action, role, poor, code):
    actor = somebody(role, own_side(Role(role)))
    facts = replace(FACTS[kind], **poor)
    reasons = workflow.reasons_against(MAKE[kind](state), action, actor=actor, facts=facts, on=IN_WINDOW)
    assert [reason.code for reason in reasons] == [code]


def test_guard_of_the_release_speaks_of_the_money():
    poor = replace(AWARD_FACTS, budget=())
    actor = somebody("releasing_officer", AUTHORITY)
    reasons = AWARD.reasons_against(award_in("prepared"), "release", actor=actor, facts=poor, on=IN_WINDOW)
    assert [reason.code for reason in reasons] == ["not_covered"]


@pytest.mark.parametrize(("action", "role"), [("edit", "clerk"), ("release", "releasing_officer")])
def test_award_of_a_withdrawn_application_is_neither_edited_nor_released(action, role):
    award = award_in("prepared")
    award.application.state = "withdrawn"
    reasons = AWARD.reasons_against(award, action, actor=somebody(role, AUTHORITY), facts=AWARD_FACTS, on=IN_WINDOW)
    assert [reason.code for reason in reasons] == ["withdrawn"]


@pytest.mark.parametrize(
    ("state", "role", "buttons"),
    [
        ("draft", "coordinator", ["request_sign_off"]),
        ("draft", "centre_lead", ["request_sign_off", "withdraw"]),
        ("draft", "finance_clerk", []),
        ("sign_off", "centre_lead", ["return_to_draft", "submit", "withdraw"]),
        ("submitted", "clerk", ["begin_formal_review"]),
        ("submitted", "releasing_officer", []),
        ("decided", "centre_lead", []),
        ("withdrawn", "centre_lead", []),
    ],
)
def test_buttons_are_the_transitions_of_ones_role_from_this_state(state, role, buttons):
    actor = somebody(role, own_side(Role(role)))
    options = APPLICATION.options(application_in(state), actor=actor, facts=FACTS["application"], on=IN_WINDOW)
    assert [option.name for option in options] == buttons
