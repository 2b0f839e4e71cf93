"""An application is begun once per call and organisation, however often somebody clicks."""

import pytest
from django.db import IntegrityError

from tests.funding.world import TODAY, entries_of, fresh, hire, last_entry, refused
from vorort.funding.actions import draft
from vorort.funding.enums import ApplicationState
from vorort.funding.models import Application
from vorort.network.enums import Role


def test_begun_application_is_an_empty_draft_of_the_centre(world):
    application = draft.begin_application(capacity=world.district.coordinator, call=world.call)
    row = fresh(application)
    assert (row.state, row.version, row.question_version) == (ApplicationState.DRAFT, 1, 1)
    assert row.applicant == world.district.organisation
    assert row.created_on == TODAY
    assert row.content_edited_by_id == world.district.coordinator.user_id
    assert row.file_number is None
    assert entries_of(row) == ["application.begun"]
    assert last_entry(row).payload.values["call"] == "komm-an-ii-2027"


def test_lead_may_begin_too(world):
    assert draft.begin_application(capacity=world.district.lead, call=world.call).version == 1


def test_beginning_again_gives_the_one_already_begun(world):
    first = draft.begin_application(capacity=world.district.coordinator, call=world.call)
    again = draft.begin_application(capacity=world.district.lead, call=world.call)
    assert again == first
    assert entries_of(first) == ["application.begun"]
    assert Application.objects.count() == 1


def test_each_centre_and_each_call_has_an_application_of_its_own(world):
    other_call = world.open_call("zweiter-aufruf")
    begun = {
        world.begun(),
        world.begun(world.city),
        world.begun(call=other_call),
        world.begun(world.city, call=other_call),
    }
    assert len(begun) == 4


def test_withdrawn_application_may_be_followed_by_a_new_one(world):
    withdrawn = world.withdrawn()
    begun = world.begun()
    assert begun != withdrawn
    assert begun.version == 1
    assert world.begun() == begun


@pytest.mark.parametrize("role", [Role.FINANCE_CLERK, Role.CASE_MANAGER, Role.ORGANISATION_ADMIN])
def test_other_people_of_the_centre_do_not_begin(world, role):
    with refused("role"):
        draft.begin_application(capacity=hire(role, world.district.organisation), call=world.call)
    assert not Application.objects.exists()


def test_organisation_of_another_kind_is_not_eligible(world):
    with refused("not_eligible"):
        draft.begin_application(capacity=hire(Role.COORDINATOR, world.authority), call=world.call)
    assert not Application.objects.exists()


def test_second_click_at_the_same_moment_gets_what_the_first_began(world, monkeypatch):
    def somebody_was_faster(capacity, call):
        monkeypatch.undo()
        draft.begin_application(capacity=world.district.lead, call=world.call)
        raise IntegrityError("funding_application_once_per_call")

    monkeypatch.setattr(draft, "_begin", somebody_was_faster)
    begun = draft.begin_application(capacity=world.district.coordinator, call=world.call)
    assert begun.content_edited_by_id == world.district.lead.user_id
    assert Application.objects.count() == 1
