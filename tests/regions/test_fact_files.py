"""The fact files are checked row by row; each row's errors are said in a sentence. Rows count as in a spreadsheet."""

from datetime import date

import pytest

from vorort.regions import fact_files
from vorort.regions.areas import KeyArea
from vorort.regions.enums import UnitKind
from vorort.regions.fact_files import AreaFact, UnitFact

UNITS_HEADER = "key,name,short_name,kind,parent,valid_from"
AREAS_HEADER = "code,name,prefixes,exceptions"
GOOD_UNITS = (
    "05,Nordrhein-Westfalen,Nordrhein-Westfalen,land,,",
    "053,Regierungsbezirk Köln,Köln,regierungsbezirk,05,",
    "05334,Städteregion Aachen,Städteregion Aachen,district,053,2009-10-21",
    "05334002,Stadt Aachen,Aachen,municipality,05334,2009-10-21",
)
GOOD_AREAS = ("centre-05334,Städteregion Aachen,05334,05334002",)


def read(*, units=(), areas=(), units_header=UNITS_HEADER, areas_header=AREAS_HEADER):
    """What the files say when the given rows come after the good ones (units: rows 2 to 5, areas: row 2)."""
    return fact_files.read(
        "\n".join([units_header, *GOOD_UNITS, *units]) + "\n", "\n".join([areas_header, *GOOD_AREAS, *areas]) + "\n"
    )


def said(facts):
    return [(error.file, error.row, str(error.sentence)) for error in facts.errors]


def test_good_rows_become_facts():
    facts = read()
    assert facts.errors == []
    assert facts.units[-1] == UnitFact(
        "05334002", "Stadt Aachen", "Aachen", UnitKind.MUNICIPALITY, "05334", date(2009, 10, 21)
    )
    assert facts.areas == [
        AreaFact("centre-05334", "Städteregion Aachen", KeyArea(frozenset({"05334"}), frozenset({"05334002"})))
    ]


def test_unit_comes_after_the_one_above_it_whatever_the_order_of_the_file():
    units = "\n".join([UNITS_HEADER, *reversed(GOOD_UNITS)])
    facts = fact_files.read(units, AREAS_HEADER)
    assert facts.errors == []
    assert [unit.key for unit in facts.units] == ["05", "053", "05334", "05334002"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("05358,,Düren,district,053,", "Die Spalte „name“ ist leer."),
        ("05358,Kreis Düren, ,district,053,", "Die Spalte „short_name“ ist leer."),
        (f"05358,{'D' * 121},Düren,district,053,", "Die Spalte „name“ hat mehr als 120 Zeichen."),
        ("053.8,Kreis Düren,Düren,district,053,", "Der Schlüssel „053.8“ besteht nicht nur aus Ziffern."),
        ("0535٨,Kreis Düren,Düren,district,053,", "Der Schlüssel „0535٨“ besteht nicht nur aus Ziffern."),
        ("05334,Kreis Düren,Düren,district,053,", "Der Schlüssel „05334“ steht schon weiter oben."),
        ("05358,Kreis Düren,Düren,county,053,", "Die Art „county“ gibt es nicht."),
        ("053580,Kreis Düren,Düren,district,053,", "Ein Schlüssel dieser Art (Kreis) hat 5 Ziffern."),
        ("05358,Kreis Düren,Düren,district,,", "Die Gebietseinheit darüber fehlt."),
        ("05358,Kreis Düren,Düren,district,057,", "Die Gebietseinheit „057“ darüber steht nicht in der Datei."),
        ("05358,Kreis Düren,Düren,district,05,", "„05“ kann nicht über „05358“ stehen."),
        ("06,Hessen,Hessen,land,05,", "„05“ kann nicht über „06“ stehen."),
        ("05754,Kreis Gütersloh,Gütersloh,district,053,", "Der Schlüssel „05754“ beginnt nicht mit „053“."),
        ("05358,Kreis Düren,Düren,district,053,21.10.2009", "„21.10.2009“ ist kein Tag der Form JJJJ-MM-TT."),
        ("05358,Kreis Düren,Düren,district,053,20091021", "„20091021“ ist kein Tag der Form JJJJ-MM-TT."),
        ("05358,Kreis Düren,Düren,district,053,2009-02-30", "„2009-02-30“ ist kein Tag der Form JJJJ-MM-TT."),
        ("05358,Kreis Düren,Düren,district,053", "Die Zeile hat 5 statt 6 Spalten."),
        ("05358,Kreis Düren,Düren,,district,053,", "Die Zeile hat 7 statt 6 Spalten."),
        ("", "Die Zeile hat 0 statt 6 Spalten."),
    ],
)
def test_broken_unit_is_named_by_its_row(row, sentence):
    assert said(read(units=[row])) == [("units.csv", 6, sentence)]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",Kreis Düren,053,", "Die Spalte „code“ ist leer."),
        (f"{'c' * 61},Kreis Düren,053,", "Die Spalte „code“ hat mehr als 60 Zeichen."),
        ("centre-05334,Kreis Düren,053,", "Das Kürzel „centre-05334“ steht schon weiter oben."),
        ("centre-05358,Kreis Düren,,", "Das Gebiet hat keinen Teil."),
        ("centre-05358,Kreis Düren,05358,", "Die Gebietseinheit „05358“ gibt es nicht."),
        ("centre-05358,Kreis Düren,05334002,05334", "Die Ausnahme „05334“ liegt in keinem Teil des Gebiets."),
        ("centre-05358,Kreis Düren,05334,05334", "Die Ausnahme „05334“ liegt in keinem Teil des Gebiets."),
        ("centre-05358,Kreis Düren,05334", "Die Zeile hat 3 statt 4 Spalten."),
    ],
)
def test_broken_area_is_named_by_its_row(row, sentence):
    assert said(read(areas=[row])) == [("centre_areas.csv", 3, sentence)]


def test_every_error_of_every_row_is_listed_and_the_good_rows_between_them_are_not():
    facts = read(
        units=["0535,,Düren,district,053,", "05366,Kreis Euskirchen,Euskirchen,district,053,", "too,short"],
        areas=["centre-0535,Kreis Düren,0535,"],
    )
    assert said(facts) == [
        ("units.csv", 6, "Die Spalte „name“ ist leer."),
        ("units.csv", 6, "Ein Schlüssel dieser Art (Kreis) hat 5 Ziffern."),
        ("units.csv", 8, "Die Zeile hat 2 statt 6 Spalten."),
    ]


@pytest.mark.parametrize(
    "header", ["", "key;name;short_name;kind;parent;valid_from", "name,key,short_name,kind,parent,valid_from"]
)
def test_shifted_header_of_the_units_is_the_only_error(header):
    sentence = "Die erste Zeile nennt nicht genau diese Spalten: key, name, short_name, kind, parent, valid_from."
    assert said(read(units_header=header)) == [("units.csv", 1, sentence)]


def test_shifted_header_of_the_areas_is_the_only_error():
    sentence = "Die erste Zeile nennt nicht genau diese Spalten: code, name, prefixes, exceptions."
    assert said(read(areas_header="code,name,exceptions,prefixes")) == [("centre_areas.csv", 1, sentence)]


def test_file_without_a_single_unit_says_so():
    assert said(fact_files.read(UNITS_HEADER, AREAS_HEADER)) == [
        ("units.csv", 1, "Die Datei nennt keine Gebietseinheit.")
    ]


def test_empty_file_has_no_header():
    assert said(fact_files.read("", ""))[0][:2] == ("units.csv", 1)
