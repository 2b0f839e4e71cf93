"""The shipped facts against an official list that nobody here wrote. Skipped when it is not at hand."""

import csv
import os
from pathlib import Path

import pytest

from vorort.regions.enums import UnitKind
from vorort.regions.models import Area, TerritorialUnit

FOLDER = os.environ.get("VORORT_TEST_DATA", "")
KINDS = {
    "Regierungsbezirk": UnitKind.REGIERUNGSBEZIRK,
    "Kreis": UnitKind.DISTRICT,
    "Kreisfreie Stadt": UnitKind.INDEPENDENT_CITY,
}

pytestmark = pytest.mark.skipif(
    not FOLDER, reason="VORORT_TEST_DATA nennt keinen Ordner mit der amtlichen Gebietsliste (regions/nrw_units.csv)."
)


@pytest.fixture(scope="module")
def official():
    with (Path(FOLDER) / "regions" / "nrw_units.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_keys_names_kinds_and_bezirk_are_those_of_the_official_list(reference_units, official):
    listed = {
        (row["AGS"], row["GEN"], KINDS[row["BEZ"]], row["AGS"][:3] if row["level"] == "KRS" else "05")
        for row in official
        if row["level"] in {"RBZ", "KRS"}
    }
    units = TerritorialUnit.objects.exclude(kind__in=[UnitKind.LAND, UnitKind.MUNICIPALITY])
    assert set(units.values_list("key", "short_name", "kind", "parent__key")) == listed
    assert len(listed) == 58


def test_city_of_aachen_is_the_municipality_of_the_official_list(reference_units, official):
    (row,) = [row for row in official if row["AGS"] == "05334002"]
    unit = TerritorialUnit.objects.get(key="05334002")
    assert (row["level"], row["GEN"]) == ("GEM", "Aachen")
    assert (unit.kind, unit.short_name) == (UnitKind.MUNICIPALITY, "Aachen")


def test_each_of_the_396_municipalities_lies_in_exactly_one_centre_area(reference_units, official):
    municipalities = [row["AGS"] for row in official if row["level"] == "GEM"]
    assert len(municipalities) == 396
    assert [key for key in municipalities if Area.objects.covering(key).count() != 1] == []
    rest = [key for key in municipalities if Area.objects.covering(key).get().code == "centre-05334"]
    assert len(rest) == 9
