"""Which drafts wait at the ministry for whom: not asked for, with whoever drafts; asked for, with the second person."""

from dataclasses import replace
from datetime import date

import pytest

from tests.funding.world import CALL, TODAY, fresh, hire
from vorort.accounts.models import User
from vorort.core import clock
from vorort.funding.actions import call as calls
from vorort.funding.actions import guideline as guidelines
from vorort.funding.queries.drafts import drafts_waiting
from vorort.network.enums import Role

LATER = date(2026, 11, 5)


@pytest.fixture
def version(world):
    return world.next_version()


@pytest.fixture
def call(world):
    return world.drafted_call(replace(CALL, code="neu", title="Neuer Aufruf"), budget_lines=[world.budget])


def waiting(capacity):
    return [(item.draft, item.asked, item.since) for item in drafts_waiting(capacity)]


def ask_for_release(world, version):
    guidelines.request_release(capacity=world.owner, guideline_id=version.pk, expected_version=fresh(version).version)


def ask_for_publication(world, call):
    calls.request_publication(capacity=world.owner, call_id=call.pk, expected_version=fresh(call).version)


def test_drafts_wait_for_the_owner_since_they_were_begun(world, version, call):
    assert waiting(world.owner) == [(version, False, TODAY), (call, False, TODAY)]
    assert waiting(world.releaser) == []


def test_what_the_releaser_is_asked_to_look_at_waits_for_her_since_that_day(world, version, call):
    with clock.at(LATER):
        ask_for_publication(world, call)
    with clock.at(date(2026, 11, 6)):
        ask_for_release(world, version)
    assert waiting(world.releaser) == [(call, True, LATER), (version, True, date(2026, 11, 6))]
    assert waiting(world.owner) == []


def test_what_is_changed_after_the_request_is_the_owner_s_again(world, version, call):
    ask_for_release(world, version)
    ask_for_publication(world, call)
    guidelines.save_parameters(capacity=world.owner, guideline_id=version.pk, expected_version=1, entries=[])
    text = replace(CALL, code="neu", title="Neuer Aufruf")
    calls.edit_call(capacity=world.owner, call_id=call.pk, expected_version=1, text=text, budget_lines=[world.budget])
    assert waiting(world.owner) == [(version, False, TODAY), (call, False, TODAY)]
    assert waiting(world.releaser) == []


def test_released_and_published_waits_for_nobody(world, version, call):
    ask_for_release(world, version)
    ask_for_publication(world, call)
    guidelines.release_guideline(capacity=world.releaser, guideline_id=version.pk, expected_version=1)
    calls.publish_call(capacity=world.releaser, call_id=call.pk, expected_version=1)
    assert waiting(world.releaser) == waiting(world.owner) == []


def test_discarded_version_waits_for_nobody(world, version):
    guidelines.discard_guideline(capacity=world.owner, guideline_id=version.pk, expected_version=1, reason="Zu früh.")
    assert waiting(world.owner) == []


def test_whoever_wrote_it_herself_is_not_the_second_person(world, version, call):
    ask_for_release(world, version)
    ask_for_publication(world, call)
    both = hire(Role.PROGRAMME_RELEASER, world.ministry, user=User.objects.get(pk=world.owner.user_id))
    assert waiting(both) == []


def test_drafts_of_another_ministry_and_other_roles_find_nothing(world, version, call):
    foreign_releaser = hire(Role.PROGRAMME_RELEASER, world.foreign_ministry)
    ask_for_release(world, version)
    for nobody in (world.foreign_owner, foreign_releaser, world.clerk, world.district.lead):
        assert waiting(nobody) == []


@pytest.mark.parametrize("rows", [1, 12])
def test_drafts_take_three_statements_however_many_there_are(world, version, django_assert_num_queries, rows):
    for number in range(rows):
        world.drafted_call(replace(CALL, code=f"neu-{number}"), budget_lines=[world.budget])
    with django_assert_num_queries(3):
        assert len(drafts_waiting(world.owner)) == rows + 1
