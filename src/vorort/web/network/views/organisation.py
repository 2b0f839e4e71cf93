"""Organisations: the list, one of them, and founding a new one at the operator's desk."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vorort.core import clock
from vorort.core.refusal import ActionRefused, refuse_when
from vorort.network import actions, permissions
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Organisation
from vorort.network.queries.organisations import organisations as organisations_page
from vorort.network.rules import WITHOUT_DESK
from vorort.regions.models import Area, TerritorialUnit
from vorort.web.network import words
from vorort.web.network.forms import FoundForm, take_reasons
from vorort.web.network.views.links import remember
from vorort.web.shell import notice
from vorort.web.shell.request import Request, words_from


@require_GET
def organisations(request: Request) -> HttpResponse:
    """Everybody in the network; known to everybody who works here."""
    after, kind, text = (words_from(request.GET, name) for name in ("nach", "art", "suche"))
    text = text[:100]
    values = {
        "page": organisations_page(on=clock.today(), after=after[:160], kind=kind, text=text),
        "kinds": OrganisationKind.choices,
        "kind": kind if kind in OrganisationKind.values else "",
        "text": text,
        "may_found": not permissions.reasons_against_founding(request.capacity),
        "decides": request.capacity.role in (Role.CENTRE_LEAD, Role.COORDINATOR, Role.OPERATOR),
    }
    return render(request, "network/organisations.html", values)


@require_GET
def organisation(request: Request, pk: int) -> HttpResponse:
    """Organisations are known to everybody who works here; people's names are not on this page."""
    found = get_object_or_404(Organisation.objects.select_related("area"), pk=pk)
    values = {
        "organisation": found,
        "facts": words.organisation_facts(found),
        "manages": permissions.may_manage(request.capacity, found.pk),
        "own": request.capacity.organisation_id == found.pk and request.capacity.role not in WITHOUT_DESK,
        "may_change": not permissions.reasons_against_changing(request.capacity, found),
        "may_open": not permissions.reasons_against_opening(request.capacity, found),
        "may_end": not permissions.reasons_against_ending_organisation(request.capacity, found, on=clock.today()),
    }
    return render(request, "network/organisation.html", values)


@require_http_methods(["GET", "POST"])
def found(request: Request) -> HttpResponse:
    """Found an organisation and invite the first person who runs it."""
    areas = Area.objects.exclude(code__startswith="unit-").order_by("name")
    units = TerritorialUnit.objects.valid_on(clock.today()).places().order_by("name")
    form = FoundForm(request.POST or None, areas=areas, units=units)
    against = permissions.reasons_against_founding(request.capacity)
    if request.method == "POST":
        refuse_when(against)
    if request.method == "POST" and form.is_valid():
        try:
            return _found(request, form)
        except ActionRefused as refused:
            take_reasons(form, refused)
    values = {"form": form, "reasons": against}
    return render(request, "network/found.html", values, status=422 if form.errors else 200)


def _found(request: Request, form: FoundForm) -> HttpResponse:
    values = dict(form.cleaned_data)
    kind, place = OrganisationKind(values.pop("kind")), values.pop("unit")
    invitation = actions.found_with_admin(actor=request.capacity, kind=kind, place=place, **values)
    remember(request, invitation)
    notice.success(request, _("„%(name)s“ ist gegründet.") % {"name": invitation.organisation.name})
    return redirect("network:members", invitation.organisation_id)
