"""Additional information: the authority asks, the applicant answers and signs, or the authority goes on without it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core.refusal import ActionRefused
from vorort.funding.actions import information as actions
from vorort.funding.permissions import reasons_against_editing
from vorort.funding.queries import parts
from vorort.funding.queries.beside import RequestView, beside
from vorort.funding.queries.file import ApplicationFile, application_file
from vorort.funding.rules.information import QUESTION
from vorort.web.funding import words
from vorort.web.funding.decision_forms import InformationAnswerForm, InformationForm
from vorort.web.funding.forms import VersionForm
from vorort.web.funding.views.application import crumbs, option_of, visible_application
from vorort.web.funding.views.paths import beside_fields, only_for_applicant, only_for_authority
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    """Ask the applicant once more and reopen what she may change."""
    found = visible_application(request, pk)
    only_for_authority(request)
    form = InformationForm(request.POST or None, parts=parts.known_parts(found), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.request_information(
                capacity=request.capacity,
                application_id=pk,
                expected_version=form.cleaned_data["version"],
                text=form.text(),
            )
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Die Nachforderung ist bei der Antragstellerin."))
            return redirect("funding:application", pk)
    file = application_file(found, request.capacity)
    values = {
        "file": file,
        "form": form,
        "option": option_of(request, file, "request_information"),
        "prepared": file.award is not None or file.refusal is not None,
        "segments": words.segments(file),
        "crumb_items": crumbs(found, _("Nachforderung")),
    }
    return render(request, "funding/information/ask.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """Write the answer; or, pressed by the lead, sign and hand in what is written."""
    found = visible_application(request, pk)
    only_for_applicant(request)
    file = application_file(found, request.capacity)
    row = _request(request, file)
    form = InformationAnswerForm(request.POST or None, initial={"version": found.version, "answer": row.request.answer})
    if "hand_in" in request.POST:
        return _hand_in(request, pk)
    if request.method == "POST" and form.is_valid():
        actions.save_answer(
            capacity=request.capacity,
            application_id=pk,
            expected_version=form.cleaned_data["version"],
            answer=form.cleaned_data["answer"],
        )
        notice.success(request, _("Gespeichert. Eine zweite Person zeichnet mit: die Leitung."))
        return redirect("funding:information_answer", pk)
    values = {
        "file": file,
        "form": form,
        "row": row,
        "links": [(field.name, _address(field.code, pk)) for field in row.fields],
        "hand_in": row.options.get("hand_in"),
        "reasons": reasons_against_editing(request.capacity, found, reopened=row.is_open),
        "segments": words.segments(file),
        "crumb_items": crumbs(found, _("Antwort auf die Nachforderung")),
    }
    return render(request, "funding/information/answer.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """Go on without the answer."""
    found = visible_application(request, pk)
    only_for_authority(request)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    file = application_file(found, request.capacity)
    row = _request(request, file)
    if request.method == "POST" and form.is_valid():
        actions.end_waiting(capacity=request.capacity, application_id=pk, expected_version=form.cleaned_data["version"])
        notice.success(request, _("Sie prüfen ohne die nachgeforderten Angaben weiter."))
        return redirect("funding:review", pk)
    values = {
        "file": file,
        "form": form,
        "row": row,
        "option": row.options.get("end"),
        "crumb_items": crumbs(found, _("Nachforderung beenden")),
    }
    return render(request, "funding/information/end.html", values, status=422 if form.errors else 200)


def _hand_in(request: Request, pk: int) -> HttpResponse:
    form = VersionForm(request.POST)
    if not form.is_valid():
        return redirect("funding:information_answer", pk)
    actions.hand_in_information(
        capacity=request.capacity, application_id=pk, expected_version=form.cleaned_data["version"]
    )
    notice.success(request, _("Ihre Angaben sind bei der Behörde."))
    return redirect("funding:application", pk)


def _request(request: Request, file: ApplicationFile) -> RequestView:
    """The newest request for information on the file; 404 when there was none."""
    rows = beside(file, request.capacity).requests
    if not rows:
        raise Http404
    return rows[0]


def _address(code: str, pk: int) -> str:
    """The section of the draft in which a reopened part is changed."""
    section = code if code in ("items", "attachments") else "details"
    return reverse(f"funding:{'answers' if code.startswith(QUESTION) else section}", args=[pk])
