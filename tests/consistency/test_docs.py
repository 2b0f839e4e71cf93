"""The documentation says what is there: states and transitions, links, pictures, commands, named files, sources.

Whether a sentence is true is judged by people.
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gate.bench.kept import END, PAGE
from vorort.config.cli import COMMANDS
from vorort.core.workflow import Workflow
from vorort.funding import definitions
from vorort.funding.workflow import (
    APPLICATION,
    AWARD,
    CALL,
    EARLY_START,
    GUIDELINE,
    HEARING,
    INFORMATION,
    OPINION,
    REFUSAL,
)

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "src" / "vorort"
DOCS = PROJECT / "docs"
PICTURES = DOCS / "bilder"

ARROW = re.compile(r"^\s*(\w+) --> (\w+): (\w+)$", re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| ([\w, ]+) \|", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMAND_TABLE = re.compile(r"^\| (?:Command|Befehl) \|.*?\n\n", re.MULTILINE | re.DOTALL)
NAMED_FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|toml|typ|html|css|js|csv|md|json))`")
CITED = re.compile(r"\[(S\d+b?(?:, S\d+b?)*)\]")
LISTED = re.compile(r"^\| (S\d+b?) \|", re.MULTILINE)


def pages() -> list[Path]:
    return [*sorted(PROJECT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def named(page: Path) -> str:
    return str(page.relative_to(PROJECT))


# --- States and transitions -------------------------------------------------------------------------------------------
def drawn(text: str, name: str) -> str:
    """The part of the state diagram that stands in the braces of ``state <name>``."""
    found = re.search(rf"^    state {name} {{\n(.*?)^    }}$", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"{name} is not drawn"
    return found[1]


def arrows_of(workflow: Workflow[Any]) -> set[tuple[str, str, str]]:
    rows = workflow.transitions.values()
    return {(str(source), str(row.target), row.name) for row in rows for source in row.sources}


WORKFLOWS = [
    pytest.param("Application", APPLICATION, id="application"),
    pytest.param("Award", AWARD, id="award"),
    pytest.param("Award", REFUSAL, id="refusal"),
    pytest.param("Award", EARLY_START, id="early start"),
    pytest.param("Information", INFORMATION, id="information"),
    pytest.param("Hearing", HEARING, id="hearing"),
    pytest.param("Opinion", OPINION, id="opinion"),
    pytest.param("Guideline", GUIDELINE, id="guideline"),
    pytest.param("Call", CALL, id="call"),
]
ARCHITECTURE = DOCS / "architecture.md"


@pytest.mark.parametrize(("name", "workflow"), WORKFLOWS)
def test_diagram_has_the_transitions_of_the_table_and_no_other(name, workflow):
    assert set(ARROW.findall(drawn(ARCHITECTURE.read_text(), name))) == arrows_of(workflow)


@pytest.mark.parametrize(("name", "workflow"), WORKFLOWS)
def test_diagram_has_the_states_of_the_table_and_no_other(name, workflow):
    mentioned = set(re.findall(r"\w+(?= -->)|(?<=--> )\w+", drawn(ARCHITECTURE.read_text(), name)))
    assert mentioned == set(workflow.states.values)


def test_list_of_transitions_names_the_roles_of_the_tables():
    table = ARCHITECTURE.read_text().partition("| Transition | By |")[2].partition("\n\n")[0]
    listed = {action: set(roles.split(", ")) for action, roles in ROW.findall(table)}
    expected: dict[str, set[str]] = {}
    for workflow in (APPLICATION, AWARD, REFUSAL, EARLY_START, INFORMATION, HEARING, OPINION, GUIDELINE, CALL):
        for row in workflow.transitions.values():
            expected.setdefault(row.name, set()).update(str(role) for role in row.by)
    assert listed == expected


def test_an_arrow_that_is_not_in_the_table_is_found():
    assert set(ARROW.findall("draft --> decided: decide")) - arrows_of(APPLICATION)


# --- Links and files --------------------------------------------------------------------------------------------------
def targets(page: Path) -> Iterator[Path]:
    """What the page links to inside the project."""
    for link in LINK.findall(page.read_text()):
        path = link.partition("#")[0]
        if path and not re.match(r"[a-z]+:", path):
            yield (page.parent / path).resolve()


def anchors(text: str) -> set[str]:
    """Where links into a page may lead: its headings in small letters, without signs, joined by hyphens."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


def lost_anchors(page: Path) -> list[str]:
    """Links of the page to a heading that its target does not have."""
    parts = [link.partition("#") for link in LINK.findall(page.read_text()) if not re.match(r"[a-z]+:", link)]
    aims = [((page.parent / path).resolve() if path else page, anchor) for path, _, anchor in parts if anchor]
    return [f"{target.name}#{anchor}" for target, anchor in aims if anchor not in anchors(target.read_text())]


def missing(paths: Iterable[Path]) -> list[str]:
    return sorted(str(path) for path in paths if not path.exists())


@pytest.mark.parametrize("page", pages(), ids=named)
def test_every_link_leads_somewhere(page):
    assert missing(targets(page)) == []


@pytest.mark.parametrize("page", pages(), ids=named)
def test_every_link_to_a_heading_finds_it(page):
    assert lost_anchors(page) == []


def test_a_heading_with_signs_is_found_by_its_anchor():
    text = "# Vereine aufnehmen (Zentrum)\n\n## Wenn die Datenbank beschäftigt ist\n"
    assert anchors(text) == {"vereine-aufnehmen-zentrum", "wenn-die-datenbank-beschäftigt-ist"}


def test_every_picture_is_shown_on_some_page():
    shown = {target for page in pages() for target in targets(page)}
    assert sorted(path.name for path in PICTURES.iterdir() if path not in shown) == []


@pytest.mark.parametrize("page", pages(), ids=named)
def test_every_file_a_page_names_is_there(page):
    absent = [
        name
        for name in NAMED_FILE.findall(page.read_text())
        if not any((root / name).exists() for root in (PROJECT, SOURCE, page.parent))
    ]
    assert absent == []


def test_every_decision_stands_in_the_list():
    listed = {path.name for path in targets(DOCS / "adr" / "README.md")}
    assert {path.name for path in (DOCS / "adr").glob("[0-9]*.md")} <= listed


# --- Commands ---------------------------------------------------------------------------------------------------------
READMES = [PROJECT / "README.md", PROJECT / "README.de.md"]


def commands_in(text: str) -> set[str]:
    """The commands in the first column of the table of commands."""
    [table] = COMMAND_TABLE.findall(text)
    cells = [row.split("|")[1] for row in table.strip().splitlines()[2:]]
    return {words.split()[0] for cell in cells for words in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_table_of_commands_has_every_command_and_no_other(readme):
    assert commands_in(readme.read_text()) == {command.name for command in COMMANDS}


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_each_readme_leads_to_the_other_in_its_first_lines(readme):
    [other] = [page.name for page in READMES if page != readme]
    assert f"]({other})" in "".join(readme.read_text().splitlines()[:4])


def test_a_command_nobody_can_give_is_found():
    table = "| Command | Does |\n|---|---|\n| `serve`, `dance [--slow]` | that, and `this` |\n\n"
    assert commands_in(table) - {command.name for command in COMMANDS} == {"dance"}


# --- Programmes as data -----------------------------------------------------------------------------------------------
PROGRAMME_PAGE = DOCS / "programm-anlegen.md"


def test_example_of_a_programme_can_be_read():
    [example] = re.findall(r"```toml\n(.*?)```", PROGRAMME_PAGE.read_text(), re.DOTALL)
    definition = definitions.parse(tomllib.loads(example, parse_float=Decimal))
    assert definition.rates[0].amount == Decimal(1000)


def test_every_key_of_a_programme_is_explained():
    read = re.findall(r"""\["(\w+)"\]|\.get\("(\w+)\"""", (SOURCE / "funding" / "definitions.py").read_text())
    keys = {first or second for first, second in read}
    explained = set(re.findall(r"`\[?\[?(?:\w+\.)?(\w+)\]?\]?`", PROGRAMME_PAGE.read_text()))
    assert keys - explained == set()


# --- Sources ----------------------------------------------------------------------------------------------------------
def cited() -> set[str]:
    """The source marks in facts and code: ``[S50, S51]`` names two."""
    files = [path for ending in ("toml", "py", "csv") for path in SOURCE.rglob(f"*.{ending}")]
    return {mark for path in files for marks in CITED.findall(path.read_text()) for mark in marks.split(", ")}


def test_list_of_sources_has_every_cited_one_and_no_other():
    assert set(LISTED.findall((DOCS / "quellen.md").read_text())) == cited()


def test_list_of_sources_has_every_press_release():
    with (SOURCE / "demo" / "facts" / "press_figures.csv").open(encoding="utf-8", newline="") as lines:
        days = {date.fromisoformat(row["release"]) for row in csv.DictReader(lines)}
    text = (DOCS / "quellen.md").read_text()
    assert [f"{day:%d.%m.%Y}" for day in sorted(days) if f"| {day:%d.%m.%Y} |" not in text] == []


# --- Measurements -----------------------------------------------------------------------------------------------------
def unanswered(text):
    """Tables of the kept run in which a bound is missed and that no heading below says anything of."""
    kept, _end, said = text.partition(END)
    tables = re.split(r"^### (\w+)$", kept, flags=re.MULTILINE)[1:]
    missed = {name for name, rows in zip(tables[::2], tables[1::2], strict=True) if "VERFEHLT" in rows}
    headings = re.findall(r"^### ([\w ]+): ", said, flags=re.MULTILINE)
    return missed - {name for heading in headings for name in heading.split(" und ")}


def test_every_missed_bound_is_answered_below_its_table():
    assert unanswered(PAGE.read_text()) == set()


def test_a_bound_nobody_says_anything_of_is_found():
    text = PAGE.read_text()
    assert "| VERFEHLT |" in text
    assert unanswered(text.replace("### start: ", "### Start ")) == {"start"}
    assert unanswered(text.replace("| hält |", "| VERFEHLT |")) >= {"worker", "regions"}
