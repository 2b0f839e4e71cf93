"""Who exists on a day, and whose membership holds on a day: the day before, the day itself, the day after."""

from datetime import date

import pytest

from tests.network import factories
from tests.network.factories import acting
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership, Organisation
from vorort.network.queries.organisations import organisations

PLANNED, EXISTS, ENDED = date(2012, 6, 25), date(2012, 9, 1), date(2020, 12, 31)


@pytest.fixture
def centres(db):
    """One that has been all of it, and one each that began or ended otherwise."""
    factories.organisation("lived", planned_from=PLANNED, exists_from=EXISTS, ended_on=ENDED)
    factories.organisation("only planned", planned_from=PLANNED)
    factories.organisation("never planned", exists_from=EXISTS)
    factories.organisation("given up", planned_from=PLANNED, ended_on=date(2012, 8, 31))


def names(organisations):
    return sorted(organisation.name for organisation in organisations)


PLANNED_ON = [
    (date(2012, 6, 24), []),
    (date(2012, 6, 25), ["given up", "lived", "only planned"]),
    (date(2012, 8, 31), ["given up", "lived", "only planned"]),
    (date(2012, 9, 1), ["lived", "never planned", "only planned"]),
    (date(2020, 12, 31), ["lived", "never planned", "only planned"]),
    (date(2021, 1, 1), ["never planned", "only planned"]),
]
EXISTING_ON = [
    (date(2012, 6, 25), []),
    (date(2012, 8, 31), []),
    (date(2012, 9, 1), ["lived", "never planned"]),
    (date(2020, 12, 31), ["lived", "never planned"]),
    (date(2021, 1, 1), ["never planned"]),
]


@pytest.mark.parametrize(("day", "expected"), PLANNED_ON, ids=str)
def test_planned_is_what_is_to_be_there_and_has_not_ended(centres, day, expected):
    assert names(Organisation.objects.planned_on(day)) == expected


@pytest.mark.parametrize(("day", "expected"), EXISTING_ON, ids=str)
def test_existing_is_what_is_really_there(centres, day, expected):
    assert names(Organisation.objects.existing_on(day)) == expected


def test_centres_are_the_organisations_of_that_kind_alone(db):
    for kind in OrganisationKind:
        factories.organisation(kind.value, kind=kind)
    assert names(Organisation.objects.centres()) == ["centre"]


def test_managed_are_ones_own_as_admin_and_all_as_operator(db):
    own, other = factories.organisation("own"), factories.organisation("other")
    factories.membership(factories.user("Anna"), own)
    factories.membership(factories.user("Ben"), other)
    seen = {
        role.value: (
            names(Organisation.objects.managed_by(acting(role, own.pk))),
            Membership.objects.managed_by(acting(role, own.pk)).count(),
        )
        for role in Role
    }
    assert seen.pop("organisation_admin") == (["own"], 1)
    assert seen.pop("operator") == (["other", "own"], 2)
    assert set(map(str, seen.values())) == {"([], 0)"}
    assert names(Organisation.objects.managed_by(acting(Role.ORGANISATION_ADMIN, None))) == []


def test_list_of_the_network_leaves_out_what_is_over_and_goes_on_by_name(db):
    for number in range(51):
        factories.organisation(f"Zentrum {number}")
    factories.organisation("Zentrum vorbei", ended_on=date(2026, 1, 1), exists_from=date(2012, 1, 1))
    factories.organisation("Chor", kind=OrganisationKind.ASSOCIATION)
    day = date(2026, 11, 22)
    first = organisations(on=day)
    assert (len(first.rows), first.rows[0].name) == (50, "Chor")
    assert [row.name for row in organisations(on=day, after=first.next_after).rows] == ["Zentrum 8", "Zentrum 9"]
    assert [row.name for row in organisations(on=day, kind="association").rows] == ["Chor"]
    assert [row.name for row in organisations(on=day, text="zentrum 50").rows] == ["Zentrum 50"]
    assert len(organisations(on=day, kind="gibt es nicht").rows) == 50


def test_filters_of_organisations_combine(centres):
    factories.organisation("town", kind=OrganisationKind.MUNICIPALITY, planned_from=PLANNED)
    assert names(Organisation.objects.centres().planned_on(PLANNED)) == ["given up", "lived", "only planned"]


VALID_ON = [
    (date(2026, 2, 28), []),
    (date(2026, 3, 1), ["clerk", "coordinator"]),
    (date(2026, 3, 31), ["clerk", "coordinator"]),
    (date(2026, 4, 1), ["coordinator"]),
]


@pytest.mark.parametrize(("day", "expected"), VALID_ON, ids=str)
def test_membership_holds_from_its_first_to_its_last_day(db, day, expected):
    person, place = factories.user("Anna"), factories.organisation("place")
    factories.membership(person, place, Role.CLERK, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 31))
    factories.membership(person, place, Role.COORDINATOR, valid_from=date(2026, 3, 1))
    factories.membership(person, place, Role.AUDITOR, valid_from=date(2027, 1, 1))
    assert sorted(Membership.objects.valid_on(day).values_list("role", flat=True)) == expected


def test_membership_of_a_single_day_holds_on_it(db):
    day = date(2026, 3, 1)
    factories.membership(factories.user("Anna"), factories.organisation("place"), valid_from=day, valid_to=day)
    assert Membership.objects.valid_on(day).count() == 1


def test_membership_that_was_ended_holds_no_more_from_that_very_day(db):
    day = date(2026, 3, 10)
    member = factories.membership(factories.user("Anna"), factories.organisation("place"))
    Membership.objects.filter(pk=member.pk).update(ended_on=day)
    assert Membership.objects.valid_on(date(2026, 3, 9)).count() == 1
    assert Membership.objects.valid_on(day).count() == 0


def test_memberships_in_roles_are_those_of_any_of_them(db):
    person, place = factories.user("Anna"), factories.organisation("place")
    for role in (Role.CLERK, Role.COORDINATOR, Role.AUDITOR):
        factories.membership(person, place, role)
    held = Membership.objects.in_roles(Role.CLERK, Role.AUDITOR).values_list("role", flat=True)
    assert sorted(held) == ["auditor", "clerk"]
    assert not Membership.objects.in_roles().exists()


def test_memberships_of_active_users_leave_out_who_may_not_sign_in(db):
    place, anna, ben = factories.organisation("place"), factories.user("Anna"), factories.user("Ben")
    factories.membership(anna, place)
    factories.membership(ben, place)
    ben.is_active = False
    ben.save()
    assert [membership.user_id for membership in Membership.objects.of_active_users()] == [anna.pk]
