"""Every value of the corpus in the forms beside the path and in every address: an answer, never a fault, and nothing
of it as markup.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.corpus import CORPUS, SHARP, SOME, alone, dealt
from tests.web.hostile.doors import Doors
from tests.web.hostile.other_forms import FORMS, NOTHING, QUERIES, Form
from tests.web.hostile.page_forms import running_in
from vorort.accounts.models import User
from vorort.funding.models import SavedView

EMPTY: Mapping[str, str] = {}
ANSWERS = {200, 302, 400, 403, 404, 409, 410, 422, 429}
# Nobody here can sign with a passkey, and the secret of a new app stands on its page alone: tests/web/account.
BY_A_DEVICE = {"mfa_login_webauthn", "account:add_app", "account:add_passkey", "mfa_reauthenticate_webauthn"}
ONWARD = [form for form in FORMS if "next" in form.names and not form.stage and form.route not in BY_A_DEVICE]
# Who reads an address where it is not the clerk, and what it answers where it is no page.
READERS = {
    **dict.fromkeys(("account_login", "account_reset_password", "mfa_login_webauthn"), ("",)),
    **dict.fromkeys(("account_logout", "account_reauthenticate", "account:recovery_codes"), ("anna",)),
    "account:members": ("operator",),
    "funding:desk": ("clerk", "lead"),
    "funding:guideline_table": ("owner",),
}
READ_BY = [
    (route, name, who) for route, names in QUERIES.items() for name in names for who in READERS.get(route, ["clerk"])
]
# A file whose filter cannot be read leads back to the list with it, unless that makes an address nobody could send.
EXPORTED = {200, 302, 400}
READ = {"mfa_login_webauthn": {302}, "funding:list_csv": EXPORTED, "funding:list_xlsx": EXPORTED}
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


def wrong_with(answer: HttpResponse, answers: set[int] = ANSWERS) -> list[str]:
    if answer.status_code not in answers:
        return [f"status {answer.status_code}"]
    if answer.streaming or not answer["Content-Type"].startswith("text/html"):
        return []
    return running_in(answer.content.decode())


def is_own(form: Form, answer: HttpResponse) -> bool:
    """Whether this is how the form itself answers, and nobody at its door."""
    if form.leads_to:
        where = answer.get("Location", "").split("?")[0]
        return answer.status_code == 302 and re.search(f"{form.leads_to}$", where) is not None
    return answer.status_code in (200, 422) and form.says in answer.content.decode()


@dataclass
class Tried:
    """What was wrong with the answers, and how many of them were the form's own."""

    wrong: list[str] = field(default_factory=list)
    own: int = 0


def tried(
    doors: Doors, form: Form, posts: Iterable[Mapping[str, str]], right: Mapping[str, str] | None = None
) -> Tried:
    """What comes of each of ``posts``, put into the form as it is or as it is ``right``."""
    found, beside = Tried(), doors.opened(form) | (right or {})
    for typed in posts:
        with transaction.atomic():
            cache.clear()
            answer = doors.send(form, beside | dict(typed))
            words = {name: value[:40] for name, value in typed.items()}
            found.wrong += [f"{words}: {wrong}" for wrong in wrong_with(answer)]
            found.own += is_own(form, answer)
            transaction.set_rollback(True)
    return found


def named(form: Form) -> str:
    return f"{form.route} {form.names[0]}"


@pytest.mark.parametrize("form", FORMS, ids=named)
def test_no_value_does_harm_wherever_it_is_typed(doors, form):
    found = tried(doors, form, dealt(form.names, one_in=10))
    assert found.wrong == []
    assert found.own > 0 or form.says == NOTHING


@pytest.mark.parametrize("form", [form for form in FORMS if form.route not in BY_A_DEVICE], ids=named)
def test_what_is_right_goes_through_the_same_door(doors, form):
    doors.opened(form)
    answer = doors.send(form, doors.right(form))
    assert answer.status_code == 302
    assert answer["Location"] != "/anmelden/"  # where a door leads that is shut


SHUT = (
    Form("account_reauthenticate", ("password",), "lead"),
    Form("mfa_reauthenticate", ("code",), "lead"),
    Form("mfa_authenticate", ("code",)),
    Form("account_reset_password_from_key", ("password1", "password2")),
    Form("account:remove_passkey", ("confirm",), "lead", leads_to="/konto/"),
    Form("account:email", ("email",)),
    Form("network:found", ("name",), "lead"),
)


@pytest.mark.parametrize("form", SHUT, ids=named)
def test_a_door_that_is_shut_would_be_found(doors, form):
    assert tried(doors, form, alone(form.names, SHARP)).own == 0


@pytest.mark.parametrize(
    "html",
    ["<script>x()</script>", "<p onclick=x()>", "<style>p{}</style>", "<a href=' javascript:x()'>", "<p style=x>"],
)
def test_what_would_run_is_found(html):
    assert len(running_in(html)) == 1


def test_words_in_a_field_are_words():
    assert running_in('<input value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"><script src="/static/x.js">') == []


@pytest.mark.full
@pytest.mark.parametrize("form", FORMS, ids=named)
def test_no_value_alone_does_any_harm(doors, form):
    assert tried(doors, form, alone(form.names)).wrong == []


@pytest.mark.parametrize("values", [SOME, pytest.param(CORPUS, marks=pytest.mark.full)], ids=["some", "all"])
@pytest.mark.parametrize(("route", "name", "who"), READ_BY)
def test_any_value_in_an_address_gives_an_answer(doors, route, name, who, values):
    stage = {"funding:application": "submitted", "funding:call": "submitted", "funding:guideline_table": "draft"}
    path, person, found = doors.scene.path(route, stage.get(route, "")), doors.browser(who), []
    person.raise_request_exception = False
    for value in values:
        answer = person.get(path, {name: value[:4000]})
        if answer.streaming:
            assert b"".join(answer)
        found += [f"{value[:40]!r}: {words}" for words in wrong_with(answer, READ.get(route, {200}))]
    assert found == []


# --- Where somebody is led --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("values", [SOME, pytest.param(CORPUS, marks=pytest.mark.full)], ids=["some", "all"])
@pytest.mark.parametrize("form", ONWARD, ids=named)
def test_who_has_done_what_is_right_is_led_on_whatever_the_form_says(doors, form, values):
    found = tried(doors, form, alone(["next"], [value[:4000] for value in values]), doors.right(form))
    assert found.wrong == []


@pytest.mark.parametrize("values", [SOME, pytest.param(CORPUS, marks=pytest.mark.full)], ids=["some", "all"])
def test_who_has_chosen_her_role_is_led_on_whatever_the_address_says(scene, values):
    chosen, found = {"chosen": str(scene.lead.capacity.id)}, {}
    for value in values:
        person = scene.lead
        person.raise_request_exception = False
        found[value[:30]] = person.send(f"/handeln-als/?{urlencode({'next': value[:2000]})}", chosen).status_code
    assert {value: status for value, status in found.items() if status != 302} == {}


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
