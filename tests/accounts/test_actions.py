"""Changes of one's own account: each is logged, ends the sign-ins it must end, and tells the person by e-mail."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing

from vorort.accounts import actions, mail, sign_ins
from vorort.accounts.models import SignIn, User
from vorort.core.actor import SystemActor
from vorort.core.models import HistoryEntry
from vorort.core.refusal import ActionRefused, NotFound

ADMIN = SystemActor(label="Berta Amt, Verwaltung", user_id=99, organisation_id=3, role="organisation_admin")


@pytest.fixture
def anna(db):
    return User.objects.create_user(email="anna@ort.example", name="Anna Berg", password="dreizehn Birnen")


@pytest.fixture
def told(monkeypatch, settings):
    """What is told to whom by e-mail."""
    settings.MAIL_FROM = "vorort@land.example"
    found = []
    monkeypatch.setattr(mail, "tell", lambda email, sentence: found.append((email, sentence)))
    return found


def signed_in(user):
    session = SessionStore()
    session.create()
    sign_ins.note(session, user, "Firefox, Linux")
    return session.session_key


def last_entry():
    entry = HistoryEntry.objects.latest("pk")
    return entry.action, entry.actor_user_id, entry.payload.values


def codes_of(refused):
    return [reason.code for reason in refused.value.reasons]


# --- Name, password, address ------------------------------------------------------------------------------------------
def test_another_name_is_kept_and_logged(anna):
    actions.change_name(user=anna, name="  Anna Thal ")
    assert User.objects.get().name == "Anna Thal"
    assert last_entry() == (
        "account.renamed",
        anna.pk,
        {"actor": "Anna Berg", "before": "Anna Berg", "after": "Anna Thal"},
    )


def test_nobody_goes_without_a_name(anna):
    with pytest.raises(ActionRefused) as refused:
        actions.change_name(user=anna, name=" ")
    assert codes_of(refused) == ["no_name"]
    assert User.objects.get().name == "Anna Berg"


def test_another_password_ends_the_other_sign_ins(anna, told):
    here, there = signed_in(anna), signed_in(anna)
    ben = User.objects.create_user(email="ben@ort.example", name="Ben")
    bens = signed_in(ben)
    actions.change_password(user=anna, password="vierzehn Pflaumen", keep=here)
    assert User.objects.get(pk=anna.pk).check_password("vierzehn Pflaumen")
    assert set(SignIn.objects.values_list("session_id", flat=True)) == {here, bens}
    assert not SessionStore().exists(there)
    assert last_entry() == ("account.password_changed", anna.pk, {"actor": "Anna Berg"})
    assert told == [("anna@ort.example", "Ihr Passwort wurde geändert.")]


def test_a_confirmed_address_is_the_one_to_sign_in_with(anna, told):
    actions.change_email(user=anna, token=mail.address_token(anna, "anna@neu.example"))
    assert User.objects.get().email == "anna@neu.example"
    assert last_entry()[2] == {"actor": "Anna Berg", "before": "anna@ort.example", "after": "anna@neu.example"}
    assert told == [("anna@ort.example", "Ihre E-Mail-Adresse für die Anmeldung wurde geändert.")]


def test_a_link_proves_an_address_once(anna):
    token = mail.address_token(anna, "anna@neu.example")
    actions.change_email(user=anna, token=token)
    with pytest.raises(NotFound):
        actions.change_email(user=anna, token=token)


def test_a_link_of_another_person_proves_nothing(anna):
    ben = User.objects.create_user(email="ben@ort.example", name="Ben")
    with pytest.raises(NotFound):
        actions.change_email(user=anna, token=mail.address_token(ben, "anna@neu.example"))


def test_a_link_older_than_a_day_proves_nothing(anna, monkeypatch):
    token = mail.address_token(anna, "anna@neu.example")
    late = signing.time.time() + 24 * 60 * 60 + 2
    monkeypatch.setattr(signing.time, "time", lambda: late)
    with pytest.raises(NotFound):
        actions.change_email(user=anna, token=token)


def test_an_address_somebody_took_meanwhile_is_refused(anna):
    token = mail.address_token(anna, "anna@neu.example")
    User.objects.create_user(email="anna@neu.example", name="Eine andere Anna")
    with pytest.raises(ActionRefused) as refused:
        actions.change_email(user=anna, token=token)
    assert codes_of(refused) == ["taken"]
    assert User.objects.get(pk=anna.pk).email == "anna@ort.example"


# --- Factors ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("note", "action", "sentence"),
    [
        (actions.note_factor_added, "account.factor_added", "Für Ihren Zugang wurde eine zweite Stufe eingerichtet."),
        (actions.note_factor_removed, "account.factor_removed", "Eine zweite Stufe Ihres Zugangs wurde entfernt."),
    ],
)
def test_a_change_of_the_factors_ends_the_other_sign_ins(anna, told, note, action, sentence):
    here, _there = signed_in(anna), signed_in(anna)
    note(user=anna, kind="totp", keep=here)
    assert [row.session_id for row in SignIn.objects.all()] == [here]
    assert last_entry() == (action, anna.pk, {"actor": "Anna Berg", "factor": "totp"})
    assert told == [("anna@ort.example", sentence)]


def test_new_recovery_codes_are_logged(anna, told):
    actions.note_codes_made(user=anna)
    assert last_entry()[:2] == ("account.codes_made", anna.pk)
    assert told == [("anna@ort.example", "Für Ihren Zugang wurden neue Ersatzcodes erzeugt.")]


def test_a_lost_factor_is_removed_with_all_its_codes_and_sign_ins(anna, told):
    TOTP.activate(anna, "A" * 32)
    RecoveryCodes.activate(anna)
    signed_in(anna)
    ben = User.objects.create_user(email="ben@ort.example", name="Ben")
    TOTP.activate(ben, "B" * 32)
    kinds = actions.remove_factors(actor=ADMIN, user=anna, reason="Telefon verloren")
    assert kinds == ["recovery_codes", "totp"]
    assert [row.user for row in Authenticator.objects.all()] == [ben]
    assert not SignIn.objects.filter(user=anna).exists()
    values = {"actor": "Berta Amt, Verwaltung", "reason": "Telefon verloren", "factors": ["recovery_codes", "totp"]}
    assert last_entry() == ("account.factors_removed", 99, values)
    sentence = "Die zweite Stufe Ihres Zugangs wurde von Berta Amt, Verwaltung entfernt."
    assert told == [("anna@ort.example", sentence)]


def test_there_is_nothing_to_remove_without_a_factor(anna):
    with pytest.raises(ActionRefused) as refused:
        actions.remove_factors(actor=ADMIN, user=anna, reason="Telefon verloren")
    assert codes_of(refused) == ["no_factor"]
    assert not HistoryEntry.objects.exists()


# --- Sign-ins ---------------------------------------------------------------------------------------------------------
def test_one_sign_in_of_ones_own_is_ended(anna):
    here, there = signed_in(anna), signed_in(anna)
    actions.end_sign_in(user=anna, sign_in_id=SignIn.objects.get(session_id=there).pk)
    assert [row.session_id for row in SignIn.objects.all()] == [here]


def test_a_sign_in_of_somebody_else_is_not_there(anna):
    signed_in(anna)
    ben = User.objects.create_user(email="ben@ort.example", name="Ben")
    with pytest.raises(NotFound):
        actions.end_sign_in(user=ben, sign_in_id=SignIn.objects.get().pk)
    assert SignIn.objects.count() == 1
