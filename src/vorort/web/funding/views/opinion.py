"""The opinion of the coordination office: the clerk asks, the adviser writes and hands in, the clerk may drop it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core import clock
from vorort.core.refusal import ActionRefused
from vorort.funding.actions import opinion as actions
from vorort.funding.models import Opinion
from vorort.funding.permissions import reasons_against_handling
from vorort.funding.queries import facts
from vorort.funding.queries.beside import offices
from vorort.funding.queries.file import application_file
from vorort.funding.workflow import OPINION
from vorort.web.funding import words
from vorort.web.funding.decision_forms import OpinionForm, OpinionRequestForm
from vorort.web.funding.forms import ReasonForm
from vorort.web.funding.views.application import crumbs, visible_application
from vorort.web.funding.views.paths import beside_fields, only_for_authority
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    """Ask a coordination office for its opinion."""
    found = visible_application(request, pk)
    only_for_authority(request)
    form = OpinionRequestForm(request.POST or None, offices=offices(), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.request_opinion(
                capacity=request.capacity,
                application_id=pk,
                expected_version=form.cleaned_data["version"],
                text=form.text(),
            )
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Die Stellungnahme ist erbeten."))
            return redirect("funding:application", pk)
    values = {
        "application": found,
        "form": form,
        "reasons": reasons_against_handling(request.capacity, found),
        "crumb_items": crumbs(found, _("Stellungnahme")),
    }
    return render(request, "funding/opinion/ask.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def write(request: Request, pk: int, opinion_pk: int) -> HttpResponse:
    """Write the opinion, and hand it in."""
    found = visible_application(request, pk)
    row = _opinion(request, pk, opinion_pk)
    initial = {"version": row.version, "recommendation": row.recommendation, "text": row.text}
    form = OpinionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, row, form)
        except ActionRefused as refused:
            row.refresh_from_db()
            form = OpinionForm({**request.POST.dict(), "version": row.version}, initial=initial)
            beside_fields(form, refused)
        else:
            notice.success(
                request, _("Die Stellungnahme ist abgegeben.") if "hand_in" in request.POST else _("Gespeichert.")
            )
            return redirect("funding:opinion", pk, opinion_pk)
    file = application_file(found, request.capacity)
    row.application = found
    against = OPINION.reasons_against(
        row, "write", actor=request.capacity, facts=facts.opinion_facts(row), on=clock.today()
    )
    values = {
        "file": file,
        "opinion": row,
        "form": form,
        "reasons": against,
        "segments": words.segments(file),
        "crumb_items": crumbs(found, _("Stellungnahme")),
    }
    return render(request, "funding/opinion/write.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def drop(request: Request, pk: int, opinion_pk: int) -> HttpResponse:
    """No longer wait for the opinion."""
    found = visible_application(request, pk)
    only_for_authority(request)
    row = _opinion(request, pk, opinion_pk)
    form = ReasonForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        actions.drop_opinion(
            capacity=request.capacity,
            opinion_id=row.pk,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        notice.success(request, _("Auf die Stellungnahme wird nicht mehr gewartet."))
        return redirect("funding:application", pk)
    row.application = found
    against = OPINION.reasons_against(
        row, "drop", actor=request.capacity, facts=facts.opinion_facts(row), on=clock.today()
    )
    values = {
        "application": found,
        "opinion": row,
        "form": form,
        "reasons": against,
        "crumb_items": crumbs(found, _("Stellungnahme")),
    }
    return render(request, "funding/opinion/drop.html", values, status=422 if form.errors else 200)


def _opinion(request: Request, pk: int, opinion_pk: int) -> Opinion:
    rows = Opinion.objects.visible_to(request.capacity).select_related("office")
    return get_object_or_404(rows, application_id=pk, pk=opinion_pk)


def _write(request: Request, row: Opinion, form: OpinionForm) -> None:
    written = actions.write_opinion(
        capacity=request.capacity,
        opinion_id=row.pk,
        expected_version=form.cleaned_data["version"],
        recommendation=form.cleaned_data["recommendation"],
        text=form.cleaned_data["text"],
    )
    if "hand_in" in request.POST:
        actions.hand_in_opinion(capacity=request.capacity, opinion_id=row.pk, expected_version=written.version)
