"""The shipped facts against an official list that nobody here wrote. Skipped when it is not at hand."""

import csv
import json
import os
import time
from datetime import date
from pathlib import Path

import pytest

from tests.regions.official import look, take_in
from vorort.regions import queries
from vorort.regions.enums import UnitKind
from vorort.regions.models import Area, TerritorialUnit

FOLDER = os.environ.get("VORORT_TEST_DATA", "")
KINDS = {
    "Regierungsbezirk": UnitKind.REGIERUNGSBEZIRK,
    "Kreis": UnitKind.DISTRICT,
    "Kreisfreie Stadt": UnitKind.INDEPENDENT_CITY,
}
OLD, LAST, FIRST = date(2021, 6, 1), date(2021, 12, 31), date(2022, 1, 1)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FOLDER,
        reason="VORORT_TEST_DATA nennt keinen Ordner mit der amtlichen Gebietsliste (regions/nrw_units.csv).",
    ),
]


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


# --- The official files with borders ----------------------------------------------------------------------------------
def content_of(name):
    return (Path(FOLDER) / "regions" / f"nrw_{name}.geojson").read_bytes()


@pytest.fixture
def with_borders(reference_units):
    for name in ("regierungsbezirke", "kreise", "gemeinden"):
        take_in(content_of(name), date(2021, 1, 1), source="BKG 2021")


def test_396_municipalities_are_read_in_less_than_three_seconds(reference_units):
    content = content_of("gemeinden")
    began = time.process_time()
    run = take_in(content, date(2021, 1, 1), source="BKG 2021")
    assert time.process_time() - began < 3
    assert (run.created, run.changed, run.ended, run.kept, run.hints) == (395, 1, 0, 0, 0)


def test_official_names_are_those_that_ship(reference_units):
    for name, count in (("regierungsbezirke", 5), ("kreise", 53)):
        preview = look(content_of(name), date(2021, 1, 1))
        assert (preview.errors, preview.hints) == ((), ())
        told = [str(d.field) for change in preview.plan.changes for d in change.differences]
        assert told == ["ARS", "NUTS", "Grenze"] * count


def test_each_municipality_has_the_bezirk_and_the_district_of_the_official_list(with_borders, official):
    listed = {row["AGS"]: row["GEN"] for row in official if row["level"] == "GEM"}
    units = TerritorialUnit.objects.filter(kind=UnitKind.MUNICIPALITY).select_related("parent__parent")
    assert {unit.key: unit.short_name for unit in units} == listed
    assert [unit.key for unit in units if unit.parent.key != unit.key[:5]] == []
    assert [unit.key for unit in units if unit.parent.parent.key != unit.key[:3]] == []


def test_each_unit_has_the_codes_of_the_official_list(with_borders, official):
    codes = {row["AGS"]: (row["ARS"], row["NUTS"]) for row in official}
    units = TerritorialUnit.objects.exclude(kind=UnitKind.LAND).values_list("key", "ars", "nuts")
    assert {key: (ars, nuts) for key, ars, nuts in units} == codes
    assert codes["05974040"] == ("059740040040", "DEA5B")


def test_points_of_the_official_list_lie_where_it_says(with_borders, official):
    kinds = {"RBZ": [UnitKind.REGIERUNGSBEZIRK], "GEM": [UnitKind.MUNICIPALITY]}
    kinds["KRS"] = [UnitKind.DISTRICT, UnitKind.INDEPENDENT_CITY]
    day = date(2026, 1, 1)
    lost = []
    for row in official:
        place = float(row["longitude"]), float(row["latitude"])
        found = {unit.key for kind in kinds[row["level"]] if (unit := queries.unit_at(*place, kind=kind, on=day))}
        lost += [row["GEN"]] if row["AGS"] not in found else []
    assert lost == []
    assert len(official) == 454


def without_welver():
    """The official municipalities as they would be had Welver become a part of Soest."""
    whole = json.loads(content_of("gemeinden"))
    by_key = {feature["properties"]["AGS"]: feature for feature in whole["features"]}
    welver, soest = by_key["05974048"], by_key["05974040"]
    parts = [soest["geometry"]["coordinates"], welver["geometry"]["coordinates"]]
    soest["geometry"] = {"type": "MultiPolygon", "coordinates": parts}
    whole["features"].remove(welver)
    return json.dumps(whole).encode()


def test_place_in_a_merged_municipality_lies_in_it_on_every_day_before(with_borders):
    take_in(without_welver(), date(2022, 1, 1), source="Probe")
    place = (7.9996, 51.6204)  # Welver in the official list
    on = {day: queries.unit_at(*place, kind=UnitKind.MUNICIPALITY, on=day) for day in (OLD, LAST, FIRST)}
    assert [unit.name for unit in on.values()] == ["Gemeinde Welver", "Gemeinde Welver", "Stadt Soest"]
    assert TerritorialUnit.objects.get(key="05974040").borders.count() == 2


def test_town_halls_lie_in_their_municipalities(with_borders):
    places = {"05974040": (8.1060, 51.5715), "05315000": (6.9590, 50.9380), "05334002": (6.0839, 50.7762)}
    for key, place in places.items():
        found = queries.unit_at(*place, kind=UnitKind.MUNICIPALITY, on=date(2026, 1, 1))
        assert found is not None
        assert found.key == key


def test_city_of_aachen_lies_in_its_own_area_and_its_neighbours_in_that_of_the_staedteregion(with_borders):
    places = {"Rathaus Aachen": (6.0839, 50.7762), "Eschweiler": (6.2714, 50.8255), "Roetgen": (6.2226, 50.6623)}
    found = {
        name: [area.code for area in queries.areas_at(*place, on=date(2026, 1, 1))] for name, place in places.items()
    }
    assert found == {
        "Rathaus Aachen": ["centre-05334002"],
        "Eschweiler": ["centre-05334"],
        "Roetgen": ["centre-05334"],
    }


def test_nothing_of_the_land_lies_in_the_netherlands(with_borders):
    assert queries.unit_at(5.6909, 50.8514, kind=UnitKind.MUNICIPALITY, on=date(2026, 1, 1)) is None


def test_outlines_of_all_districts_are_light(with_borders):
    outlines = TerritorialUnit.objects.filter(kind__in=["district", "independent_city"]).values_list("borders__outline")
    assert sum(len(text) for (text,) in outlines) < 60_000


def test_official_files_read_again_change_nothing(with_borders):
    for name in ("regierungsbezirke", "kreise", "gemeinden"):
        assert not look(content_of(name), date(2026, 1, 1)).changes_anything
