"""Pages for what did not work: the right status, the way on, and what was typed."""

import logging
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from vorort.web import errors
from vorort.web.shell.components import Difference, Plain

pytestmark = pytest.mark.urls("tests.web.shell.sample_urls")


@pytest.fixture
def posted(rf):
    """A posted form of somebody who acts for a centre."""
    values = {"title": "Treff am Markt", "note": "", "password": "geheim", "capacity": "7", "csrfmiddlewaretoken": "x"}
    request = rf.post("/foerderung/antraege/1/", values, headers={"referer": "http://testserver/foerderung/"})
    request.user = AnonymousUser()
    request.capacity = SimpleNamespace(id=8, role_label="Bewilligung", organisation_name="Bezirksregierung Beispiel")
    return request


@pytest.mark.parametrize(
    ("handler", "status", "sentence"),
    [
        (errors.bad_request, 400, "Diese Anfrage verstehen wir nicht"),
        (errors.permission_denied, 403, "Das dürfen Sie hier nicht"),
        (errors.page_not_found, 404, "Diese Seite gibt es nicht"),
    ],
)
def test_djangos_errors_are_pages(visitor, handler, status, sentence):
    answer = handler(visitor, Exception())
    assert answer.status_code == status
    assert f"<h1>{sentence}</h1>" in answer.content.decode()


def test_a_refused_action_shows_its_reasons_and_the_way_on(posted):
    answer = errors.refusal(posted, [Plain("Der Kostenplan fehlt.", "Nr. 6.1")])
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<li>Der Kostenplan fehlt. <small>Nr. 6.1</small></li>" in html
    assert 'href="http://testserver/foerderung/"' in html
    assert "Treff am Markt</textarea>" in html


def test_a_foreign_referrer_is_not_the_way_on(posted):
    posted.META["HTTP_REFERER"] = "https://anderswo.example/"
    assert b"anderswo" not in errors.refusal(posted, []).content


def test_a_conflict_shows_both_versions(posted):
    answer = errors.conflict(
        posted, [Difference("Betrag", "4.800,00 €", "4.200,00 €")], changed="Von M. Kaya, 14:02 Uhr."
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert [text in html for text in ("4.800,00 €", "4.200,00 €", "verschieden", "Von M. Kaya, 14:02 Uhr.")] == [
        True
    ] * 4


def test_another_capacity_writes_nothing_and_gives_back_what_was_typed(posted):
    answer = errors.capacity_mismatch(posted)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "handeln Sie inzwischen als <b>Bewilligung · Bezirksregierung Beispiel</b>" in html
    assert "Treff am Markt</textarea>" in html


def test_secrets_and_empty_fields_are_never_shown_again(posted):
    assert [(entry.label, entry.value) for entry in errors.what_was_typed(posted)] == [("title", "Treff am Markt")]


def test_an_old_form_gives_back_what_was_typed(posted):
    answer = errors.csrf_failure(posted, "token")
    assert answer.status_code == 403
    assert "Treff am Markt</textarea>" in answer.content.decode()


def test_the_answer_to_a_fragment_replaces_the_page(posted):
    posted.META["HTTP_HX_REQUEST"] = "true"
    assert errors.capacity_mismatch(posted)["HX-Retarget"] == "body"


def test_a_fault_shows_the_number_that_stands_in_the_log(rf, caplog):
    request = rf.get("/foerderung/")
    with caplog.at_level(logging.ERROR, logger="vorort.web.errors"):
        try:
            raise ZeroDivisionError
        except ZeroDivisionError:
            answer = errors.server_error(request)
    record = caplog.records[0]
    number = record.args[1]
    assert answer.status_code == 500
    assert f"<b>{number}</b>" in answer.content.decode()
    assert f"Fehler {number}: GET -" in record.getMessage()
    assert record.exc_info[0] is ZeroDivisionError
