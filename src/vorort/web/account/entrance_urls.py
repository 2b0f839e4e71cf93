"""Addresses whose names django-allauth looks up itself: coming in, confirming oneself, a new password."""

from allauth.account.views import (
    login,
    logout,
    password_reset_done,
    password_reset_from_key_done,
    reauthenticate,
)
from allauth.mfa.base.views import reauthenticate as reauthenticate_by_code
from allauth.mfa.webauthn.views import login_webauthn
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from vorort.web.account.views import entrance, factors
from vorort.web.middleware import without_capacity

PAGE_AND_FORM = require_http_methods(["GET", "POST"])

urlpatterns = [
    path("anmelden/", PAGE_AND_FORM(login), name="account_login"),
    path("anmelden/zweite-stufe/", PAGE_AND_FORM(entrance.SecondStep.as_view()), name="mfa_authenticate"),
    path("anmelden/passkey/", login_not_required(PAGE_AND_FORM(login_webauthn)), name="mfa_login_webauthn"),
    path("abmelden/", without_capacity(PAGE_AND_FORM(logout)), name="account_logout"),
    path("passwort-vergessen/", PAGE_AND_FORM(entrance.ForgottenPassword.as_view()), name="account_reset_password"),
    path("passwort-vergessen/gesendet/", require_GET(password_reset_done), name="account_reset_password_done"),
    path(
        "passwort-vergessen/gesetzt/",
        require_GET(password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path(
        "passwort-vergessen/<uidb36>/<key>/",
        PAGE_AND_FORM(entrance.NewPassword.as_view()),
        name="account_reset_password_from_key",
    ),
    path("konto/bestaetigen/", without_capacity(PAGE_AND_FORM(reauthenticate)), name="account_reauthenticate"),
    path("konto/bestaetigen/code/", without_capacity(PAGE_AND_FORM(reauthenticate_by_code)), name="mfa_reauthenticate"),
    path(
        "konto/bestaetigen/passkey/",
        without_capacity(PAGE_AND_FORM(entrance.ConfirmByPasskey.as_view())),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "konto/app/entfernen/",
        without_capacity(PAGE_AND_FORM(factors.RemoveApp.as_view())),
        name="mfa_deactivate_totp",
    ),
]
