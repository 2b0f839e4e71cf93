"""The database is locked by somebody else: a page that asks for another try and gives back what was typed.

A second connection really holds the lock; nothing of these tests is written.
"""

import contextlib
import sqlite3
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction

from tests.funding.world import TODAY
from tests.web.posts import filled
from tests.web.scene import MOMENT
from tests.web.test_headers import missing
from vorort.accounts import sign_ins
from vorort.core import clock
from vorort.funding.models import Application

TYPED = "Treff, den niemand verlieren will"


@pytest.fixture
def impatient(module_scene, django_db_blocker):
    """The scene of the pages, over connections that wait only a moment for a lock."""
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    quick = {"timeout": 0.1} if connection.vendor == "sqlite" else {"options": "-c lock_timeout=100"}
    with django_db_blocker.unblock(), clock.at(TODAY), sign_ins.at(MOMENT):
        connection.close()
        options.update(quick)
        yield module_scene
        connection.close()
    options.clear()
    options.update(before)


@contextlib.contextmanager
def held():
    """Somebody else writes and does not come to an end."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(name, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    keys = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    address = {keys[key]: value for key, value in connection.settings_dict.items() if key in keys}
    with psycopg.connect(**address, dbname=name) as other:
        other.execute("SELECT FROM funding_application FOR UPDATE")
        yield
        other.rollback()


def sent(scene, **headers):
    path = scene.path("funding:details", "draft")
    person = scene.browser(scene.world.district.coordinator, raise_request_exception=False)
    return person.send(path, filled(path) | {"title": TYPED}, headers=headers or None)


def test_a_page_asks_for_another_try_and_shows_what_was_typed_under_its_name(impatient):
    with held():
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
    with held():
        answer = sent(impatient, **{"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (503, "body")


def test_the_page_needs_no_database_to_give_back_what_was_typed(impatient, monkeypatch):
    """The server is gone: even the names of the fields cannot be read."""

    def gone(*names):
        connection.close()
        connection.settings_dict["NAME"] = "/nowhere/at/all"
        return real(*names)

    from vorort.web.funding import typed

    real, name = typed._of_questions, connection.settings_dict["NAME"]
    monkeypatch.setattr(typed, "_of_questions", gone)
    try:
        with held():
            answer = sent(impatient)
    finally:
        connection.settings_dict["NAME"] = name
    assert answer.status_code == 503
    assert f"{TYPED}</textarea>" in answer.content.decode()


def test_without_any_database_the_page_still_comes_with_its_headers_and_what_was_typed(impatient):
    path = impatient.path("funding:details", "draft")
    person = impatient.browser(impatient.world.district.coordinator, raise_request_exception=False)
    values = filled(path) | {"title": TYPED}
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "/nowhere/at/all"
    try:
        answer = person.send(path, values)
    finally:
        connection.settings_dict["NAME"] = name
    on_server = connection.vendor == "postgresql"
    assert answer.status_code == (503 if on_server else 500)  # a file that is gone does not come back by itself
    assert missing(answer, signed_in=True) == []
    assert (f"{TYPED}</textarea>" in answer.content.decode()) == on_server


def test_who_helps_is_named_when_the_operator_says_so(impatient, settings):
    settings.OPERATOR_CONTACT = "die Leitstelle (0211 000)"
    with held():
        assert "nennen Sie die Leitstelle (0211 000) diese Nummer:" in sent(impatient).content.decode()


# --- Who only reads ---------------------------------------------------------------------------------------------------
@contextlib.contextmanager
def sessions_held():
    """Nobody can write that a session was used."""
    if connection.vendor == "sqlite":
        with held():
            yield
        return
    keys = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    address = {keys[key]: value for key, value in connection.settings_dict.items() if key in keys}
    with psycopg.connect(**address, dbname=connection.settings_dict["NAME"]) as other:
        other.execute("LOCK TABLE django_session IN EXCLUSIVE MODE")
        yield
        other.rollback()


def test_whoever_only_reads_reads_on_and_stays_signed_in(impatient):
    person = impatient.browser(impatient.world.district.coordinator, raise_request_exception=False)
    path = impatient.path("funding:application", "draft")
    assert person.get(path).status_code == 200
    with sessions_held(), sign_ins.at(MOMENT + timedelta(minutes=2)):
        assert person.get(path).status_code == 200
    assert person.get(path).status_code == 200


def test_whoever_has_just_signed_in_is_asked_to_try_again_and_is_not_signed_out(impatient):
    person = impatient.browser(impatient.world.district.coordinator, raise_request_exception=False)
    session = person.session
    session.pop(sign_ins.NOTED_AS, None)
    session.save()
    path = impatient.path("funding:application", "draft")
    with sessions_held():
        assert person.get(path).status_code == 503
    assert person.get(path).status_code == 200


# --- No room ----------------------------------------------------------------------------------------------------------
@contextlib.contextmanager
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
