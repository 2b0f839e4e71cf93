"""Files as they come: each way a feature can be wrong is an error that names it, and nothing else of it is believed."""

import json

import pytest

from tests.regions.official import aachen, collection, square, unit
from vorort.core.imports.findings import Severity
from vorort.regions import geojson
from vorort.regions.enums import UnitKind

SOEST, UNNA = "05974040", "05978036"


def read(content):
    return geojson.read(content, land="05")


def found(content):
    """Errors and hints as (severity, feature, attribute)."""
    return [(finding.severity.value, finding.row, finding.column) for finding in read(content)[1]]


def told(content):
    return [str(finding.sentence) for finding in read(content)[1]]


def one(**changes):
    """What is found about a file of one feature with these attributes changed."""
    return found(collection(unit(SOEST, "Soest", **changes)))


# --- What is read -----------------------------------------------------------------------------------------------------
def test_unit_is_read_with_key_name_kind_and_shape():
    (soest,), findings = read(collection(unit(SOEST, "Soest", 10, 50)))
    assert findings == []
    assert (soest.row, soest.key, soest.kind) == (1, SOEST, UnitKind.MUNICIPALITY)
    assert (soest.name, soest.short_name) == ("Stadt Soest", "Soest")
    assert (soest.ars, soest.nuts) == ("059740040040", "DEA")
    assert soest.shape == (
        (((810000, 5150000), (820000, 5150000), (820000, 5160000), (810000, 5160000), (810000, 5150000)),),
    )


def test_codes_the_file_does_not_name_are_empty():
    (soest,), findings = read(collection(unit(SOEST, "Soest", ARS=None, NUTS=None)))
    assert findings == []
    assert (soest.key, soest.ars, soest.nuts) == (SOEST, "", "")


@pytest.mark.parametrize("code", ["DEA5B1", "D", "dea5b", "DE A5", 5, ["DEA5B"]])
def test_nuts_code_that_is_none_is_an_error(code):
    content = collection(unit(SOEST, "Soest", NUTS=code))
    assert found(content) == [("error", 1, "NUTS")]
    assert told(content) == ["Das ist kein NUTS-Code. Er beginnt mit zwei Buchstaben, etwa DEA5B."]


@pytest.mark.parametrize(
    ("key", "short_name", "word", "kind", "name"),
    [
        ("05", "Nordrhein-Westfalen", "Land", UnitKind.LAND, "Nordrhein-Westfalen"),
        ("059", "Arnsberg", "Regierungsbezirk", UnitKind.REGIERUNGSBEZIRK, "Regierungsbezirk Arnsberg"),
        ("05974", "Soest", "Kreis", UnitKind.DISTRICT, "Kreis Soest"),
        ("05162", "Rhein-Kreis Neuss", "Kreis", UnitKind.DISTRICT, "Rhein-Kreis Neuss"),
        ("05334", "Städteregion Aachen", "Kreis", UnitKind.DISTRICT, "Städteregion Aachen"),
        ("05914", "Hagen", "Kreisfreie Stadt", UnitKind.INDEPENDENT_CITY, "Hagen"),
        ("05914000", "Hagen", "Stadt", UnitKind.MUNICIPALITY, "Stadt Hagen"),
        ("05974028", "Möhnesee", "Gemeinde", UnitKind.MUNICIPALITY, "Gemeinde Möhnesee"),
    ],
)
def test_kind_follows_from_the_key_and_the_name_says_it_where_people_do(key, short_name, word, kind, name):
    (official,), findings = read(collection(unit(key, short_name, word=word)))
    assert findings == []
    assert (official.kind, official.name) == (kind, name)


def test_units_above_come_before_those_below():
    units, _findings = read(collection(unit(SOEST, "Soest"), unit("059", "Arnsberg"), unit("05974", "Soest")))
    assert [official.key for official in units] == ["059", "05974", SOEST]


def test_attributes_are_known_in_small_letters_and_others_do_not_matter():
    feature = unit(SOEST, "Soest", OBJID="DEBKG1", EWZ=47460)
    feature["properties"] = {name.lower(): value for name, value in feature["properties"].items()}
    (soest,), findings = read(collection(feature))
    assert (soest.key, findings) == (SOEST, [])


def test_regional_key_alone_is_enough():
    (soest,), findings = read(collection(unit(SOEST, "Soest", AGS=None)))
    assert (soest.key, findings) == (SOEST, [])


def test_municipality_key_alone_is_enough():
    (soest,), _findings = read(collection(unit(SOEST, "Soest", ARS=None)))
    assert soest.key == SOEST


def test_district_whose_key_is_filled_up_with_zeros_is_a_district():
    (soest,), _findings = read(collection(unit("05974", "Soest", word="Kreis", AGS="05974000")))
    assert soest.key == "05974"


def test_other_laender_are_passed_over_with_a_hint():
    content = collection(unit("09162000", "München"), unit(SOEST, "Soest"), unit("03152012", "Göttingen"))
    units, findings = read(content)
    assert [official.key for official in units] == [SOEST]
    assert [(f.severity.value, f.row, str(f.sentence)) for f in findings] == [
        ("hint", 0, "2 Objekte anderer Länder wurden übergangen.")
    ]


def test_file_without_a_unit_of_the_land_is_an_error():
    assert found(collection(unit("09162000", "München"))) == [("hint", 0, ""), ("error", 0, "")]


def test_height_is_passed_over_and_islands_and_holes_are_kept():
    ring = [[*position, 97.5] for position in square(0, 0)]
    hole = square(2, 2, 2)
    shape = {"type": "MultiPolygon", "coordinates": [[ring, hole], [square(50, 0)]]}
    (soest,), findings = read(collection(unit(SOEST, "Soest", geometry=shape)))
    assert findings == []
    assert [len(polygon) for polygon in soest.shape] == [2, 1]


def test_unit_without_geometry_is_read_with_a_hint():
    (soest,), findings = read(collection(unit(SOEST, "Soest", geometry=None)))
    assert soest.shape is None
    assert [(f.severity.value, f.row, f.column, f.value) for f in findings] == [("hint", 1, "geometry", "Stadt Soest")]


def test_parts_smaller_than_a_metre_are_left_out():
    speck = [[8, 51], [8.000001, 51], [8.000001, 51.000001], [8, 51]]
    shape = {"type": "MultiPolygon", "coordinates": [[speck], [square(0, 0), speck]]}
    (soest,), findings = read(collection(unit(SOEST, "Soest", geometry=shape)))
    assert findings == []
    assert [len(polygon) for polygon in soest.shape] == [1]


# --- Land and water apart ---------------------------------------------------------------------------------------------
def test_land_in_several_features_is_one_unit_and_water_is_left_out():
    content = collection(
        unit(SOEST, "Soest", 0, GF=4), unit(SOEST, "Soest", 20, GF=2), unit(SOEST, "Soest", 40, GF=4.0)
    )
    (soest,), findings = read(content)
    assert findings == []
    assert [polygon[0][0][0] for polygon in soest.shape] == [800000, 840000]


def test_unit_of_water_alone_is_passed_over_with_a_hint():
    content = collection(aachen(), unit(SOEST, "Bodensee", GF=2))
    assert [official.key for official in read(content)[0]] == ["05334002"]
    assert found(content) == [("hint", 2, "GF")]


@pytest.mark.parametrize("surface", [9, None])
def test_second_feature_of_a_key_is_an_error(surface):
    content = collection(unit(SOEST, "Soest", GF=surface), aachen(), unit(SOEST, "Soest", 20, GF=surface))
    assert found(content) == [("error", 3, "AGS")]
    assert told(content) == ["Der Schlüssel steht schon bei Objekt 1."]


def test_land_of_one_key_with_two_names_is_an_error():
    assert found(collection(unit(SOEST, "Soest", GF=4), unit(SOEST, "Werl", 20, GF=4))) == [("error", 2, "AGS")]


# --- Attributes that are wrong ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"AGS": None, "ARS": None}, "AGS"),
        ({"AGS": "", "ARS": ""}, "AGS"),
        ({"AGS": 5974040, "ARS": None}, "AGS"),
        ({"ARS": 59740040040}, "ARS"),
        ({"AGS": "0597404O", "ARS": None}, "AGS"),
        ({"AGS": "٠٥٩٧٤٠٤٠", "ARS": None}, "AGS"),
        ({"AGS": "05974041"}, "AGS"),
        ({"AGS": "0597", "ARS": None}, "AGS"),
        ({"AGS": None, "ARS": "0597400"}, "AGS"),
        ({"AGS": "05974040", "ARS": "059740040"}, "ARS"),
        ({"GEN": None}, "GEN"),
        ({"GEN": "  "}, "GEN"),
        ({"GEN": 17}, "GEN"),
        ({"GEN": "So\u0000est"}, "GEN"),
        ({"GEN": "S" * 115}, "GEN"),
        ({"BEZ": None}, "BEZ"),
    ],
)
def test_attribute_that_is_missing_or_wrong_is_named(changes, column):
    assert one(**changes) == [("error", 1, column)]


def test_each_wrong_feature_is_an_error_of_its_own_and_the_others_are_read():
    content = collection(unit(SOEST, "Soest", GEN=""), aachen(), unit(UNNA, "Unna", AGS=None, ARS=None))
    units, _findings = read(content)
    assert found(content) == [("error", 1, "GEN"), ("error", 3, "AGS")]
    assert [official.key for official in units] == ["05334002"]


@pytest.mark.parametrize("feature", [None, 5, [], {}, {"properties": None}, {"properties": []}])
def test_feature_without_attributes_is_an_error(feature):
    assert found(collection(aachen(), feature)) == [("error", 2, "")]


# --- Geometry that is wrong -------------------------------------------------------------------------------------------
def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


OPEN = square(0, 0)[:-1]


@pytest.mark.parametrize(
    ("geometry", "word"),
    [
        ({"type": "Point", "coordinates": [8, 51]}, "keine Fläche"),
        ({"type": "GeometryCollection", "geometries": []}, "keine Fläche"),
        ([[8, 51]], "keine Fläche"),
        ({"type": "Polygon"}, "keine Koordinaten"),
        ({"type": "MultiPolygon", "coordinates": {}}, "keine Koordinaten"),
        ({"type": "MultiPolygon", "coordinates": [5]}, "keine Koordinaten"),
        (polygon(), "leer"),
        ({"type": "MultiPolygon", "coordinates": []}, "leer"),
        (polygon([]), "weniger als vier"),
        (polygon(OPEN[:3]), "weniger als vier"),
        (polygon("Ring"), "weniger als vier"),
        (polygon(OPEN), "nicht geschlossen"),
        (polygon([[8]] * 4), "keine Zahl"),
        (polygon([8, 51, 8, 51]), "keine Zahl"),
        (polygon([["8", "51"]] * 4), "keine Zahl"),
        (polygon([[True, False]] * 4), "keine Zahl"),
        (polygon([[None, None]] * 4), "keine Zahl"),
        (polygon([[1e308, 51]] * 4), "andere Koordinaten"),
        (polygon([[10**400, 51]] * 4), "andere Koordinaten"),
        (polygon([[362000.5, 5705000.25]] * 4), "andere Koordinaten"),
        (polygon([[51.5, 8.1]] * 4), "vertauscht"),
        (polygon([[8, 51]] * 4), "leer oder kleiner"),
    ],
)
def test_geometry_that_is_no_surface_in_degrees_is_an_error(geometry, word):
    content = collection(aachen(), unit(SOEST, "Soest", geometry=geometry))
    assert found(content) == [("error", 2, "geometry")]
    assert word in told(content)[0]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4258"])
def test_degrees_are_taken_under_each_of_their_names(name):
    assert found(collection(aachen(), crs={"type": "name", "properties": {"name": name}})) == []


def test_file_in_another_reference_system_is_an_error():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    assert found(collection(aachen(), crs=crs)) == [("error", 0, "crs")]


# --- Files that are none ----------------------------------------------------------------------------------------------
WHOLE = collection(aachen(), unit(SOEST, "Soest"))


@pytest.mark.parametrize("length", [1, 30, len(WHOLE) // 2, len(WHOLE) - 1])
def test_file_that_breaks_off_says_so(length):
    units, (finding,) = read(WHOLE[:length])
    assert (units, finding.severity, finding.row) == ([], Severity.ERROR, 0)
    assert "bricht in Zeile 1 ab" in str(finding.sentence)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"{}", "keine GeoJSON-Sammlung"),
        (b"[]", "keine GeoJSON-Sammlung"),
        (b'{"type": "Feature"}', "keine GeoJSON-Sammlung"),
        (b'{"type": "FeatureCollection"}', "kein Objekt"),
        (b'{"type": "FeatureCollection", "features": []}', "kein Objekt"),
        (b'{"type": "FeatureCollection", "features": {}}', "kein Objekt"),
        (b"[" * 200_000, "zu tief"),
        (b'{"a":' * 200_000, "zu tief"),
        (b'{"type": NaN}', "keine Zahl"),
        (b'{"type": -Infinity}', "keine Zahl"),
        (b"[" + b"9" * 5000 + b"]", "zu lang"),
        (b"PK\x03\x04 zip", "ZIP"),
        ("{}".encode("utf-16"), "UTF-16"),
        (b'{"type": "x"} and some more words behind it', "kein gültiges JSON"),
        (b"ARS;AGS;GEN;BEZ\n059740040040;05974040;Soest;Stadt\n", "kein gültiges JSON"),
    ],
)
def test_what_is_no_geojson_is_one_error_that_says_what_it_is(content, word):
    units, (finding,) = read(content)
    assert (units, finding.severity, finding.row) == ([], Severity.ERROR, 0)
    assert word in str(finding.sentence)


def test_field_that_stands_twice_in_one_object_is_an_error():
    content = json.dumps({"type": "FeatureCollection", "features": [aachen()]})
    twice = content.replace('"GEN": "Aachen"', '"GEN": "Aachen", "GEN": "Köln"').encode()
    assert found(twice) == [("error", 0, "GEN")]


def test_byte_order_mark_is_passed_over():
    assert found(b"\xef\xbb\xbf" + WHOLE) == []


def test_windows_encoding_is_read_with_a_hint_and_twice_encoded_umlauts_are_an_error():
    content = collection(unit(SOEST, "Möhnesee"))
    (official,), (finding,) = read(content.decode().encode("cp1252"))
    assert (official.short_name, finding.severity) == ("Möhnesee", Severity.HINT)
    assert found(content.decode("cp1252").encode()) == [("error", 1, "")]
