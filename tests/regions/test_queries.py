"""Read models: one unit as facts, one area as a value."""

from datetime import date

import pytest

from tests.regions.official import SOEST_2024, aachen, collection, take_in, unit
from vorort.regions import queries
from vorort.regions.areas import KeyArea
from vorort.regions.enums import UnitKind
from vorort.regions.models import Area, TerritorialUnit
from vorort.regions.queries import UnitFacts, key_area, unit_facts

SOURCE = "Amtlicher Gemeindeschlüssel, Statistische Ämter des Bundes und der Länder, Stand 01.01.2021"


def test_facts_of_a_district_name_the_bezirk_above(reference_units, django_assert_num_queries):
    with django_assert_num_queries(1):
        facts = unit_facts("05974", on=date(2026, 11, 22))
    assert facts == UnitFacts("05974", "Kreis Soest", "Soest", UnitKind.DISTRICT, "059", SOURCE)


def test_nothing_stands_above_the_land(reference_units):
    assert unit_facts("05", on=date(2026, 11, 22)).parent_key is None


def test_unit_that_does_not_exist_on_the_day_has_no_facts(reference_units):
    with pytest.raises(TerritorialUnit.DoesNotExist):
        unit_facts("05334", on=date(2009, 10, 20))
    with pytest.raises(TerritorialUnit.DoesNotExist):
        unit_facts("09162", on=date(2026, 11, 22))


def test_area_becomes_a_value_in_one_statement(reference_units, django_assert_num_queries):
    area = Area.objects.get(code="centre-05334")
    with django_assert_num_queries(1):
        assert key_area(area) == KeyArea(frozenset({"05334"}), frozenset({"05334002"}))


def test_prefetched_areas_become_values_without_asking_again(reference_units, django_assert_num_queries):
    areas = list(Area.objects.prefetch_related("parts"))
    with django_assert_num_queries(0):
        assert sum(key_area(area).covers("05974") for area in areas) == 1


# --- By place ---------------------------------------------------------------------------------------------------------
DAY = date(2026, 1, 1)


def at(longitude, latitude, day=DAY):
    found = queries.unit_at(longitude, latitude, kind=UnitKind.MUNICIPALITY, on=day)
    return found and found.key


def test_place_lies_in_the_unit_around_it(soest_2024):
    assert at(8.15, 51.05) == "05974040"
    assert at(8.25, 51.05) == "05974052"
    assert at(8.15, 51.15) is None


def test_place_on_a_border_lies_in_the_unit_with_the_lower_key(soest_2024):
    assert at(8.2, 51.05) == "05974040"


def test_place_lies_in_the_unit_of_the_day(soest_2024):
    take_in(collection(aachen(), SOEST_2024[0], unit("05974048", "Soest-Werl", 10, size=20)), date(2025, 1, 1))
    assert at(8.15, 51.05, date(2024, 12, 31)) == "05974040"
    assert at(8.15, 51.05, date(2025, 1, 1)) == "05974048"


def test_place_in_a_unit_that_was_merged_into_a_lower_key_lies_in_it_until_its_last_day(soest_2024):
    take_in(collection(aachen(), SOEST_2024[0], unit("05974040", "Soest", 10, size=20)), date(2025, 1, 1))
    assert at(8.25, 51.05, date(2024, 12, 31)) == "05974052"
    assert at(8.25, 51.05, date(2025, 1, 1)) == "05974040"
    assert at(8.15, 51.05, date(2024, 12, 31)) == "05974040"


def test_distance_and_outline_are_those_of_the_day(soest_2024):
    take_in(collection(aachen(), SOEST_2024[0], unit("05974040", "Soest", 10, size=20)), date(2025, 1, 1))
    for day, distance, east in ((date(2024, 12, 31), 7.0, 820000), (date(2025, 1, 1), 6.6, 830000)):
        near = queries.units_near(8.25, 51.05, kind=UnitKind.MUNICIPALITY, within_km=20, on=day)
        assert [round(one.distance_km, 1) for one in near if one.key == "05974040"] == [distance]
        (soest,) = queries.outlines(["05974040"], on=day)
        assert max(longitude for longitude, _latitude in soest.shape[0][0]) == east


def test_place_is_asked_for_by_kind(soest_2024):
    assert queries.unit_at(8.15, 51.05, kind=UnitKind.DISTRICT, on=DAY) is None


def codes_at(longitude, latitude, day=DAY):
    return [area.code for area in queries.areas_at(longitude, latitude, on=day)]


def test_place_lies_in_each_area_that_covers_its_municipality(soest_2024, make_area):
    make_area("land", "05")
    make_area("hellweg-ohne-soest", "05974", "-05974040")
    assert codes_at(8.15, 51.05) == ["centre-05974", "land"]
    assert codes_at(8.25, 51.05) == ["centre-05974", "hellweg-ohne-soest", "land"]


def test_place_in_a_city_with_a_centre_of_its_own_is_not_the_districts(soest_2024):
    assert codes_at(6.05, 51.05) == ["centre-05334002"]


def test_place_outside_of_every_municipality_lies_in_no_area(soest_2024, make_area):
    make_area("land", "05")
    assert codes_at(8.15, 51.15) == []


def test_areas_of_a_place_are_those_of_the_day(soest_2024, make_area):
    make_area("werl", "05974052")
    take_in(collection(aachen(), SOEST_2024[0], unit("05974040", "Soest", 10, size=20)), date(2025, 1, 1))
    assert codes_at(8.25, 51.05, date(2024, 12, 31)) == ["centre-05974", "werl"]
    assert codes_at(8.25, 51.05, date(2025, 1, 1)) == ["centre-05974"]


def test_units_near_a_place_come_nearest_first(soest_2024):
    near = queries.units_near(8.26, 51.05, kind=UnitKind.MUNICIPALITY, within_km=10, on=DAY)
    assert [(unit.key, unit.name, round(unit.distance_km, 1)) for unit in near] == [
        ("05974052", "Stadt Werl", 0.7),
        ("05974040", "Stadt Soest", 7.7),
    ]


def test_outlines_are_empty_where_no_border_is_loaded(soest_2024):
    werl, district = queries.outlines(["05974052", "05974", "05000"], on=DAY)[::-1]
    assert (werl.key, werl.name, werl.source) == ("05974052", "Werl", "Test")
    assert werl.shape[0][0][0] == (820000, 5100000)
    assert (district.key, district.shape, district.source) == ("05974", (), "")


def test_asking_by_place_takes_one_statement_and_one_more_for_areas(soest_2024, django_assert_num_queries):
    with django_assert_num_queries(1):
        at(8.15, 51.05)
    with django_assert_num_queries(2):
        assert codes_at(8.15, 51.05) == ["centre-05974"]
    with django_assert_num_queries(1):
        queries.units_near(8.15, 51.05, kind=UnitKind.MUNICIPALITY, within_km=100, on=DAY)
    with django_assert_num_queries(1):
        queries.outlines(["05974052", "05974", "05334002"], on=DAY)
