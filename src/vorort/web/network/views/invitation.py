"""The link of an invitation: opening it shows who invites to what and changes nothing; the button accepts."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vorort.core import clock
from vorort.network import actions
from vorort.network.enums import InvitationState
from vorort.network.queries.invitation import InvitationPage, invitation_page
from vorort.web import limits
from vorort.web.middleware import without_capacity
from vorort.web.network.forms import NewcomerForm
from vorort.web.reauthentication import sign_in
from vorort.web.shell import notice

MISSES = 20
SIGNED_IN, SIGNED_OUT = "shell/base.html", "shell/signed_out.html"


@login_not_required
@without_capacity
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept with the account one is signed in with, or open one. Guessing tokens soon meets the same 404 for all."""
    page = _found(request, token)
    signed_in = request.user.is_authenticated
    values = {"page": page, "layout": SIGNED_IN if signed_in else SIGNED_OUT}
    if page.state != InvitationState.OPEN:
        return render(request, "network/invitation_over.html", values, status=410)
    if request.method == "POST" and signed_in:
        actions.accept_invitation(user=request.user, token=token)  # type: ignore[arg-type]
        notice.success(request, _("Angenommen. Wählen Sie, in welcher Rolle Sie handeln."))
        return redirect("capacity")
    form = None
    if not (signed_in or page.has_account):
        names = (page.organisation, page.organisation_short_name)
        form = NewcomerForm(request.POST or None, email=page.email, organisation_names=names)
    if request.method == "POST" and form is not None and form.is_valid():
        user = actions.accept_as_newcomer(
            token=token, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
        )
        sign_in(request, user)
        notice.success(request, _("Willkommen. Ihr Konto ist angelegt."))
        return redirect("start")
    values |= {"form": form, "other_address": signed_in and _differs(request, page)}
    return render(request, "network/invitation.html", values, status=422 if form is not None and form.errors else 200)


def _found(request: HttpRequest, token: str) -> InvitationPage:
    """Raises Http404 for a token nobody has, and for every token from where too many were tried."""
    spent = limits.is_spent(request, "token", most=MISSES)
    page = None if spent else invitation_page(token, on=clock.today(), reader=getattr(request.user, "email", ""))
    if page is None:
        limits.count(request, "token", most=MISSES)
        raise Http404
    return page


def _differs(request: HttpRequest, page: InvitationPage) -> bool:
    return getattr(request.user, "email", "").lower() != page.email
