"""What the database refuses, whoever writes past the actions."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.network import factories
from vorort.network.models import Organisation

DAY = date(2026, 11, 22)
BEFORE = date(2026, 11, 21)


def refused(make, *args, **kwargs):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make(*args, **kwargs)
    return str(error.value)


def test_second_organisation_with_the_name_is_refused(db):
    factories.organisation("KI Beispielkreis")
    assert "name" in refused(factories.organisation, "KI Beispielkreis")


def test_organisation_without_a_beginning_is_refused(db):
    assert "network_organisation_begins" in refused(factories.organisation, "nie", planned_from=None)


def test_organisation_that_ends_before_it_began_is_refused(db):
    said = refused(factories.organisation, "verkehrt", exists_from=DAY, ended_on=BEFORE)
    assert "network_organisation_ends_after_it_began" in said


def test_organisation_may_end_on_the_day_it_began_or_before_it_ever_existed(db):
    factories.organisation("ein Tag", exists_from=DAY, ended_on=DAY)
    factories.organisation("aufgegeben", planned_from=BEFORE, ended_on=DAY)
    assert Organisation.objects.count() == 2


def test_membership_that_ends_before_it_began_is_refused(db):
    person, place = factories.user("Anna"), factories.organisation("place")
    said = refused(factories.membership, person, place, valid_from=DAY, valid_to=BEFORE)
    assert "network_membership_ends_after_it_began" in said


def test_membership_that_begins_twice_on_a_day_is_refused(db):
    person, place = factories.user("Anna"), factories.organisation("place")
    factories.membership(person, place, valid_from=DAY)
    assert "network_membership" in refused(factories.membership, person, place, valid_from=DAY)


def test_person_place_and_area_of_a_membership_stay(db):
    membership = factories.membership(factories.user("Anna"), factories.organisation("place"))
    for kept in (membership.user, membership.organisation, membership.organisation.area):
        with pytest.raises(ProtectedError):
            kept.delete()
