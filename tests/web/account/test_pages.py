"""Mein Konto and the pages behind it: what they say, what they do, what they ask for once more."""

import re
import time
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.account.conftest import PASSWORD, SECRET, Browser, code_now, person
from vorort.accounts import actions, mail
from vorort.accounts.models import User
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry, Message
from vorort.network.enums import Role

CONFIRM = "Bitte bestätigen Sie, dass Sie es sind"
NEARLY = (
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": '
    '{"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}}'
)
MADE_UP = (
    "",
    "{}",
    "null",
    "[]",
    "7",
    '"x"',
    "[1]",
    "kein JSON",
    '{"id": "x"}',
    '{"id": 1, "rawId": 2}',
    "9" * 5000,
    "[" * 9000,
    NEARLY,
)
DELICATE = ("e-mail/", "passwort/", "passkeys/neu/", "app/entfernen/", "ersatzcodes/")


def confirmed_long_ago(browser):
    """Let the last confirmation be older than five minutes."""
    session = browser.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 301
    session.save()


@pytest.fixture
def with_codes(with_app):
    RecoveryCodes.activate(with_app)
    return with_app


# --- Once more --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", DELICATE)
def test_a_fresh_sign_in_opens_a_delicate_page(signed_in, with_codes, page):
    assert signed_in.get(f"/konto/{page}").status_code == 200


@pytest.mark.parametrize("page", DELICATE)
def test_an_older_one_is_asked_once_more_and_comes_back(signed_in, with_codes, page):
    confirmed_long_ago(signed_in)
    where = signed_in.get(f"/konto/{page}")["Location"]
    assert where == f"/konto/bestaetigen/?next={quote('/konto/' + page, safe='')}"
    assert CONFIRM in signed_in.text(where)
    answer = signed_in.post("/konto/bestaetigen/", {"password": PASSWORD, "next": f"/konto/{page}"})
    assert answer["Location"] == f"/konto/{page}"
    assert signed_in.get(f"/konto/{page}").status_code == 200


@pytest.mark.parametrize("page", ["", "name/"])
def test_what_is_not_delicate_is_not_asked(signed_in, page):
    confirmed_long_ago(signed_in)
    assert signed_in.get(f"/konto/{page}").status_code == 200


def test_a_wrong_password_confirms_nothing(signed_in):
    confirmed_long_ago(signed_in)
    answer = signed_in.post("/konto/bestaetigen/", {"password": "falsch", "next": "/konto/app/"})
    assert "Das Passwort stimmt nicht." in answer.content.decode()
    assert signed_in.get("/konto/app/").status_code == 302


def test_a_code_confirms_as_well(signed_in, with_app):
    confirmed_long_ago(signed_in)
    assert "Mit einem Code" in signed_in.text("/konto/bestaetigen/")
    answer = signed_in.post("/konto/bestaetigen/code/", {"code": code_now(), "next": "/konto/app/entfernen/"})
    assert answer["Location"] == "/konto/app/entfernen/"


def test_nobody_is_led_to_a_foreign_site(signed_in):
    answer = signed_in.post("/konto/bestaetigen/", {"password": PASSWORD, "next": "https://fremd.example/"})
    assert answer["Location"] == "/"


def test_a_form_sent_too_late_keeps_no_password_and_shows_the_rest(signed_in, settings):
    settings.MAIL_FROM = "vorort@land.example"
    confirmed_long_ago(signed_in)
    answer = signed_in.post("/konto/e-mail/", {"email": "anna@neu.example"})
    assert answer.status_code == 403
    assert CONFIRM in answer.content.decode()
    assert "anna@neu.example</textarea>" in answer.content.decode()
    answer = signed_in.post("/konto/passwort/", {"password": "vierzehn Pflaumen", "again": "vierzehn Pflaumen"})
    assert "Pflaumen" not in str(dict(signed_in.session))
    assert User.objects.get().check_password(PASSWORD)


# --- Name, address, password ------------------------------------------------------------------------------------------
def test_the_header_leads_to_the_account(signed_in):
    assert 'href="/konto/"' in signed_in.text("/")


def test_another_name(signed_in):
    assert signed_in.post("/konto/name/", {"name": "Anna Thal"})["Location"] == "/konto/"
    assert "Anna Thal" in signed_in.text("/konto/")


def test_no_name_is_a_reason_beside_the_field(signed_in):
    answer = signed_in.post("/konto/name/", {"name": ""})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.content.decode()


def test_an_address_counts_once_its_link_was_opened(signed_in, anna, settings, monkeypatch):
    settings.MAIL_FROM = "vorort@land.example"
    sent = []
    monkeypatch.setattr(mail.send_address_link.__class__, "enqueue", lambda task, *args: sent.append(args))
    assert signed_in.post("/konto/e-mail/", {"email": "ANNA@neu.example"})["Location"] == "/konto/"
    assert sent == [(anna.pk, "anna@neu.example")]
    assert User.objects.get().email == "anna@ort.example"
    link = reverse("account:confirm_email", args=[mail.address_token(anna, "anna@neu.example")])
    assert "anna@neu.example" in signed_in.text(link)
    assert User.objects.get().email == "anna@ort.example"
    signed_in.post(link)
    assert User.objects.get().email == "anna@neu.example"
    assert Browser().types_password(User.objects.get())["Location"] == "/"


def test_an_address_somebody_has_gets_the_same_answer(signed_in, centre, settings):
    settings.MAIL_FROM = "vorort@land.example"
    person("Ben", Role.COORDINATOR, centre)
    answers = [signed_in.post("/konto/e-mail/", {"email": email}) for email in ("ben@ort.example", "neu@ort.example")]
    assert [answer["Location"] for answer in answers] == ["/konto/"] * 2


def test_without_mail_the_page_says_so(signed_in):
    assert "Diese Seite verschickt keine E-Mail." in signed_in.text("/konto/e-mail/")
    assert signed_in.post("/konto/e-mail/", {"email": "anna@neu.example"}).status_code == 422


def test_a_wrong_link_is_not_there(signed_in):
    answer = signed_in.get("/konto/e-mail/bestaetigen/falsch/")
    assert answer.status_code == 404
    assert "Dieser Link gilt nicht" in answer.content.decode()


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"password": "kurz", "again": "kurz"}, "zu kurz"),
        ({"password": "ichliebedich123", "again": "ichliebedich123"}, "Listen gestohlener Passwörter"),
        ({"password": "zentrum-beispielkreis", "again": "zentrum-beispielkreis"}, "Namen Ihrer Organisation"),
        ({"password": "vierzehn Pflaumen", "again": "vierzehn Birnen"}, "nicht dasselbe Passwort"),
    ],
)
def test_a_bad_password_is_a_reason_beside_the_field(signed_in, form, reason):
    answer = signed_in.post("/konto/passwort/", form)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert User.objects.get().check_password(PASSWORD)


# --- Factors and codes ------------------------------------------------------------------------------------------------
def test_recovery_codes_are_shown_until_they_are_kept_and_never_again(signed_in, with_codes):
    codes = re.findall(r"<code>(\d{8})</code>", signed_in.text("/konto/ersatzcodes/"))
    assert len(codes) == 10
    assert re.findall(r"<code>(\d{8})</code>", signed_in.text("/konto/ersatzcodes/")) == codes
    assert signed_in.post("/konto/ersatzcodes/", {"kept": "1"})["Location"] == "/konto/"
    html = signed_in.text("/konto/ersatzcodes/")
    assert "Noch 10 von 10 Codes sind unbenutzt." in html
    assert not any(code in html for code in codes)


def test_new_recovery_codes_make_the_old_ones_void(signed_in, with_codes):
    [old, *_rest] = re.findall(r"<code>(\d{8})</code>", signed_in.text("/konto/ersatzcodes/"))
    signed_in.post("/konto/ersatzcodes/", {"kept": "1"})
    signed_in.post("/konto/ersatzcodes/")
    assert HistoryEntry.objects.latest("pk").action == "account.codes_made"
    browser = Browser()
    browser.types_password(with_codes)
    assert "Dieser Code stimmt nicht" in browser.types_code(old).content.decode()


def test_there_are_no_recovery_codes_without_a_factor(signed_in):
    assert signed_in.get("/konto/ersatzcodes/").status_code == 404
    assert signed_in.post("/konto/ersatzcodes/").status_code == 404


def test_a_code_of_the_app_counts_once(with_app):
    code, first, second = code_now(), Browser(), Browser()
    first.types_password(with_app)
    assert first.types_code(code)["Location"] == "/"
    second.types_password(with_app)
    assert "Dieser Code stimmt nicht" in second.types_code(code).content.decode()


@pytest.mark.parametrize("step", [-1, 1])
def test_a_clock_half_a_minute_off_does_no_harm(browser, with_app, step):
    browser.types_password(with_app)
    assert browser.types_code(code_now(step))["Location"] == "/"


@pytest.mark.parametrize("step", [-3, 3])
def test_the_code_of_another_minute_does_not_count(browser, with_app, step):
    browser.types_password(with_app)
    assert "Dieser Code stimmt nicht" in browser.types_code(code_now(step)).content.decode()


def test_whose_factor_is_removed_while_she_stands_before_it_begins_anew(browser, with_app):
    browser.types_password(with_app)
    actions.remove_factors(actor=SYSTEM, user=with_app, reason="Telefon verloren")
    answer = browser.get("/anmelden/zweite-stufe/", follow=True)
    assert answer.redirect_chain == [("/anmelden/", 302)]
    assert "Die zweite Stufe wurde inzwischen entfernt." in answer.content.decode()
    assert browser.types_password(with_app)["Location"] == "/"


def test_the_second_step_without_the_first_leads_back(browser, db):
    assert browser.get("/anmelden/zweite-stufe/")["Location"] == "/anmelden/"
    assert browser.types_code("123456")["Location"] == "/anmelden/"


def test_reading_changes_nothing(signed_in, with_codes):
    before = list(Authenticator.objects.order_by("pk").values())
    for page in ("", "app/entfernen/", "ersatzcodes/", "passkeys/neu/"):
        signed_in.get(f"/konto/{page}")
    assert list(Authenticator.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("credential", MADE_UP, ids=lambda value: value[:20])
def test_a_made_up_passkey_opens_nothing(browser, anna, credential):
    options = browser.get("/anmelden/passkey/", headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    assert browser.post("/anmelden/passkey/", {"credential": credential})["Location"] == "/anmelden/"
    assert browser.get("/konto/").status_code == 302


@pytest.mark.parametrize("credential", MADE_UP, ids=lambda value: value[:20])
def test_a_made_up_passkey_is_not_added_and_confirms_nothing(signed_in, credential):
    page = signed_in.get("/konto/passkeys/neu/")
    assert page.status_code == 200
    answer = signed_in.post("/konto/passkeys/neu/", {"credential": credential, "name": "x", "passwordless": "on"})
    assert "data-error-summary" in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", MADE_UP, ids=lambda value: value[:20])
def test_a_made_up_passkey_does_not_confirm_her_and_the_page_stays(signed_in, with_passkey, credential):
    path = "/konto/bestaetigen/passkey/?next=/konto/passwort/"
    confirmed_long_ago(signed_in)
    assert "publicKey" in signed_in.text(path)
    answer = signed_in.post(path, {"credential": credential})
    assert answer["Location"] == path
    assert "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal." in signed_in.text(path)
    assert signed_in.get("/konto/passwort/").status_code == 302


# --- A lost factor ----------------------------------------------------------------------------------------------------
@pytest.fixture
def admin(centre):
    browser = Browser()
    browser.user = person("Berta", Role.ORGANISATION_ADMIN, centre)
    browser.types_password(browser.user)
    return browser


def test_the_admin_removes_a_lost_factor_and_the_person_reads_why(admin, with_app):
    assert f"/konto/zweite-stufe-anderer/{with_app.pk}/" in admin.text("/konto/zweite-stufe-anderer/")
    form = {"reason": "Telefon verloren", "capacity": admin.user.capacity.id}
    answer = admin.post(f"/konto/zweite-stufe-anderer/{with_app.pk}/", form, follow=True)
    assert "Die zweite Stufe ist entfernt. Anna richtet sie neu ein." in answer.content.decode()
    browser = Browser()
    assert browser.types_password(with_app)["Location"] == "/"
    assert "Grund: Telefon verloren" in browser.text("/nachrichten/")
    message = Message.objects.get()
    opened = browser.post(f"/nachrichten/{message.pk}/", {"capacity": with_app.capacity.id})
    assert opened["Location"] == "/konto/"


def test_the_admin_is_asked_once_more_and_for_a_reason(admin, with_app):
    path = f"/konto/zweite-stufe-anderer/{with_app.pk}/"
    answer = admin.post(path, {"capacity": admin.user.capacity.id})
    assert answer.status_code == 422
    confirmed_long_ago(admin)
    assert admin.get(path).status_code == 302
    assert Authenticator.objects.exists()


def test_ones_own_factor_is_refused_with_the_reason(admin):
    path = f"/konto/zweite-stufe-anderer/{admin.user.pk}/"
    assert "Die eigene zweite Stufe stellt immer eine andere Person wieder her." in admin.text(path)
    answer = admin.post(path, {"reason": "Telefon verloren", "capacity": admin.user.capacity.id})
    assert answer.status_code == 409


def test_only_who_looks_after_others_finds_the_way(admin, signed_in):
    assert "/konto/zweite-stufe-anderer/" in admin.text("/konto/")
    assert "/konto/zweite-stufe-anderer/" not in signed_in.text("/konto/")
    assert signed_in.get("/konto/zweite-stufe-anderer/").status_code == 404


# --- Statements -------------------------------------------------------------------------------------------------------
STATEMENTS = {
    "/konto/": 6,
    "/konto/e-mail/bestaetigen/falsch/": 4,
    "/konto/ersatzcodes/": 6,
    "/konto/bestaetigen/": 10,
    "/konto/bestaetigen/code/": 10,
    "/konto/app/entfernen/": 6,
}


@pytest.mark.parametrize(("path", "number"), STATEMENTS.items())
def test_a_page_needs_few_statements_with_one_factor_and_with_thirty(signed_in, with_codes, path, number):
    signed_in.get("/konto/")
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as statements:
            signed_in.get(path)
        counted.append(len(statements))
        Authenticator.objects.bulk_create(
            Authenticator(user=with_codes, type="webauthn", data={"name": f"Schlüssel {row}", "credential": {}})
            for row in range(30)
        )
    assert counted == [number, number]


def test_the_secret_of_the_app_stands_on_no_page_once_it_is_set_up(signed_in, with_codes):
    for path in STATEMENTS:
        assert SECRET not in signed_in.text(path)
