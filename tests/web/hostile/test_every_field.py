"""No field of the site is left out of the hostile values: what the pages can send is what the tables hold."""

import re
from functools import cache
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.web import test_bad_input, test_bad_input_network, test_desk_bad_input
from tests.web.hostile import other_forms
from tests.web.hostile.doors import Doors
from tests.web.hostile.page_forms import fields_of, without_keys
from tests.web.posts import ask_more
from tests.web.role_table import TABLE
from tests.web.scene import ROLES, STAGES

SEEN = [(row, ROLES[row.expected.index("p")]) for row in TABLE if row.method == "GET" and "p" in row.expected]
OPEN_PAGES = (
    "account_login",
    "account_logout",
    "account_reset_password",
    "gallery",
    "network:club",
    "network:invitation",
    "network:club_address",
)
OWN_PAGES = (
    "account_logout",
    "account:overview",
    "account:name",
    "account:email",
    "account:password",
    "account:add_app",
    "account:add_passkey",
    "account_reauthenticate",
    "capacity",
)
BEHIND_A_DOOR = ("anna", "at_the_second_step", "who_has_the_link")
NO_PAGES = {"account:end_sign_in"}
# Names in the tables that stand for fields with the keys of rows in their names.
KEYED = {
    ("funding:items", "units"): "units-#-#-#",
    ("funding:items", "more-units"): "units-#-#-#",
    ("funding:items", "place"): "place-#-#-#",
    ("funding:award", "units"): "units-#",
}
# Fields of the pages that are in no table, each with its reason.
FILES = "files have tests of their own: test_bad_input.py, test_desk_bad_input.py and test_files.py"
PASSWORDS = "never shown again: test_any_password_is_taken_or_refused_and_never_shown"
ELSEWHERE = {
    ("funding:attachments", "file"): FILES,
    ("funding:guideline_import", "file"): FILES,
    ("network:invitation", "password"): PASSWORDS,
    ("network:invitation", "password_again"): PASSWORDS,
}


@cache
def in_the_tables() -> frozenset[tuple[str, str]]:
    """Route and field of everything the hostile values are typed into."""
    path = [(form.route, (*form.texts, *form.others, *form.choices)) for form in test_bad_input.FORMS.values()]
    network = [(form.route, (*form.typed, *form.chosen)) for form in test_bad_input_network.FORMS]
    desk = [(f"funding:{form.route}", (*form.typed, *form.chosen)) for form in test_desk_bad_input.FORMS.values()]
    others = [(form.route, form.names) for form in other_forms.FORMS]
    pairs = [(route, name) for route, names in (*path, *network, *desk, *others) for name in names]
    return frozenset((route, KEYED.get((route, name), without_keys(name))) for route, name in pairs)


def pages(doors: Doors) -> dict[str, str]:
    """The source of every page by its address, each in every state the table of roles knows."""
    scene = doors.scene
    ask_more(scene)
    found = {}
    for row, role in SEEN:
        path = scene.path(row.name, row.stage)
        answer = scene.as_role(role).get(path)
        if answer.streaming:
            assert b"".join(answer)  # to its end, so that nothing is left open
        elif answer["Content-Type"].startswith("text/html"):
            found[f"{path}#{role}"] = answer.content.decode()
    for stage in STAGES:
        for person in (scene.lead, scene.clerk, scene.officer):
            path = scene.path("funding:application", stage)
            found[f"{path}#{person.capacity.role}"] = person.get(path).content.decode()
    for name in OPEN_PAGES:
        found[scene.path(name)] = Client().get(scene.path(name)).content.decode()
    for name in OWN_PAGES:
        found[f"{scene.path(name)}#own"] = scene.lead.get(scene.path(name)).content.decode()
    for form in [form for form in other_forms.FORMS if form.who in BEHIND_A_DOOR and form.route not in NO_PAGES]:
        answer = doors.browser(form.who).get(doors.path(form))
        assert answer.status_code == 200, form.route
        found[f"{doors.path(form)}#{form.who}"] = answer.content.decode()
    return found


@pytest.fixture(scope="module")
def seen() -> dict[str, dict[str, str]]:
    return {}


@pytest.fixture
def site(doors, seen) -> dict[str, str]:
    """Every page, looked at once."""
    if not seen:
        seen["pages"] = pages(doors)
    return seen["pages"]


def sent_from(site: dict[str, str], method: str) -> set[tuple[str, str]]:
    return {pair for page, html in site.items() for pair in fields_of(html, page.split("#")[0], method)}


def asked_by(html: str, page: str) -> set[tuple[str, str]]:
    """Route and name of every parameter in the links of a page."""
    found = set()
    for link in re.findall(r'href="([^"]*\?[^"]*)"', html):
        parts = urlsplit(unescape(link))
        try:
            route = resolve(parts.path or urlsplit(page).path).view_name
        except Resolver404:
            continue
        found |= {(route, name) for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    return found


def test_every_field_of_every_form_gets_the_hostile_values(site):
    assert sorted(sent_from(site, "post") - in_the_tables() - set(ELSEWHERE)) == []


def test_what_is_said_to_be_elsewhere_is_there_and_nowhere_else(site):
    assert sorted(set(ELSEWHERE) - sent_from(site, "post")) == []
    assert sorted(set(ELSEWHERE) & in_the_tables()) == []
    assert [pair for pair, reason in ELSEWHERE.items() if len(reason) < 10] == []


def test_every_parameter_of_an_address_gets_the_hostile_values(site):
    # the gallery's forms go nowhere; its page alone reads them
    known = {(route, name) for route, names in other_forms.QUERIES.items() for name in names}
    links = {pair for page, html in site.items() for pair in asked_by(html, page.split("#")[0])}
    forms = {pair for pair in sent_from(site, "get") if pair[0] != "gallery"}
    assert sorted((links | forms) - known) == []


def test_the_look_reaches_the_site(site):
    assert len(sent_from(site, "post")) > 150


def test_a_new_field_would_be_found():
    html = '<form method="post"><input name="version"><input name="neu-17"><button name="do" value="x"></form>'
    assert fields_of(html, "/konto/name/") == {("account:name", "neu-#"), ("account:name", "do")}


def test_a_new_form_and_a_new_parameter_would_be_found():
    html = '<form action="/netzwerk/"><input name="neu"></form><a href="/kennzahlen/?auch&amp;tag=1">x</a>'
    assert fields_of(html, "/", "get") == {("network:organisations", "neu")}
    assert asked_by(html, "/") == {("steering:figures", "auch"), ("steering:figures", "tag")}


def test_a_field_outside_its_form_is_found():
    html = '<button name="do" form="oben"></button><form id="oben" method="post" action="/konto/name/"></form>'
    assert fields_of(html, "/") == {("account:name", "do")}
