"""A club registers itself, without an account: the form, and the link that confirms the address."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from vorort.core import clock
from vorort.network import actions, mailing, tokens
from vorort.network.models import ClubRegistration
from vorort.regions.models import TerritorialUnit
from vorort.web import limits
from vorort.web.middleware import without_capacity
from vorort.web.network.forms import ClubForm
from vorort.web.network.views.invitation import MISSES, SIGNED_IN, SIGNED_OUT
from vorort.web.network.views.links import registration_link, remember_registration
from vorort.web.shell import notice

SENT_AN_HOUR = 10


def _layout(request: HttpRequest) -> dict[str, str]:
    return {"layout": SIGNED_IN if request.user.is_authenticated else SIGNED_OUT}


@login_not_required
@without_capacity
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The form. What is known here already is not told: the answer is the same for every club."""
    units = TerritorialUnit.objects.valid_on(clock.today()).places().order_by("name", "key")
    form = ClubForm(request.POST or None, units=units)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        if limits.count(request, "club", most=SENT_AN_HOUR):
            remember_registration(request, actions.register_club(entry=form.entry()))
            return redirect("network:club_received")
        form.add_error(None, _("Von hier aus kamen gerade viele Anmeldungen. Bitte versuchen Sie es in einer Stunde."))
        status = 429
    return render(request, "network/club.html", {"form": form, **_layout(request)}, status=status)


@login_not_required
@without_capacity
@never_cache
@require_GET
def received(request: HttpRequest) -> HttpResponse:
    """What comes next: the same words for everybody."""
    values = {"link": registration_link(request), "by_mail": mailing.is_configured()}
    return render(request, "network/club_received.html", values | _layout(request))


@login_not_required
@without_capacity
@never_cache
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address: opening shows what was registered, the button confirms."""
    found = None
    if not limits.is_spent(request, "token", most=MISSES):
        found = ClubRegistration.objects.select_related("unit").filter(token_digest=tokens.digest_of(token)).first()
    if found is None:
        limits.count(request, "token", most=MISSES)
        raise Http404
    if request.method == "POST":
        actions.confirm_address(token=token)
        notice.success(request, _("Danke. Ihre Adresse ist bestätigt."))
        return redirect("network:club_address", token)
    values = {"registration": found, "open": found.may_be_confirmed_on(clock.today())}
    return render(request, "network/club_address.html", values | _layout(request))
