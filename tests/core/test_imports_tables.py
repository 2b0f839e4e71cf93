"""CSV as offices write it: delimiters, German numbers and days, and every way a table can be out of step."""

from datetime import date
from decimal import Decimal

import pytest

from vorort.core.imports import Column, as_date, as_decimal, as_integer, read_table
from vorort.core.imports.tables import Unreadable

COLUMNS = (
    Column("Satz", as_decimal),
    Column("gültig ab", as_date),
    Column("Stellen", as_integer, may_be_empty=True),
    Column("Bemerkung", may_be_empty=True),
)
HEADER = "Satz;gültig ab;Stellen;Bemerkung\n"


def read(text):
    return read_table(text.encode(), COLUMNS)


def rows(text):
    table = read(text)
    assert table.findings == ()
    return [(row.number, *row.values.values()) for row in table.rows]


def findings(text):
    return [(found.severity.value, found.row, found.column, found.value) for found in read(text).findings]


# --- What is read -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_semicolon_comma_and_tab_divide_columns(delimiter):
    text = "Satz;gültig ab;Stellen;Bemerkung\n1234.50;01.02.2025;3;neu\n".replace(";", delimiter)
    assert rows(text) == [(2, Decimal("1234.50"), date(2025, 2, 1), 3, "neu")]


def test_columns_are_known_by_name_in_any_order_and_case():
    text = " bemerkung ;STELLEN;Gültig ab;satz\nx;1;2025-02-01;5\n"
    (row,) = read(text).rows
    assert (row["Satz"], row["gültig ab"], row["Stellen"], row["Bemerkung"]) == (5, date(2025, 2, 1), 1, "x")


def test_empty_cell_is_none_where_it_may_be_empty():
    assert rows(HEADER + "5;01.02.2025;;\n") == [(2, Decimal(5), date(2025, 2, 1), None, None)]


def test_blank_lines_are_passed_over_and_counted():
    assert rows(HEADER + "\n;;;\n5;01.02.2025;;\n") == [(4, Decimal(5), date(2025, 2, 1), None, None)]


def test_cell_with_a_line_break_keeps_it_and_the_count_of_rows():
    text = HEADER + '5;01.02.2025;;"oben\nunten"\n6;01.02.2025;;x\n'
    assert [(row.number, row["Bemerkung"]) for row in read(text).rows] == [(2, "oben\nunten"), (4, "x")]


def test_windows_line_ends_are_read():
    assert rows((HEADER + "5;01.02.2025;;x\n").replace("\n", "\r\n"))[0][-1] == "x"


# --- Numbers and days -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567,89", "1234567.89"),
        ("1234,5", "1234.5"),
        ("1234.50", "1234.50"),
        ("50.000 €", None),
        ("50.000,00 €", "50000.00"),
        ("1 234,00", "1234.00"),
        ("-3,5", "-3.5"),
        ("0", "0"),
        ("7.5", "7.5"),
    ],
)
def test_german_and_plain_decimals(text, value):
    if value is None:
        with pytest.raises(Unreadable, match="50000 oder 50,000"):
            as_decimal(text)
    else:
        assert str(as_decimal(text)) == value


@pytest.mark.parametrize(
    "text", ["", "zwölf", "1e5", "NaN", "inf", "1,2,3", "12.34,5", "1.2.3", "٣", "5-", "1" * 31, "1_000", ",5", "="]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Unreadable, match="keine Zahl"):
        as_decimal(text)


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("12", 12), ("1.234", 1234), ("-3", -3)])
def test_whole_numbers(text, value):
    assert as_integer(text) == value


@pytest.mark.parametrize("text", ["1,0", "1.5", "x", "", "²", "9" * 31])
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(Unreadable, match="keine ganze Zahl"):
        as_integer(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("31.12.2025", date(2025, 12, 31)), ("1.2.2025", date(2025, 2, 1)), ("2024-02-29", date(2024, 2, 29))],
)
def test_days(text, day):
    assert as_date(text) == day


@pytest.mark.parametrize(("text", "word"), [("31.02.2025", "gibt es nicht"), ("2025-13-01", "gibt es nicht")])
def test_day_the_calendar_does_not_know_is_refused(text, word):
    with pytest.raises(Unreadable, match=word):
        as_date(text)


@pytest.mark.parametrize("text", ["31.12.25", "12/31/2025", "20250101", "45992", "heute", "٣١.١٢.٢٠٢٥"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(Unreadable, match="kein Datum"):
        as_date(text)


# --- Tables out of step -----------------------------------------------------------------------------------------------
def test_missing_unknown_and_doubled_columns_are_errors_that_name_them():
    text = "Satz;Satz;gültig bis;Bemerkung\n5;5;01.02.2025;x\n"
    assert findings(text) == [
        ("error", 1, "gültig ab", ""),
        ("error", 1, "Stellen", ""),
        ("error", 1, "gültig bis", ""),
        ("error", 1, "Satz", ""),
    ]
    assert read(text).rows == ()


def test_row_with_too_many_or_too_few_columns_is_an_error_of_that_row():
    text = HEADER + "5;01.02.2025;;x\n5;01.02.2025\n5;01.02.2025;;x;y\n5;01.02.2025;1;z\n"
    assert findings(text) == [("error", 3, "", ""), ("error", 4, "", "")]
    assert [row.number for row in read(text).rows] == [2, 5]


def test_shifted_column_is_told_cell_by_cell():
    text = HEADER + "5;01.02.2025;;x\n01.02.2025;3;x;5\n"
    assert findings(text) == [
        ("error", 3, "Satz", "01.02.2025"),
        ("error", 3, "gültig ab", "3"),
        ("error", 3, "Stellen", "x"),
    ]
    assert [row.number for row in read(text).rows] == [2]


def test_cell_that_must_not_be_empty_is_an_error():
    assert findings(HEADER + ";01.02.2025;;x\n") == [("error", 2, "Satz", "")]


@pytest.mark.parametrize("text", [HEADER, HEADER + "\n;;;\n"])
def test_table_without_rows_is_an_error(text):
    assert findings(text) == [("error", 0, "", "")]


def test_quotation_mark_that_never_closes_is_an_error_of_its_row():
    text = HEADER + '5;01.02.2025;;x\n5;01.02.2025;;"offen\n6;01.02.2025;;y\n'
    assert findings(text) == [("error", 3, "", "")]


def test_file_of_blanks_names_the_missing_columns():
    assert [row[2] for row in findings("\n\n")] == ["Satz", "gültig ab", "Stellen", "Bemerkung"]


def test_reading_ends_after_a_thousand_errors():
    found = findings(HEADER + "x;01.02.2025;;\n" * 5000)
    assert len(found) == 1001
    assert found[-1][:2] == ("error", 1001)


def test_file_that_cannot_be_decoded_is_not_read_as_a_table():
    table = read_table(b"PK\x03\x04Satz;", COLUMNS)
    assert (table.rows, [found.row for found in table.findings]) == ((), [0])


def test_hint_about_the_encoding_comes_with_the_rows():
    table = read_table((HEADER + "5;01.02.2025;;ü\n").encode("cp1252"), COLUMNS)
    assert [row["Bemerkung"] for row in table.rows] == ["ü"]
    assert [found.severity.value for found in table.findings] == ["hint"]


def test_value_in_a_finding_is_cut_and_shows_no_control_signs():
    ((_severity, _row, _column, value),) = findings(HEADER + "\x1b[31m" + "x" * 200 + ";01.02.2025;;\n")
    assert value == "·[31m" + "x" * 55 + "…"
