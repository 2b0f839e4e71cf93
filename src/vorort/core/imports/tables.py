"""Reads tables from CSV: the delimiter, the header, each row's cells. Pure: bytes in, rows and findings out."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vorort.core.imports.files import text_of
from vorort.core.imports.findings import Finding, error, errors_in
from vorort.core.sheets import unguarded

DELIMITERS = (";", ",", "\t")
MOST_ERRORS = 1000

GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
GERMAN_NUMBER = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", re.ASCII)
PLAIN_NUMBER = re.compile(r"-?\d+\.\d+", re.ASCII)
EITHER_NUMBER = re.compile(r"-?\d{1,3}\.\d{3}", re.ASCII)
LONGEST_NUMBER = 30


class Unreadable(Exception):
    """A cell does not say what its column asks for. ``sentence`` tells people why."""

    def __init__(self, sentence: str | Promise) -> None:
        self.sentence = sentence
        super().__init__(str(sentence))


def as_text_value(text: str) -> str:
    """The text as it stands."""
    return text


def as_decimal(text: str) -> Decimal:
    """A German or plain decimal: ``1.234,50 €``, ``1234,5``, ``1234.50``. Raises Unreadable, also for ``1.234``."""
    figures = re.sub(r"\s|€", "", text)
    if EITHER_NUMBER.fullmatch(figures):
        sentence = _("„{0}“ kann zweierlei heißen. Schreiben Sie bitte {1} oder {2}.")
        raise Unreadable(format_lazy(sentence, figures, figures.replace(".", ""), figures.replace(".", ",")))
    if len(figures) > LONGEST_NUMBER or not (GERMAN_NUMBER.fullmatch(figures) or PLAIN_NUMBER.fullmatch(figures)):
        raise Unreadable(_("Das ist keine Zahl. Erwartet wird etwa 1.234,50."))
    if PLAIN_NUMBER.fullmatch(figures):
        return Decimal(figures)
    return Decimal(figures.replace(".", "").replace(",", "."))


def as_integer(text: str) -> int:
    """A whole number, with or without dots between the thousands. Raises Unreadable."""
    figures = text.strip()
    if len(figures) > LONGEST_NUMBER or "," in figures or not GERMAN_NUMBER.fullmatch(figures):
        raise Unreadable(_("Das ist keine ganze Zahl."))
    return int(figures.replace(".", ""))


def as_date(text: str) -> date:
    """``31.12.2025`` or ``2025-12-31``. Raises Unreadable, also for a year of two digits."""
    german = GERMAN_DATE.fullmatch(text)
    try:
        if german:
            day, month, year = (int(part) for part in german.groups())
            return date(year, month, day)
        if ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(_("Diesen Tag gibt es nicht.")) from None
    raise Unreadable(_("Das ist kein Datum der Form 31.12.2025."))


@dataclass(frozen=True)
class Column:
    """One column: its name in the header, how its cells are read, and whether a cell may be empty (it is then None)."""

    name: str
    read: Callable[[str], object] = as_text_value
    may_be_empty: bool = False


@dataclass(frozen=True)
class Row:
    """One row that could be read, by column name; an empty cell is None. ``number`` counts as a spreadsheet does."""

    number: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


@dataclass(frozen=True)
class Table:
    """The rows that could be read, and what was found. With an error they are good for finding more, not to be used."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def read_table(content: bytes, columns: Sequence[Column]) -> Table:
    """The rows of a CSV file with exactly ``columns``, in any order, divided by semicolon, comma or tab."""
    text, findings = text_of(content)
    if errors_in(findings):
        return Table((), tuple(findings))
    reader = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text, columns), strict=True)
    lines = _lines(reader, findings)
    _number, names = next(lines, (1, []))
    header = [name.strip().casefold() for name in names]
    findings += _header_errors(header, names, columns)
    if errors_in(findings):
        return Table((), tuple(findings))
    by_name = {column.name.casefold(): column for column in columns}
    order = [by_name[name] for name in header]
    rows = []
    for number, cells in lines:
        values, faults = _values(number, cells, order)
        findings += faults
        if not faults:
            rows.append(Row(number, values))
        if len(findings) >= MOST_ERRORS:
            findings.append(error(number, format_lazy(_("Nach {0} Fehlern wurde nicht weiter gelesen."), MOST_ERRORS)))
            break
    if not rows and not errors_in(findings):
        findings.append(error(0, _("Unter der Kopfzeile steht keine Zeile.")))
    return Table(tuple(rows), tuple(findings))


def _delimiter(text: str, columns: Sequence[Column]) -> str:
    """The sign that cuts the first line into most of the expected names."""
    names = {column.name.casefold() for column in columns}
    first = text.split("\n", 1)[0]

    def hits(delimiter: str) -> int:
        return len({part.strip().strip('"').casefold() for part in first.split(delimiter)} & names)

    return max(DELIMITERS, key=lambda delimiter: (hits(delimiter), first.count(delimiter)))


def _lines(reader: Any, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank with the number of its first row; ends at what is no CSV, and says so."""
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            findings.append(error(number, _('Ab hier ist die Datei keine lesbare Tabelle, etwa weil ein „"“ fehlt.')))
            return
        if any(cell.strip() for cell in cells):
            yield number, cells


def _header_errors(header: list[str], names: list[str], columns: Sequence[Column]) -> Iterator[Finding]:
    expected = {column.name.casefold(): column.name for column in columns}
    for key, name in expected.items():
        if key not in header:
            yield error(1, format_lazy(_("Die Spalte „{0}“ fehlt in der Kopfzeile."), name), column=name)
    for key, name in zip(header, names, strict=True):
        if key not in expected:
            sentence = format_lazy(_("Diese Spalte gehört nicht hierher. Erwartet: {0}."), ", ".join(expected.values()))
            yield error(1, sentence, column=name.strip())
    for key, count in Counter(header).items():
        if count > 1 and key in expected:
            yield error(1, _("Diese Spalte steht zweimal in der Kopfzeile."), column=expected[key])


def _values(number: int, cells: list[str], order: Sequence[Column]) -> tuple[dict[str, object], list[Finding]]:
    if len(cells) != len(order):
        sentence = format_lazy(_("Die Zeile hat {0} statt {1} Spalten."), len(cells), len(order))
        return {}, [error(number, sentence)]
    values: dict[str, object] = {}
    faults = []
    for column, cell in zip(order, cells, strict=True):
        text = unguarded(cell.strip())
        try:
            values[column.name] = _value(column, text)
        except Unreadable as fault:
            faults.append(error(number, fault.sentence, column=column.name, value=text))
    return values, faults


def _value(column: Column, text: str) -> object:
    if text:
        return column.read(text)
    if column.may_be_empty:
        return None
    raise Unreadable(_("Diese Zelle darf nicht leer sein."))
