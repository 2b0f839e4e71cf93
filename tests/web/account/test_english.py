"""One's own account in English: the pages behind a fresh sign-in, those that ask once more, and the second step."""

import pytest
from django.db import transaction
from django.urls import reverse

from tests.web.account.conftest import Browser
from tests.web.account.test_pages import confirmed_long_ago
from tests.web.german import German, stored
from tests.web.inventory import INVENTORY

WITH_KEY = {"account:confirm_email", "account:remove_passkey", "account_reset_password_from_key", "account:restore"}
PAGES = [
    (method, route.name)
    for route in INVENTORY
    if route.access != "capacity" and route.name.startswith(("account", "mfa")) and route.name not in WITH_KEY
    for method in route.methods
]


@pytest.fixture
def german(anna):
    return German(stored())


@pytest.fixture(params=["where mail is sent", "where none is"])
def mail_or_not(request, settings):
    settings.MAIL_FROM = "vorort@land.example" if request.param == "where mail is sent" else ""


def found_by(browser: Browser, german: German) -> dict[str, set[str]]:
    """The German by page; every form is sent empty, in a browser of its own, and what that did is undone."""
    found = {}
    for method, name in PAGES:
        with transaction.atomic():
            other = Browser()
            other.cookies.update(browser.cookies)
            other.cookies["django_language"] = "en"
            answer = getattr(other, method.lower())(reverse(name), follow=True)
            found[f"{method} {name} {answer.status_code}"] = german.on(answer)
            transaction.set_rollback(True)
    assert "GET account_login 200" in found
    assert "GET account:overview 200" in found
    return {name: texts for name, texts in found.items() if texts}


def test_a_fresh_sign_in_opens_english_pages(signed_in, german, mail_or_not):
    assert found_by(signed_in, german) == {}


def test_an_older_one_is_asked_in_english(signed_in, with_app, german):
    confirmed_long_ago(signed_in)
    assert found_by(signed_in, german) == {}


def test_the_second_step_is_english(browser, with_app, german, mail_or_not):
    browser.cookies["django_language"] = "en"
    answer = browser.types_password(with_app)
    assert answer["Location"] == "/anmelden/zweite-stufe/"
    answers = [browser.get(answer["Location"]), browser.types_code("000000"), browser.types_code("")]
    assert [german.on(answer) for answer in answers] == [set()] * 3


def test_german_pages_of_the_account_are_full_of_german(signed_in, german):
    assert {"Passwort ändern", "E-Mail-Adresse"} <= german.on(signed_in.get("/konto/"))
