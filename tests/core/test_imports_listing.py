"""A preview as a command prints it."""

import pytest

from tests.core.imports_world import HEADER, RIGHTS
from vorort.core import imports
from vorort.core.imports import Change, Difference, Importer, Operation, Plan, error, hint


@pytest.fixture(autouse=True)
def importer(db):
    imports.register(RIGHTS)


def listed(text):
    return imports.as_text(imports.preview("invented_rights", (HEADER + text).encode(), file_name="rechte.csv"))


def told(changes=(), findings=()):
    importer = Importer(
        "invented_told",
        "Gemeinden",
        10,
        lambda content, options: ((), findings),
        lambda parsed, options: Plan(changes),
        print,
    )
    imports.register(importer)
    return imports.as_text(imports.preview("invented_told", b"x", file_name="x.csv"))


def test_counts_and_changes_are_listed():
    changes = (
        Change(2, Operation.CREATE, "Soest"),
        Change(3, Operation.KEEP, "Unna"),
        Change(4, Operation.CHANGE, "Hamm", (Difference("Name", "Ham", "Hamm"), Difference("bis", "", "2025"))),
        Change(0, Operation.END, "Musterdorf"),
    )
    assert told(changes) == (
        "Gemeinden: x.csv\n"
        "  neu 1 · geändert 1 · beendet 1 · unverändert 1\n"
        "  neu: Soest\n"
        "  geändert: Hamm: Name Ham → Hamm, bis – → 2025\n"
        "  beendet: Musterdorf"
    )


def test_errors_come_before_hints_and_say_where_they_are():
    findings = (
        hint(0, "Geraten."),
        error(7, "So nicht.", column="name", value="x"),
        error(3, "Falsch.", column="name"),
        error(5, "Krumm."),
    )
    assert told(findings=findings) == (
        "Gemeinden: x.csv\n"
        "Fehler: 3. Es wird nichts geschrieben.\n"
        "  Zeile 3, name: Falsch.\n"
        "  Zeile 5: Krumm.\n"
        "  Zeile 7, name „x“: So nicht.\n"
        "Hinweise: 1\n"
        "  Datei: Geraten."
    )


def test_long_lists_are_cut_and_say_how_much_is_left_out():
    lines = listed("".join(f"r{number};Recht\n" for number in range(53))).splitlines()
    assert len(lines) == 53
    assert lines[-2:] == ["  neu: r49", "  … und 3 weitere"]
