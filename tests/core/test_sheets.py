"""Tables for spreadsheets: nothing in them starts a formula, amounts and days look German, a workbook calculates."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from vorort.core import sheets
from vorort.core.imports import Column as ReadColumn
from vorort.core.imports import read_table
from vorort.core.refusal import ActionRefused
from vorort.core.sheets import Column, Kind, csv_file, csv_parts, guarded, unguarded, write_xlsx

COLUMNS = (Column("Träger"), Column("Betrag", Kind.MONEY), Column("Tag", Kind.DAY))
ROWS = [("Kreis Höxter", Decimal("4800.00"), date(2026, 11, 2)), (None, None, None)]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(rows, columns=COLUMNS) -> dict[str, ElementTree.Element]:
    file = io.BytesIO()
    write_xlsx(file, "Blatt", columns, rows)
    with zipfile.ZipFile(file) as book:
        names = ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml")
        return {name: ElementTree.fromstring(book.read(name)) for name in names}


def cells(rows, columns=COLUMNS) -> dict[str, tuple[str, str]]:
    """Type and content of each cell by its place; ``inlineStr`` is text, ``n`` a number."""
    sheet = workbook(rows, columns)["xl/worksheets/sheet1.xml"]
    assert sheet.findall(f".//{MAIN}f") == []  # no formula
    return {cell.get("r", ""): (cell.get("t", "n"), "".join(cell.itertext())) for cell in sheet.iter(f"{MAIN}c")}


# --- Formulas ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49 251", "'+49 251"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("Kreis = Stadt", "Kreis = Stadt"),
        ("'n Treff", "'n Treff"),
        ("", ""),
    ],
)
def test_what_begins_like_a_formula_gets_an_apostrophe_and_loses_it_when_read_back(text, written):
    assert guarded(text) == written
    assert unguarded(written) == text


def test_table_read_back_says_what_was_written():
    content = csv_file([["Name"], [guarded("=Treff")]])
    assert [row["Name"] for row in read_table(content, [ReadColumn("Name")]).rows] == ["=Treff"]


def test_formula_in_a_header_or_a_cell_reaches_no_csv():
    text = b"".join(csv_parts([Column("@Träger")], [("=cmd|' /C calc'!A0",)])).decode("utf-8-sig")
    assert text == "'@Träger\r\n'=cmd|' /C calc'!A0\r\n"


# --- CSV --------------------------------------------------------------------------------------------------------------
def test_csv_is_german_and_begins_with_the_mark_excel_looks_for():
    content = b"".join(csv_parts(COLUMNS, ROWS))
    assert content == b"\xef\xbb\xbf" + "Träger;Betrag;Tag\r\nKreis Höxter;4.800,00;2.11.2026\r\n;;\r\n".encode()


def test_semicolons_quotes_and_line_ends_stay_inside_their_cell():
    text = b"".join(csv_parts([Column("a")], [('Eins; "zwei"\nDrei',)])).decode("utf-8-sig")
    assert text == 'a\r\n"Eins; ""zwei""\nDrei"\r\n'


def test_header_is_sent_before_the_first_row_is_read():
    def rows():
        raise AssertionError("nobody has asked for a row yet")
        yield

    assert next(csv_parts(COLUMNS, rows())) == "\ufeffTräger;Betrag;Tag\r\n".encode()


@pytest.mark.parametrize("count", [0, 499, 500, 501, 1200])
def test_no_row_is_lost_between_two_parts(count):
    parts = list(csv_parts([Column("a")], ((str(number),) for number in range(count))))
    assert len(parts) == 1 + -(-count // 500)
    assert b"".join(parts).decode("utf-8-sig").split() == ["a", *map(str, range(count))]


# --- XLSX -------------------------------------------------------------------------------------------------------------
def test_workbook_holds_texts_amounts_and_days_one_can_calculate_with():
    assert cells(ROWS) == {
        "A1": ("inlineStr", "Träger"),
        "B1": ("inlineStr", "Betrag"),
        "C1": ("inlineStr", "Tag"),
        "A2": ("inlineStr", "Kreis Höxter"),
        "B2": ("n", "4800.00"),
        "C2": ("n", "46328"),  # 2 November 2026
    }


def test_amounts_and_days_of_a_workbook_look_german():
    styles = workbook(ROWS)["xl/styles.xml"]
    assert {look.get("formatCode") for look in styles.iter(f"{MAIN}numFmt")} == {'#,##0.00 "€"', "d.m.yyyy"}


def test_formula_in_a_workbook_is_a_text():
    for text in ("=1+1", "https://boese.example", "{=1}", "\x07", "<b>&"):
        assert cells([(text,)], [Column("a")])["A2"][0] == "inlineStr"


def test_more_rows_than_the_format_has_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_XLSX_ROWS", 2)
    write_xlsx(io.BytesIO(), "Blatt", [Column("a")], [("1",)] * 2)
    with pytest.raises(ActionRefused) as refusal:
        write_xlsx(io.BytesIO(), "Blatt", [Column("a")], [("1",)] * 3)
    assert [reason.code for reason in refusal.value.reasons] == ["too_many_rows"]
