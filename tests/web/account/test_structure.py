"""Pages of one's own account that need a proof, a link or somebody signed out: whoever hears them finds her way, also
when a form has come back with errors. The others are heard in tests/web/test_page_structure.py.
"""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from tests.web.account.conftest import Browser
from tests.web.account.test_forgotten_password import link_for
from tests.web.account.test_pages import confirmed_long_ago
from tests.web.structure import complaints
from vorort.accounts import mail

# By the name of the address; what has to be proven before is done.
PROVEN = (
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp",
    "account:remove_passkey",
    "account:recovery_codes",
)
SECOND_STEP = "mfa_authenticate"
# What an empty form answers: allauth's own pages come back with 200.
EMPTY_FORMS = {
    "account_reauthenticate": 200,
    "mfa_reauthenticate": 200,
    "account:name": 422,
    "account:email": 422,
    "account:password": 422,
    "account:add_passkey": 200,
}
NOTHING = {"csrfmiddlewaretoken": "x"}  # what a browser sends of a form in which nothing is filled in
SIGNED_OUT_FORMS = {"account_login": 200, "account_reset_password": 200}


@pytest.fixture
def with_everything(signed_in, with_app, with_passkey, settings):
    """Anna's browser, in which she has just typed her password; she has an app, a passkey and recovery codes."""
    settings.MAIL_FROM = "vorort@land.example"
    RecoveryCodes.activate(with_app)
    return signed_in


def address(name):
    if name == "account:remove_passkey":
        return reverse(name, args=[Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk])
    return reverse(name)


def heard(answer, status=200):
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    return complaints(answer.content.decode())


@pytest.mark.parametrize("name", PROVEN)
def test_a_page_behind_a_proof_can_be_heard(with_everything, name):
    assert heard(with_everything.get(address(name))) == []


def test_recovery_codes_that_are_kept_can_be_heard(with_everything):
    with_everything.post(address("account:recovery_codes"), {"kept": "1"})
    assert heard(with_everything.get(address("account:recovery_codes"))) == []


def test_an_account_with_everything_can_be_heard(with_everything):
    assert heard(with_everything.get(reverse("account:overview"))) == []


def test_the_second_step_can_be_heard_with_a_wrong_code_too(browser, with_app):
    browser.types_password(with_app)
    assert heard(browser.get(address(SECOND_STEP))) == []
    assert heard(browser.types_code("000000")) == []


@pytest.mark.parametrize(("name", "status"), EMPTY_FORMS.items())
def test_a_form_of_the_account_with_errors_can_be_heard(with_everything, name, status):
    answer = with_everything.post(address(name), NOTHING)
    assert "data-error-summary" in answer.content.decode()
    assert heard(answer, status) == []


def test_a_wrong_code_for_a_new_app_can_be_heard(signed_in):
    signed_in.get(reverse("account:add_app"))
    answer = signed_in.post(reverse("account:add_app"), {"code": "000000"})
    assert "data-error-summary" in answer.content.decode()
    assert heard(answer) == []


@pytest.mark.parametrize(("name", "status"), SIGNED_OUT_FORMS.items())
def test_a_form_of_somebody_signed_out_with_errors_can_be_heard(db, settings, name, status):
    settings.MAIL_FROM = "vorort@land.example"
    answer = Browser().post(reverse(name), NOTHING)
    assert "data-error-summary" in answer.content.decode()
    assert heard(answer, status) == []


def test_the_page_behind_the_mailed_link_can_be_heard_with_a_bad_password_too(browser, anna, settings):
    settings.MAIL_FROM = "vorort@land.example"
    page = browser.get(link_for(anna))["Location"]
    assert heard(browser.get(page)) == []
    assert heard(browser.post(page, {"password1": "kurz", "password2": "kurz"})) == []


def test_a_new_address_can_be_heard_before_it_counts(signed_in, anna):
    link = reverse("account:confirm_email", args=[mail.address_token(anna, "anna@neu.example")])
    assert heard(signed_in.get(link)) == []


def test_a_form_sent_too_late_can_be_heard(with_everything):
    confirmed_long_ago(with_everything)
    answer = with_everything.post(reverse("account:email"), {"email": "anna@neu.example"})
    assert heard(answer, 403) == []
