"""Mein Konto: everything about one's own sign-in on one page, and where one is signed in."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vorort.accounts import actions, factors, sign_ins
from vorort.accounts.models import User
from vorort.network.enums import SECOND_FACTOR_ROLES, Role
from vorort.web.middleware import Standing, without_capacity
from vorort.web.shell import notice
from vorort.web.shell.request import key_from


@without_capacity
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Name, address, password, second factor, recovery codes, sign-ins; each with what it is for."""
    user = cast("User", request.user)
    standing = cast("Standing", request.standing)  # type: ignore[attr-defined]
    current = standing.current
    values = {
        "factors": factors.of(user),
        "demanded": settings.SECOND_FACTOR_REQUIRED and any(row.role in SECOND_FACTOR_ROLES for row in standing.all),
        "sign_ins": sign_ins.own(user, request.session),
        "looks_after_others": current is not None and current.role in (Role.ORGANISATION_ADMIN, Role.OPERATOR),
    }
    return render(request, "account/overview.html", values)


@without_capacity
@require_POST
def end_sign_in(request: HttpRequest) -> HttpResponse:
    """End one sign-in, or all but this one."""
    user = cast("User", request.user)
    key = key_from(request.POST.get("sign_in", ""))
    if key is None:
        actions.end_sign_ins(user=user, keep=request.session.session_key)
        notice.success(request, _("Alle anderen Anmeldungen sind beendet."))
    else:
        actions.end_sign_in(user=user, sign_in_id=key)
        notice.success(request, _("Die Anmeldung ist beendet."))
    return redirect("account:overview")
