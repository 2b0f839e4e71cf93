"""One click to act as somebody else of the cast."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from vorort.demo import accounts
from vorort.network.models import Membership

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SESSION_KEY = "capacity"


@login_not_required
@require_POST
def act_as(request: HttpRequest, membership_pk: int) -> HttpResponse:
    """Sign in as this member of the cast. Nobody else can be taken over."""
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=membership_pk)
    if membership.user.email not in accounts.CAST:
        raise Http404
    login(request, membership.user, backend=BACKEND)
    request.session[SESSION_KEY] = membership.pk
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = "/"
    return redirect(onward)
