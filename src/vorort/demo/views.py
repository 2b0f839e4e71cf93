"""One click to act as somebody else of the cast."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from vorort.accounts.models import User
from vorort.demo import accounts

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@require_POST
def act_as(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as this member of the cast. Nobody else can be taken over."""
    player = accounts.player(key)
    if player is None:
        raise Http404
    login(request, get_object_or_404(User, email=player.email), backend=BACKEND)
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = "/"
    return HttpResponseRedirect(onward)  # an address: redirect() would look for a route called so
