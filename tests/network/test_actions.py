"""Founding and opening organisations and giving roles: what is written, what the log says, what refuses."""

from datetime import date

import pytest

from tests.network import factories
from tests.network.factories import acting
from vorort.core import clock
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry
from vorort.core.refusal import ActionRefused
from vorort.network import actions
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership, Organisation

DAY = date(2026, 11, 22)


@pytest.fixture
def area(db):
    return factories.area("centre-05974")


@pytest.fixture
def anna(db):
    return factories.user("Anna Berg")


@pytest.fixture
def place(db):
    return factories.organisation("KI Beispielkreis")


def refused(action, **arguments):
    with pytest.raises(ActionRefused) as refusal:
        action(**arguments)
    (reason,) = refusal.value.reasons
    return reason.code, reason.field


def logged(stream):
    return [(entry.action, entry.payload.values) for entry in HistoryEntry.objects.filter(stream=stream)]


# --- Founding ---------------------------------------------------------------------------------------------------------
def found(area, actor=SYSTEM, **more):
    begins = more if {"planned_from", "exists_from"} & set(more) else {"exists_from": DAY, **more}
    return actions.found_organisation(
        actor=actor, area=area, **({"name": "KI Kreis Soest", "kind": OrganisationKind.CENTRE} | begins)
    )


def test_founded_organisation_has_what_was_said_of_it(area):
    founded = found(area, planned_from=DAY, address="Hoher Weg 1\n59494 Soest", invented=True)
    stored = Organisation.objects.get(pk=founded.pk)
    assert (stored.name, stored.kind, stored.area, stored.address) == (
        "KI Kreis Soest",
        "centre",
        area,
        "Hoher Weg 1\n59494 Soest",
    )
    assert (stored.planned_from, stored.exists_from, stored.ended_on, stored.invented) == (DAY, None, None, True)
    assert str(stored) == "KI Kreis Soest"


def test_organisation_has_the_short_name_it_was_given(area):
    assert found(area, short_name="KI Soest").short_name == "KI Soest"


def test_organisation_without_a_short_name_has_the_beginning_of_its_name(area):
    assert found(area, name="KI").short_name == "KI"
    assert found(area, name="x" * 61).short_name == "x" * 60


def test_founding_is_logged(area):
    founded = found(area)
    values = {"actor": "vorort", "name": "KI Kreis Soest", "kind": "centre", "area": "centre-05974"}
    assert logged(f"network.organisation:{founded.pk}") == [("organisation.founded", values)]


def test_operator_founds(area):
    assert found(area, actor=acting("operator")).pk


def test_nobody_else_founds(area):
    assert refused(found, area=area, actor=acting("organisation_admin")) == ("role", "")
    assert not Organisation.objects.exists()
    assert not HistoryEntry.objects.exists()


def test_organisation_without_a_beginning_is_refused(area):
    assert refused(found, area=area, planned_from=None) == ("no_beginning", "")
    assert not Organisation.objects.exists()


def test_second_organisation_with_the_name_is_refused_beside_its_field(area):
    found(area)
    assert refused(found, area=area, kind=OrganisationKind.PROVIDER) == ("name_taken", "name")
    assert Organisation.objects.count() == 1


# --- Opening ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def planned(area):
    return found(area, planned_from=date(2012, 6, 25))


def test_opened_centre_exists_from_the_day_and_stays_planned_before(planned):
    actions.open_centre(actor=SYSTEM, organisation=planned, exists_from=date(2012, 9, 1))
    stored = Organisation.objects.get(pk=planned.pk)
    assert (stored.planned_from, stored.exists_from) == (date(2012, 6, 25), date(2012, 9, 1))


def test_opening_is_logged(planned):
    actions.open_centre(actor=SYSTEM, organisation=planned, exists_from=date(2012, 9, 1))
    entry = logged(f"network.organisation:{planned.pk}")[-1]
    assert entry == ("organisation.opened", {"actor": "vorort", "exists_from": "2012-09-01"})


def test_centre_that_exists_is_not_opened_again(planned):
    actions.open_centre(actor=SYSTEM, organisation=planned, exists_from=date(2012, 9, 1))
    again = {"actor": SYSTEM, "organisation": planned, "exists_from": date(2013, 1, 1)}
    assert refused(actions.open_centre, **again) == ("exists_already", "")
    assert Organisation.objects.get(pk=planned.pk).exists_from == date(2012, 9, 1)


def test_only_centres_are_opened(planned):
    Organisation.objects.filter(pk=planned.pk).update(kind="provider")
    arguments = {"actor": SYSTEM, "organisation": planned, "exists_from": DAY}
    assert refused(actions.open_centre, **arguments) == ("no_centre", "")


def test_nobody_but_the_operator_opens(planned):
    arguments = {"organisation": planned, "exists_from": DAY}
    assert refused(actions.open_centre, actor=acting("centre_lead", planned.pk), **arguments) == ("role", "")
    assert actions.open_centre(actor=acting("operator"), **arguments).exists_from == DAY


# --- Giving roles -----------------------------------------------------------------------------------------------------
def grant(person, place, role=Role.COORDINATOR, actor=SYSTEM, **more):
    return actions.grant_role(actor=actor, user=person, organisation=place, role=role, **more)


def test_given_role_holds_from_the_day_that_was_said(anna, place):
    granted = grant(anna, place, valid_from=date(2012, 6, 25))
    stored = Membership.objects.get(pk=granted.pk)
    assert (stored.user, stored.organisation, stored.role) == (anna, place, "coordinator")
    assert (stored.valid_from, stored.valid_to) == (date(2012, 6, 25), None)
    assert str(stored) == f"{anna.pk} · coordinator · {place.pk}"


def test_given_role_holds_from_today_when_no_day_was_said(anna, place):
    with clock.at(DAY):
        assert grant(anna, place).valid_from == DAY


def test_giving_a_role_is_logged_with_who_gets_it_and_from_when(anna, place):
    granted = grant(anna, place, valid_from=DAY)
    values = {
        "actor": "vorort",
        "user": anna.pk,
        "role": "coordinator",
        "organisation": "KI Beispielkreis",
        "valid_from": "2026-11-22",
    }
    assert logged(f"network.membership:{granted.pk}") == [("membership.granted", values)]


def test_admin_gives_roles_at_her_own_organisation(anna, place):
    assert grant(anna, place, actor=acting("organisation_admin", place.pk)).role == "coordinator"


def test_admin_of_another_organisation_gives_none(anna, place):
    stranger = acting("organisation_admin", place.pk + 1)
    assert refused(grant, person=anna, place=place, actor=stranger) == ("role", "")
    assert not Membership.objects.exists()


def test_admin_does_not_make_herself_an_operator(anna, place):
    admin = acting("organisation_admin", place.pk, user_id=anna.pk)
    assert refused(grant, person=anna, place=place, role=Role.OPERATOR, actor=admin) == ("role_of_other_kind", "role")
    assert not Membership.objects.exists()


@pytest.mark.parametrize("valid_from", [date(2026, 11, 22), date(2026, 12, 1), date(2026, 1, 1)], ids=str)
def test_role_that_is_held_then_or_later_is_not_given_again(anna, place, valid_from):
    grant(anna, place, valid_from=DAY)
    assert refused(grant, person=anna, place=place, valid_from=valid_from) == ("held_already", "role")
    assert Membership.objects.count() == 1


def test_role_that_has_ended_is_given_again(anna, place):
    factories.membership(anna, place, valid_to=date(2026, 11, 21))
    assert grant(anna, place, valid_from=DAY).pk


def test_role_that_was_ended_is_given_again_on_the_same_day(anna, place):
    ended = grant(anna, place, valid_from=DAY)
    Membership.objects.filter(pk=ended.pk).update(ended_on=DAY)
    assert grant(anna, place, valid_from=DAY).pk != ended.pk


def test_other_role_place_or_person_is_a_membership_of_its_own(anna, place):
    grant(anna, place)
    grant(anna, place, role=Role.CENTRE_LEAD)
    grant(anna, factories.organisation("KI Nachbarkreis"))
    grant(factories.user("Ben"), place)
    assert Membership.objects.count() == 4
