"""The two addresses for machines: what they answer, what they ask the database, and that nobody keeps the answer."""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vorort.core import clock, daily, health
from vorort.core.models import Heartbeat
from vorort.web.health import ADDRESSES


@pytest.fixture
def well(scene, monkeypatch):
    monkeypatch.setattr(daily, "_WORK", {})
    health.beat()
    daily.run()
    return scene


def test_the_addresses_answered_early_are_those_of_the_site():
    assert set(ADDRESSES) == {reverse("alive"), reverse("ready")}


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_is_never_kept_and_brings_no_cookie(well, path):
    answer = Client().get(path, headers={"Host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "Vary" not in answer
    assert not answer.cookies
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405


def test_whether_the_process_answers_is_said_without_the_database_even_to_somebody_signed_in(well):
    with CaptureQueriesContext(connection) as statements:
        answer = well.lead.get("/gesund/")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert len(statements) == 0


def test_an_installation_that_can_work_is_ready(well):
    assert well.lead.get("/bereit/").json() == {"ready": True}


def test_what_is_wrong_stands_in_the_log_and_not_in_the_answer(well, caplog):
    Heartbeat.objects.all().delete()
    with caplog.at_level(logging.WARNING, logger="vorort.web.health"):
        answer = Client().get("/bereit/")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})
    assert caplog.messages == ["Nicht bereit: Die Hintergrundarbeit (vorort worker) gibt kein Lebenszeichen."]


def test_readiness_asks_the_session_of_nobody(well):
    with CaptureQueriesContext(connection) as statements:
        well.lead.get("/bereit/")
    assert [query["sql"] for query in statements.captured_queries if "session" in query["sql"]] == []


def test_a_machine_whose_days_are_behind_is_not_ready(well):
    later = clock.today().replace(year=2030)
    with clock.at(later):
        assert Client().get("/bereit/").status_code == 503
