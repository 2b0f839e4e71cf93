"""Rows as they are typed: each fault has its reason at its row."""

from decimal import Decimal

import pytest

from vorort.funding.rules.items import ItemEntry, reasons_against_items

RATES, YEARS, PLACED, WHOLE = {1, 2, 3}, {2027}, {2}, {3}
GOOD = ItemEntry(rate_id=1, year=2027, units=Decimal("6"))


def against(*entries):
    reasons = reasons_against_items(entries, rates=RATES, years=YEARS, needs_place=PLACED, whole=WHOLE)
    return [(reason.code, reason.field) for reason in reasons]


def test_known_rate_in_the_year_of_the_call_is_kept():
    assert against(GOOD) == []
    assert against(ItemEntry(2, 2027, Decimal("0.5"), "Bürgerhaus")) == []


def test_no_rows_at_all_are_kept():
    assert against() == []


def test_rate_of_another_call_is_refused():
    assert against(GOOD, ItemEntry(99, 2027, Decimal(1))) == [("unknown_rate", "items-1")]


def test_year_outside_the_call_is_refused():
    assert against(ItemEntry(1, 2028, Decimal(1))) == [("unknown_year", "items-0")]


@pytest.mark.parametrize("units", ["0.01", "0.50", "100000"])
def test_sensible_number_of_units_is_kept(units):
    assert against(ItemEntry(1, 2027, Decimal(units))) == []


@pytest.mark.parametrize("units", ["0", "-1", "100000.01", "NaN", "sNaN", "Infinity", "-Infinity", "0.001", "3.141"])
def test_number_of_units_that_makes_no_sense_is_refused(units):
    assert against(GOOD, GOOD, ItemEntry(1, 2027, Decimal(units))) == [("units", "items-2")]


@pytest.mark.parametrize("units", ["1", "6.00", "100000"])
def test_whole_units_of_a_rate_that_is_not_divisible_are_kept(units):
    assert against(ItemEntry(3, 2027, Decimal(units))) == []


@pytest.mark.parametrize("units", ["0.5", "2.5", "99999.99"])
def test_part_of_a_unit_is_refused_where_the_rate_is_not_divisible(units):
    assert against(GOOD, ItemEntry(3, 2027, Decimal(units))) == [("not_whole", "items-1")]


def test_number_that_makes_no_sense_is_not_called_broken_as_well():
    assert against(ItemEntry(3, 2027, Decimal("0.001")), ItemEntry(3, 2027, Decimal("9" * 40))) == [
        ("units", "items-0"),
        ("units", "items-1"),
    ]


@pytest.mark.parametrize("place", ["", "  ", "\t"])
def test_rate_that_is_capped_per_building_needs_one(place):
    assert against(ItemEntry(2, 2027, Decimal(1), place)) == [("no_place", "items-0")]


def test_name_of_a_building_has_at_most_120_characters():
    assert against(ItemEntry(1, 2027, Decimal(1), "x" * 120 + " ")) == []
    assert against(ItemEntry(1, 2027, Decimal(1), "x" * 121)) == [("long_place", "items-0")]


def test_every_fault_of_a_row_is_named_at_once():
    assert against(ItemEntry(99, 2030, Decimal(0)), ItemEntry(2, 2027, Decimal(0))) == [
        ("unknown_rate", "items-0"),
        ("unknown_year", "items-0"),
        ("units", "items-0"),
        ("units", "items-1"),
        ("no_place", "items-1"),
    ]
