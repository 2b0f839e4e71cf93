"""The handbook calls buttons, headings and sentences as the pages do, and every desk has its chapter."""

import re
from pathlib import Path

import pytest

from gate import translations

PROJECT = Path(__file__).resolve().parents[2]
HANDBOOK = PROJECT / "docs" / "handbuch"

QUOTED = re.compile(r"(?<!\*)\*(?!\*)([^*]+)\*(?!\*)")
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]")
TAG = re.compile(r"<[^>]+>")


def plain(words: str) -> str:
    """A sentence as somebody reads it: no tags, and three dots where a name, a day or a number stands."""
    return " ".join(PLACE.sub("…", TAG.sub("", words)).split())


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Every sentence of the source, as somebody reads it on a page."""
    forms = [[row.id] if isinstance(row.id, str) else row.id for row in translations.sentences()]
    return {plain(words) for each in forms for words in each}


def quoted_in(text: str) -> set[str]:
    return {" ".join(words.split()) for words in QUOTED.findall(text)}


@pytest.mark.parametrize("chapter", sorted(HANDBOOK.glob("*.md")), ids=lambda path: path.name)
def test_what_the_handbook_quotes_stands_on_the_pages(chapter, said):
    assert quoted_in(chapter.read_text()) - said == set()


def test_a_word_no_page_says_is_found(said):
    text = "**Danach** drücken Sie *Antrag\n   abschicken* oder *Ja,\nbestätigen*."
    assert quoted_in(text) == {"Antrag abschicken", "Ja, bestätigen"}
    assert quoted_in(text) - said == {"Antrag abschicken"}


def test_names_and_days_in_a_sentence_are_three_dots():
    assert plain("Die Frist läuft bis zum %(day)s.") == "Die Frist läuft bis zum …."
    assert plain("Sie handeln als <b>%(role)s</b>.") == "Sie handeln als …."


def test_every_chapter_stands_in_the_contents():
    contents = (HANDBOOK / "README.md").read_text()
    chapters = {path.name for path in HANDBOOK.glob("*.md")} - {"README.md"}
    assert {name for name in chapters if f"]({name})" not in contents} == set()


@pytest.mark.parametrize("chapter", sorted(HANDBOOK.glob("*.md")), ids=lambda path: path.name)
def test_every_chapter_says_what_helps_when_something_does_not_work(chapter):
    assert "\n## Wenn etwas nicht klappt\n" in chapter.read_text()
