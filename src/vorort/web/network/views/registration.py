"""Clubs that registered themselves, at the desk of the centre of their area: read, take in, or say why not."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vorort.core import clock
from vorort.core.refusal import ActionRefused
from vorort.network import actions
from vorort.network.enums import RegistrationState
from vorort.network.models import ClubRegistration
from vorort.network.queries.registration import registration_file
from vorort.network.queries.registration import registrations as registrations_of
from vorort.web.network import words
from vorort.web.network.forms import RefusalForm, TakeInForm, take_reasons
from vorort.web.network.views.links import invitation_link, remember
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_GET
def registrations(request: Request) -> HttpResponse:
    """The registrations this centre decides, waiting ones first."""
    rows = [(row, words.REGISTRATION_TONES[row.state]) for row in registrations_of(request.capacity)]
    return render(request, "network/registrations.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def registration(request: Request, pk: int) -> HttpResponse:
    """One registration with possible duplicates, and the two ways to decide it."""
    rows = ClubRegistration.objects.visible_to(request.capacity).select_related("unit", "organisation", "decided_by")
    found = get_object_or_404(rows, pk=pk)
    refusing = request.POST.get("decision") == "refuse"
    confirm = TakeInForm(
        request.POST if request.method == "POST" and not refusing else None,
        initial={"name": found.name, "kind": found.kind},
    )
    refuse = RefusalForm(request.POST if request.method == "POST" and refusing else None)
    form: forms.Form = refuse if refusing else confirm
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, found, form)
        except ActionRefused as refused:
            take_reasons(form, refused)
        else:
            return redirect("network:registration", pk)
    values = {
        "file": registration_file(found, on=clock.today()),
        "facts": words.registration_facts(found),
        "tone": words.REGISTRATION_TONES[found.state],
        "waiting": found.state == RegistrationState.WAITING,
        "confirm": confirm,
        "refuse": refuse,
        "link": invitation_link(request),
    }
    return render(request, "network/registration.html", values, status=422 if form.errors else 200)


def _decide(request: Request, found: ClubRegistration, form: forms.Form) -> None:
    if isinstance(form, RefusalForm):
        actions.refuse_registration(actor=request.capacity, registration=found, reason=form.cleaned_data["reason"])
        notice.success(request, _("Die Anmeldung ist abgelehnt."))
    else:
        invitation = actions.confirm_registration(actor=request.capacity, registration=found, **form.cleaned_data)
        remember(request, invitation)
        notice.success(request, _("Der Verein ist aufgenommen. Seine Ansprechperson ist eingeladen."))
