"""docs/datenschutz.md says of every personal column what it is for and how long it stays; of libraries' tables too."""

import re
from pathlib import Path

from django.apps import apps

from gate import privacy
from tests.consistency.test_field_classification import CLASSIFIED
from vorort.config import library_tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "datenschutz.md"
RENEW = "docs/datenschutz.md ist nicht auf dem Stand: PYTHONPATH=src:. .venv/bin/python -m gate.docs"


def test_the_page_is_what_the_classification_says_today():
    assert PAGE.read_text() == privacy.renewed(PAGE.read_text()), RENEW


def test_an_introduction_by_people_is_kept():
    assert privacy.renewed(f"Vorwort\n\n{privacy.BEGINS}\nalt").startswith(f"Vorwort\n\n{privacy.BEGINS}\n\n## ")
    assert "\nalt" not in privacy.renewed(f"Vorwort\n\n{privacy.BEGINS}\nalt")


def test_a_personal_column_stands_there_with_purpose_and_retention():
    assert (
        "| User | `email` | Anmeldung und Nachrichten | bis ein Jahr nach Ende der letzten Mitgliedschaft |"
        in privacy.renewed("")
    )


def test_a_table_without_anything_personal_is_named_too():
    nothing = re.findall(r"^Ohne Personenbezug: (.*)\.$", privacy.renewed(""), re.MULTILINE)
    assert "BudgetLine" in ", ".join(nothing)
    assert "| BudgetLine |" not in privacy.renewed("")


def test_every_table_of_a_library_is_classified():
    tables = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not model.__module__.startswith("vorort.")
    }
    assert sorted(tables - library_tables.TABLES.keys()) == []
    assert [said for said in library_tables.TABLES.values() if not CLASSIFIED.fullmatch(said)] == []
