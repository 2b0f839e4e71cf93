"""Whatever people click in whatever order: no state is reached that the matrix forbids, and versions only rise."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.funding.clicks import ASK, PEOPLE, STEPS, STRAIGHT, people_of, steps_of
from tests.funding.matrix import (
    APPLICATION_MATRIX,
    AWARD_MATRIX,
    HEARING_MATRIX,
    INFORMATION_MATRIX,
    OPINION_MATRIX,
    REFUSAL_MATRIX,
)
from tests.funding.values import WHOLE
from tests.funding.world import TODAY
from tests.scale import rounds
from vorort.core.refusal import ActionRefused, NotFound
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.models import Application, BudgetLine, Hearing, InformationRequest, Opinion
from vorort.funding.workflow import APPLICATION
from vorort.network.enums import Role

MATRICES = {
    "application": APPLICATION_MATRIX,
    "award": AWARD_MATRIX,
    "refusal": REFUSAL_MATRIX,
    "earlystart": REFUSAL_MATRIX,  # the way of every decision
    "hearing": HEARING_MATRIX,
    "opinion": OPINION_MATRIX,
    "request": INFORMATION_MATRIX,
}


WALKS = st.tuples(
    st.sampled_from(sorted(STRAIGHT)),
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.lists(st.tuples(st.sampled_from(sorted([*STEPS, ASK])), st.sampled_from(PEOPLE)), max_size=2),
        ),
        max_size=8,
    ),
)
PARTS = rounds(1, 10)  # so that the long run can share them out among its processes
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


def interleaved(walk):
    """Parts of a straight way with clicks in between."""
    way, parts = walk
    left = list(STRAIGHT[way])
    for ahead, clicks in parts:
        for _ in range(ahead):
            if left:
                yield left.pop(0)
        yield from clicks


def there(pk):
    """The application and the newest of each kind on it."""
    application = Application.objects.select_related("award", "refusal", "earlystart").get(pk=pk)
    of_its_own = {name: getattr(application, name, None) for name in ("award", "refusal", "earlystart")}
    several = {"hearing": Hearing, "opinion": Opinion, "request": InformationRequest}
    rows = {name: model.objects.filter(application=pk).order_by("pk").last() for name, model in several.items()}
    return {"application": application} | of_its_own | rows


def try_step(step, who, before):
    if before[step.kind] is None and step.kind != "request":
        return
    try:
        step.run(who, before)
    except (ActionRefused, NotFound):
        return


def assert_move_was_allowed(kind, before, after, step, who):
    """A changed state was reached by a transition of this step that the matrix gives this role from the old state."""
    if before is None or after is None or before.pk != after.pk or before.state == after.state:
        return  # a prepared award may be dropped for a refusal, or because the application is asked about again
    matrix = MATRICES[kind] if kind in ("application", step.kind) else {}
    fitting = [name for name in step.moves if name in matrix and matrix[name][1] == after.state]
    assert any((before.state, str(who.role)) in matrix[name][0] for name in fitting)


def assert_walk_keeps_to_the_matrix(world, walk):
    people, steps_here = people_of(world), steps_of(world)
    pk = world.draft().pk
    before = there(pk)
    for name, person in interleaved(walk):
        step, who = steps_here[name], people[person]
        try_step(step, who, before)
        after = there(pk)
        for kind in MATRICES:
            assert_move_was_allowed(kind, before[kind], after[kind], step, who)
            assert_version_only_rises(before[kind], after[kind])
        assert not person.startswith("foreign") or states_and_versions(before) == states_and_versions(after)
        assert_money_is_bound_as_long_as_the_award_is_released(world, after["award"])
        assert not (after["award"] and after["refusal"])
        before = after


def assert_version_only_rises(before, after):
    same = before is not None and after is not None and before.pk == after.pk
    assert not same or getattr(after, "version", 0) >= getattr(before, "version", 0)


def states_and_versions(there):
    return {kind: (row.pk, row.state, getattr(row, "version", 0)) for kind, row in there.items() if row is not None}


def assert_money_is_bound_as_long_as_the_award_is_released(world, award):
    bound = BudgetLine.objects.get(pk=world.budget.pk).bound
    assert bound == (award.amount if award is not None and award.state != "prepared" else 0)


def walk_and_forget(world, walk):
    with transaction.atomic():
        assert_walk_keeps_to_the_matrix(world, walk)
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("part", range(PARTS))
def test_random_procedures_keep_to_the_matrix(world, figure, part):
    walked = []

    @settings(max_examples=rounds(300, 1_000), **QUIET)
    @given(walk=WALKS)
    def keeps(walk):
        walk_and_forget(world, walk)
        walked.append(walk)

    keeps()
    figure("Zufällige Abläufe durch die Handlungen", len(walked))


@pytest.mark.parametrize(
    ("way", "kind", "state"),
    [
        ("granted", "award", "notified"),
        ("refused", "refusal", "notified"),
        ("advised", "opinion", "handed_in"),
        ("begun early", "earlystart", "notified"),
    ],
)
def test_straight_way_leads_to_its_end(world, way, kind, state):
    people, steps_here = people_of(world), steps_of(world)
    pk = world.draft().pk
    for name, person in STRAIGHT[way]:
        try_step(steps_here[name], people[person], there(pk))
    assert there(pk)[kind].state == state


TRIED = (
    st.lists(st.tuples(st.sampled_from(sorted(APPLICATION.transitions)), st.sampled_from(list(Role))), max_size=20),
    st.booleans(),
)


@pytest.mark.slow
@pytest.mark.alike
@pytest.mark.no_cover
def test_ten_thousand_ways_through_the_table_alone_keep_to_the_matrix(figure):
    walked = []

    @settings(max_examples=10_000, deadline=None)
    @given(*TRIED)
    def keeps(tried, complete):
        assert_table_keeps_to_the_matrix(tried, complete)
        walked.append(tried)

    keeps()
    figure("Zufällige Wege durch die Tabelle allein", len(walked))


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
