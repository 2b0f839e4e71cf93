"""Loading the reference units: once is enough, a broken file writes nothing, what others brought stays."""

from datetime import date
from pathlib import Path

import pytest

from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry
from vorort.regions import actions, fact_files
from vorort.regions.enums import UnitKind
from vorort.regions.models import Area, AreaPart, TerritorialUnit


@pytest.fixture
def facts(tmp_path):
    """A copy of the fact files that a test may change."""
    for name in (fact_files.UNITS, fact_files.CENTRE_AREAS):
        (tmp_path / name).write_text((fact_files.FOLDER / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def load(folder):
    return actions.load_reference_units(actor=SYSTEM, folder=folder)


def entries():
    return list(HistoryEntry.objects.filter(action="regions.loaded").order_by("number"))


def test_sixty_units_of_five_kinds_are_there(reference_units):
    count = {kind: TerritorialUnit.objects.filter(kind=kind).count() for kind in UnitKind}
    assert count == {
        UnitKind.LAND: 1,
        UnitKind.REGIERUNGSBEZIRK: 5,
        UnitKind.DISTRICT: 31,
        UnitKind.INDEPENDENT_CITY: 22,
        UnitKind.MUNICIPALITY: 1,
    }


def test_units_have_the_names_people_say(reference_units):
    names = dict(TerritorialUnit.objects.values_list("key", "name"))
    assert names["05974"] == "Kreis Soest"
    assert names["05914"] == "Hagen"
    assert names["05334"] == "Städteregion Aachen"
    assert names["05334002"] == "Stadt Aachen"
    assert names["05962"] == "Märkischer Kreis"
    assert names["05958"] == "Hochsauerlandkreis"
    assert names["05162"] == "Rhein-Kreis Neuss"
    assert names["05117"] == "Mülheim an der Ruhr"
    assert names["059"] == "Regierungsbezirk Arnsberg"


def test_every_unit_stands_below_the_one_its_key_begins_with(reference_units):
    for unit in TerritorialUnit.objects.select_related("parent"):
        assert unit.parent is None or unit.key.startswith(unit.parent.key)
    assert TerritorialUnit.objects.get(key="05974").parent.key == "059"
    assert TerritorialUnit.objects.get(key="05334002").parent.key == "05334"


def test_54_centre_areas_cover_all_53_districts_and_cities_and_aachen_twice_in_two(reference_units):
    assert Area.objects.count() == 54
    assert AreaPart.objects.filter(excluded=False).count() == 54
    assert [str(part) for part in AreaPart.objects.filter(excluded=True)] == ["−05334002"]
    assert Area.objects.get(code="centre-05334").name == "Städteregion Aachen ohne Stadt Aachen"


def test_loading_counts_what_it_did_and_leaves_an_entry(reference_units):
    assert reference_units.units == {"created": 60}
    assert reference_units.areas == {"created": 54}
    assert reference_units.errors == ()
    (entry,) = entries()
    land = TerritorialUnit.objects.get(key="05")
    assert entry.stream == f"regions.territorialunit:{land.pk}"
    assert entry.payload.values == {
        "actor": "vorort",
        "source": "Amtlicher Gemeindeschlüssel, Statistische Ämter des Bundes und der Länder, Stand 01.01.2021",
        "units": {"created": 60},
        "areas": {"created": 54},
    }


def test_second_run_changes_nothing_and_leaves_no_entry(reference_units, django_assert_num_queries):
    before = list(TerritorialUnit.objects.values()), list(Area.objects.values()), list(AreaPart.objects.values())
    with django_assert_num_queries(5):  # a savepoint set and released, units, areas, parts
        again = actions.load_reference_units(actor=SYSTEM)
    assert (again.units, again.areas, again.changed) == ({"kept": 60}, {"kept": 54}, False)
    after = list(TerritorialUnit.objects.values()), list(Area.objects.values()), list(AreaPart.objects.values())
    assert after == before
    assert len(entries()) == 1


@pytest.mark.django_db
def test_broken_row_is_reported_and_nothing_is_written(facts):
    change(facts / "units.csv", "05974,Kreis Soest,Soest,district,059,", "5974,Kreis Soest,Soest,district,059,")
    result = load(facts)
    assert [(error.file, error.row, str(error.sentence)) for error in result.errors] == [
        ("units.csv", 60, "Ein Schlüssel dieser Art (Kreis) hat 5 Ziffern."),
        ("units.csv", 60, "Der Schlüssel „5974“ beginnt nicht mit „059“."),
        ("centre_areas.csv", 54, "Die Gebietseinheit „05974“ gibt es nicht."),
    ]
    assert result.changed is False
    assert not TerritorialUnit.objects.exists()
    assert not Area.objects.exists()
    assert entries() == []


def test_broken_area_stops_the_units_too(facts, db):
    change(facts / "centre_areas.csv", "centre-05974,Kreis Soest,05974,", "centre-05974,Kreis Soest,,")
    result = load(facts)
    assert [(error.file, error.row) for error in result.errors] == [("centre_areas.csv", 54)]
    assert not TerritorialUnit.objects.exists()


def test_corrected_fact_corrects_the_unit_and_nothing_else(reference_units, facts):
    change(facts / "units.csv", "05914,Hagen,Hagen,", "05914,Hagen (Stadt der FernUniversität),Hagen,")
    result = load(facts)
    assert result.units == {"corrected": 1, "kept": 59}
    assert result.areas == {"kept": 54}
    assert TerritorialUnit.objects.get(key="05914").name == "Hagen (Stadt der FernUniversität)"
    assert [entry.payload.values["units"] for entry in entries()][1] == {"corrected": 1, "kept": 59}


def test_corrected_area_gets_its_new_parts_and_loses_the_old(reference_units, facts):
    change(
        facts / "centre_areas.csv",
        "centre-05334,Städteregion Aachen ohne Stadt Aachen,05334,05334002",
        "centre-05334,Städteregion Aachen,05334,",
    )
    result = load(facts)
    assert (result.units, result.areas) == ({"kept": 60}, {"corrected": 1, "kept": 53})
    area = Area.objects.get(code="centre-05334")
    assert (area.name, [str(part) for part in area.parts.all()]) == ("Städteregion Aachen", ["05334"])


def test_end_of_a_unit_survives_the_next_load(reference_units):
    TerritorialUnit.objects.filter(key="05914").update(valid_to=date(2030, 12, 31))
    assert actions.load_reference_units(actor=SYSTEM).changed is False
    assert TerritorialUnit.objects.get(key="05914").valid_to == date(2030, 12, 31)


def test_what_another_source_has_brought_stays(reference_units):
    TerritorialUnit.objects.filter(key="05914").update(
        name="Hagen, Stadt der FernUniversität", source="Amtliche Datei 2027"
    )
    Area.objects.filter(code="centre-05914").update(name="Hagen und Umland", source="Betreiber")
    assert actions.load_reference_units(actor=SYSTEM).changed is False
    assert TerritorialUnit.objects.get(key="05914").name == "Hagen, Stadt der FernUniversität"
    assert Area.objects.get(code="centre-05914").name == "Hagen und Umland"


def test_unit_that_another_source_continues_is_left_alone(reference_units):
    TerritorialUnit.objects.filter(key="05914").update(name="Hagen früher", valid_to=date(2026, 12, 31))
    TerritorialUnit.objects.create(
        key="05914",
        name="Hagen neu",
        short_name="Hagen",
        kind=UnitKind.INDEPENDENT_CITY,
        parent=TerritorialUnit.objects.get(key="059"),
        valid_from=date(2027, 1, 1),
        source="Amtliche Datei 2027",
    )
    assert actions.load_reference_units(actor=SYSTEM).units == {"kept": 60}
    assert sorted(TerritorialUnit.objects.filter(key="05914").values_list("name", flat=True)) == [
        "Hagen früher",
        "Hagen neu",
    ]
