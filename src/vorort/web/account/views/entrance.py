"""Coming in: the second step of signing in, confirming oneself once more, a forgotten password."""

from typing import Any, cast

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.account.views import PasswordResetFromKeyView, PasswordResetView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from vorort.accounts import actions, factors
from vorort.accounts.models import User
from vorort.web.account.views.factors import as_json
from vorort.web.shell import notice


@method_decorator(login_not_required, name="dispatch")
class SecondStep(AuthenticateView):
    """After the password: a code, or the passkey. Whose factor was removed meanwhile begins with the password anew."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stage = get_pending_stage(request)
        if stage is not None and not factors.of(cast("User", stage.login.user)).exist:
            clear_login(request)
            notice.hint(request, _("Die zweite Stufe wurde inzwischen entfernt. Bitte melden Sie sich noch einmal an."))
            return redirect(settings.LOGIN_URL)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        options = as_json(values["js_data"]["request_options"])
        return values | {"options": options, "factors": factors.of(self.stage.login.user)}


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    """Confirm oneself with the passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        return values | {"options": as_json(values["js_data"]["request_options"])}

    def form_invalid(self, form: Any) -> HttpResponse:
        notice.warning(self.request, _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."))
        return redirect(self.request.get_full_path())


class ForgottenPassword(PasswordResetView):
    """Ask for a link to a new password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        return values | {"mail_is_configured": bool(settings.MAIL_FROM)}


class NewPassword(PasswordResetFromKeyView):
    """Behind the link: set the new password. It opens nothing by itself; the second factor is still asked for."""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            actions.note_password_changed(user=self.reset_user)
        return response
