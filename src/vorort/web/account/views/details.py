"""Name, e-mail address and password of one's own account."""

from collections.abc import Callable
from typing import Any, cast

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from vorort.accounts import actions, mail
from vorort.accounts.models import User
from vorort.web.account.forms import EmailForm, NameForm, PasswordForm
from vorort.web.middleware import without_capacity
from vorort.web.reauthentication import reauthenticated
from vorort.web.shell import notice

PAGE_AND_FORM = require_http_methods(["GET", "POST"])


def limited(action: str) -> Callable[[Any], Any]:
    """Only so many times a minute; the numbers are the library's."""
    decorator: Callable[[Any], Any] = rate_limit(action=action)
    return decorator


@without_capacity
@PAGE_AND_FORM
def change_name(request: HttpRequest) -> HttpResponse:
    """Be called something else."""
    user = cast("User", request.user)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if form.is_valid():
        actions.change_name(user=user, **form.cleaned_data)
        notice.success(request, _("Ihr Name ist geändert."))
        return redirect("account:overview")
    return render(request, "account/name.html", {"form": form}, status=422 if form.is_bound else 200)


@without_capacity
@PAGE_AND_FORM
@reauthenticated
@limited("manage_email")
def change_email(request: HttpRequest) -> HttpResponse:
    """Ask for the new address; a link goes there. The answer is the same whether somebody has the address."""
    user = cast("User", request.user)
    form = EmailForm(request.POST or None)
    if form.is_valid() and settings.MAIL_FROM:
        mail.send_address_link.enqueue(user.pk, form.cleaned_data["email"])
        notice.success(request, _("Wir haben einen Link an die neue Adresse geschickt. Er gilt 24 Stunden."))
        return redirect("account:overview")
    values = {"form": form, "mail_is_configured": bool(settings.MAIL_FROM)}
    return render(request, "account/email.html", values, status=422 if form.is_bound else 200)


@without_capacity
@PAGE_AND_FORM
@reauthenticated
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link: confirm that the new address is one's own."""
    user = cast("User", request.user)
    if request.method == "POST":
        changed = actions.change_email(user=user, token=token)
        notice.success(request, _("Sie melden sich ab jetzt mit %(email)s an.") % {"email": changed.email})
        return redirect("account:overview")
    email = mail.new_address(token, user)
    return render(request, "account/confirm_email.html", {"email": email}, status=200 if email else 404)


@without_capacity
@PAGE_AND_FORM
@sensitive_post_parameters("password", "again")
@reauthenticated
@limited("change_password")
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; all other sign-ins end."""
    user = cast("User", request.user)
    form = PasswordForm(request.POST or None, user=user)
    if form.is_valid():
        with transaction.atomic():
            actions.change_password(user=user, password=form.cleaned_data["password"], keep=request.session.session_key)
            update_session_auth_hash(request, user)
        notice.success(request, _("Ihr Passwort ist geändert. Alle anderen Anmeldungen sind beendet."))
        return redirect("account:overview")
    return render(request, "account/password.html", {"form": form}, status=422 if form.is_bound else 200)
