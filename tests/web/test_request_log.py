"""Each request has a number and one line, and no line holds what somebody typed, wherever it went wrong."""

import io
import json
import logging
import re

import pytest
from django.conf import settings
from django.db import IntegrityError, connection
from django.test import Client

from tests.web.posts import filled
from vorort.core import logs
from vorort.funding.actions import draft

SECRET = "Aylin-Beispiel-1990"
NUMBER = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}")


@pytest.fixture
def lines():
    """What production would write meanwhile, read as a program would: ``lines()``."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def told(lines):
    return json.dumps(lines(), ensure_ascii=False)


# --- The line and the number ------------------------------------------------------------------------------------------
def test_a_request_has_one_line_with_the_number_its_answer_bears(scene, lines):
    path = scene.path("funding:application", "submitted")
    answer = scene.clerk.get(path)
    [line] = lines()
    assert NUMBER.fullmatch(answer["X-Request-Number"])
    assert line.pop("ms") >= 0
    assert line.pop("time")
    assert line.pop("message").startswith("GET foerderung/antraege/<int:pk>/ 200 ")
    assert line == {
        "level": "INFO",
        "logger": "vorort.web.request_log",
        "request": answer["X-Request-Number"],
        "method": "GET",
        "route": "foerderung/antraege/<int:pk>/",
        "status": 200,
    }


def test_a_number_from_outside_is_not_taken_and_none_comes_twice(scene):
    answers = [scene.clerk.get("/", headers={"X-Request-Number": SECRET, "X-Request-ID": SECRET}) for _ in range(3)]
    numbers = {answer["X-Request-Number"] for answer in answers}
    assert len(numbers) == 3
    assert SECRET not in numbers
    assert logs.number.get() == ""


def test_files_and_signs_of_life_that_are_answered_well_have_no_line(scene, lines, monkeypatch):
    assert Client().get("/gesund/").status_code == 200
    assert lines() == []
    assert Client().get("/gibt-es-nicht/").status_code == 404
    assert [(line["route"], line["status"]) for line in lines()] == [("-", 404)]


def test_the_request_log_is_the_outermost_of_all():
    assert settings.MIDDLEWARE[0] == "vorort.web.request_log.request_log"


# --- Nothing that somebody typed --------------------------------------------------------------------------------------
def test_no_line_holds_what_was_typed_searched_or_called(scene, lines):
    person = scene.coordinator
    details = scene.path("funding:details", "draft")
    asked = [
        person.send(details, filled(details) | {"title": SECRET, "need": SECRET}),
        person.send(details, {"version": "6", "begins_on": SECRET}),
        person.send(details, {"version": "1", "title": SECRET}),
        person.post(details, {"title": SECRET}),
        person.get("/foerderung/", {"suche": SECRET}),
        person.get(f"/{SECRET}/"),
        person.get("/", headers={"Host": f"{SECRET}.example", "User-Agent": SECRET, "Referer": f"https://{SECRET}/"}),
        person.generic(SECRET, "/"),
        Client(enforce_csrf_checks=True).post("/anmelden/", {"login": SECRET}),
        Client().post("/anmelden/", {"login": f"{SECRET}@vorort.example", "password": SECRET}),
        Client().get("/", {"next": SECRET}, REMOTE_ADDR="198.51.100.77"),
    ]
    assert [answer.status_code for answer in asked] == [302, 422, 409, 409, 200, 404, 400, 405, 403, 200, 302]
    assert SECRET not in told(lines)
    assert "198.51.100.77" not in told(lines)
    assert "@" not in told(lines)
    assert len([line for line in lines() if line["logger"] == "vorort.web.request_log"]) == len(asked)


def test_a_fault_is_logged_with_its_places_and_the_number_on_the_page_and_no_value(scene, lines, monkeypatch):
    def broken(**values):
        raise ValueError(f"{SECRET}: {values['details'].title}")

    monkeypatch.setattr(draft, "save_details", broken)
    path = scene.path("funding:details", "draft")
    person = scene.browser(scene.world.district.coordinator, raise_request_exception=False)
    answer = person.send(path, filled(path) | {"title": SECRET})
    assert answer.status_code == 500
    fault, access = lines()
    assert f"<b>{fault['request']}</b>" in answer.content.decode()
    assert fault["message"] == f"Fehler {fault['request']}: POST foerderung/antraege/<int:pk>/angaben/"
    assert fault["errors"][0]["error"] == "ValueError"
    assert [place for place in fault["errors"][0]["trace"] if "vorort/web/funding/views/" in place]
    assert (access["request"], access["status"]) == (fault["request"], 500)
    assert SECRET not in told(lines)


def test_a_fault_of_the_database_is_logged_without_its_parameters(scene, lines, monkeypatch):
    def twice(**values):
        with connection.cursor() as cursor:
            for _ in range(2):
                cursor.execute("INSERT INTO core_historyhead (stream, count, digest) VALUES (%s, 0, '')", [SECRET])

    monkeypatch.setattr(draft, "save_details", twice)
    path = scene.path("funding:details", "draft")
    person = scene.browser(scene.world.district.coordinator, raise_request_exception=False)
    assert person.send(path, filled(path)).status_code == 500
    assert lines()[0]["errors"][0]["error"] == IntegrityError.__name__
    assert SECRET not in told(lines)


def test_a_line_that_did_hold_a_value_would_be_found(scene, lines):
    logging.getLogger("vorort.web").warning("Titel: %s", SECRET)
    assert SECRET in told(lines)
