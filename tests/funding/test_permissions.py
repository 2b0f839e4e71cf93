"""Whose application and award it is, and the actions that are no transition: every role at its own place and others."""

from types import SimpleNamespace

import pytest

from tests.funding.world import fresh
from vorort.core.actor import SYSTEM
from vorort.funding import permissions
from vorort.funding.actions import award as awards
from vorort.funding.enums import ApplicationState
from vorort.funding.models import Award
from vorort.network.enums import Role

OTHER, CENTRE, AUTHORITY, MINISTRY, FOREIGN = 1001, 1002, 1003, 1004, 1005  # strangers on both sides of every key
OPEN_STATES = ("draft", "information_requested")
RECIPIENTS = {Role.CENTRE_LEAD, Role.COORDINATOR, Role.FINANCE_CLERK}
OFFICIALS = {Role.CLERK, Role.RELEASING_OFFICER, Role.PAYMENT_OFFICER, Role.PROOF_AUDITOR}


def read_anew(key):
    """The same key as another object, as a second row of the database gives it."""
    return int(str(key))


def somebody(role, organisation_id):
    return SimpleNamespace(
        user_id=read_anew(7007), organisation_id=read_anew(organisation_id), role=role, label=str(role)
    )


def application(state="draft"):
    programme = SimpleNamespace(authority_id=AUTHORITY, owner_id=MINISTRY)
    call = SimpleNamespace(guideline=SimpleNamespace(programme=programme))
    return SimpleNamespace(state=state, applicant_id=CENTRE, call=call)


def award(state="decided"):
    return SimpleNamespace(application=application(state))


def codes(reasons):
    return [reason.code for reason in reasons]


def allowed_roles(question):
    """The (role, organisation) pairs that ``question`` has nothing against."""
    return {
        (role, place)
        for role in Role
        for place in (OTHER, CENTRE, AUTHORITY, MINISTRY, FOREIGN)
        if question(role, place) == []
    }


def test_recipients_act_for_the_applicant_and_officials_for_the_authority():
    expected = {(role, CENTRE) for role in RECIPIENTS} | {(role, AUTHORITY) for role in OFFICIALS}
    assert (
        allowed_roles(lambda role, place: permissions.owns_application(somebody(role, place), application()))
        == expected
    )
    assert allowed_roles(lambda role, place: permissions.owns_decision(somebody(role, place), award())) == expected


def test_foreign_file_is_refused_as_foreign():
    assert codes(permissions.owns_application(somebody(Role.CLERK, FOREIGN), application())) == ["foreign"]
    assert codes(permissions.owns_decision(somebody(Role.CENTRE_LEAD, FOREIGN), award())) == ["foreign"]


def test_installation_itself_owns_no_application():
    assert codes(permissions.owns_application(SYSTEM, application())) == ["foreign"]


def test_nobody_acts_on_the_award_of_a_withdrawn_application():
    assert codes(permissions.owns_decision(somebody(Role.CLERK, AUTHORITY), award("withdrawn"))) == ["withdrawn"]
    assert codes(permissions.owns_decision(somebody(Role.CLERK, FOREIGN), award("withdrawn"))) == [
        "foreign",
        "withdrawn",
    ]


# --- Drafting ---------------------------------------------------------------------------------------------------------
def test_draft_is_edited_by_coordination_and_lead_of_its_centre():
    expected = {(Role.COORDINATOR, CENTRE), (Role.CENTRE_LEAD, CENTRE)}
    found = allowed_roles(lambda role, place: permissions.reasons_against_editing(somebody(role, place), application()))
    assert found == expected


@pytest.mark.parametrize("state", [state for state in ApplicationState.values if state not in OPEN_STATES])
def test_nothing_but_a_draft_is_edited(state):
    reasons = permissions.reasons_against_editing(somebody(Role.COORDINATOR, CENTRE), application(state))
    assert codes(reasons) == ["state"]
    assert str(ApplicationState(state).label) in str(reasons[0].sentence)


def test_received_application_is_edited_only_where_a_request_has_reopened_it():
    asked = application("information_requested")
    closed = permissions.reasons_against_editing(somebody(Role.COORDINATOR, CENTRE), asked)
    assert codes(closed) == ["not_reopened"]
    found = allowed_roles(
        lambda role, place: permissions.reasons_against_editing(somebody(role, place), asked, reopened=True)
    )
    assert found == {(Role.COORDINATOR, CENTRE), (Role.CENTRE_LEAD, CENTRE)}


def test_everything_that_speaks_against_editing_is_said_at_once():
    reasons = permissions.reasons_against_editing(somebody(Role.CLERK, FOREIGN), application("submitted"))
    assert codes(reasons) == ["foreign", "role", "state"]


def test_application_is_begun_by_coordination_and_lead():
    found = {role for role in Role if permissions.reasons_against_beginning(somebody(role, CENTRE)) == []}
    assert found == {Role.COORDINATOR, Role.CENTRE_LEAD}
    assert codes(permissions.reasons_against_beginning(somebody(Role.FINANCE_CLERK, CENTRE))) == ["role"]


# --- Reviewing --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["formal_review", "substantive_review"])
def test_points_are_noted_by_the_clerk_of_the_authority_while_the_review_is_open(state):
    found = allowed_roles(
        lambda role, place: permissions.reasons_against_checking(somebody(role, place), application(state))
    )
    assert found == {(Role.CLERK, AUTHORITY)}


@pytest.mark.parametrize("state", ["draft", "sign_off", "submitted", "decided", "withdrawn"])
def test_points_are_noted_in_no_other_state(state):
    reasons = permissions.reasons_against_checking(somebody(Role.CLERK, AUTHORITY), application(state))
    assert codes(reasons) == ["state"]


def test_everything_that_speaks_against_checking_is_said_at_once():
    reasons = permissions.reasons_against_checking(somebody(Role.RELEASING_OFFICER, FOREIGN), application())
    assert codes(reasons) == ["foreign", "role", "state"]


# --- Beside the review --------------------------------------------------------------------------------------------
UNDECIDED = ["submitted", "formal_review", "substantive_review", "information_requested"]


@pytest.mark.parametrize("state", UNDECIDED)
def test_opinions_and_early_starts_are_the_clerk_s_until_the_decision(state):
    found = allowed_roles(
        lambda role, place: permissions.reasons_against_handling(somebody(role, place), application(state))
    )
    assert found == {(Role.CLERK, AUTHORITY)}


@pytest.mark.parametrize("state", UNDECIDED)
def test_early_start_is_asked_for_by_the_lead_until_the_decision(state):
    found = allowed_roles(
        lambda role, place: permissions.reasons_against_early_start_request(somebody(role, place), application(state))
    )
    assert found == {(Role.CENTRE_LEAD, CENTRE)}


@pytest.mark.parametrize("state", ["draft", "sign_off", "decided", "withdrawn"])
def test_neither_goes_before_receipt_or_after_the_decision(state):
    clerk, lead = somebody(Role.CLERK, AUTHORITY), somebody(Role.CENTRE_LEAD, CENTRE)
    assert codes(permissions.reasons_against_handling(clerk, application(state))) == ["state"]
    assert codes(permissions.reasons_against_early_start_request(lead, application(state))) == ["state"]


def test_everything_that_speaks_against_both_is_said_at_once():
    other = somebody(Role.COORDINATOR, FOREIGN)
    assert codes(permissions.reasons_against_handling(other, application())) == ["foreign", "role", "state"]
    assert codes(permissions.reasons_against_early_start_request(other, application())) == ["foreign", "role", "state"]


def test_hearing_and_request_end_with_the_decision():
    lead = somebody(Role.CENTRE_LEAD, CENTRE)
    assert codes(permissions.owns_part(lead, award("substantive_review"))) == []
    assert codes(permissions.owns_part(lead, award("decided"))) == ["decided"]
    assert codes(permissions.owns_part(lead, award("withdrawn"))) == ["withdrawn"]


def test_opinion_is_its_office_s_and_the_authority_s():
    opinion = SimpleNamespace(application=application("submitted"), office_id=MINISTRY)
    assert codes(permissions.owns_opinion(somebody(Role.ADVISER, MINISTRY), opinion)) == []
    assert codes(permissions.owns_opinion(somebody(Role.ADVISER, FOREIGN), opinion)) == ["foreign"]
    assert codes(permissions.owns_opinion(somebody(Role.ADVISER, OTHER), opinion)) == ["foreign"]
    assert codes(permissions.owns_opinion(somebody(Role.CLERK, AUTHORITY), opinion)) == []
    opinion.application.state = "withdrawn"
    assert codes(permissions.owns_opinion(somebody(Role.ADVISER, MINISTRY), opinion)) == ["withdrawn"]


# --- Who looks after a file -------------------------------------------------------------------------------------------
ASSIGNERS = {
    (Role.COORDINATOR, CENTRE),
    (Role.CENTRE_LEAD, CENTRE),
    (Role.CLERK, AUTHORITY),
    (Role.RELEASING_OFFICER, AUTHORITY),
}


@pytest.mark.parametrize("state", [state for state in ApplicationState.values if state != "withdrawn"])
def test_a_file_is_given_to_somebody_by_those_who_work_on_it(state):
    def assigned(role, place):
        return permissions.reasons_against_assigning(somebody(role, place), application(state))

    assert allowed_roles(assigned) == ASSIGNERS


def test_nobody_looks_after_a_withdrawn_application():
    for role, place in ASSIGNERS:
        withdrawn = permissions.reasons_against_assigning(somebody(role, place), application("withdrawn"))
        assert codes(withdrawn) == ["withdrawn"]
    foreign = permissions.reasons_against_assigning(somebody(Role.PROGRAMME_OWNER, MINISTRY), application("withdrawn"))
    assert codes(foreign) == ["foreign", "role", "withdrawn"]


def test_a_role_works_on_one_side_or_on_none():
    sides = {role: permissions.side_of(role) for role in Role}
    assert {role for role, side in sides.items() if side == "applicant"} == RECIPIENTS
    assert {role for role, side in sides.items() if side == "authority"} == OFFICIALS
    assert {role for role, side in sides.items() if side is None} == set(Role) - RECIPIENTS - OFFICIALS
    assert {role for role in Role if permissions.may_assign(somebody(role, FOREIGN))} == {
        role for role, _place in ASSIGNERS
    }


# --- Programmes -------------------------------------------------------------------------------------------------------
PROGRAMME = SimpleNamespace(owner_id=MINISTRY, authority_id=AUTHORITY)


def test_programme_is_run_by_the_programme_owner_of_its_ministry_alone():
    found = allowed_roles(lambda role, place: permissions.reasons_against_running(somebody(role, place), PROGRAMME))
    assert found == {(Role.PROGRAMME_OWNER, MINISTRY)}


def test_new_programme_may_be_established_by_any_programme_owner():
    found = {role for role in Role if permissions.reasons_against_running(somebody(role, FOREIGN)) == []}
    assert found == {Role.PROGRAMME_OWNER}


def test_programme_of_another_ministry_is_foreign_and_another_role_is_the_wrong_one():
    assert codes(permissions.reasons_against_running(somebody(Role.PROGRAMME_OWNER, FOREIGN), PROGRAMME)) == ["foreign"]
    assert codes(permissions.reasons_against_running(somebody(Role.CLERK, MINISTRY), PROGRAMME)) == ["role"]


def test_installation_runs_no_programme():
    assert codes(permissions.reasons_against_running(SYSTEM, PROGRAMME)) == ["role"]


def confirming(role, place, asked_by=7008):
    version = SimpleNamespace(programme=PROGRAMME)
    return codes(permissions.reasons_against_confirming(somebody(role, place), version, asked_by=asked_by))


def test_table_of_a_released_version_is_confirmed_by_the_releaser_of_its_ministry_who_did_not_ask_for_it():
    assert allowed_roles(confirming) == {(Role.PROGRAMME_RELEASER, MINISTRY)}
    assert confirming(Role.PROGRAMME_OWNER, MINISTRY) == ["role"]
    assert confirming(Role.PROGRAMME_RELEASER, FOREIGN) == ["foreign"]
    assert confirming(Role.PROGRAMME_RELEASER, MINISTRY, asked_by=None) == ["not_asked"]
    assert confirming(Role.PROGRAMME_RELEASER, MINISTRY, asked_by=7007) == ["four_eyes"]
    assert confirming(Role.PROGRAMME_RELEASER, MINISTRY, asked_by=7006) == []


def test_a_guideline_and_its_calls_are_its_ministry_s():
    call = SimpleNamespace(guideline=SimpleNamespace(programme=PROGRAMME))
    own = {(Role.PROGRAMME_OWNER, MINISTRY), (Role.PROGRAMME_RELEASER, MINISTRY)}
    assert allowed_roles(lambda role, place: permissions.owns_call(somebody(role, place), call)) == own
    assert allowed_roles(lambda role, place: permissions.owns_guideline(somebody(role, place), call.guideline)) == own
    assert codes(permissions.owns_call(somebody(Role.PROGRAMME_OWNER, FOREIGN), call)) == ["foreign"]


# --- Remedies ---------------------------------------------------------------------------------------------------------
def test_remedies_are_waived_by_the_lead_of_the_recipient_alone():
    found = allowed_roles(lambda role, place: permissions.reasons_against_waiving(somebody(role, place), award()))
    assert found == {(Role.CENTRE_LEAD, CENTRE)}


def test_everything_that_speaks_against_waiving_is_said_at_once():
    assert codes(permissions.reasons_against_waiving(somebody(Role.CLERK, FOREIGN), award())) == ["foreign", "role"]


# --- Decisions seen ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["prepared", "released", "notified"])
def test_states_seen_are_those_the_rows_are_filtered_by(world, state):
    application = world.reviewed()
    world.ask_office(application)
    award = world.prepare(fresh(application))
    if state != "prepared":
        award = world.release(award)
    if state == "notified":
        awards.notify_award(capacity=world.clerk, award_id=award.pk, expected_version=award.version)
    readers = (world.clerk, world.officer, world.owner, world.district.lead, world.district.coordinator, world.adviser)
    for reader in readers:
        seen = Award.objects.visible_to(reader).filter(application=application).exists()
        assert (state in permissions.states_seen(reader)) is seen
    assert [reader.role for reader in readers if state in permissions.states_seen(reader)] == {
        "prepared": ["clerk", "releasing_officer", "programme_owner"],
        "released": ["clerk", "releasing_officer", "programme_owner"],
        "notified": ["clerk", "releasing_officer", "programme_owner", "centre_lead", "coordinator"],
    }[state]
