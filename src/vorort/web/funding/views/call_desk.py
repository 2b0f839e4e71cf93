"""Calls at the programme desk: drafted, edited, published by a second person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core.refusal import ActionRefused, VersionConflict
from vorort.funding import definitions
from vorort.funding.actions import call as actions
from vorort.funding.models import Call, GuidelineVersion
from vorort.funding.queries import guideline as queries
from vorort.funding.queries.call import call_page
from vorort.funding.rules.programme import hints_before_publication
from vorort.web import errors
from vorort.web.funding.call_forms import CallForm
from vorort.web.funding.conflicts import differences
from vorort.web.funding.forms import VersionForm
from vorort.web.funding.reasons import beside_fields
from vorort.web.funding.views.guideline import crumbs, visible_guideline
from vorort.web.shell import notice
from vorort.web.shell.request import Request

TEXTS = (
    "version", "code", "title", "summary", "opens_on", "closes_on", "approval_from", "approval_to", "execution_from",
    "execution_to", "contact", "file_prefix", "continuation", "municipalities",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def new_call(request: Request, pk: int) -> HttpResponse:
    """Draft a call under a released version."""
    found = visible_guideline(request, pk)
    form = CallForm(request.POST or None, programme=found.programme, initial=_proposed(found))
    if request.method == "POST" and form.is_valid():
        try:
            call = actions.draft_call(capacity=request.capacity, guideline=found, **_written(form))
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Der Aufruf ist als Entwurf gespeichert."))
            return redirect("funding:publish_call", call.pk)
    values = {
        "form": form,
        "heading": _("Neuer Aufruf"),
        "reasons": actions.reasons_against_drafting(request.capacity, found),
        "back_url": reverse("funding:guideline", args=[found.pk]),
        "crumb_items": crumbs(found, _("Neuer Aufruf")),
    }
    return render(request, "funding/programme/edit_call.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_call(request: Request, pk: int) -> HttpResponse:
    """Edit a draft, questions and all."""
    call = _visible_call(request, pk)
    initial = _initial(call)
    questions = sum(1 for name in initial if name.startswith("question-"))
    form = CallForm(request.POST or None, programme=call.guideline.programme, questions=questions, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = _save(request, call, form)
        if done is not None:
            return done
    values = {
        "form": form,
        "heading": call.title,
        "reasons": queries.call_options(call, request.capacity)["edit"].reasons,
        "back_url": reverse("funding:publish_call", args=[call.pk]),
        "crumb_items": crumbs(call.guideline, call.title),
    }
    return render(request, "funding/programme/edit_call.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def publish_call(request: Request, pk: int) -> HttpResponse:
    """The whole call as it will be seen; the owner asks for its publication, the second person publishes it."""
    call = _visible_call(request, pk)
    form = VersionForm(request.POST or None, initial={"version": call.version})
    if request.method == "POST" and form.is_valid():
        action, words = actions.publish_call, _("Der Aufruf ist veröffentlicht.")
        if "ask" in request.POST:
            action, words = actions.request_publication, _("Die Programmfreigabe ist gebeten.")
        action(capacity=request.capacity, call_id=call.pk, expected_version=form.cleaned_data["version"])
        notice.success(request, words)
        return redirect("funding:publish_call", pk)
    values = {
        "call": call,
        "page": call_page(call, request.capacity),
        "questions": call.questions.filter(version=call.question_version).order_by("position"),
        "budget_lines": call.budget_lines.order_by("year", "code"),
        "form": form,
        "options": queries.call_options(call, request.capacity),
        "hints": hints_before_publication(queries.call_facts(call)),
        "crumb_items": crumbs(call.guideline, call.title),
    }
    return render(request, "funding/programme/publish_call.html", values, status=422 if form.errors else 200)


def _visible_call(request: Request, pk: int) -> Call:
    """A call of the reader's own ministry."""
    rows = Call.objects.visible_to(request.capacity).select_related("guideline__programme__authority")
    found: Call = get_object_or_404(rows, pk=pk, guideline__programme__owner_id=request.capacity.organisation_id)
    return found


def _proposed(found: GuidelineVersion) -> dict[str, Any]:
    """What the form begins with: whom the shipped rule set names, where it does."""
    eligible = definitions.eligible_by(found.programme.code, found.valid_from)
    if eligible is None:
        return {"version": 1}
    return {"version": 1, "eligible": list(eligible.kinds), "municipalities": eligible.municipalities}


def _written(form: CallForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {"text": form.text(), "goals": list(data["goals"]), "budget_lines": list(data["budget_lines"])}


def _save(request: Request, call: Call, form: CallForm) -> HttpResponse | None:
    try:
        actions.edit_call(
            capacity=request.capacity,
            call_id=call.pk,
            expected_version=form.cleaned_data["version"],
            **_written(form),
        )
    except ActionRefused as refused:
        beside_fields(form, refused)
        return None
    except VersionConflict as conflict:
        rows, back_url = differences(form, _initial(conflict.current)), reverse("funding:edit_call", args=[call.pk])
        return errors.conflict(request, rows, version=conflict.current.version, back_url=back_url)
    notice.success(request, _("Gespeichert."))
    return redirect("funding:publish_call", call.pk)


def _initial(call: Call) -> dict[str, Any]:
    values = {name: getattr(call, name) for name in TEXTS}
    values["eligible"] = list(call.eligible_kinds.values_list("kind", flat=True))
    values["goals"] = list(call.goals.values_list("pk", flat=True))
    values["budget_lines"] = list(call.budget_lines.values_list("pk", flat=True))
    for number, question in enumerate(call.questions.filter(version=call.question_version).order_by("position")):
        values |= {
            f"question-{number}": question.text,
            f"kind-{number}": question.kind,
            f"help-{number}": question.help,
            f"required-{number}": question.required,
        }
    return values
