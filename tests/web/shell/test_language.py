"""The reader's language: chosen with one button that needs no script, kept in a cookie, German everywhere else."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from vorort.web.shell.templatetags.shell import euro, moment, units

SIGN_IN = "/anmelden/"


def choose(browser: Client, language: str, page: str = SIGN_IN) -> Client:
    """Press the button on ``page``, as a browser does that sends no address it came from."""
    answer = browser.post("/sprache/", {"language": language, "next": page})
    assert (answer.status_code, answer["Location"]) == (302, page)
    return browser


def page(browser: Client, path: str = SIGN_IN) -> str:
    return browser.get(path).content.decode()


# --- Choosing ---------------------------------------------------------------------------------------------------------
def test_pages_are_german_until_somebody_asks(db):
    html = page(Client())
    assert '<html lang="de">' in html
    assert "<h1>Anmelden</h1>" in html
    assert '<button class="tool" type="submit" name="language" value="en" lang="en">English</button>' in html


def test_a_browser_that_asks_for_english_gets_it(db):
    html = page(Client(headers={"accept-language": "en-GB,en;q=0.8,de;q=0.5"}))
    assert '<html lang="en">' in html
    assert "<h1>Sign in</h1>" in html


def test_a_browser_that_asks_for_what_we_do_not_speak_gets_german(db):
    assert '<html lang="de">' in page(Client(headers={"accept-language": "fr"}))


def test_one_button_changes_the_language_and_comes_back_to_the_page(db):
    english = choose(Client(), "en", "/anmelden/?next=/nachrichten/")
    html = page(english, "/anmelden/?next=/nachrichten/")
    assert '<html lang="en">' in html
    assert '<input type="hidden" name="next" value="/anmelden/?next=/nachrichten/">' in html
    assert 'value="de" lang="de">Deutsch</button>' in html
    assert '<html lang="de">' in page(choose(english, "de"))


def test_the_choice_weighs_more_than_the_browser(db):
    browser = Client(headers={"accept-language": "en"})
    assert '<html lang="de">' in page(choose(browser, "de"))


def test_the_choice_is_one_cookie_for_a_year_that_no_script_reads(db):
    cookie = choose(Client(), "en").cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("en", 31_536_000, True, "Lax")


def test_an_unknown_language_changes_nothing(db):
    assert '<html lang="de">' in page(choose(Client(), "xx"))


@pytest.mark.parametrize("elsewhere", ["https://boese.example/", "//boese.example/", "javascript:alert(1)", ""])
def test_the_way_back_leads_to_no_other_site(db, elsewhere):
    answer = Client().post("/sprache/", {"language": "en", "next": elsewhere})
    assert answer["Location"] == "/"


def test_the_answer_to_a_form_has_no_address_to_come_back_to(db):
    html = Client().post(SIGN_IN, {"login": "", "password": ""}).content.decode()
    assert '<input type="hidden" name="next" value="">' in html


def test_somebody_signed_in_reads_her_pages_in_english(scene):
    coordinator = scene.coordinator
    choose(coordinator, "en", "/")
    html = page(coordinator, "/foerderung/")
    assert "<h1>Funding</h1>" in html
    assert '<th scope="col">Status</th>' in html
    assert "I act as" in html


def test_reasons_and_the_log_speak_the_language_of_whoever_reads(scene):
    coordinator = scene.coordinator
    choose(coordinator, "en", "/")
    html = page(coordinator, scene.path("funding:application", "notified"))
    assert "Signed off and submitted" in html
    assert "Lead" in html
    refused = coordinator.post(scene.path("funding:submit", "in_sign_off"), {"capacity": "0"})
    assert "You are now acting in another role" in refused.content.decode()


# --- What does not change ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["de", "en"])
def test_amounts_days_and_numbers_are_written_the_german_way_in_every_language(language):
    with override(language):
        assert euro(Decimal("4800")) == "4.800,00\xa0€"
        assert units(Decimal("1250.50")) == "1.250,5"
        assert moment(datetime(2026, 11, 22, 14, 2)).startswith("22.11.2026, 14:02")
