"""Whatever people click in whatever order: no state is reached that the matrix forbids, and versions only rise."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.funding.matrix import APPLICATION_MATRIX, AWARD_MATRIX
from tests.funding.values import WHOLE
from tests.funding.world import DETAILS, FORMAL, PURPOSE, SUBSTANTIVE, TODAY, hire
from tests.scale import rounds
from vorort.accounts.models import User
from vorort.core.refusal import ActionRefused, NotFound
from vorort.funding.actions import application as steps
from vorort.funding.actions import award as awards
from vorort.funding.actions import draft, information, review
from vorort.funding.actions import hearing as hearings
from vorort.funding.actions import refusal as refusals
from vorort.funding.actions.award import AwardText
from vorort.funding.actions.information import InformationText
from vorort.funding.actions.refusal import RefusalText
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.models import Application, Award, BudgetLine
from vorort.funding.workflow import APPLICATION
from vorort.network.enums import Role

TEXT = AwardText(purpose=PURPOSE)
ASKED = InformationText("Was fehlt?", ("need", "items"), TODAY + timedelta(days=3))
REFUSED = RefusalText("Keine Maßnahme der Richtlinie.", "Nr. 2 der Richtlinie")


@dataclass(frozen=True)
class Step:
    """What somebody tries: ``run`` takes her capacity, the key and the version; ``moves`` are transitions it makes."""

    run: Callable[..., Any]
    moves: tuple[str, ...] = ()
    on_award: bool = False


def on_application(action, *moves, **more):
    return Step(
        lambda who, pk, version: action(capacity=who, application_id=pk, expected_version=version, **more), moves
    )


def on_award(action, *moves, **more):
    return Step(
        lambda who, pk, version: action(capacity=who, award_id=pk, expected_version=version, **more), moves, True
    )


STEPS = {
    "save details": on_application(draft.save_details, details=replace(DETAILS, title="Anders")),
    "empty the details": on_application(draft.save_details, details=replace(DETAILS, need="")),
    "request sign-off": on_application(steps.request_sign_off, "request_sign_off"),
    "return to draft": on_application(steps.return_to_draft, "return_to_draft", reason="Noch einmal."),
    "submit": on_application(steps.submit_application, "submit"),
    "withdraw": on_application(steps.withdraw_application, "withdraw", reason="Kein Bedarf."),
    "begin formal review": on_application(review.begin_formal_review, "begin_formal_review"),
    "check formally": on_application(review.record_checks, checks=FORMAL),
    "check in substance": on_application(review.record_checks, checks=SUBSTANTIVE),
    "fail a point": on_application(review.record_checks, checks={CheckCode.NECESSARY: CheckEntry(CheckResult.FAILED)}),
    "begin substantive review": on_application(review.begin_substantive_review, "begin_substantive_review"),
    "prepare": on_application(awards.prepare_award, text=TEXT),
    "ask again": on_application(information.request_information, "request_information", text=ASKED),
    "answer": on_application(information.save_answer, answer="Hier ist es."),
    "hand in": on_application(information.hand_in_information, "resume_formal_review", "resume_substantive_review"),
    "wait no longer": on_application(information.end_waiting, "resume_formal_review", "resume_substantive_review"),
    "prepare a refusal": on_application(refusals.prepare_refusal, text=REFUSED),
    "hear": on_application(hearings.open_hearing, answer_until=TODAY + timedelta(days=14)),
    "edit": on_award(awards.edit_award, "edit", "reopen_decision", text=TEXT),
    "release": on_award(awards.release_award, "release", "decide"),
    "notify": on_award(awards.notify_award, "notify"),
    "waive": on_award(awards.waive_remedies),
}
PEOPLE = (
    "coordinator",
    "lead",
    "clerk",
    "second_clerk",
    "officer",
    "clerk as officer",
    "foreign lead",
    "foreign clerk",
)
# The straight way, so that random walks come far: each is tried by whoever may.
STRAIGHT = [
    ("save details", "coordinator"), ("request sign-off", "coordinator"), ("submit", "lead"),
    ("begin formal review", "clerk"), ("check formally", "clerk"), ("begin substantive review", "clerk"),
    ("check in substance", "clerk"), ("prepare", "clerk"), ("release", "officer"), ("notify", "clerk"),
]  # fmt: skip
WALKS = st.lists(
    st.tuples(
        st.integers(0, 3), st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(PEOPLE)), max_size=2)
    ),
    max_size=8,
)
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


def interleaved(walk):
    """Parts of the straight way with clicks in between."""
    left = list(STRAIGHT)
    for ahead, clicks in walk:
        for _ in range(ahead):
            if left:
                yield left.pop(0)
        yield from clicks


def people_of(world):
    clerk = User.objects.get(pk=world.clerk.user_id)
    return {
        "coordinator": world.district.coordinator,
        "lead": world.district.lead,
        "clerk": world.clerk,
        "second_clerk": world.second_clerk,
        "officer": world.officer,
        "clerk as officer": hire(Role.RELEASING_OFFICER, world.authority, user=clerk),
        "foreign lead": world.city.lead,
        "foreign clerk": world.foreign_clerk,
    }


def snapshot(pk):
    application = Application.objects.get(pk=pk)
    award = Award.objects.filter(application=application).first()
    return application, award


def try_step(step, who, application, award):
    item = award if step.on_award else application
    if item is None:
        return
    try:
        step.run(who, item.pk, item.version)
    except (ActionRefused, NotFound):
        return


def assert_move_was_allowed(matrix, before, after, step, who):
    """A changed state was reached by a transition of this step that the matrix gives this role from the old state."""
    if before is None or after is None or before.state == after.state:
        return  # a prepared award may be dropped for a refusal, or because the application is asked about again
    fitting = [name for name in step.moves if name in matrix and matrix[name][1] == after.state]
    assert any((before.state, str(who.role)) in matrix[name][0] for name in fitting)


def assert_walk_keeps_to_the_matrix(world, walk):
    people = people_of(world)
    pk = world.draft().pk
    for name, person in interleaved(walk):
        step, who = STEPS[name], people[person]
        application, award = snapshot(pk)
        try_step(step, who, application, award)
        application_after, award_after = snapshot(pk)
        assert_move_was_allowed(APPLICATION_MATRIX, application, application_after, step, who)
        assert_move_was_allowed(AWARD_MATRIX, award, award_after, step, who)
        assert application_after.version >= application.version
        assert award is None or award_after is None or award_after.version >= award.version
        assert not person.startswith("foreign") or application_after.version == application.version
        assert_money_is_bound_as_long_as_the_award_is_released(world, award_after)


def assert_money_is_bound_as_long_as_the_award_is_released(world, award):
    bound = BudgetLine.objects.get(pk=world.budget.pk).bound
    assert bound == (award.amount if award is not None and award.state != "prepared" else 0)


def walk_and_forget(world, walk):
    with transaction.atomic():
        assert_walk_keeps_to_the_matrix(world, walk)
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.no_cover
@settings(max_examples=rounds(300, 10_000), **QUIET)
@given(walk=WALKS)
def test_random_procedures_keep_to_the_matrix(world, walk):
    walk_and_forget(world, walk)


def test_straight_way_leads_to_a_notified_award(world):
    people = people_of(world)
    pk = world.draft().pk
    for name, person in STRAIGHT:
        try_step(STEPS[name], people[person], *snapshot(pk))
    application, award = snapshot(pk)
    assert (application.state, award.state) == ("decided", "notified")


TRIED = (
    st.lists(st.tuples(st.sampled_from(sorted(APPLICATION.transitions)), st.sampled_from(list(Role))), max_size=20),
    st.booleans(),
)


@settings(max_examples=rounds(300, 10_000), deadline=None)
@given(*TRIED)
def test_ways_through_the_table_alone_keep_to_the_matrix(tried, complete):
    assert_table_keeps_to_the_matrix(tried, complete)


def assert_table_keeps_to_the_matrix(tried, complete):
    programme = SimpleNamespace(authority_id=2)
    call = SimpleNamespace(guideline=SimpleNamespace(programme=programme))
    item = SimpleNamespace(state="draft", applicant_id=1, call=call, content_edited_by_id=99)
    facts = replace(WHOLE, checks=dict.fromkeys(CheckCode, CheckResult.OK) if complete else {})
    for action, role in tried:
        side = 1 if role in (Role.CENTRE_LEAD, Role.COORDINATOR, Role.FINANCE_CLERK) else 2
        actor = SimpleNamespace(user_id=7, organisation_id=side, role=role, label="")
        before = item.state
        try:
            APPLICATION.move(item, action, actor=actor, facts=facts, on=TODAY, values={"reason": "Darum."})
        except ActionRefused:
            assert item.state == before
        else:
            assert (before, str(role)) in APPLICATION_MATRIX[action][0]
            assert item.state == APPLICATION_MATRIX[action][1]
