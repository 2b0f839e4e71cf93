"""Every page somebody opens in English says no German word, whoever she is, before and after she has done something.

What people wrote, and what the guideline and the places are called, stays German: it stands in the database.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from gate import translations
from tests.web.inventory import INVENTORY
from tests.web.posts import form_of
from tests.web.role_table import TABLE
from tests.web.scene import ROLES, Person, Scene
from tests.web.test_official_language import kept
from tests.web.test_url_inventory import address
from vorort.accounts.models import User
from vorort.demo import accounts
from vorort.network.enums import Role

WORD = re.compile(r"[^\W\d_]{2,}")
UMLAUT = re.compile(r"[äöüß]")
SHORTEST = 4
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "content", "data-label", "placeholder", "title"}
SPOKEN_BY_SCRIPT = re.compile(r"data-(idle|saving|saved|offline|fault|invalid|signed-out|passkey-failed)")
MUTE = {"script", "style"}
GERMAN_ALONE = {"gallery"}
STRANGER = Client
WHO: dict[str, Role | None] = {
    "lead": Role.CENTRE_LEAD,
    "coordinator": Role.COORDINATOR,
    "clerk": Role.CLERK,
    "officer": Role.RELEASING_OFFICER,
    "owner": Role.PROGRAMME_OWNER,
    "releaser": Role.PROGRAMME_RELEASER,
    "adviser": None,
    "admin": Role.ORGANISATION_ADMIN,
    "operator": Role.OPERATOR,
}


class Said(HTMLParser):
    """The texts of a page, each as it stands between two tags or in a spoken attribute."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.mute = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.mute = tag in MUTE
        self.texts |= {value or "" for name, value in attrs if name in SPOKEN_ATTRIBUTES or SPOKEN_BY_SCRIPT.match(name)}

    def handle_data(self, data: str) -> None:
        if not self.mute:
            self.texts.add(" ".join(data.split()))


def words(texts: Iterable[str]) -> set[str]:
    return {word.casefold() for text in texts for word in WORD.findall(re.sub(r"%\(\w+\)[sd]", "", text))}


class German:
    """What is German: the words of the catalogue's ids that no English sentence has, and whatever has an umlaut."""

    def __init__(self, data: Collection[str]) -> None:
        rows = [row for row in translations.load("en") if row.id]
        ids, strings = (
            {form for text in texts for form in ([text] if isinstance(text, str) else text)}
            for texts in ([row.id for row in rows], [row.string for row in rows])
        )
        self.sentences = ids - strings
        self.english = words(strings)
        self.words = words(ids) - self.english
        self.data = sorted(data, key=len, reverse=True)

    def of(self, text: str, typed: Collection[str] = ()) -> set[str]:
        """The German words of ``text`` that are not data."""
        if not self._german(text):
            return set()
        for known in (*typed, *self.data):
            if known in text:
                text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", text)
        w = self._german(text)
        return {f"{sorted(w)} in {text}"} if w else set()

    def _german(self, text: str) -> set[str]:
        said = words([text])
        return {word for word in said if word in self.words or (UMLAUT.search(word) and word not in self.english)} | (
            {text} & self.sentences
        )


def stored() -> set[str]:
    """Every text in the database, line by line, except words that a page says of itself as well."""
    lines = {" ".join(line.split()) for _where, text in kept() for line in text.splitlines()}
    of_itself = {str(role.label) for role in Role}
    return {line for line in lines if len(line) >= SHORTEST} - of_itself


@pytest.fixture
def german(scene):
    for user in User.objects.all():  # the scene calls everybody what she is
        User.objects.filter(pk=user.pk).update(name=f"Ida {user.pk}")
    return German(stored() | {player.label for player in accounts.CAST})


def read(answers: Iterator[tuple[str, HttpResponse, list[str]]], german: German) -> dict[str, set[str]]:
    """The German words by page, where there are any."""
    found: dict[str, set[str]] = {}
    seen = 0
    for name, answer, typed in answers:
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            seen += 1
            said = {word for text in Said(answer.content.decode()).texts for word in german.of(text, typed)}
            if said:
                found[name] = said
    print(seen)
    import json, os; open(f'/tmp/en/found-{os.getpid()}.jsonl','a').write(''.join(json.dumps([k, t], ensure_ascii=False)+chr(10) for k, v in found.items() for t in v))
    return found


def lines(form):
    return [" ".join(line.split()) for value in form.values() if isinstance(value, str) for line in value.splitlines()]


def in_english(browser):
    browser.cookies["django_language"] = "en"
    return browser


def rows(method: str, who: str):
    role = WHO[who]
    for row in TABLE:
        if row.method == method and (role is None or row.expected[ROLES.index(role)] != "."):
            yield row


@pytest.mark.parametrize("who", WHO)
def test_no_page_says_a_german_word(scene, german, who):
    person = in_english(getattr(scene, who))
    answers = [(str(row), person.get(scene.path(row.name, row.stage)), []) for row in rows("GET", who) if row.name not in GERMAN_ALONE]
    assert read(answers, german) == {}


@pytest.mark.parametrize("who", WHO)
def test_no_answer_says_a_german_word(scene, german, who):
    person = in_english(getattr(scene, who))
    answers = []
    for row in rows("POST", who):
        path = scene.path(row.name, row.stage)
        with transaction.atomic():
            if row.name == "capacity":
                form = {"chosen": str(person.capacity.id)}
            else:
                form = form_of(row.name, path, scene, row.stage)
            answers.append((str(row), person.send(path, form, follow=True), lines(form)))
            transaction.set_rollback(True)
    assert read(answers, german) == {}
