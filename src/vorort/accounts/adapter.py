"""How django-allauth behaves here: nobody opens an account alone, a fresh sign-in counts as confirmed, and it sends no
mail of its own.
"""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_WRONG_CODE = gettext_lazy("Dieser Code stimmt nicht oder ist abgelaufen.")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed; the sentences are the house's."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("Die E-Mail-Adresse oder das Passwort stimmt nicht."),
        "incorrect_password": gettext_lazy("Das Passwort stimmt nicht."),
        "enter_current_password": gettext_lazy("Das bisherige Passwort stimmt nicht."),
        "incorrect_code": _WRONG_CODE,
        "too_many_login_attempts": gettext_lazy("Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."),
        "rate_limited": gettext_lazy("Das waren zu viele Versuche. Bitte warten Sie einige Minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for whoever signed in or confirmed herself within the last five minutes."""
        user = None if isinstance(self.request.user, AnonymousUser) else self.request.user
        records = get_authentication_records(self.request, user)
        return not records or time.time() - records[-1]["at"] >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Only who knows the password, or holds the passkey, comes here."""
        messages.error(request, _("Dieses Konto ist gesperrt. Bitte wenden Sie sich an Ihre Organisation."))
        return redirect("account_login")

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Of the library's own notices only what went wrong is shown; the pages say what was done."""
        if level >= messages.ERROR:
            super().add_message(request, level, *args, **kwargs)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The actions tell the person themselves."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor in the house's words."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _WRONG_CODE}

    def _get_site_name(self) -> str:
        """What the passkey is for, as the device shows it."""
        return "vorort"
