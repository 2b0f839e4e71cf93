"""Which areas have a centre on a day, as the map shows them."""

from datetime import date

import pytest

from tests.network.factories import organisation
from vorort.core.actor import SYSTEM
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.regions import actions
from vorort.regions.models import Area
from vorort.steering import queries

DAY = date(2013, 6, 1)


@pytest.fixture(autouse=True)
def territory(db):
    actions.load_reference_units(actor=SYSTEM)


def centre(name, code, **dates):
    place = organisation(name, **dates)
    Organisation.objects.filter(pk=place.pk).update(area=Area.objects.get(code=code))
    return place.pk


def states(day=DAY):
    return {place.area: place.state.value for place in queries.centres_on(day).places}


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({"planned_from": date(2013, 6, 2)}, "none"),
        ({"planned_from": DAY}, "planned"),
        ({"planned_from": date(2012, 6, 1), "exists_from": date(2013, 6, 2)}, "planned"),
        ({"exists_from": DAY}, "exists"),
        ({"exists_from": date(2013, 6, 2)}, "none"),
        ({"exists_from": date(2012, 6, 1), "ended_on": date(2013, 5, 31)}, "none"),
        ({"exists_from": date(2012, 6, 1), "ended_on": DAY}, "exists"),
    ],
)
def test_area_has_a_planned_an_existing_or_no_centre(dates, state):
    centre("KI Soest", "centre-05974", **dates)
    assert states() == {"Kreis Soest": state}


def test_area_with_two_centres_shows_the_one_that_exists():
    centre("A alt", "centre-05974", exists_from=date(2010, 1, 1), ended_on=date(2012, 1, 1))
    existing = centre("B neu", "centre-05974", exists_from=date(2012, 1, 2))
    centre("C geplant", "centre-05974", planned_from=date(2013, 1, 1))
    (place,) = queries.centres_on(DAY).places
    assert (place.organisation_id, place.keys) == (existing, ("05974",))


def test_other_organisations_are_on_no_map():
    organisation("Ministerium", OrganisationKind.MINISTRY)
    assert states() == {}


def test_centre_whose_area_has_no_parts_is_on_no_map():
    organisation("KI Irgendwo")
    assert states() == {}


def test_city_and_rest_of_the_staedteregion_are_two_places():
    centre("KI Stadt", "centre-05334002", exists_from=DAY)
    centre("KI Rest", "centre-05334", planned_from=DAY)
    assert states() == {"Stadt Aachen": "exists", "Städteregion Aachen ohne Stadt Aachen": "planned"}
    assert [outline.key for outline in queries.centres_on(DAY).outlines] == ["05334", "05334002"]


def test_map_takes_one_statement(django_assert_num_queries):
    centre("KI Soest", "centre-05974", exists_from=DAY)
    centre("KI Unna", "centre-05978", exists_from=DAY)
    with django_assert_num_queries(1):
        queries.centres_on(DAY)
