"""The early start: the applicant asks, the clerk prepares the answer. Its release stands in ``decision``."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core import clock
from vorort.core.refusal import ActionRefused, Reason
from vorort.funding.actions import early_start as actions
from vorort.funding.models import EarlyStartRequest
from vorort.funding.permissions import reasons_against_early_start_request, reasons_against_handling
from vorort.funding.queries import facts
from vorort.funding.queries.file import ApplicationFile, application_file
from vorort.funding.workflow import EARLY_START
from vorort.web.funding.decision_forms import EarlyStartForm, EarlyStartRequestForm
from vorort.web.funding.views.application import crumbs, visible_application
from vorort.web.funding.views.paths import beside_fields, only_for_applicant, only_for_authority
from vorort.web.shell import notice
from vorort.web.shell.components import Plain
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    """Ask for an early start."""
    found = visible_application(request, pk)
    only_for_applicant(request)
    form = EarlyStartRequestForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.request_early_start(
                capacity=request.capacity,
                application_id=pk,
                expected_version=form.cleaned_data["version"],
                starts_on=form.cleaned_data["starts_on"],
                reason=form.cleaned_data["reason"],
            )
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Ihr Wunsch ist bei der Behörde. Beginnen Sie noch nicht."))
            return redirect("funding:application", pk)
    asked = EarlyStartRequest.objects.filter(application=found).exists()
    done = [Plain(_("Der vorzeitige Maßnahmebeginn ist schon beantragt."))] if asked else []
    values = {
        "application": found,
        "form": form,
        "reasons": reasons_against_early_start_request(request.capacity, found) or done,
        "crumb_items": crumbs(found, _("Vorzeitiger Maßnahmebeginn")),
    }
    return render(request, "funding/early_start/ask.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """Prepare the answer, or change it before it is made known."""
    found = visible_application(request, pk)
    only_for_authority(request)
    asked = EarlyStartRequest.objects.filter(application=found).first()
    if asked is None:
        raise Http404
    file = application_file(found, request.capacity)
    form = EarlyStartForm(request.POST or None, initial=_initial(file, asked))
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, file, form)
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Die Antwort ist vorbereitet. Eine zweite Person gibt sie frei."))
            return redirect("funding:application", pk)
    values = {
        "file": file,
        "form": form,
        "asked": asked,
        "reasons": _reasons_against_writing(request, file),
        "crumb_items": crumbs(found, _("Vorzeitiger Maßnahmebeginn")),
    }
    return render(request, "funding/early_start/answer.html", values, status=422 if form.errors else 200)


def _initial(file: ApplicationFile, asked: EarlyStartRequest) -> dict[str, object]:
    if file.early_start is None:
        return {"version": file.application.version, "starts_on": asked.starts_on}
    given = file.early_start.decision
    return {
        "version": given.version,
        "consented": "ja" if given.consented else "nein",
        "starts_on": given.starts_on,
        "reasoning": given.reasoning,
    }


def _write(request: Request, file: ApplicationFile, form: EarlyStartForm) -> None:
    version = form.cleaned_data["version"]
    if file.early_start is None:
        actions.answer_early_start(
            capacity=request.capacity, application_id=file.application.pk, expected_version=version, text=form.text()
        )
    else:
        actions.edit_early_start(
            capacity=request.capacity,
            early_start_id=file.early_start.decision.pk,
            expected_version=version,
            text=form.text(),
        )


def _reasons_against_writing(request: Request, file: ApplicationFile) -> list[Reason]:
    if file.early_start is None:
        return reasons_against_handling(request.capacity, file.application)
    given = file.early_start.decision
    known = facts.early_start_facts(given)
    return EARLY_START.reasons_against(given, "edit", actor=request.capacity, facts=known, on=clock.today())
