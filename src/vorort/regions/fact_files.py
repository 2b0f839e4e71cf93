"""Reads the fact files and checks every row. Pure: text in, facts and errors by row out.

What the files say and where it comes from stands in `facts/README.md`.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vorort.regions.areas import KeyArea
from vorort.regions.enums import KEY_LENGTHS, UnitKind

FOLDER = Path(__file__).parent / "facts"
UNITS = "units.csv"
CENTRE_AREAS = "centre_areas.csv"
SOURCE = "Amtlicher Gemeindeschlüssel, Statistische Ämter des Bundes und der Länder, Stand 01.01.2021"

UNIT_COLUMNS = ["key", "name", "short_name", "kind", "parent", "valid_from"]
AREA_COLUMNS = ["code", "name", "prefixes", "exceptions"]
NAME_LENGTH = 120
CODE_LENGTH = 60
KIND_ABOVE: dict[str, frozenset[str]] = {
    UnitKind.LAND: frozenset(),
    UnitKind.REGIERUNGSBEZIRK: frozenset({UnitKind.LAND}),
    UnitKind.DISTRICT: frozenset({UnitKind.REGIERUNGSBEZIRK}),
    UnitKind.INDEPENDENT_CITY: frozenset({UnitKind.REGIERUNGSBEZIRK}),
    UnitKind.MUNICIPALITY: frozenset({UnitKind.DISTRICT, UnitKind.INDEPENDENT_CITY}),
}

Row = Mapping[str, str]
Rows = list[tuple[int, dict[str, str]]]


@dataclass(frozen=True)
class RowError:
    """What is wrong with one row. ``row`` counts from 1, the header being row 1, as a spreadsheet shows it."""

    file: str
    row: int
    sentence: Promise


@dataclass(frozen=True)
class UnitFact:
    """One row of the unit file that passed every check. ``parent`` is the key of the unit above, empty for the Land."""

    key: str
    name: str
    short_name: str
    kind: UnitKind
    parent: str
    valid_from: date | None


@dataclass(frozen=True)
class AreaFact:
    """One row of the area file that passed every check."""

    code: str
    name: str
    area: KeyArea


@dataclass(frozen=True)
class Facts:
    """What both files say. With ``errors`` it is incomplete and nothing of it may be written."""

    units: list[UnitFact]
    areas: list[AreaFact]
    errors: list[RowError]


def read(units_text: str, areas_text: str) -> Facts:
    """The facts of both files (CSV with a header), each unit after the one above it, and the errors of all rows."""
    unit_rows, unit_errors = _rows(UNITS, units_text, UNIT_COLUMNS)
    by_key = {row["key"]: row for _number, row in unit_rows}
    if not by_key:
        return Facts([], [], unit_errors or [RowError(UNITS, 1, _("Die Datei nennt keine Gebietseinheit."))])
    units, more_unit_errors = _read_units(unit_rows, by_key)
    area_rows, area_errors = _rows(CENTRE_AREAS, areas_text, AREA_COLUMNS)
    areas, more_area_errors = _read_areas(area_rows, frozenset(by_key))
    errors = unit_errors + more_unit_errors + area_errors + more_area_errors
    return Facts(units, areas, sorted(errors, key=lambda error: (error.file != UNITS, error.row)))


def _read_units(rows: Rows, by_key: Mapping[str, Row]) -> tuple[list[UnitFact], list[RowError]]:
    seen: set[str] = set()
    facts = []
    errors = []
    for number, row in rows:
        sentences = list(_unit_errors(row, by_key, seen))
        errors += [RowError(UNITS, number, sentence) for sentence in sentences]
        seen.add(row["key"])
        if not sentences:
            facts.append(_unit_fact(row))
    return sorted(facts, key=lambda fact: (len(fact.key), fact.key)), errors


def _read_areas(rows: Rows, known_keys: frozenset[str]) -> tuple[list[AreaFact], list[RowError]]:
    seen: set[str] = set()
    facts = []
    errors = []
    for number, row in rows:
        sentences = list(_area_errors(row, known_keys, seen))
        errors += [RowError(CENTRE_AREAS, number, sentence) for sentence in sentences]
        seen.add(row["code"])
        if not sentences:
            facts.append(AreaFact(row["code"], row["name"], KeyArea(_keys(row["prefixes"]), _keys(row["exceptions"]))))
    return facts, errors


def _rows(file: str, text: str, columns: list[str]) -> tuple[Rows, list[RowError]]:
    """The rows with the right number of columns, and an error for each other one; after a wrong header nothing else."""
    lines = csv.reader(text.splitlines())
    if next(lines, None) != columns:
        sentence = format_lazy(_("Die erste Zeile nennt nicht genau diese Spalten: {0}."), ", ".join(columns))
        return [], [RowError(file, 1, sentence)]
    rows: Rows = []
    errors = []
    for values in lines:
        if len(values) == len(columns):
            rows.append((lines.line_num, dict(zip(columns, values, strict=True))))
        else:
            sentence = format_lazy(_("Die Zeile hat {0} statt {1} Spalten."), len(values), len(columns))
            errors.append(RowError(file, lines.line_num, sentence))
    return rows, errors


def _unit_errors(row: Row, by_key: Mapping[str, Row], seen: set[str]) -> Iterator[Promise]:
    yield from _name_errors(row, {"name": NAME_LENGTH, "short_name": NAME_LENGTH})
    yield from _key_errors(row["key"], seen)
    if row["kind"] not in UnitKind.values:
        yield format_lazy(_("Die Art „{0}“ gibt es nicht."), row["kind"])
        return
    if len(row["key"]) != KEY_LENGTHS[UnitKind(row["kind"])]:
        length = KEY_LENGTHS[UnitKind(row["kind"])]
        yield format_lazy(_("Ein Schlüssel dieser Art ({0}) hat {1} Ziffern."), UnitKind(row["kind"]).label, length)
    yield from _parent_errors(row, by_key)
    if row["valid_from"] and not _is_day(row["valid_from"]):
        yield format_lazy(_("„{0}“ ist kein Tag der Form JJJJ-MM-TT."), row["valid_from"])


def _name_errors(row: Row, longest: Mapping[str, int]) -> Iterator[Promise]:
    for column, length in longest.items():
        if not row[column].strip():
            yield format_lazy(_("Die Spalte „{0}“ ist leer."), column)
        if len(row[column]) > length:
            yield format_lazy(_("Die Spalte „{0}“ hat mehr als {1} Zeichen."), column, length)


def _key_errors(key: str, seen: set[str]) -> Iterator[Promise]:
    if not (key.isascii() and key.isdigit()):
        yield format_lazy(_("Der Schlüssel „{0}“ besteht nicht nur aus Ziffern."), key)
    if key in seen:
        yield format_lazy(_("Der Schlüssel „{0}“ steht schon weiter oben."), key)


def _parent_errors(row: Row, by_key: Mapping[str, Row]) -> Iterator[Promise]:
    key, parent = row["key"], row["parent"]
    allowed = KIND_ABOVE[row["kind"]]
    if not parent and allowed:
        yield _("Die Gebietseinheit darüber fehlt.")
    elif parent and parent not in by_key:
        yield format_lazy(_("Die Gebietseinheit „{0}“ darüber steht nicht in der Datei."), parent)
    elif parent and by_key[parent]["kind"] not in allowed:
        yield format_lazy(_("„{0}“ kann nicht über „{1}“ stehen."), parent, key)
    elif not key.startswith(parent):
        yield format_lazy(_("Der Schlüssel „{0}“ beginnt nicht mit „{1}“."), key, parent)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value  # it would take "20091021" too
    except ValueError:
        return False


def _unit_fact(row: Row) -> UnitFact:
    valid_from = date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
    return UnitFact(row["key"], row["name"], row["short_name"], UnitKind(row["kind"]), row["parent"], valid_from)


def _area_errors(row: Row, known_keys: frozenset[str], seen: set[str]) -> Iterator[Promise]:
    prefixes, exceptions = _keys(row["prefixes"]), _keys(row["exceptions"])
    yield from _name_errors(row, {"code": CODE_LENGTH, "name": NAME_LENGTH})
    if row["code"] in seen:
        yield format_lazy(_("Das Kürzel „{0}“ steht schon weiter oben."), row["code"])
    if not prefixes:
        yield _("Das Gebiet hat keinen Teil.")
    for key in sorted((prefixes | exceptions) - known_keys):
        yield format_lazy(_("Die Gebietseinheit „{0}“ gibt es nicht."), key)
    for key in sorted(exceptions):
        if not any(key.startswith(prefix) and key != prefix for prefix in prefixes):
            yield format_lazy(_("Die Ausnahme „{0}“ liegt in keinem Teil des Gebiets."), key)


def _keys(value: str) -> frozenset[str]:
    return frozenset(value.split())
