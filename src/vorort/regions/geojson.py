"""Reads the official units from GeoJSON (attributes ARS, AGS, NUTS, GEN, BEZ, GF) and checks every feature. Pure."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vorort.core.imports import Finding, error, errors_in, hint, text_of
from vorort.regions import geometry
from vorort.regions.enums import UnitKind
from vorort.regions.geometry import Point, Polygon, Ring, Shape

NAME_LENGTH = 120
LAND_SURFACE, WHOLE_SURFACE = "4", "9"
DEGREES = re.compile(r"CRS84|EPSG:+(4326|4258)\b")
ENDING = 20  # how many characters before its end a file that breaks off may stop making sense
NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
NUMBERS = (int, float)
KINDS = {2: UnitKind.LAND, 3: UnitKind.REGIERUNGSBEZIRK, 8: UnitKind.MUNICIPALITY}


@dataclass(frozen=True)
class OfficialUnit:
    """One unit as the file has it; ``row`` is the number of its first feature.

    Without a surface ``shape`` is None; ``ars`` and ``nuts`` are empty where the file does not say.
    """

    row: int
    key: str
    kind: UnitKind
    name: str
    short_name: str
    shape: Shape | None
    ars: str
    nuts: str


@dataclass(frozen=True)
class _Part:
    unit: OfficialUnit
    surface: str


class _Wrong(Exception):
    """What is wrong with one feature, at which attribute."""

    def __init__(self, sentence: str | Promise, column: str = "", value: object = "") -> None:
        self.sentence, self.column, self.value = sentence, column, value
        super().__init__(str(sentence))


def read(content: bytes, *, land: str) -> tuple[list[OfficialUnit], list[Finding]]:
    """The units of the Land with the key ``land``, those above first, and what was found by feature."""
    text, findings = text_of(content)
    if errors_in(findings):
        return [], findings
    try:
        features = _features(_parsed(text))
    except _Wrong as fault:
        return [], [*findings, error(0, fault.sentence, column=fault.column, value=fault.value)]
    parts, faults, elsewhere = _parts(features, land)
    units = list(_merged(parts, faults))
    if elsewhere:
        faults.append(hint(0, format_lazy(_("{0} Objekte anderer Länder wurden übergangen."), elsewhere)))
    if not units and not errors_in(faults):
        faults.append(error(0, format_lazy(_("Die Datei enthält keine Gebietseinheit mit dem Schlüssel {0}…"), land)))
    return sorted(units, key=lambda unit: (len(unit.key), unit.key)), findings + faults


# --- The file ---------------------------------------------------------------------------------------------------------
def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        if len(text) - fault.pos < ENDING or fault.msg.startswith("Unterminated"):
            sentence = _("Die Datei bricht in Zeile {0} ab. Laden Sie sie bitte noch einmal herunter.")
        else:
            sentence = _("Zeile {0} ist kein gültiges JSON.")
        raise _Wrong(format_lazy(sentence, fault.lineno)) from None
    except RecursionError:
        raise _Wrong(_("Die Datei ist zu tief verschachtelt.")) from None
    except ValueError:
        raise _Wrong(_("Eine Zahl in der Datei ist zu lang.")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Wrong(_("Dieses Feld steht in einem Objekt zweimal."), column=twice)
    return found


def _no_constant(name: str) -> NoReturn:
    raise _Wrong(format_lazy(_("„{0}“ ist keine Zahl."), name))


def _features(whole: Any) -> Sequence[Any]:
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        raise _Wrong(_("Die Datei ist keine GeoJSON-Sammlung (FeatureCollection)."))
    crs = json.dumps(whole.get("crs"))
    if whole.get("crs") and not DEGREES.search(crs):
        raise _Wrong(_("Erwartet werden Längen- und Breitengrade (EPSG:4326)."), column="crs", value=crs)
    features = whole.get("features")
    if not isinstance(features, list) or not features:
        raise _Wrong(_("Die Datei enthält kein Objekt."), column="features")
    return features


def _parts(features: Sequence[Any], land: str) -> tuple[list[_Part], list[Finding], int]:
    parts: list[_Part] = []
    findings: list[Finding] = []
    elsewhere = 0
    for row, feature in enumerate(features, start=1):
        try:
            attributes = _attributes(feature)
            key = _key(attributes)
            if not key.startswith(land):
                elsewhere += 1
                continue
            parts.append(_part(row, key, attributes, feature.get("geometry")))
        except _Wrong as fault:
            findings.append(error(row, fault.sentence, column=fault.column, value=fault.value))
    return parts, findings, elsewhere


# --- One feature ------------------------------------------------------------------------------------------------------
def _attributes(feature: Any) -> dict[str, Any]:
    """The attributes by their names in capitals."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise _Wrong(_("Das Objekt hat keine Attribute (properties)."))
    return {name.upper(): value for name, value in feature["properties"].items()}


def _key(attributes: Mapping[str, Any]) -> str:
    """The official municipality key (AGS), from the regional key (ARS) when that is all there is."""
    ars, ags = _digits(attributes, "ARS"), _digits(attributes, "AGS")
    if not ars and not ags:
        raise _Wrong(_("Der amtliche Schlüssel (AGS oder ARS) fehlt."), column="AGS")
    if len(ars) == 9:
        raise _Wrong(_("Gemeindeverbände werden nicht geführt. Nehmen Sie die Ebene GEM, KRS oder RBZ."), "ARS", ars)
    key = ars[:5] + ars[9:] if ars else ags
    if ags and ags not in {key, key.ljust(8, "0")}:
        raise _Wrong(format_lazy(_("AGS und ARS passen nicht zusammen: {0} und {1}."), ags, ars), "AGS", ags)
    if len(key) not in {2, 3, 5, 8} or len(ars) not in {0, 2, 3, 5, 12}:
        raise _Wrong(_("Ein amtlicher Schlüssel hat 2, 3, 5 oder 8 Ziffern (ARS: 12)."), "AGS", ars or ags)
    return key


def _digits(attributes: Mapping[str, Any], name: str) -> str:
    value = attributes.get(name)
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        raise _Wrong(_("Der Schlüssel ist als Zahl gespeichert; führende Nullen sind verloren."), name, value)
    if not (value.isascii() and value.isdigit()):
        raise _Wrong(_("Der Schlüssel besteht nicht nur aus Ziffern."), name, value)
    return value


def _part(row: int, key: str, attributes: Mapping[str, Any], shape: Any) -> _Part:
    short_name, word = _words(attributes, "GEN"), _words(attributes, "BEZ")
    kind = KINDS.get(len(key)) or (
        UnitKind.INDEPENDENT_CITY if word.casefold() in {"kreisfreie stadt", "stadtkreis"} else UnitKind.DISTRICT
    )
    name = official_name(kind, short_name, word)
    if len(name) > NAME_LENGTH:
        raise _Wrong(format_lazy(_("Der Name hat mehr als {0} Zeichen."), NAME_LENGTH), "GEN", name)
    ars, nuts = _digits(attributes, "ARS"), _nuts(attributes)
    unit = OfficialUnit(row, key, kind, name, short_name, _shape(shape), ars, nuts)
    return _Part(unit, str(attributes.get("GF") or WHOLE_SURFACE).removesuffix(".0"))


def _nuts(attributes: Mapping[str, Any]) -> str:
    value = attributes.get("NUTS") or ""
    if value and not (isinstance(value, str) and NUTS.fullmatch(value)):
        raise _Wrong(_("Das ist kein NUTS-Code. Er beginnt mit zwei Buchstaben, etwa DEA5B."), "NUTS", value)
    return str(value)


def _words(attributes: Mapping[str, Any], name: str) -> str:
    value = attributes.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _Wrong(_("Dieses Attribut fehlt oder ist leer."), name, "" if value is None else value)
    if not value.isprintable():
        raise _Wrong(_("Dieses Attribut enthält Steuerzeichen."), name, value)
    return value.strip()


def official_name(kind: UnitKind, short_name: str, word: str) -> str:
    """The name with the word for the kind where people say it: Kreis Soest, Stadt Soest, Rhein-Kreis Neuss."""
    says_so_itself = "kreis" in short_name.casefold() or "region" in short_name.casefold()
    if kind in {UnitKind.LAND, UnitKind.INDEPENDENT_CITY} or (kind == UnitKind.DISTRICT and says_so_itself):
        return short_name
    return f"{word} {short_name}"


# --- Its shape --------------------------------------------------------------------------------------------------------
def _shape(raw: Any) -> Shape | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or raw.get("type") not in {"Polygon", "MultiPolygon"}:
        raise _Wrong(_("Die Geometrie ist keine Fläche (Polygon oder MultiPolygon)."), "geometry")
    coordinates = raw.get("coordinates")
    polygons = [coordinates] if raw["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list):
        raise _Wrong(_("Die Geometrie hat keine Koordinaten."), "geometry")
    found = tuple(polygon for raw_polygon in polygons if (polygon := _polygon(raw_polygon)))
    if not found:
        raise _Wrong(_("Die Fläche ist leer oder kleiner als ein Meter."), "geometry")
    return found


def _polygon(raw: Any) -> Polygon:
    """The rings of a polygon; empty when its outer ring is smaller than the grid."""
    if not isinstance(raw, list):
        raise _Wrong(_("Die Geometrie hat keine Koordinaten."), "geometry")
    rings = [_ring(ring) for ring in raw]
    return tuple(ring for ring in rings if ring) if rings and rings[0] else ()


def _ring(raw: Any) -> Ring:
    if not isinstance(raw, list) or len(raw) < 4:
        raise _Wrong(_("Ein Ring der Fläche hat weniger als vier Punkte."), "geometry")
    points = [_point(position) for position in raw]
    if points[0] != points[-1]:
        raise _Wrong(_("Ein Ring der Fläche ist nicht geschlossen."), "geometry")
    ring = [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
    return tuple(ring) if len(ring) >= 4 else ()


def _point(position: Any) -> Point:
    if not isinstance(position, list) or len(position) < 2:
        raise _Wrong(_("Eine Koordinate ist keine Zahl."), "geometry", position)
    longitude, latitude = position[0], position[1]
    if type(longitude) not in NUMBERS or type(latitude) not in NUMBERS:  # True would be an int to isinstance
        raise _Wrong(_("Eine Koordinate ist keine Zahl."), "geometry", position)
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        sentence = _("Erwartet werden Längen- und Breitengrade (EPSG:4326); das sind andere Koordinaten, etwa UTM.")
        raise _Wrong(sentence, "geometry", position[:2])
    if 47 < longitude < 56 and 5 < latitude < 16:
        raise _Wrong(_("Länge und Breite sind vertauscht."), "geometry", position[:2])
    return geometry.grid_point(longitude, latitude)


# --- Several features of one unit -------------------------------------------------------------------------------------
def _merged(parts: Sequence[_Part], findings: list[Finding]) -> Iterator[OfficialUnit]:
    """One unit a key: VG250 has land (GF 4) and water apart. Any other second feature of a key is an error."""
    by_key: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        by_key[part.unit.key].append(part)
    for same in by_key.values():
        chosen = [part.unit for part in same if part.surface in {LAND_SURFACE, WHOLE_SURFACE}]
        if not chosen:
            sentence = _("Nur Wasserfläche: Das Objekt wurde übergangen.")
            findings.append(hint(same[0].unit.row, sentence, column="GF", value=same[0].surface))
            continue
        yield _merged_unit(chosen, {part.surface for part in same}, findings)


def _merged_unit(units: Sequence[OfficialUnit], surfaces: set[str], findings: list[Finding]) -> OfficialUnit:
    first = units[0]
    for other in units[1:]:
        if WHOLE_SURFACE in surfaces or (other.name, other.kind) != (first.name, first.kind):
            sentence = format_lazy(_("Der Schlüssel steht schon bei Objekt {0}."), first.row)
            findings.append(error(other.row, sentence, column="AGS", value=other.key))
    shapes = [unit.shape for unit in units if unit.shape]
    if not shapes:
        sentence = _("Das Objekt hat keine Geometrie; auf der Karte fehlt es.")
        findings.append(hint(first.row, sentence, column="geometry", value=first.name))
    shape = tuple(polygon for shape in shapes for polygon in shape) or None
    return replace(first, shape=shape)
