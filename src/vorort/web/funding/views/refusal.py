"""The refusal and the hearing before a decision: write it, open the hearing, answer it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core import clock
from vorort.core.refusal import ActionRefused, Reason
from vorort.funding.actions import hearing as hearings
from vorort.funding.actions import refusal as actions
from vorort.funding.permissions import reasons_against_checking
from vorort.funding.queries import facts
from vorort.funding.queries.beside import beside
from vorort.funding.queries.file import ApplicationFile, application_file
from vorort.funding.queries.hearing import first_day, reasons_against_hearing
from vorort.funding.rules import review
from vorort.funding.workflow import HEARING, REFUSAL
from vorort.web.funding import words
from vorort.web.funding.decision_forms import HearingAnswerForm, HearingForm, RefusalForm
from vorort.web.funding.views.application import crumbs, visible_application
from vorort.web.funding.views.paths import beside_fields, only_for_applicant, only_for_authority
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def prepare(request: Request, pk: int) -> HttpResponse:
    """Prepare the refusal, or change it before it is made known."""
    found = visible_application(request, pk)
    only_for_authority(request)
    file = application_file(found, request.capacity)
    form = RefusalForm(request.POST or None, initial=_initial(file))
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, file, form)
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Die Ablehnung ist vorbereitet. Eine zweite Person gibt sie frei."))
            return redirect("funding:application", pk)
    values = {
        "file": file,
        "form": form,
        "reasons": _reasons_against_writing(request, file),
        "segments": words.segments(file),
        "crumb_items": crumbs(found, _("Ablehnung")),
    }
    return render(request, "funding/refusal/prepare.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def hearing(request: Request, pk: int) -> HttpResponse:
    """Open the hearing on what is prepared."""
    found = visible_application(request, pk)
    only_for_authority(request)
    form = HearingForm(request.POST or None, initial={"version": found.version, "answer_until": first_day(found)})
    if request.method == "POST" and form.is_valid():
        try:
            hearings.open_hearing(
                capacity=request.capacity,
                application_id=pk,
                expected_version=form.cleaned_data["version"],
                answer_until=form.cleaned_data["answer_until"],
            )
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Die Anhörung ist eröffnet. Die Antragstellerin hat das Schreiben."))
            return redirect("funding:application", pk)
    file = application_file(found, request.capacity)
    values = {
        "file": file,
        "form": form,
        "reasons": reasons_against_hearing(file, request.capacity),
        "crumb_items": crumbs(found, _("Anhörung")),
    }
    return render(request, "funding/hearing/open.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer the hearing, or waive the answer."""
    found = visible_application(request, pk)
    only_for_applicant(request)
    file = application_file(found, request.capacity)
    around = beside(file, request.capacity)
    if not around.hearings:
        raise Http404
    row = around.open_hearing or around.hearings[0]
    form = HearingAnswerForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if "waive" in request.POST:
            hearings.waive_hearing(capacity=request.capacity, hearing_id=row.hearing.pk, expected_version=version)
            notice.success(request, _("Sie haben auf eine Antwort verzichtet."))
            return redirect("funding:application", pk)
        try:
            hearings.answer_hearing(
                capacity=request.capacity,
                hearing_id=row.hearing.pk,
                expected_version=version,
                answer=form.cleaned_data["answer"],
            )
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Ihre Antwort ist bei der Behörde."))
            return redirect("funding:application", pk)
    known, on = facts.hearing_facts(row.hearing), clock.today()
    values = {
        "file": file,
        "form": form,
        "row": row,
        "reasons": HEARING.reasons_against(row.hearing, "waive", actor=request.capacity, facts=known, on=on),
        "crumb_items": crumbs(found, _("Anhörung")),
    }
    return render(request, "funding/hearing/answer.html", values, status=422 if form.errors else 200)


def _initial(file: ApplicationFile) -> dict[str, object]:
    if file.refusal is None:
        return {"version": file.application.version}
    refusal = file.refusal.decision
    return {
        "version": refusal.version,
        "reasoning": refusal.reasoning,
        "legal_basis": refusal.legal_basis,
    }


def _write(request: Request, file: ApplicationFile, form: RefusalForm) -> None:
    version = form.cleaned_data["version"]
    if file.refusal is None:
        actions.prepare_refusal(
            capacity=request.capacity, application_id=file.application.pk, expected_version=version, text=form.text()
        )
    else:
        actions.edit_refusal(
            capacity=request.capacity,
            refusal_id=file.refusal.decision.pk,
            expected_version=version,
            text=form.text(),
        )


def _reasons_against_writing(request: Request, file: ApplicationFile) -> list[Reason]:
    """Why the reader may not write this refusal now. The action asks again."""
    if file.refusal is not None:
        refusal = file.refusal.decision
        known = facts.refusal_facts(refusal)
        return REFUSAL.reasons_against(refusal, "edit", actor=request.capacity, facts=known, on=clock.today())
    against = reasons_against_checking(request.capacity, file.application)
    return against or review.reasons_against_refusing(file.facts, clock.today())
