"""Read models: one unit as facts, one area as a value."""

from datetime import date

import pytest

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
