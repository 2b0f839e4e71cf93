"""A forgotten password: a link by e-mail, the same answer for everybody, and the second factor stays."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as outbox
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from tests.web.account.conftest import PASSWORD, Browser, code_now
from vorort.accounts import mail
from vorort.accounts.models import SignIn, User
from vorort.core.models import HistoryEntry

NEW = "vierzehn Pflaumen"
NAMES_AND_VALUES = re.compile(r"(?s)(?<=SAVEPOINT ).*| WHERE .*| VALUES .*")


@pytest.fixture(autouse=True)
def _configured(settings):
    settings.MAIL_FROM = "vorort@land.example"


def link_for(user):
    mail.send_reset_link.func(user.pk)
    return re.search(r"/passwort-vergessen/\S+", outbox.outbox[-1].body)[0]


def sets_password(browser, user, password=NEW):
    page = browser.get(link_for(user))["Location"]
    return browser.post(page, {"password1": password, "password2": password})


def test_a_known_and_an_unknown_address_get_the_same_answer(browser, anna):
    answers = [
        browser.post("/passwort-vergessen/", {"email": email}) for email in ("anna@ort.example", "niemand@ort.example")
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, "/passwort-vergessen/gesendet/")
    ] * 2
    assert len(outbox.outbox) == 0
    jobs = DBTaskResult.objects.order_by("enqueued_at")
    assert [job.args_kwargs for job in jobs] == [{"args": [number], "kwargs": {}} for number in (anna.pk, None)]


def test_a_known_and_an_unknown_address_ask_the_database_for_the_same(anna):
    asked = []
    for email in ("anna@ort.example", "niemand@ort.example"):
        cache.clear()  # who asked before counts
        with CaptureQueriesContext(connection) as statements:
            Browser().post("/passwort-vergessen/", {"email": email})
        asked.append([NAMES_AND_VALUES.sub("", query["sql"]) for query in statements.captured_queries])
    assert asked[0] == asked[1]
    assert sum(sql.startswith('INSERT INTO "django_tasks_database_dbtaskresult"') for sql in asked[0]) == 1


def test_a_blocked_account_gets_no_link(browser, anna):
    User.objects.update(is_active=False)
    browser.post("/passwort-vergessen/", {"email": "anna@ort.example"})
    [job] = DBTaskResult.objects.all()
    assert job.args_kwargs == {"args": [None], "kwargs": {}}


def test_nobody_and_somebody_blocked_meanwhile_get_no_link(anna):
    User.objects.update(is_active=False)
    for number in (None, anna.pk, 0):
        mail.send_reset_link.func(number)
    assert outbox.outbox == []


def test_without_mail_the_page_says_whom_to_ask(browser, db, settings):
    settings.MAIL_FROM = ""
    assert "wenden Sie sich an die Verwaltung Ihrer Organisation" in browser.text("/passwort-vergessen/")
    browser.post("/passwort-vergessen/", {"email": "anna@ort.example"})
    assert not DBTaskResult.objects.exists()


def test_the_link_sets_a_new_password_and_ends_every_sign_in(browser, anna):
    other = Browser()
    other.types_password(anna)
    other.get("/konto/")
    assert sets_password(browser, anna)["Location"] == "/passwort-vergessen/gesetzt/"
    assert not SignIn.objects.exists()
    assert other.get("/konto/").status_code == 302
    assert HistoryEntry.objects.latest("pk").action == "account.password_changed"
    assert browser.types_password(anna, NEW)["Location"] == "/"
    assert Browser().types_password(anna, PASSWORD).status_code == 200


def test_the_link_opens_nothing_by_itself_and_the_second_factor_is_still_asked_for(browser, with_app):
    sets_password(browser, with_app)
    assert browser.get("/konto/").status_code == 302
    assert browser.types_password(with_app, NEW)["Location"] == "/anmelden/zweite-stufe/"
    assert browser.types_code(code_now())["Location"] == "/"


def test_a_link_counts_once(browser, anna):
    link = link_for(anna)
    browser.post(browser.get(link)["Location"], {"password1": NEW, "password2": NEW})
    assert "Dieser Link gilt nicht mehr" in Browser().text(link)


def test_the_link_does_not_stay_in_the_address(browser, anna):
    link = link_for(anna)
    assert browser.get(link)["Location"].endswith("/set-password/")


@pytest.mark.parametrize("password", ["kurz", "ichliebedich123", "anna@ort.example"])
def test_a_bad_password_is_refused_here_too(browser, anna, password):
    answer = sets_password(browser, anna, password)
    assert answer.status_code == 200
    assert "data-error-summary" in answer.content.decode()
    assert User.objects.get().check_password(PASSWORD)


def test_requests_are_limited(browser, anna):
    answers = [browser.post("/passwort-vergessen/", {"email": "anna@ort.example"}) for _attempt in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]


def test_no_second_list_of_addresses_arises(browser, anna):
    browser.types_password(anna)
    browser.post("/passwort-vergessen/", {"email": "anna@ort.example"})
    sets_password(browser, anna)
    assert not EmailAddress.objects.exists()
