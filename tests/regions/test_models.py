"""What the database refuses of units and areas, by the name of the constraint."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from vorort.regions.enums import UnitKind
from vorort.regions.models import AreaPart, TerritorialUnit, UnitGeometry

Y2020, Y2021 = date(2020, 1, 1), date(2021, 1, 1)


@pytest.fixture
def land(db):
    return TerritorialUnit.objects.create(
        key="05", name="Nordrhein-Westfalen", short_name="Nordrhein-Westfalen", kind=UnitKind.LAND, source="Test"
    )


def bezirk(land, **values):
    given = {"key": "059", "name": "Regierungsbezirk Arnsberg", "short_name": "Arnsberg", "source": "Test"}
    return TerritorialUnit(**given | {"kind": UnitKind.REGIERUNGSBEZIRK, "parent": land} | values)


def assert_refused(item, constraint):
    """Refused in words by the model and without exception by the database."""
    with pytest.raises(ValidationError):
        item.validate_constraints()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        item.save()
    assert constraint in str(refusal.value) or "UNIQUE" in str(refusal.value)


def test_two_units_with_one_key_may_follow_each_other(land):
    bezirk(land, valid_to=date(2030, 12, 31)).save()
    bezirk(land, valid_from=date(2031, 1, 1)).save()
    assert TerritorialUnit.objects.filter(key="059").count() == 2


def test_two_units_with_one_key_do_not_begin_on_one_day(land):
    bezirk(land, valid_from=date(2031, 1, 1), valid_to=date(2031, 12, 31)).save()
    assert_refused(bezirk(land, valid_from=date(2031, 1, 1)), "regions_unit_one_start_a_day")


def test_two_units_with_one_key_are_not_both_without_a_start(land):
    bezirk(land, valid_to=date(2030, 12, 31)).save()
    assert_refused(bezirk(land, valid_to=date(2020, 12, 31)), "regions_unit_one_without_start")


def test_two_units_with_one_key_are_not_both_without_an_end(land):
    bezirk(land, valid_from=date(2020, 1, 1)).save()
    assert_refused(bezirk(land, valid_from=date(2021, 1, 1)), "regions_unit_one_without_end")


def test_unit_does_not_end_before_it_starts(land):
    bezirk(land, key="057", valid_from=date(2031, 1, 1), valid_to=date(2031, 1, 1)).save()
    assert_refused(
        bezirk(land, valid_from=date(2031, 1, 2), valid_to=date(2031, 1, 1)), "regions_unit_starts_before_end"
    )


def border(unit, **values):
    numbers = dict.fromkeys(["west", "south", "east", "north", "inner_longitude", "inner_latitude"], 5)
    given = {"shape": "[]", "outline": "[]", "as_of": date(2021, 1, 1), "source": "Test"}
    return UnitGeometry(unit=unit, **numbers | given | values)


def test_borders_of_a_unit_follow_each_other(land):
    border(land, valid_to=date(2024, 12, 31)).save()
    border(land, valid_from=date(2025, 1, 1)).save()
    assert [UnitGeometry.objects.valid_on(date(2025, 1, 1) - day).count() for day in (timedelta(0), timedelta(1))] == [
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("first", "second", "constraint"),
    [
        ({"valid_to": Y2020}, {"valid_to": Y2021}, "regions_geometry_one_without_start"),
        ({"valid_from": Y2020}, {"valid_from": Y2021}, "regions_geometry_one_without_end"),
        ({"valid_from": Y2020}, {"valid_from": Y2020, "valid_to": Y2021}, "regions_geometry_one_start_a_day"),
        ({"valid_to": Y2020}, {"valid_from": Y2021, "valid_to": Y2020}, "regions_geometry_starts_before_end"),
        ({"valid_to": Y2020}, {"valid_from": Y2021, "west": 6}, "regions_geometry_box_is_a_box"),
    ],
)
def test_two_borders_of_a_unit_do_not_hold_at_once_and_each_has_an_extent(land, first, second, constraint):
    border(land, **first).save()
    assert_refused(border(land, **second), constraint)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (UnitKind.REGIERUNGSBEZIRK, "05"),
        (UnitKind.DISTRICT, "059"),
        (UnitKind.INDEPENDENT_CITY, "05914000"),
        (UnitKind.MUNICIPALITY, "05914"),
        ("county", "05914"),
    ],
)
def test_length_of_the_key_has_to_fit_the_kind(land, kind, key):
    assert_refused(bezirk(land, kind=kind, key=key), "regions_unit_key_fits_kind")


@pytest.mark.parametrize(
    ("kind", "key", "ars"), [("regierungsbezirk", "059", "05"), ("municipality", "05914000", "05914000")]
)
def test_length_of_the_regional_key_has_to_fit_the_kind(land, kind, key, ars):
    assert_refused(bezirk(land, kind=kind, key=key, ars=ars), "regions_unit_ars_fits_kind")


def test_municipality_has_a_regional_key_of_twelve_digits(land):
    bezirk(land, kind=UnitKind.MUNICIPALITY, key="05914000", ars="059140000000", nuts="DEA53").full_clean()


def test_nuts_code_begins_with_two_letters(land):
    with pytest.raises(ValidationError) as refusal:
        bezirk(land, nuts="05A").full_clean()
    assert refusal.value.message_dict == {
        "nuts": ["Ein NUTS-Code hat zwei Buchstaben und dahinter höchstens drei Zeichen."]
    }


def test_only_the_land_stands_on_top(land):
    assert_refused(bezirk(None), "regions_unit_only_land_on_top")
    assert_refused(bezirk(land, kind=UnitKind.LAND, key="06"), "regions_unit_only_land_on_top")


def test_only_a_unit_that_ended_has_a_successor(land):
    first, second = bezirk(land, key="055"), bezirk(land, key="057", valid_to=Y2020)
    first.save()
    second.successor = first
    second.save()
    assert_refused(bezirk(land, successor=first), "regions_unit_successor_of_what_ended")


def test_key_consists_of_digits(land):
    with pytest.raises(ValidationError) as refusal:
        bezirk(land, key="05A").full_clean()
    assert refusal.value.message_dict == {"key": ["Ein amtlicher Schlüssel besteht nur aus Ziffern."]}


def test_prefix_of_a_part_is_neither_empty_nor_there_twice(make_area):
    area = make_area("Arnsberg", "059")
    assert_refused(AreaPart(area=area, prefix=""), "regions_area_part_prefix_given")
    assert_refused(AreaPart(area=area, prefix="059", excluded=True), "regions_area_part_once")


def test_units_areas_and_parts_say_what_they_are(land, make_area):
    area = make_area("Rest der Städteregion", "05334", "-05334002")
    assert str(land) == "Nordrhein-Westfalen"
    assert str(area) == "Rest der Städteregion"
    assert [str(part) for part in area.parts.all()] == ["05334", "−05334002"]
