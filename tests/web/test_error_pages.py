"""When something does not work: a page in the house's look that says what, and for a fault of ours a number that
stands in the log; never anything about people.
"""

import logging
import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.web.posts import DETAILS, filled
from tests.web.scene import TITLE, Scene
from tests.web.structure import complaints

SECRET = "Aylin Beispiel, geboren 1.2.1990"


def broken(scene: Scene, monkeypatch: pytest.MonkeyPatch, error: Exception):
    """The answer of a page whose read model raises ``error``."""

    def raising(*args: object, **more: object) -> None:
        raise error

    monkeypatch.setattr("vorort.funding.queries.desk.waiting_for", raising)
    return scene.browser(scene.world.clerk, raise_request_exception=False).get("/")


def in_the_look_of_the_house(html: str, sentence: str) -> bool:
    """With this heading, and to be heard as well as seen."""
    parts = ('<html lang="de">', 'class="bar"', '<main id="inhalt"', 'class="foot"', "shell/house.css")
    return all(part in html for part in parts) and f"<h1>{sentence}</h1>" in html and complaints(html) == []


def test_an_address_that_does_not_exist(scene):
    answer = scene.clerk.get("/gibt-es-nicht/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert in_the_look_of_the_house(html, "Diese Seite gibt es nicht")
    assert "Sachbearbeitung · Bezirksregierung Arnsberg" in html
    assert "bitte wählen" not in html


def test_an_address_that_does_not_exist_for_a_stranger(scene):
    answer = Client().get("/gibt-es-nicht/")
    assert answer.status_code == 404
    assert in_the_look_of_the_house(answer.content.decode(), "Diese Seite gibt es nicht")


def test_what_may_not_be_done(scene, monkeypatch):
    answer = broken(scene, monkeypatch, PermissionDenied(SECRET))
    assert answer.status_code == 403
    assert in_the_look_of_the_house(answer.content.decode(), "Das dürfen Sie hier nicht")
    assert SECRET not in answer.content.decode()


def test_a_request_that_makes_no_sense(scene, monkeypatch):
    answer = broken(scene, monkeypatch, SuspiciousOperation(SECRET))
    assert answer.status_code == 400
    assert in_the_look_of_the_house(answer.content.decode(), "Diese Anfrage verstehen wir nicht")
    assert SECRET not in answer.content.decode()


def test_a_host_that_is_not_ours_is_a_bad_request(scene):
    assert scene.clerk.get("/", headers={"Host": "fremd.example"}).status_code == 400


def test_a_fault_of_ours_shows_a_number_that_stands_in_the_log(scene, monkeypatch, caplog):
    with caplog.at_level(logging.ERROR, logger="vorort.web.errors"):
        answer = broken(scene, monkeypatch, ZeroDivisionError(SECRET))
    html = answer.content.decode()
    assert answer.status_code == 500
    assert in_the_look_of_the_house(html, "Da ist uns ein Fehler passiert")
    [number] = re.findall(r'<p class="reference"><b>([0-9A-Z]{10})</b></p>', html)
    [record] = [record for record in caplog.records if record.name == "vorort.web.errors"]
    assert record.getMessage() == f"Fehler {number}: GET "
    assert number == answer["X-Request-Number"]
    assert record.exc_info is not None


def test_a_database_that_is_away_for_a_moment(scene, monkeypatch):
    answer = broken(scene, monkeypatch, OperationalError(SECRET))
    assert answer.status_code == 503
    assert in_the_look_of_the_house(answer.content.decode(), "Bitte gleich noch einmal versuchen")
    assert SECRET not in answer.content.decode()


def test_the_page_of_a_fault_tells_nothing_about_people_or_the_program(scene, monkeypatch):
    html = broken(scene, monkeypatch, ZeroDivisionError(SECRET)).content.decode()
    told = [SECRET, "ZeroDivisionError", "Traceback", ".py", TITLE, "@vorort.example", "Ich handle als"]
    assert [words for words in told if words in html] == []


def test_a_fault_while_saving_leaves_everything_as_it_was(scene, monkeypatch):
    """The action's transaction is undone as a whole."""
    monkeypatch.setattr("vorort.funding.actions.draft.history.record", lambda *args, **more: 1 / 0)
    row = scene.applications["draft"]
    browser = scene.browser(scene.world.district.coordinator, raise_request_exception=False)
    path = scene.path("funding:details", "draft")
    assert browser.send(path, {"version": "5", "title": "Anders"}).status_code == 500
    row.refresh_from_db()
    assert (row.title, row.version) == (TITLE, 5)


def test_too_many_attempts_to_sign_in_get_a_page_of_ours(scene):
    stranger = Client(raise_request_exception=False)
    answers = [stranger.post("/anmelden/", {"login": "x@vorort.example", "password": "falsch"}) for _ in range(31)]
    assert {answer.status_code for answer in answers} == {200, 429}
    assert in_the_look_of_the_house(answers[-1].content.decode(), "Das waren zu viele Versuche")


# --- The number somebody reads out on the telephone -------------------------------------------------------------------
def _older_than_the_session(scene: Scene) -> HttpResponse:
    strict = scene.browser(scene.world.district.coordinator, enforce_csrf_checks=True)
    return strict.send(scene.path("funding:details", "draft"), {"title": "Anders"})


def _changed_meanwhile(scene: Scene) -> HttpResponse:
    path = scene.path("funding:details", "draft")
    before = filled(path)
    assert scene.lead.send(path, before | {"title": "Ihre Fassung"}).status_code == 302
    return scene.coordinator.send(path, before | {"title": "Meine Fassung"})


def _refused(scene: Scene) -> HttpResponse:
    path = scene.path("funding:details", "submitted")
    return scene.coordinator.send(path, filled(path))


def _after_the_session(scene: Scene) -> HttpResponse:
    return Client().post(scene.path("funding:details", "draft"), {"title": "Anders"})


def _too_often(scene: Scene) -> HttpResponse:
    return [Client().post("/anmelden/", {"login": "x@vorort.example", "password": "falsch"}) for _ in range(31)][-1]


STOPPED: dict[str, tuple[int, Callable[[Scene], HttpResponse]]] = {
    "bad request": (400, lambda scene: scene.clerk.get("/", headers={"Host": "fremd.example"})),
    "older than the session": (403, _older_than_the_session),
    "after the session": (403, _after_the_session),
    "no role": (403, lambda scene: scene.nobodys_browser().get("/foerderung/")),
    "not there": (404, lambda scene: scene.clerk.get("/gibt-es-nicht/")),
    "not there for a stranger": (404, lambda scene: Client().get("/gibt-es-nicht/")),
    "another role": (409, lambda scene: scene.coordinator.post(scene.path("funding:details", "draft"), DETAILS)),
    "refused": (409, _refused),
    "changed meanwhile": (409, _changed_meanwhile),
    "too often": (429, _too_often),
}


def number_on(answer: HttpResponse) -> list[str]:
    return re.findall(r"Nummer dieser Anfrage: <b>([0-9A-Z]{10})</b>", answer.content.decode())


@pytest.mark.parametrize("what", STOPPED)
def test_every_page_that_stops_somebody_shows_the_number_under_which_it_stands_in_the_log(scene, what):
    status, ask = STOPPED[what]
    answer = ask(scene)
    assert (answer.status_code, number_on(answer)) == (status, [answer["X-Request-Number"]])
    assert complaints(answer.content.decode()) == []


def test_what_may_not_be_done_shows_its_number_too(scene, monkeypatch):
    answer = broken(scene, monkeypatch, PermissionDenied(SECRET))
    assert (answer.status_code, number_on(answer)) == (403, [answer["X-Request-Number"]])


def test_the_number_says_to_whom_it_is_told(scene):
    assert "Nennen Sie sie, wenn Sie nicht weiterkommen und um Hilfe bitten." in (
        scene.clerk.get("/gibt-es-nicht/").content.decode()
    )
    with override_settings(OPERATOR_CONTACT="der Hotline 0211 0000"):
        html = scene.clerk.get("/gibt-es-nicht/").content.decode()
    assert "Nennen Sie sie der Hotline 0211 0000, wenn Sie nicht weiterkommen." in html


def test_a_page_that_works_shows_no_number(scene):
    assert number_on(scene.clerk.get("/")) == []


def test_a_wrong_password_says_so_beside_the_form_and_not_whether_the_account_exists(scene):
    known, unknown = (
        Client().post("/anmelden/", {"login": email, "password": "falsch-und-lang"}, REMOTE_ADDR=address)
        for email, address in (("niemand@vorort.example", "192.0.2.1"), ("keine@vorort.example", "192.0.2.2"))
    )
    errors = [answer.context["form"].errors for answer in (known, unknown)]
    assert errors[0] == errors[1] != {}
