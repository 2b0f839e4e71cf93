"""Whose organisation, membership, club, absence and account it is: every role, at home and elsewhere.

Keys are as the database gives them: equal, never the same object, and those of others lie on both sides.
"""

from datetime import date, timedelta

import pytest

from tests.network.factories import acting
from vorort.core.actor import SYSTEM, SystemActor
from vorort.network import permissions
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import ClubRegistration, Invitation, Membership, Organisation

HOME, SMALLER, LARGER = "1003", "1002", "1004"
HERSELF, OTHERS = "5007", ("5006", "5008")
TODAY = date(2026, 11, 2)


def key(text):
    return int(text)


def at(role, place=HOME):
    return acting(role, key(place), key(HERSELF))


def organisation(place=HOME, kind="centre", **more):
    return Organisation(pk=key(place), name="Zentrum", kind=kind, **more)


def codes(reasons):
    return [reason.code for reason in reasons]


def places_of(role, allowed):
    """Where somebody in ``role`` at home is ``allowed``: nothing speaks against it."""
    return [place for place in (SMALLER, HOME, LARGER) if not allowed(at(role), place)]


EVERYWHERE = [SMALLER, HOME, LARGER]


# --- Organisations ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role.values)
def test_an_organisation_is_changed_by_its_own_admin_and_by_the_operator(role):
    changed = places_of(role, lambda who, place: permissions.reasons_against_changing(who, organisation(place)))
    assert changed == {"organisation_admin": [HOME], "operator": EVERYWHERE}.get(role, [])


def test_an_organisation_that_has_ended_is_changed_by_nobody():
    ended = organisation(ended_on=TODAY)
    assert codes(permissions.reasons_against_changing(at("operator"), ended)) == ["ended"]
    assert codes(permissions.reasons_against_changing(at("clerk"), ended)) == ["role"]
    assert permissions.reasons_against_ended(organisation()) == []


@pytest.mark.parametrize("role", Role.values)
def test_name_and_kind_are_the_operators_to_say(role):
    reasons = permissions.reasons_against_renaming(at(role), field="kind")
    assert [(reason.code, reason.field) for reason in reasons] == ([] if role == "operator" else [("role", "kind")])


@pytest.mark.parametrize("role", Role.values)
def test_a_planned_centre_is_opened_by_the_operator(role):
    expected = [] if role == "operator" else ["role"]
    assert codes(permissions.reasons_against_opening(at(role), organisation())) == expected


@pytest.mark.parametrize("kind", OrganisationKind.values)
def test_only_a_centre_is_opened(kind):
    expected = [] if kind == "centre" else ["no_centre"]
    assert codes(permissions.reasons_against_opening(SYSTEM, organisation(kind=kind))) == expected


def test_a_centre_is_opened_once_and_not_after_it_has_ended():
    assert codes(permissions.reasons_against_opening(SYSTEM, organisation(exists_from=TODAY))) == ["exists_already"]
    assert codes(permissions.reasons_against_opening(SYSTEM, organisation(ended_on=TODAY))) == ["ended"]
    assert codes(permissions.reasons_against_opening(at("clerk"), organisation(ended_on=TODAY))) == ["role"]


@pytest.mark.parametrize("role", Role.values)
def test_an_organisation_is_ended_by_the_operator(role):
    expected = [] if role == "operator" else ["role"]
    assert codes(permissions.reasons_against_ending_organisation(at(role), organisation(), on=TODAY)) == expected


@pytest.mark.parametrize("other", [SystemActor("anderes"), SystemActor(user_id=7)], ids=repr)
def test_an_organisation_is_ended_by_the_installation_and_not_by_what_looks_like_it(other):
    assert permissions.reasons_against_ending_organisation(SystemActor(), organisation(), on=TODAY) == []
    assert codes(permissions.reasons_against_ending_organisation(other, organisation(), on=TODAY)) == ["role"]


@pytest.mark.parametrize("kind", OrganisationKind.values)
def test_the_operators_own_organisation_stays(kind):
    expected = ["operator_stays"] if kind == "operator" else []
    assert codes(permissions.reasons_against_ending_organisation(SYSTEM, organisation(kind=kind), on=TODAY)) == expected


@pytest.mark.parametrize(("days", "expected"), [(-1, []), (0, []), (1, ["not_begun"]), (400, ["not_begun"])])
def test_an_organisation_does_not_end_before_it_begins(days, expected):
    begun = organisation(exists_from=TODAY + timedelta(days))
    assert codes(permissions.reasons_against_ending_organisation(SYSTEM, begun, on=TODAY)) == expected


def test_an_organisation_ends_once():
    ended = organisation(exists_from=date(2020, 1, 1), ended_on=date(2026, 1, 1))
    assert codes(permissions.reasons_against_ending_organisation(SYSTEM, ended, on=TODAY)) == ["ended"]


# --- Roles ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role.values)
def test_a_membership_is_ended_by_the_admin_of_the_house_and_by_the_operator(role):
    ended = places_of(
        role, lambda who, place: permissions.reasons_against_ending(who, Membership(organisation_id=key(place)))
    )
    assert ended == {"organisation_admin": [HOME], "operator": EVERYWHERE}.get(role, [])


def test_a_membership_is_ended_by_the_installation_and_not_by_what_looks_like_it():
    held = Membership(organisation_id=key(HOME))
    assert permissions.reasons_against_ending(SystemActor(), held) == []
    assert codes(permissions.reasons_against_ending(SystemActor("anderes"), held)) == ["role"]


@pytest.mark.parametrize("place", EVERYWHERE)
def test_an_admin_gives_roles_at_home_alone(place):
    expected = [] if place == HOME else ["role"]
    given = permissions.reasons_against_granting(at("organisation_admin"), organisation(place), Role.VOLUNTEER)
    assert codes(given) == expected


def test_nobody_gives_a_role_where_an_organisation_has_ended():
    for actor in (SYSTEM, at("operator"), at("organisation_admin")):
        ended = organisation(ended_on=TODAY)
        assert codes(permissions.reasons_against_granting(actor, ended, Role.VOLUNTEER)) == ["ended"]


def test_the_installation_founds_and_gives_roles_whichever_object_stands_for_it():
    assert permissions.reasons_against_founding(SystemActor()) == []
    assert permissions.reasons_against_granting(SystemActor(), organisation(), Role.VOLUNTEER) == []


def test_operators_are_made_among_operators():
    offered = {
        kind for kind in OrganisationKind if Role.OPERATOR in permissions.roles_to_offer(organisation(kind=kind))
    }
    assert offered == {OrganisationKind.OPERATOR}
    assert [role.value for role in permissions.roles_to_offer(organisation(kind="operator"))] == [
        "organisation_admin",
        "data_protection_officer",
        "operator",
    ]
    assert [role.value for role in permissions.roles_to_offer(organisation(kind="coordination_office"))] == [
        "adviser",
        "organisation_admin",
        "data_protection_officer",
    ]


@pytest.mark.parametrize(
    ("roles", "email", "taken"),
    [
        (["volunteer"], "anna@example.org", True),
        (["volunteer"], "cem@example.org", True),  # a forwarded link does no harm here
        (["centre_lead"], "anna@example.org", True),
        (["centre_lead"], "ANNA@Example.org", True),
        (["centre_lead"], "cem@example.org", False),
        (["volunteer", "centre_lead"], "cem@example.org", False),
        (["centre_lead"], "aaron@example.org", False),
    ],
)
def test_a_role_with_a_second_factor_is_taken_by_the_invited_address_alone(roles, email, taken):
    asked = Invitation(organisation=organisation(), email="anna@example.org", roles=roles)
    reasons = permissions.reasons_against_accepting(asked, email)
    assert codes(reasons) == ([] if taken else ["other_address"])
    assert taken or str(reasons[0].sentence) == (
        "Mit diesen Rollen kann nur die eingeladene Adresse annehmen: anna@example.org. "
        "Melden Sie sich damit an, oder bitten Sie Zentrum um eine Einladung an Ihre Adresse."
    )


# --- Clubs ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["centre_lead", "coordinator", "organisation_admin", "operator"])
def test_a_club_is_taken_in_by_the_centre_of_its_area_and_not_by_the_operator(role):
    taken = places_of(
        role, lambda who, place: permissions.reasons_against_deciding(who, ClubRegistration(responsible_id=key(place)))
    )
    assert taken == ([] if role == "operator" else [HOME])


@pytest.mark.parametrize("role", ["centre_lead", "coordinator", "organisation_admin", "operator"])
def test_a_club_where_no_centre_is_is_taken_in_by_the_operator(role):
    expected = [] if role == "operator" else ["not_responsible"]
    assert codes(permissions.reasons_against_deciding(at(role), ClubRegistration(responsible_id=None))) == expected


def test_a_club_is_no_business_of_somebody_without_an_organisation():
    nobody = SystemActor(label="Anna Berg", user_id=7, role="volunteer")
    for responsible in (None, key(HOME)):
        registration = ClubRegistration(responsible_id=responsible)
        assert codes(permissions.reasons_against_deciding(nobody, registration)) == ["not_responsible"]


# --- Absences and accounts --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role.values)
def test_an_absence_is_entered_by_herself_and_by_the_admin_of_the_house(role):
    def absent(place, who):
        return Membership(organisation_id=key(place), user_id=key(who))

    for person in OTHERS:
        entered = places_of(
            role, lambda who, place, p=person: permissions.reasons_against_substituting(who, absent(place, p))
        )
        assert entered == ([HOME] if role == "organisation_admin" else [])
    own = places_of(role, lambda who, place: permissions.reasons_against_substituting(who, absent(place, HERSELF)))
    assert own == [HOME]


@pytest.mark.parametrize("role", Role.values)
def test_an_account_is_blocked_by_the_operator_and_never_her_own(role):
    for person in OTHERS:
        expected = [] if role == "operator" else ["role"]
        assert codes(permissions.reasons_against_blocking(at(role), key(person))) == expected
    expected = ["own_account"] if role == "operator" else ["role"]
    assert codes(permissions.reasons_against_blocking(at(role), key(HERSELF))) == expected


@pytest.mark.parametrize("role", Role.values)
def test_a_factor_two_houses_demand_is_restored_by_the_operator_alone(role):
    for person in OTHERS:
        reasons = permissions.reasons_against_restoring(
            at(role), key(person), looks_after=True, demanded_elsewhere=True
        )
        assert codes(reasons) == ([] if role == "operator" else ["needed_elsewhere"])
    own = permissions.reasons_against_restoring(at(role), key(HERSELF), looks_after=True, demanded_elsewhere=False)
    assert codes(own) == ["own_factor"]
