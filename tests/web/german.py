"""Finds the German on a page that somebody reads in English.

What people wrote and what guidelines and places are called stays German: it stands in the database, or in a file that
ships. Everything else on a page comes out of the catalogue, so its words tell the two languages apart.
"""

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse

from gate import translations
from tests.web.test_official_language import kept
from vorort.funding import definitions
from vorort.funding.tables import SHEETS
from vorort.network.enums import Role

WORD = re.compile(r"[^\W\d_]{2,}")
PLACE = re.compile(r"%\(\w+\)[sd]")
GERMAN_LETTER = re.compile(r"[äöüß]")
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "content", "data-label", "placeholder", "title"}
SPOKEN_BY_SCRIPT = re.compile(r"data-(idle|saving|saved|offline|fault|invalid|signed-out|passkey-failed)")
SHORTEST = 3  # shorter texts of the database would hide too much


class Said(HTMLParser):
    """The texts of a page, each as it stands between two tags or in an attribute that is read out. The line that only
    paper has is left out: it holds the address of the page, and addresses are German.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.on_paper = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spoken = [value for name, value in attrs if name in SPOKEN_ATTRIBUTES or SPOKEN_BY_SCRIPT.fullmatch(name)]
        self.texts |= {one_line(value or "") for value in spoken}
        self.on_paper = ("class", "on-paper") in attrs

    def handle_data(self, data: str) -> None:
        if not self.on_paper:
            self.texts.add(one_line(data))


class German:
    """German are the words of the catalogue's ids that no English sentence has, and whatever has an umlaut."""

    def __init__(self, data: Iterable[str]) -> None:
        rows = [row for row in translations.load("en") if row.id]
        ids = {form for row in rows for form in forms(row.id)}
        strings = {form for row in rows for form in forms(row.string)}
        self.english = words(strings)
        self.words = words(ids) - self.english
        self.sentences = ids - strings
        self.data: list[str] = []
        self.learn(data)

    def learn(self, data: Iterable[str]) -> None:
        """Take these for data from now on, line by line."""
        lines = {one_line(line) for text in data for line in text.splitlines()}
        known = {*self.data, *(line for line in lines if len(line) >= SHORTEST)}
        self.data = sorted(known, key=lambda line: (-len(line), line))
        self.seen: dict[str, set[str]] = {}

    def on(self, answer: HttpResponse) -> set[str]:
        """The texts of a page that say something German; none when it is no page. The number of the request is chance,
        and may look like a word.
        """
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            if answer.streaming:
                b"".join(answer)  # type: ignore[arg-type]  # to its end, so that nothing is left open
            return set()
        html = answer.content.decode().replace(answer.headers.get("X-Request-Number") or " ", " ")
        return {text for text in Said(html).texts if self.of(text)}

    def of(self, text: str) -> set[str]:
        """The German words of ``text`` that are not data."""
        if text not in self.seen:
            self.seen[text] = self._words(text) and self._words(self._without_data(text))
        return self.seen[text]

    def _without_data(self, text: str) -> str:
        for known in self.data:
            if known in text:
                text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", text)
        return text

    def _words(self, text: str) -> set[str]:
        strange = words([text]) - self.english
        return {word for word in strange if word in self.words or GERMAN_LETTER.search(word)} | (
            {text} & self.sentences
        )


def stored() -> set[str]:
    """Every text that is data: of the database, of the rule sets that ship, the heads of tables.

    Roles are called alike by pages and by what is stored; of them only pages are meant.
    """
    shipped = {text for row in definitions.all_shipped().values() for text in (row.title, row.guideline_title)}
    heads = {head for sheet in SHEETS.values() for head in (*sheet.header, " · ".join(sheet.header))}
    return ({text for _where, text in kept()} - {str(role.label) for role in Role}) | shipped | heads


def typed(form: Mapping[str, Any]) -> set[str]:
    """What somebody typed into ``form``, and the names of her files."""
    return {value if isinstance(value, str) else str(getattr(value, "name", "")) for value in form.values()}


def words(texts: Iterable[str]) -> set[str]:
    """The words of ``texts`` without the places for values."""
    return {word.casefold() for text in texts for word in WORD.findall(PLACE.sub(" ", text))}


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    """The one form of a sentence, or its two."""
    return [text] if isinstance(text, str) else list(text)


def one_line(text: str) -> str:
    """``text`` as a browser shows it."""
    return " ".join(text.split())
