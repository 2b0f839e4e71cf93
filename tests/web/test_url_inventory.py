"""Every address has its access decision: who is not signed in gets no further, no form without its token is taken,
and no address answers to a method it does not know.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, include, path

from tests.web.inventory import BY_NAME, INVENTORY, Route, differences
from tests.web.scene import Scene
from vorort.network.enums import Role

WRITING = re.compile(r"^\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)
CLOSED = [row.name for row in INVENTORY if row.access != "public"]
POSTED = [row.name for row in INVENTORY if "POST" in row.methods]
# The application in the state in which a route has all its objects.
STAGE_OF = {
    **dict.fromkeys(("funding:attachment", "funding:document", "funding:waive"), "notified"),
    **dict.fromkeys(("funding:opinion", "funding:opinion_drop"), "opinion_asked"),
}
WITHOUT_OBJECT = {"funding:desk", "funding:budget_line"}


def address(scene: Scene, name: str) -> str:
    with_object = name.startswith("funding:") and name not in WITHOUT_OBJECT
    return scene.path(name, STAGE_OF.get(name, "prepared") if with_object else "")


def writes(statements: CaptureQueriesContext) -> list[str]:
    """Statements that write, other than to the session and the cache of rate limits."""
    return [
        query["sql"]
        for query in statements.captured_queries
        if WRITING.match(query["sql"]) and "django_session" not in query["sql"] and "core_cache" not in query["sql"]
    ]


# --- The table and the site are the same ------------------------------------------------------------------------------
def test_every_route_has_its_decision_and_every_decision_its_route():
    assert differences(INVENTORY, get_resolver().url_patterns) == []


def test_every_decision_says_why():
    assert [row.name for row in INVENTORY if len(row.reason) < 10] == []


def test_an_invented_route_is_found():
    patterns = [*get_resolver().url_patterns, path("geheim/", include(([path("", print, name="door")], "secret")))]
    assert differences(INVENTORY, patterns) == ["no decision: secret:door"]


def test_a_route_without_a_name_is_found():
    patterns = [*get_resolver().url_patterns, path("hintertuer/", print)]
    assert differences(INVENTORY, patterns) == ["no decision: <hintertuer/>"]


def test_a_decision_about_nothing_is_found():
    row = Route("funding:gone", "capacity", ("GET",), "was taken away")
    assert differences((*INVENTORY, row), get_resolver().url_patterns) == ["no such route: funding:gone"]


@pytest.mark.slow
# --- Without signing in -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", CLOSED)
def test_a_stranger_is_sent_to_the_sign_in_and_changes_nothing(scene, name):
    where, stranger = address(scene, name), Client()
    with CaptureQueriesContext(connection) as statements:
        read = stranger.get(where)
        posted = stranger.post(where, {"version": "1", "capacity": "1", "reason": "Ich"})
    assert (read.status_code, read["Location"]) == (302, f"/anmelden/?next={where}")
    assert posted.status_code == 403
    assert "Sie sind abgemeldet" in posted.content.decode()
    assert "/anmelden/?next=" in posted.content.decode()
    assert writes(statements) == []


def test_a_stranger_gets_the_public_pages(scene):
    stranger = Client()
    assert [stranger.get(scene.path(name)).status_code for name in ("account_login", "gallery")] == [200, 200]
    assert stranger.get(scene.path("account_logout"))["Location"] == "/anmelden/"


def test_a_stranger_does_not_learn_which_addresses_exist(scene):
    assert Client().get("/foerderung/antraege/999999/").status_code == 302
    assert Client().get("/gibt-es-nicht/").status_code == 404


def test_styles_and_scripts_are_served_without_signing_in(db, settings):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    answer = Client().get("/static/shell/house.css")
    assert (answer.status_code, answer["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


@pytest.mark.slow
# --- Signed in without a capacity -------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", [row.name for row in INVENTORY if row.access == "capacity"])
def test_who_has_no_role_gets_the_page_that_says_so(scene, name):
    somebody = scene.nobodys_browser()
    answers = [somebody.get(address(scene, name)), somebody.send(address(scene, name), {"version": "1"})]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert all("Sie haben zurzeit keine Rolle" in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("name", ["capacity", "account_logout"])
def test_who_has_no_role_can_still_leave_or_choose(scene, name):
    assert scene.nobodys_browser().get(address(scene, name)).status_code == 200


@pytest.mark.slow
# --- Forms without their token, and other methods ---------------------------------------------------------------------
@pytest.mark.parametrize("name", POSTED)
def test_a_form_without_its_token_is_refused(scene, name):
    lead = scene.as_role(Role.CENTRE_LEAD, enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as statements:
        answer = lead.send(address(scene, name), {"version": "1", "reason": "Was ich geschrieben habe"})
    assert answer.status_code == 403
    assert "Was ich geschrieben habe" in answer.content.decode()
    assert writes(statements) == []


def test_a_form_with_its_token_is_taken(scene):
    coordinator = scene.as_role(Role.COORDINATOR, enforce_csrf_checks=True)
    where = scene.path("funding:details", "draft")
    token = coordinator.get(where).context["csrf_token"]
    answer = coordinator.send(where, {"version": "5", "title": "Neu", "csrfmiddlewaretoken": str(token)})
    assert answer.status_code == 302


@pytest.mark.slow
@pytest.mark.parametrize("name", [row.name for row in INVENTORY])
def test_a_method_the_address_does_not_know_gets_405(scene, name):
    browser = scene.as_role(Role.CENTRE_LEAD)
    guard = {"capacity": str(browser.capacity.id), "chosen": "0"}
    wrong = {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(BY_NAME[name].methods)
    answers = {
        method: getattr(browser, method.lower())(address(scene, name), guard if method == "POST" else None).status_code
        for method in sorted(wrong)
    }
    assert answers == dict.fromkeys(sorted(wrong), 405)


def test_a_method_that_asks_for_no_page_gets_405_everywhere_and_writes_nothing(scene):
    """But what machines ask answers HEAD as it answers GET, without the body."""
    machines, browser, found = {"alive", "ready"}, scene.as_role(Role.CENTRE_LEAD), {}
    with CaptureQueriesContext(connection) as statements:
        for name in sorted(set(BY_NAME) - machines):
            where = address(scene, name)
            answers = [browser.head(where), browser.options(where), browser.trace(where)]
            found[name] = [answer.status_code for answer in answers]
    assert {name: codes for name, codes in found.items() if codes != [405, 405, 405]} == {}
    assert writes(statements) == []
    for where in [address(scene, name) for name in sorted(machines)]:
        read, head = browser.get(where), browser.head(where)
        assert (head.status_code, head.content) == (read.status_code, b"")
        assert (browser.options(where).status_code, browser.trace(where).status_code) == (405, 405)
