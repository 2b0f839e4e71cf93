"""From the draft to the authority: check and hand over, give back, sign and submit."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core import clock
from vorort.funding.actions import application as actions
from vorort.funding.enums import ApplicationState
from vorort.funding.queries.file import application_file
from vorort.web.funding import words
from vorort.web.funding.forms import ReasonForm, VersionForm
from vorort.web.funding.views.application import crumbs, option_of, visible_application
from vorort.web.funding.views.draft import section_links
from vorort.web.shell import notice
from vorort.web.shell.components import Plain
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def check(request: Request, pk: int) -> HttpResponse:
    """The whole draft on one page with what is missing; posting hands it to whoever signs."""
    found = visible_application(request, pk)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        actions.request_sign_off(
            capacity=request.capacity, application_id=pk, expected_version=form.cleaned_data["version"]
        )
        notice.success(request, _("Der Antrag liegt der Leitung zur Mitzeichnung vor."))
        return redirect("funding:application", pk)
    file = application_file(found, request.capacity)
    values = {
        "file": file,
        "form": form,
        "section": "check",
        "sections": section_links(found),
        "option": option_of(request, file, "request_sign_off"),
        "asked_again": found.state == ApplicationState.INFORMATION_REQUESTED,
        "missing": words.missing(file),
        "incomplete": [Plain(_("Erst muss dastehen, was oben fehlt."))] if file.missing else [],
        "segments": words.segments(file),
        "crumb_items": crumbs(found, _("Prüfen und vorlegen")),
    }
    return render(request, "funding/draft/check.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def return_to_draft(request: Request, pk: int) -> HttpResponse:
    """Give the application back for a reason."""
    found = visible_application(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        actions.return_to_draft(
            capacity=request.capacity,
            application_id=pk,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        notice.success(request, _("Der Antrag ist zurück im Entwurf."))
        return redirect("funding:application", pk)
    values = {
        "form": form,
        "application": found,
        "option": option_of(request, application_file(found, request.capacity), "return_to_draft"),
        "crumb_items": crumbs(found, _("Zurück in den Entwurf")),
    }
    return render(request, "funding/return_to_draft.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def submit(request: Request, pk: int) -> HttpResponse:
    """Read the whole application once more, sign it and submit it."""
    found = visible_application(request, pk)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        submitted = actions.submit_application(
            capacity=request.capacity, application_id=pk, expected_version=form.cleaned_data["version"]
        )
        notice.success(
            request,
            _("Der Antrag ist eingegangen. Das Aktenzeichen ist %(number)s.") % {"number": submitted.file_number},
        )
        return redirect("funding:application", pk)
    file = application_file(found, request.capacity)
    values = {
        "file": file,
        "form": form,
        "option": option_of(request, file, "submit"),
        "today": clock.today(),
        "segments": words.segments(file),
        "crumb_items": crumbs(found, _("Mitzeichnen und einreichen")),
    }
    return render(request, "funding/submit.html", values, status=422 if form.errors else 200)
