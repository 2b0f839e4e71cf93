"""Every value of the corpus in the forms beside the path and in every address: an answer, never a fault, and nothing
of it as markup.
"""

from collections.abc import Iterable, Mapping

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.account.conftest import Browser
from tests.web.corpus import CORPUS, alone, dealt
from tests.web.hostile.other_forms import FORMS, QUERIES, Form
from tests.web.hostile.page_forms import running_in
from tests.web.posts import filled
from tests.web.scene import Scene
from vorort.accounts.models import User
from vorort.funding.models import SavedView

ANSWERS = {200, 302, 400, 403, 404, 409, 410, 422, 429}
SOME = CORPUS[::15]
NEXT = (
    "https://fremd.example/",
    "//fremd.example/",
    "/\\fremd.example/",
    "http:fremd.example",
    "https:///fremd.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\thttps://fremd.example/",
    "https://testserver@fremd.example/",
)


def address(scene: Scene, route: str) -> str:
    stage = "submitted" if route in ("funding:application", "funding:call") else ""
    stage = "draft" if route == "funding:guideline_table" else stage
    return scene.path(route, stage)


def wrong_with(answer: HttpResponse) -> list[str]:
    if answer.status_code not in ANSWERS:
        return [f"status {answer.status_code}"]
    if answer.streaming or not answer["Content-Type"].startswith("text/html"):
        return []
    return running_in(answer.content.decode())


def complaints(scene: Scene, form: Form, posts: Iterable[Mapping[str, str]]) -> list[str]:
    found = []
    for typed in posts:
        with transaction.atomic():
            cache.clear()
            person = getattr(scene, form.who) if form.who else Client()
            person.raise_request_exception = False
            send = person.send if form.who else person.post
            path = scene.path(form.route, form.stage)
            right = filled(path) if form.stage else form.right
            answer = send(path, right | dict(typed))
            found += [
                f"{ {name: value[:40] for name, value in typed.items()} }: {words}" for words in wrong_with(answer)
            ]
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.route} {form.names[0]}")
def test_no_value_does_harm_wherever_it_is_typed(scene, form):
    assert complaints(scene, form, list(dealt(form.names))[::4]) == []


@pytest.mark.parametrize(
    "html",
    ["<script>x()</script>", "<p onclick=x()>", "<style>p{}</style>", "<a href=' javascript:x()'>", "<p style=x>"],
)
def test_what_would_run_is_found(html):
    assert len(running_in(html)) == 1


def test_words_in_a_field_are_words():
    assert running_in('<input value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"><script src="/static/x.js">') == []


@pytest.mark.full
@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.route} {form.names[0]}")
def test_no_value_alone_does_any_harm(scene, form):
    assert complaints(scene, form, alone(form.names)) == []


@pytest.mark.parametrize("name", ["code", "credential"])
def test_no_value_does_harm_at_the_second_step(anna_with_app, name):
    found = {}
    for value in SOME:
        cache.clear()
        browser = Browser()
        browser.raise_request_exception = False
        browser.types_password(anna_with_app)
        found[value[:30]] = browser.post("/anmelden/zweite-stufe/", {name: value}).status_code
    assert set(found.values()) <= {200, 302, 429}, found


@pytest.mark.parametrize("values", [SOME, pytest.param(CORPUS, marks=pytest.mark.full)], ids=["some", "all"])
@pytest.mark.parametrize(("route", "name"), [(route, name) for route, names in QUERIES.items() for name in names])
def test_any_value_in_an_address_gives_an_answer(scene, route, name, values):
    person = scene.operator if route == "account:members" else scene.clerk
    person = scene.owner if route == "funding:guideline_table" else person
    path, found = address(scene, route), []
    person.raise_request_exception = False
    for value in values:
        answer = person.get(path, {name: value[:4000]})
        if answer.streaming:
            assert b"".join(answer)
        found += [f"{value[:40]!r}: {words}" for words in wrong_with(answer)]
    assert found == []


@pytest.mark.parametrize("value", NEXT)
def test_nobody_is_led_to_a_foreign_site(scene, annas_browser, value):
    answers = {
        "sign-in": Client().post("/anmelden/", {"login": "anna@ort.example", "password": "x", "next": value}),
        "already in": annas_browser.get("/anmelden/", {"next": value}),
        "leaving": annas_browser.post("/abmelden/", {"next": value}),
        "language": Client().post("/sprache/", {"language": "en", "next": value}),
        "capacity": scene.lead.send(f"{reverse('capacity')}?next={value}", {"chosen": str(scene.lead.capacity.id)}),
        "confirming": scene.lead.get("/konto/bestaetigen/", {"next": value}),
        "acting as": Client().post("/demo/handeln-als/clerk/", {"next": value}),
    }
    assert [name for name, answer in answers.items() if "fremd" in answer.get("Location", "")] == []
    assert [name for name, answer in answers.items() if answer.get("Location", "/").strip()[:1] != "/"] == []
    assert [name for name, answer in answers.items() if answer.get("Location", "/")[1:2] in ("/", "\\")] == []


@pytest.mark.parametrize("values", [SOME, pytest.param(CORPUS, marks=pytest.mark.full)], ids=["some", "all"])
@pytest.mark.parametrize(
    "pattern", ["/passwort-vergessen/{}/abc-def/", "/passwort-vergessen/1/{}/", "/konto/e-mail/bestaetigen/{}/"]
)
def test_any_secret_that_is_none_is_not_there(scene, pattern, values):
    from urllib.parse import quote

    person = scene.lead
    person.raise_request_exception = False
    found = {value[:30]: person.get(pattern.format(quote(value[:1000], safe=""))).status_code for value in values}
    assert set(found.values()) <= {200, 302, 404}, found


@pytest.mark.parametrize("text", ["zzzzzzzzzzzzz", "0", "-1", "1" * 13])
def test_person_no_table_can_hold_has_no_link(scene, text):
    assert Client().get(f"/passwort-vergessen/{text}/abc-def/").status_code in (200, 302, 404)


# --- What PostgreSQL cannot keep --------------------------------------------------------------------------------------
def test_view_keeps_no_sign_that_a_table_cannot_hold(scene):
    view = SavedView.objects.get(owner_id=scene.world.clerk.id)
    answer = scene.clerk.send(scene.path("funding:view"), {"do": "rename", "name": "Meine\x00 Ansicht"})
    assert answer.status_code == 302
    view.refresh_from_db()
    assert view.name == "Meine Ansicht"


def test_search_for_people_leaves_out_a_sign_that_a_table_cannot_hold(scene):
    name = User.objects.get(pk=scene.world.district.lead.user_id).name
    found = scene.operator.get("/konto/zweite-stufe-anderer/", {"suche": f"\x00{name}\x00"})
    assert found.context["search"] == name
    assert len(found.context["people"]) > 0
