"""The database is locked by somebody else: a page that asks for another try and gives back what was typed.

A second connection really holds the lock; nothing of these tests is written.
"""

from contextlib import ExitStack, contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests import other_connection
from tests.funding.world import TODAY
from tests.other_connection import gone, held
from tests.web.posts import filled
from tests.web.scene import MOMENT
from tests.web.test_headers import missing
from vorort.accounts import sign_ins
from vorort.core import clock
from vorort.funding.models import Application
from vorort.web.funding import typed

TYPED = "Treff, den niemand verlieren will"


APPLICATIONS = "SELECT FROM funding_application FOR UPDATE"
SIGN_INS = "LOCK TABLE django_session IN EXCLUSIVE MODE"  # nobody can write that a session was used


@pytest.fixture
def impatient(module_scene, django_db_blocker):
    """The scene of the pages, over connections that wait only a moment for a lock."""
    with django_db_blocker.unblock(), clock.at(TODAY), sign_ins.at(MOMENT), other_connection.impatient():
        yield module_scene


def sent(scene, **headers):
    path = scene.path("funding:details", "draft")
    person = scene.browser(scene.world.district.coordinator, raise_request_exception=False)
    return person.send(path, filled(path) | {"title": TYPED}, headers=headers or None)


def test_a_page_asks_for_another_try_and_shows_what_was_typed_under_its_name(impatient):
    with held(APPLICATIONS):
        answer = sent(impatient)
    html = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "<h1>Bitte gleich noch einmal versuchen</h1>" in html
    assert f"{TYPED}</textarea>" in html
    assert "Bezeichnung der Maßnahme</label>" in html
    assert f"<b>{answer['X-Request-Number']}</b>" in html
    assert not Application.objects.filter(title=TYPED).exists()


def test_a_fragment_gets_the_whole_page(impatient):
    with held(APPLICATIONS):
        answer = sent(impatient, **{"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (503, "body")


def test_the_page_needs_no_database_to_give_back_what_was_typed(impatient, monkeypatch):
    """The server is gone: even the names of the fields cannot be read."""

    real = typed._of_questions
    with ExitStack() as meanwhile:

        def lost(*names):
            meanwhile.enter_context(gone())
            return real(*names)

        monkeypatch.setattr(typed, "_of_questions", lost)
        with held(APPLICATIONS):
            answer = sent(impatient)
    assert answer.status_code == 503
    assert f"{TYPED}</textarea>" in answer.content.decode()


def test_without_any_database_the_page_still_comes_with_its_headers_and_what_was_typed(impatient):
    path = impatient.path("funding:details", "draft")
    person = impatient.browser(impatient.world.district.coordinator, raise_request_exception=False)
    values = filled(path) | {"title": TYPED}
    with gone():
        answer = person.send(path, values)
    on_server = connection.vendor == "postgresql"
    assert answer.status_code == (503 if on_server else 500)  # a file that is gone does not come back by itself
    assert missing(answer, signed_in=True) == []
    assert (f"{TYPED}</textarea>" in answer.content.decode()) == on_server


def test_who_helps_is_named_when_the_operator_says_so(impatient, settings):
    settings.OPERATOR_CONTACT = "die Leitstelle (0211 000)"
    with held(APPLICATIONS):
        assert "nennen Sie die Leitstelle (0211 000) diese Nummer:" in sent(impatient).content.decode()


# --- Who only reads ---------------------------------------------------------------------------------------------------
def test_whoever_only_reads_reads_on_and_stays_signed_in(impatient):
    person = impatient.browser(impatient.world.district.coordinator, raise_request_exception=False)
    path = impatient.path("funding:application", "draft")
    assert person.get(path).status_code == 200
    with held(SIGN_INS), sign_ins.at(MOMENT + timedelta(minutes=2)):
        assert person.get(path).status_code == 200
    assert person.get(path).status_code == 200


def test_whoever_has_just_signed_in_is_asked_to_try_again_and_is_not_signed_out(impatient):
    person = impatient.browser(impatient.world.district.coordinator, raise_request_exception=False)
    session = person.session
    session.pop(sign_ins.NOTED_AS, None)
    session.save()
    path = impatient.path("funding:application", "draft")
    with held(SIGN_INS):
        assert person.get(path).status_code == 503
    assert person.get(path).status_code == 200


# --- No room ----------------------------------------------------------------------------------------------------------
@contextmanager
def full():
    """The disk is full: SQLite may take no further page; PostgreSQL says what it says then."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA max_page_count = 1")  # no less than there is
        else:
            cursor.execute(
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
                "$$BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END$$"
            )
            cursor.execute(
                "CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON funding_application "
                "FOR EACH ROW EXECUTE FUNCTION no_room()"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA max_page_count = 1073741823")
            else:
                cursor.execute("DROP FUNCTION no_room() CASCADE")


def test_on_a_full_disk_nothing_typed_is_lost_pages_can_be_read_and_afterwards_it_goes_on(impatient):
    path, key = impatient.path("funding:details", "draft"), impatient.applications["draft"].pk
    person = impatient.browser(impatient.world.district.coordinator, raise_request_exception=False)
    typed = filled(path) | {"title": TYPED, "need": "Viel Text, der Platz braucht. " * 120}
    before = Application.objects.get(pk=key)
    with full():
        answer = person.send(path, typed)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert f"{TYPED}</textarea>" in answer.content.decode()
        assert person.get(impatient.path("funding:application", "draft")).status_code == 200
    after = Application.objects.get(pk=key)
    assert (after.version, after.title) == (before.version, before.title)
    with transaction.atomic():
        assert person.send(path, typed).status_code == 302
        assert Application.objects.get(pk=key).title == TYPED
        transaction.set_rollback(True)
