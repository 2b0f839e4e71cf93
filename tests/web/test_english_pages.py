"""Every page somebody opens in English says no German word: whoever she is, before and after she has done something."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from tests.web.german import German, Said, stored, typed
from tests.web.inventory import INVENTORY
from tests.web.posts import form_of
from tests.web.role_table import TABLE, Row
from tests.web.scene import ROLES, Person, Scene
from tests.web.test_headers import refused
from tests.web.test_url_inventory import address
from vorort.accounts.models import User
from vorort.network.enums import Role

# Whoever works here, with the column of the table that says what she gets. The adviser's office has no column: she
# opens everything, and most of it is not there.
WHO = {
    "lead": Role.CENTRE_LEAD,
    "coordinator": Role.COORDINATOR,
    "finance clerk": Role.FINANCE_CLERK,
    "clerk": Role.CLERK,
    "officer": Role.RELEASING_OFFICER,
    "owner": Role.PROGRAMME_OWNER,
    "releaser": Role.PROGRAMME_RELEASER,
    "admin": Role.ORGANISATION_ADMIN,
    "operator": Role.OPERATOR,
    "adviser": None,
}
OFTEN = ("lead", "clerk", "owner")  # the others only in the whole run
GERMAN_ALONE = {"gallery"}


@pytest.fixture
def german(scene):
    for user in User.objects.all():  # the scene calls people by their roles, which would hide a German role
        User.objects.filter(pk=user.pk).update(name=f"Ida {user.pk}")
    return German(stored())


def by_haste() -> list[object]:
    return [who if who in OFTEN else pytest.param(who, marks=pytest.mark.full) for who in WHO]


def in_english(browser: Client) -> Client:
    browser.cookies["django_language"] = "en"
    return browser


def person(scene: Scene, who: str) -> Person:
    role = WHO[who]
    browser = scene.as_role(role) if role else scene.adviser
    in_english(browser)
    return browser


def rows(method: str, who: str) -> list[Row]:
    """What of the table is there for ``who``."""
    column = ROLES.index(WHO[who]) if WHO[who] else None
    return [row for row in TABLE if row.method == method and (column is None or row.expected[column] != ".")]


def form_for(scene: Scene, browser: Person, row: Row, path: str) -> dict[str, object]:
    if row.name == "capacity":
        assert browser.capacity is not None
        return {"chosen": str(browser.capacity.id)}
    return form_of(row.name, path, scene, row.stage)


def sent(scene: Scene, browser: Person, row: Row, german: German) -> Iterator[HttpResponse]:
    """The pages after an empty form and after a right one; what was done is undone when the next is asked for."""
    path = scene.path(row.name, row.stage)
    right = form_for(scene, browser, row, path)
    german.learn(typed(right))
    for form in ({"version": right.get("version", "1")}, right):
        with transaction.atomic():
            yield browser.send(path, form, follow=True)
            transaction.set_rollback(True)


# --- At work ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", by_haste())
def test_no_page_says_a_german_word(scene, german, who):
    browser = person(scene, who)
    found = {str(row): german.on(browser.get(scene.path(row.name, row.stage))) for row in rows("GET", who)}
    assert len(found) > 20
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("who", by_haste())
def test_no_answer_to_a_form_says_a_german_word(scene, german, who):
    browser = person(scene, who)
    found = {}
    for row in rows("POST", who):
        for answer in sent(scene, browser, row, german):
            if german.on(answer):
                german.learn(stored())  # the form has written something that the page shows
            found[f"{row} {answer.status_code}"] = german.on(answer)
    assert len(found) > 8
    assert {name: texts for name, texts in found.items() if texts} == {}


# --- Not at work ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_no_page_says_a_german_word_to_whoever_has_no_role(scene, german, who):
    browser = in_english(Client() if who == "stranger" else scene.nobodys_browser())
    open_to_all = [route for route in INVENTORY if route.access != "capacity" and route.name not in GERMAN_ALONE]
    found = {}
    for route in open_to_all:
        for method in route.methods:
            with transaction.atomic():
                answer = getattr(browser, method.lower())(address(scene, route.name), follow=True)
                found[f"{method} {route.name}"] = german.on(answer)
                transaction.set_rollback(True)
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_no_page_says_a_german_word_when_something_is_wrong(scene, german, monkeypatch):
    monkeypatch.setattr(translation, "get_language_from_request", lambda request, **_: "en")
    answers = refused(scene)
    german.learn(stored())
    assert 'lang="en"' in answers["nowhere"].content.decode()
    found = {name: german.on(answer) for name, answer in answers.items()}
    assert {name: texts for name, texts in found.items() if texts} == {}


# --- The reader of pages would find it --------------------------------------------------------------------------------
def test_german_pages_are_full_of_german(scene, german):
    said = german.on(scene.lead.get("/"))
    assert {"Nachrichten", "Handeln als", "Netzwerk"} <= said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nothing is waiting.", set()),
        ("Geheimer Treff am Marktplatz", set()),
        ("Keine Nachrichten.", {"keine", "nachrichten", "Keine Nachrichten."}),
        ("3 files, Frist 22.11.2026", {"frist"}),
        ("Begin: Geheimer Treff am Marktplatz, Entwurf", {"entwurf"}),
        ("Überdruss", {"überdruss"}),
        ("Programme", set()),
    ],
)
def test_german_words_are_found_and_data_and_english_are_not(text, found):
    assert German(["Geheimer Treff am Marktplatz"]).of(text) == found


def test_what_is_read_out_counts_as_said():
    html = '<p title="Speichern">Keine\n Nachrichten.</p><p data-saved="Gespeichert um ">x</p><img class="Name">'
    assert Said(html).texts == {"Speichern", "Keine Nachrichten.", "Gespeichert um", "x"}
