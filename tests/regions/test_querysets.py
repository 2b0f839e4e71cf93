"""Filters over units and areas, with neighbours that must not appear."""

from datetime import date

import pytest
from django.db import transaction

from tests.regions.official import SOEST_2024, aachen, collection, take_in, unit
from vorort.regions.enums import UnitKind
from vorort.regions.models import Area, TerritorialUnit
from vorort.regions.queries import key_area

ARNSBERG = [
    "059",
    *("05911", "05913", "05914", "05915", "05916"),
    *("05954", "05958", "05962", "05966", "05970", "05974", "05978"),
]


@pytest.fixture
def merged_unit(reference_units):
    """An invented municipality that existed from 1 March 2010 to 31 December 2014."""
    soest = TerritorialUnit.objects.get(key="05974")
    return TerritorialUnit.objects.create(
        key="05974999",
        name="Musterdorf",
        short_name="Musterdorf",
        kind=UnitKind.MUNICIPALITY,
        parent=soest,
        valid_from=date(2010, 3, 1),
        valid_to=date(2014, 12, 31),
        source="Test",
    )


def keys(units):
    return [unit.key for unit in units]


def test_there_are_31_districts_and_the_staedteregion_is_one_of_them(reference_units):
    districts = keys(TerritorialUnit.objects.districts())
    assert len(districts) == 31
    assert "05334" in districts
    assert "05334002" not in districts
    assert "05914" not in districts


def test_each_place_is_named_once(reference_units):
    take_in(collection(aachen(), *SOEST_2024, unit("05914000", "Hagen", 60)), date(2021, 1, 1))
    places = keys(TerritorialUnit.objects.places())
    assert len(places) == 57  # 31 districts, 22 independent cities, Aachen and three others
    assert {"05974", "05914", "05334002", "05974040"} <= set(places)
    assert not {"05", "059", "05914000"} & set(places)


def test_there_are_22_independent_cities_and_aachen_is_none_of_them(reference_units):
    cities = keys(TerritorialUnit.objects.independent_cities())
    assert len(cities) == 22
    assert "05914" in cities
    assert not [key for key in cities if key.startswith("05334")]


@pytest.mark.parametrize(
    ("day", "exists"),
    [
        (date(2010, 2, 28), False),
        (date(2010, 3, 1), True),
        (date(2014, 12, 31), True),
        (date(2015, 1, 1), False),
    ],
)
def test_unit_is_valid_from_its_first_to_its_last_day(merged_unit, day, exists):
    assert TerritorialUnit.objects.valid_on(day).filter(pk=merged_unit.pk).exists() is exists


def test_unit_without_dates_is_always_valid(reference_units):
    assert TerritorialUnit.objects.valid_on(date(1990, 1, 1)).filter(key="05974").exists()
    assert TerritorialUnit.objects.valid_on(date(2090, 1, 1)).filter(key="05974").exists()


def test_staedteregion_begins_on_21_october_2009(reference_units):
    assert TerritorialUnit.objects.districts().valid_on(date(2009, 10, 20)).count() == 30
    assert TerritorialUnit.objects.districts().valid_on(date(2009, 10, 21)).count() == 31


def test_units_within_arnsberg_are_its_five_cities_and_seven_districts(reference_units, make_area):
    area = make_area("Regierungsbezirk Arnsberg", "059")
    make_area("Nachbar", "057")
    assert keys(TerritorialUnit.objects.within(area)) == ARNSBERG


def test_units_within_an_area_leave_out_its_exceptions(reference_units):
    rest = Area.objects.get(code="centre-05334")
    city = Area.objects.get(code="centre-05334002")
    assert keys(TerritorialUnit.objects.within(rest)) == ["05334"]
    assert keys(TerritorialUnit.objects.within(city)) == ["05334002"]


def test_exception_from_an_exception_is_within_again(reference_units, make_area):
    area = make_area("Köln ohne Umland von Aachen", "053", "-05334", "05334002")
    within = keys(TerritorialUnit.objects.within(area))
    assert "05334002" in within
    assert "05334" not in within
    assert "05358" in within


def test_area_without_parts_has_no_units(reference_units, make_area):
    assert not TerritorialUnit.objects.within(make_area("leer")).exists()


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("05974", ["centre-05974"]),
        ("05974040", ["centre-05974"]),  # Stadt Soest: not a unit here, still covered
        ("05914000", ["centre-05914"]),  # Hagen as a municipality
        ("05334002", ["centre-05334002"]),
        ("05334004", ["centre-05334"]),  # Alsdorf
        ("059", []),
        ("09162", []),  # München
        ("%", []),
        ("", []),
    ],
)
def test_every_place_belongs_to_exactly_one_centre_area(reference_units, key, codes):
    assert [area.code for area in Area.objects.covering(key)] == codes


def test_several_areas_may_cover_one_key_and_each_comes_once(make_area):
    make_area("a-land", "05", "-05334", "05334002")
    make_area("b-bezirk", "059")
    make_area("c-doppelt", "059", "05974")
    make_area("d-daneben", "05978")
    make_area("e-ausgenommen", "05", "-05974")
    assert [area.code for area in Area.objects.covering("05974")] == ["a-land", "b-bezirk", "c-doppelt"]
    assert [area.code for area in Area.objects.covering("05334002")] == ["a-land", "e-ausgenommen"]
    assert [area.code for area in Area.objects.covering("05334004")] == ["e-ausgenommen"]


def test_the_database_and_the_value_decide_alike(reference_units, make_area):
    area = make_area("alles gemischt", "05", "-053", "05334", "-05334002", "-05974", "05974040")
    value = key_area(area)
    by_value = [unit.key for unit in TerritorialUnit.objects.all() if value.covers(unit.key)]
    assert keys(TerritorialUnit.objects.within(area)) == by_value
    # Of 60 units the 13 of Bezirk Köln are out, the Städteregion is in again, and the district of Soest is out.
    assert len(by_value) == 47


def test_filtered_units_and_areas_can_be_locked(reference_units, make_area):
    area = make_area("Regierungsbezirk Arnsberg", "059")
    with transaction.atomic():
        assert len(TerritorialUnit.objects.within(area).select_for_update()) == 13
        assert len(Area.objects.covering("05974").select_for_update()) == 2


def test_asking_for_an_area_takes_one_statement(reference_units, make_area, django_assert_num_queries):
    area = make_area("Regierungsbezirk Arnsberg", "059")
    with django_assert_num_queries(1):
        list(TerritorialUnit.objects.within(area).valid_on(date(2026, 1, 1)))
    with django_assert_num_queries(1):
        list(Area.objects.covering("05974"))
