"""The second factor: set up an app or a passkey, remove one, keep recovery codes. The ceremonies are the library's."""

import json
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as codes
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.accounts import actions, devices, factors
from vorort.accounts.models import User
from vorort.web.middleware import without_capacity
from vorort.web.reauthentication import reauthenticated
from vorort.web.shell import notice

OVERVIEW = reverse_lazy("account:overview")
CODES = reverse_lazy("account:recovery_codes")


class _Adding:
    """After setting up a factor: it counts as used, other sign-ins end, and new recovery codes are shown."""

    request: HttpRequest
    kind: str
    did_generate_recovery_codes: bool

    def form_valid(self, form: Any) -> HttpResponse:
        user = cast("User", self.request.user)
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            self.request.session.cycle_key()  # whoever else holds the former one is out
            actions.note_factor_added(user=user, kind=self.kind, keep=self.request.session.session_key)
        record_authentication(self.request, user, "mfa", type=self.kind)
        notice.success(self.request, _("Die zweite Stufe ist eingerichtet."))
        return response

    def get_success_url(self) -> str:
        return f"{CODES}?danach=start" if self.did_generate_recovery_codes else str(OVERVIEW)


class _Removing:
    """After removing a factor: other sign-ins end, and this one gets a new key."""

    request: HttpRequest
    kind: str

    def get_success_url(self) -> str:
        return str(OVERVIEW)

    def form_valid(self, form: Any) -> HttpResponse:
        user = cast("User", self.request.user)
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            self.request.session.cycle_key()  # whoever else holds the former one is out
            actions.note_factor_removed(user=user, kind=self.kind, keep=self.request.session.session_key)
        notice.success(self.request, _("Die zweite Stufe ist entfernt. Alle anderen Anmeldungen sind beendet."))
        return response


class AddApp(_Adding, ActivateTOTPView):
    """Scan the picture, type the first code."""

    kind = factors.APP


class RemoveApp(_Removing, DeactivateTOTPView):
    """The app is no longer asked for."""

    kind = factors.APP


class AddPasskey(_Adding, AddWebAuthnView):
    """Let the device make a passkey that asks for finger, face or PIN, so that it is enough to sign in with."""

    kind = factors.PASSKEY

    def get_initial(self) -> dict[str, Any]:
        return {"name": devices.name_of(self.request.headers.get("User-Agent", ""))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        options = json.loads(as_json(values["js_data"]["creation_options"]))
        options["publicKey"]["authenticatorSelection"] |= {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        }
        return values | {"options": as_json(options)}


class RemovePasskey(_Removing, RemoveWebAuthnView):
    """This passkey no longer opens the account."""

    kind = factors.PASSKEY


def as_json(options: Any) -> str:
    """What the browser's ceremony begins with, for an attribute of the form."""
    return json.dumps(options, cls=DjangoJSONEncoder)


@without_capacity
@require_http_methods(["GET", "POST"])
@reauthenticated
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown until the person says that she has kept them, then never again; new ones make the old ones void.

    Whoever has just set up her first factor goes on to the first page.
    """
    user = cast("User", request.user)
    if not factors.of(user).exist:
        raise Http404
    row = Authenticator.objects.filter(user_id=user.pk, type=factors.CODES).first()
    if request.method == "POST" and "kept" in request.POST:
        if row is not None:
            row.wrap().mark_as_viewed()
        return redirect("start" if request.GET.get("danach") == "start" else "account:overview")
    if request.method == "POST":
        with transaction.atomic():
            codes.generate_recovery_codes(request)
            actions.note_codes_made(user=user)
        return redirect("account:recovery_codes")
    wrapped = row.wrap() if row else None
    unused = wrapped.get_unused_codes() if wrapped else []
    hidden = wrapped is None or wrapped.did_view
    return render(request, "account/recovery_codes.html", {"codes": [] if hidden else unused, "left": len(unused)})
