"""When a sign-in ends: idle, after twelve hours, from another browser, with the password, with the membership."""

from datetime import timedelta

import pytest

from tests.web.account.conftest import PASSWORD, Browser, code_now
from vorort.accounts import sign_ins
from vorort.accounts.models import SignIn, User
from vorort.core.actor import SYSTEM
from vorort.network import actions

IDLE = "Sie waren 30 Minuten lang nicht aktiv."
TWELVE_HOURS = "Eine Anmeldung gilt zwölf Stunden."


def after(**time):
    return sign_ins.at(sign_ins.now() + timedelta(**time))


# --- Time -------------------------------------------------------------------------------------------------------------
def test_thirty_idle_minutes_sign_out_and_say_why(signed_in):
    signed_in.get("/")
    with after(minutes=30, seconds=5):
        answer = signed_in.get("/foerderung/", follow=True)
    assert answer.redirect_chain == [("/anmelden/?next=/foerderung/", 302)]
    assert IDLE in answer.content.decode()
    assert not SignIn.objects.exists()


def test_a_form_sent_too_late_writes_nothing_and_shows_what_was_typed(signed_in, anna):
    signed_in.get("/konto/name/")
    with after(minutes=31):
        answer = signed_in.post("/konto/name/", {"name": "Anna Neu"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Sie sind abgemeldet" in html
    assert "Anna Neu</textarea>" in html
    assert User.objects.get(pk=anna.pk).name == "Anna"


def test_twelve_hours_sign_out_however_busy_somebody_was(signed_in):
    for minutes in range(0, 720, 25):
        with after(minutes=minutes):
            assert signed_in.get("/konto/").status_code == 200
    with after(hours=12, minutes=1):
        assert TWELVE_HOURS in signed_in.get("/", follow=True).content.decode()


def test_signing_in_anew_begins_anew(signed_in, anna):
    signed_in.get("/")
    with after(hours=13):
        signed_in.get("/")
        signed_in.types_password(anna)
        assert signed_in.get("/").status_code == 200


def test_visitors_have_no_sign_in(db, browser):
    browser.get("/anmelden/")
    assert not SignIn.objects.exists()


# --- From elsewhere ---------------------------------------------------------------------------------------------------
@pytest.fixture
def both(signed_in, anna):
    """Two browsers of Anna's, both noted."""
    phone = Browser("Mozilla/5.0 (iPhone) Version/19.0 Safari/604")
    phone.types_password(anna)
    signed_in.get("/konto/")
    phone.get("/konto/")
    return signed_in, phone


def test_both_are_listed_and_the_present_one_is_marked(both):
    html = both[0].text("/konto/")
    assert "Firefox, Linux" in html
    assert "Safari, iPhone" in html
    assert html.count("dieser Browser") == 1
    assert not any(row.session_id in html for row in SignIn.objects.all())


def test_one_can_be_ended_from_the_other(both):
    here, phone = both
    row = SignIn.objects.get(device="Safari, iPhone")
    assert here.post("/konto/anmeldungen/beenden/", {"sign_in": row.pk})["Location"] == "/konto/"
    assert phone.get("/konto/")["Location"] == "/anmelden/?next=/konto/"
    assert here.get("/konto/").status_code == 200


def test_all_others_can_be_ended_at_once(both):
    here, phone = both
    here.post("/konto/anmeldungen/beenden/")
    assert phone.get("/konto/").status_code == 302
    assert here.get("/konto/").status_code == 200


def test_a_sign_in_of_somebody_else_is_not_there(both, centre):
    stranger = User.objects.create_user(email="ben@ort.example", name="Ben", password=PASSWORD)
    browser = Browser()
    browser.types_password(stranger)
    for row in SignIn.objects.all():
        assert browser.post("/konto/anmeldungen/beenden/", {"sign_in": row.pk}).status_code == 404
    assert both[1].get("/konto/").status_code == 200


def test_another_password_ends_the_other_browser(both, anna):
    here, phone = both
    answer = here.post("/konto/passwort/", {"password": "vierzehn Pflaumen", "again": "vierzehn Pflaumen"})
    assert answer["Location"] == "/konto/"
    assert here.get("/konto/").status_code == 200
    assert phone.get("/konto/").status_code == 302
    assert [row.device for row in SignIn.objects.all()] == ["Firefox, Linux"]
    assert Browser().types_password(anna).status_code == 200
    assert Browser().types_password(anna, "vierzehn Pflaumen")["Location"] == "/"


def test_removing_the_factor_ends_the_other_browser(both, with_app):
    here, phone = both
    assert here.post("/konto/app/entfernen/")["Location"] == "/konto/"
    assert phone.get("/konto/").status_code == 302
    assert here.get("/konto/").status_code == 200


def test_a_session_ended_at_the_same_moment_is_signed_out(both, monkeypatch):
    phone = both[1]
    with after(minutes=2):
        known = sign_ins.note

        def ended_meanwhile(session, user, device):
            SignIn.objects.get(device=device).session.delete()
            known(session, user, device)

        monkeypatch.setattr(sign_ins, "note", ended_meanwhile)
        assert phone.get("/konto/")["Location"] == "/anmelden/?next=/konto/"


# --- Memberships and accounts -----------------------------------------------------------------------------------------
def end_membership(user):
    actions.end_membership(actor=SYSTEM, membership=user.memberships.get())


def test_an_ended_membership_cuts_at_the_next_request_and_shows_what_was_typed(signed_in, anna):
    signed_in.get("/")
    end_membership(anna)
    answer = signed_in.post("/foerderung/aufrufe/x/", {"capacity": anna.capacity.id, "reason": "Was ich schrieb"})
    assert answer.status_code == 403
    assert "Sie haben zurzeit keine Rolle" in answer.content.decode()
    assert "Was ich schrieb</textarea>" in answer.content.decode()
    assert signed_in.get("/").status_code == 403


def test_a_blocked_account_cuts_at_the_next_request_and_shows_what_was_typed(signed_in, anna):
    signed_in.get("/")
    User.objects.filter(pk=anna.pk).update(is_active=False)
    answer = signed_in.post("/konto/name/", {"name": "Anna Neu"})
    assert answer.status_code == 403
    assert "Anna Neu</textarea>" in answer.content.decode()
    assert signed_in.get("/konto/").status_code == 302


def test_a_blocked_account_does_not_come_in_and_reads_why(browser, anna):
    User.objects.filter(pk=anna.pk).update(is_active=False)
    answer = browser.post("/anmelden/", {"login": anna.email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/anmelden/", 302)]
    assert "Dieses Konto ist gesperrt." in answer.content.decode()


# --- Attempts ---------------------------------------------------------------------------------------------------------
def test_after_five_wrong_passwords_the_right_one_has_to_wait(browser, anna):
    for _attempt in range(5):
        assert "stimmt nicht" in browser.types_password(anna, "falsch").content.decode()
    html = browser.types_password(anna).content.decode()
    assert "Das waren zu viele Versuche." in html
    assert browser.get("/konto/").status_code == 302


def test_wrong_codes_are_limited_too(browser, with_app):
    browser.types_password(with_app)
    for _attempt in range(5):
        browser.types_code("000000")
    assert "Das waren zu viele Versuche." in browser.types_code(code_now()).content.decode()
    assert browser.get("/konto/").status_code == 302


def test_too_many_attempts_from_one_address_get_a_page_of_the_house(browser, anna):
    answers = [browser.types_password(anna, "falsch") for _attempt in range(31)]
    assert answers[-1].status_code == 429
    html = answers[-1].content.decode()
    assert "<h1>Das waren zu viele Versuche</h1>" in html
    assert "house.css" in html


def test_attempts_are_counted_for_everybody_who_shares_the_database(browser, anna):
    """Another worker process counts on: the numbers stand in the cache of the database."""
    from django.core.cache import caches

    for _attempt in range(5):
        browser.types_password(anna, "falsch")
    caches["default"].close()
    assert "Das waren zu viele Versuche." in Browser().types_password(anna).content.decode()
