"""Writes tables for spreadsheets: CSV in parts, XLSX in constant memory. What stands in them is given.

Reading them is the business of ``core.imports``.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from xlsxwriter import Workbook

from vorort.core import money
from vorort.core.refusal import ActionRefused, Reason

ROWS_A_PART = 500
MOST_XLSX_ROWS = 1_048_576 - 1  # the format's, less the header
DAY_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet
XLSX_LOOKS = ({"bold": True}, {"num_format": '#,##0.00 "€"'}, {"num_format": "d.m.yyyy"})
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # some spreadsheets calculate full-width signs too
LINE_END = "\r\n"

Cell = str | Decimal | date | None


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    MONEY = "money"
    DAY = "day"


@dataclass(frozen=True)
class Column:
    """A column with its name in the header; ``width`` in letters. Amounts are euro."""

    name: str
    kind: Kind = Kind.TEXT
    width: int = 20


def guarded(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe before what begins like one."""
    return f"'{text}" if text[:1] in FORMULA else text


def unguarded(text: str) -> str:
    """What ``guarded`` has made of a text, read back."""
    return text[1:] if text.startswith("'") and text[1:2] in FORMULA else text


# --- CSV --------------------------------------------------------------------------------------------------------------
def csv_parts(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """A CSV file in parts, the header at once: semicolons, UTF-8 with BOM, amounts ``4.800,00``, days ``2.11.2026``."""
    yield csv_file([[guarded(column.name) for column in columns]])
    writers = [_CSV_CELLS[column.kind] for column in columns]
    rows = iter(rows)
    while part := list(islice(rows, ROWS_A_PART)):  # column by column: less work than cell by cell
        texts = [map(write, cells) for write, cells in zip(writers, zip(*part, strict=True), strict=True)]
        yield _written(zip(*texts, strict=True)).encode()


def csv_file(lines: Iterable[Sequence[str]]) -> bytes:
    """A whole small CSV file of these cells, as they are given."""
    return _written(lines).encode("utf-8-sig")


def _written(lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator=LINE_END).writerows(lines)
    return out.getvalue()


def _text(cell: str | None) -> str:
    if not cell:
        return ""
    return cell if cell[0] not in FORMULA else guarded(cell)


def _figures(cell: Decimal | None) -> str:
    return "" if cell is None else money.figures(cell)


@lru_cache(4096)  # a list has many rows and few days
def _day(cell: date | None) -> str:
    return "" if cell is None else f"{cell.day}.{cell.month}.{cell.year}"


_CSV_CELLS: dict[Kind, Callable[[Any], str]] = {Kind.TEXT: _text, Kind.MONEY: _figures, Kind.DAY: _day}


# --- XLSX -------------------------------------------------------------------------------------------------------------
def write_xlsx(file: IO[bytes], title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    """Write a workbook of one sheet into ``file``: amounts and days are numbers one can calculate with, texts are never
    formulas. Raises ActionRefused when there are more rows than the format has.
    """
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(title)
        bold, euro, day = (book.add_format(look) for look in XLSX_LOOKS)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.name, bold)
        sheet.freeze_panes(1, 0)
        writers: dict[Kind, Callable[[int, int, Any], object]] = {
            Kind.TEXT: sheet.write_string,
            Kind.MONEY: lambda number, place, cell: sheet.write_number(number, place, cell, euro),
            Kind.DAY: lambda number, place, cell: sheet.write_number(number, place, (cell - DAY_ZERO).days, day),
        }
        cells = [(place, writers[column.kind]) for place, column in enumerate(columns)]
        for number, row in enumerate(rows, start=1):
            if number > MOST_XLSX_ROWS:
                raise ActionRefused([Reason("too_many_rows", _("So viele Zeilen fasst keine XLSX-Datei, CSV schon."))])
            for (place, write), cell in zip(cells, row, strict=True):
                if cell is not None:
                    write(number, place, cell)
