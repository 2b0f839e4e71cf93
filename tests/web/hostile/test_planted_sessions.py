"""A session somebody else has planted or kept never becomes a signed-in one: each step of coming in gives a new key."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from tests.web.account.conftest import PASSWORD, Browser, code_now
from tests.web.network_posts import NEWCOMER

COOKIE = settings.SESSION_COOKIE_NAME


def planted() -> str:
    """The key of a session that exists and belongs to nobody."""
    session = SessionStore()
    session["language"] = "de"
    session.create()
    assert session.session_key is not None
    return session.session_key


def key_of(browser: Client) -> str:
    return browser.cookies[COOKIE].value


def is_in(key: str) -> bool:
    """Whether whoever sends this cookie is signed in."""
    browser = Client()
    browser.cookies[COOKIE] = key
    return browser.get("/konto/").status_code == 200


@pytest.mark.parametrize("made_up", [False, True])
def test_planted_session_does_not_become_the_one_that_is_signed_in(anna, made_up):
    key = "z" * 32 if made_up else planted()
    browser = Browser()
    browser.cookies[COOKIE] = key
    assert browser.types_password(anna)["Location"] == "/"
    assert key_of(browser) != key
    assert is_in(key_of(browser))
    assert not is_in(key)


def test_password_and_second_step_each_leave_the_earlier_session_behind(anna_with_app):
    before = planted()
    browser = Browser()
    browser.cookies[COOKIE] = before
    assert browser.types_password(anna_with_app)["Location"] == "/anmelden/zweite-stufe/"
    between = key_of(browser)
    assert not is_in(between)
    assert browser.types_code(code_now())["Location"] == "/"
    assert key_of(browser) not in (before, between)
    assert is_in(key_of(browser))
    assert (is_in(before), is_in(between)) == (False, False)


def test_second_factor_set_up_or_removed_gives_a_new_session(anna_with_app):
    browser = Browser()
    browser.types_password(anna_with_app)
    browser.types_code(code_now())
    before = key_of(browser)
    assert browser.post("/konto/app/entfernen/")["Location"] == "/konto/"
    assert browser.get("/konto/").status_code == 200
    assert key_of(browser) != before
    assert not is_in(before)


def test_new_password_gives_a_new_session(anna, annas_browser):
    before = key_of(annas_browser)
    annas_browser.post("/konto/passwort/", {"password": "vierzehn Pflaumen", "again": "vierzehn Pflaumen"})
    assert annas_browser.get("/konto/").status_code == 200
    assert key_of(annas_browser) != before
    assert not is_in(before)


def test_accepting_an_invitation_gives_a_new_session(scene):
    key, newcomer = planted(), Client()
    newcomer.cookies[COOKIE] = key
    assert newcomer.post(scene.path("network:invitation"), NEWCOMER)["Location"] == "/"
    assert key_of(newcomer) != key
    assert is_in(key_of(newcomer))
    assert not is_in(key)


def test_session_left_behind_by_signing_out_opens_nothing(annas_browser):
    key = key_of(annas_browser)
    annas_browser.post("/abmelden/")
    assert not is_in(key)


def test_key_in_the_address_is_no_session(anna, annas_browser):
    key = key_of(annas_browser)
    assert Client().get("/konto/", {COOKIE: key}).status_code == 302
    assert Client(headers={"X-Session-Token": key, "Authorization": f"Session {key}"}).get("/konto/").status_code == 302


def test_who_is_signed_in_and_signs_in_as_somebody_else_takes_nothing_along(anna, annas_browser):
    from vorort.accounts.models import User

    ben = User.objects.create_user(email="ben@ort.example", name="Ben", password=PASSWORD)
    session = annas_browser.session
    session["capacity"] = anna.capacity.id
    session.save()
    before = key_of(annas_browser)
    annas_browser.post("/abmelden/")
    annas_browser.types_password(ben)
    assert key_of(annas_browser) != before
    assert "capacity" not in annas_browser.session
