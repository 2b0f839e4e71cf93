"""As whom somebody may act, and who is told something at an organisation."""

from datetime import date

import pytest

from tests.network import factories
from vorort.core.messages import Recipient
from vorort.network.capacity import Capacity, capacities_of, of_membership, recipients
from vorort.network.enums import OrganisationKind, Role

DAY = date(2026, 11, 22)


@pytest.fixture
def centre(db):
    return factories.organisation("KI Beispielkreis")


@pytest.fixture
def anna(db):
    return factories.user("Anna Berg")


def roles(user, on=DAY):
    return [capacity.role for capacity in capacities_of(user.pk, on=on)]


# --- Capacities -------------------------------------------------------------------------------------------------------
def test_capacity_is_the_membership_as_values(anna, centre):
    membership = factories.membership(anna, centre, Role.CENTRE_LEAD)
    assert of_membership(membership) == Capacity(
        id=membership.pk,
        user_id=anna.pk,
        organisation_id=centre.pk,
        organisation_name="KI Beispielkreis",
        organisation_short_name="KI Beispielkreis kurz",
        organisation_kind=OrganisationKind.CENTRE,
        role=Role.CENTRE_LEAD,
        user_name="Anna Berg",
    )


def test_capacity_reads_as_who_where_and_in_which_role(anna, centre):
    capacity = of_membership(factories.membership(anna, centre, Role.CENTRE_LEAD))
    assert capacity.role_label == "Leitung"
    assert capacity.label == "Anna Berg, Leitung, KI Beispielkreis"


def test_somebody_may_act_in_each_of_her_roles_by_organisation_and_role(anna, centre):
    authority = factories.organisation("Bezirksregierung", kind=OrganisationKind.GRANTING_AUTHORITY)
    factories.membership(anna, centre, Role.FINANCE_CLERK)
    factories.membership(anna, centre, Role.COORDINATOR)
    factories.membership(anna, authority, Role.CLERK)
    assert roles(anna) == [Role.CLERK, Role.COORDINATOR, Role.FINANCE_CLERK]


def test_nobody_may_act_as_somebody_else(anna, centre):
    factories.membership(factories.user("Ben"), centre, Role.CENTRE_LEAD)
    assert roles(anna) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 2, 28), []), (date(2026, 3, 1), ["clerk"]), (date(2026, 3, 31), ["clerk"]), (date(2026, 4, 1), [])],
    ids=str,
)
def test_membership_gives_a_capacity_on_its_days_alone(anna, centre, day, expected):
    factories.membership(anna, centre, Role.CLERK, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 31))
    assert roles(anna, on=day) == expected


def test_who_may_not_sign_in_may_not_act(anna, centre):
    factories.membership(anna, centre)
    anna.is_active = False
    anna.save()
    assert roles(anna) == []


def test_capacities_are_one_statement_with_one_membership_and_with_thirty(anna, centre, django_assert_num_queries):
    factories.membership(anna, centre)
    with django_assert_num_queries(1):
        assert [capacity.label for capacity in capacities_of(anna.pk, on=DAY)] == [
            "Anna Berg, Koordination, KI Beispielkreis"
        ]
    for number in range(29):
        factories.membership(anna, factories.organisation(f"place {number}"))
    with django_assert_num_queries(1):
        assert len({capacity.label for capacity in capacities_of(anna.pk, on=DAY)}) == 30


# --- Recipients -------------------------------------------------------------------------------------------------------
def told(organisation, *asked):
    return [recipient.user_id for recipient in recipients(organisation.pk, asked, on=DAY)]


def test_recipients_hold_one_of_the_roles_at_the_organisation(anna, centre):
    ben, cem = factories.user("Ben"), factories.user("Cem")
    factories.membership(anna, centre, Role.CENTRE_LEAD)
    factories.membership(ben, centre, Role.COORDINATOR)
    factories.membership(cem, centre, Role.FINANCE_CLERK)
    assert recipients(centre.pk, [Role.CENTRE_LEAD, Role.COORDINATOR], on=DAY) == [
        Recipient(anna.pk, centre.pk),
        Recipient(ben.pk, centre.pk),
    ]


def test_who_holds_two_of_the_roles_is_told_once(anna, centre):
    factories.membership(anna, centre, Role.CENTRE_LEAD)
    factories.membership(anna, centre, Role.COORDINATOR)
    assert told(centre, Role.CENTRE_LEAD, Role.COORDINATOR) == [anna.pk]


def test_same_role_at_another_organisation_is_not_told(anna, centre):
    factories.membership(anna, factories.organisation("KI Nachbarkreis"), Role.CENTRE_LEAD)
    assert told(centre, Role.CENTRE_LEAD) == []


def test_who_has_left_or_not_yet_come_is_not_told(anna, centre):
    ben = factories.user("Ben")
    factories.membership(anna, centre, Role.CENTRE_LEAD, valid_to=date(2026, 11, 21))
    factories.membership(ben, centre, Role.CENTRE_LEAD, valid_from=date(2026, 11, 23))
    assert told(centre, Role.CENTRE_LEAD) == []


def test_who_may_not_sign_in_is_not_told(anna, centre):
    factories.membership(anna, centre, Role.CENTRE_LEAD)
    anna.is_active = False
    anna.save()
    assert told(centre, Role.CENTRE_LEAD) == []


def test_recipients_are_one_statement_with_one_member_and_with_thirty(anna, centre, django_assert_num_queries):
    factories.membership(anna, centre, Role.CLERK)
    with django_assert_num_queries(1):
        assert len(told(centre, Role.CLERK)) == 1
    for number in range(29):
        factories.membership(factories.user(f"Person {number}"), centre, Role.CLERK)
    with django_assert_num_queries(1):
        assert len(told(centre, Role.CLERK)) == 30
