"""A guideline version: everything it says, its draft section by section, what it changes, its release."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vorort.core.refusal import ActionRefused, VersionConflict
from vorort.core.workflow import Option
from vorort.funding.actions import guideline as actions
from vorort.funding.actions.tables import reasons_against
from vorort.funding.entries import CapEntry, ComponentEntry, Entry, RateEntry
from vorort.funding.models import FlatRate, GuidelineVersion
from vorort.funding.queries import guideline as queries
from vorort.funding.queries.differences import differences
from vorort.funding.queries.table_runs import table_runs
from vorort.funding.tables import SHEETS
from vorort.web import errors
from vorort.web.funding.conflicts import differences as conflicting
from vorort.web.funding.forms import ReasonForm, VersionForm
from vorort.web.funding.programme_forms import (
    CapForm,
    ComponentForm,
    GuidelineForm,
    ParametersForm,
    PartForm,
    RateForm,
)
from vorort.web.funding.reasons import beside_fields
from vorort.web.funding.views.programme import crumbs as programme_crumbs
from vorort.web.shell import notice
from vorort.web.shell.components import Crumb
from vorort.web.shell.request import Request


@dataclass(frozen=True)
class PartKind:
    """A kind of part as its pages know it."""

    title: str | Promise
    form: Any
    entry: type[Entry]


PARTS = {
    "bausteine": PartKind(gettext_lazy("Baustein"), ComponentForm, ComponentEntry),
    "pauschalen": PartKind(gettext_lazy("Pauschale"), RateForm, RateEntry),
    "obergrenzen": PartKind(gettext_lazy("Obergrenze"), CapForm, CapEntry),
}


def visible_guideline(request: Request, pk: int) -> GuidelineVersion:
    """The version, when the acting capacity may see it; 404 otherwise."""
    rows = GuidelineVersion.objects.visible_to(request.capacity).select_related("programme__owner")
    found: GuidelineVersion = get_object_or_404(rows, pk=pk)
    return found


@require_http_methods(["GET", "POST"])
def guideline(request: Request, pk: int) -> HttpResponse:
    """Everything the version says, and what comes next; posting asks the releasers to look."""
    found = visible_guideline(request, pk)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        actions.request_release(
            capacity=request.capacity, guideline_id=pk, expected_version=form.cleaned_data["version"]
        )
        notice.success(request, _("Die Programmfreigabe ist gebeten."))
        return redirect("funding:guideline", pk)
    page = queries.guideline_page(found, request.capacity)
    values = {
        "page": page,
        "guideline": found,
        "form": form,
        "sheets": SHEETS.values(),
        "runs": table_runs(found, request.capacity),
        "readable": [name for name, sheet in SHEETS.items() if not reasons_against(request.capacity, found, sheet)],
        "editable": page.options["edit"].allowed,
        "crumb_items": crumbs(found),
    }
    return render(request, "funding/programme/guideline.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def texts(request: Request, pk: int) -> HttpResponse:
    """Edit texts and dates of a draft."""
    found = visible_guideline(request, pk)
    form = GuidelineForm(request.POST or None, initial=_texts_of(found))
    if request.method == "POST" and form.is_valid():
        done = _saved(
            request, form, found, lambda version: actions.edit_guideline(
                capacity=request.capacity, guideline_id=pk, expected_version=version, text=form.text()
            ), _texts_of,
        )  # fmt: skip
        if done is not None:
            return done
    return _form_page(request, found, form, _("Angaben"), "texts.html")


@require_http_methods(["GET", "POST"])
def parameters(request: Request, pk: int) -> HttpResponse:
    """Edit the figures of a draft."""
    found = visible_guideline(request, pk)
    rows = list(found.parameters.all())
    form = ParametersForm(request.POST or None, rows=rows, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        done = _saved(
            request, form, found, lambda version: actions.save_parameters(
                capacity=request.capacity, guideline_id=pk, expected_version=version, entries=form.entries()
            ), lambda current: ParametersForm(rows=current.parameters.all()).initial,
        )  # fmt: skip
        if done is not None:
            return done
    return _form_page(request, found, form, _("Stellgrößen"), "parameters.html")


@require_http_methods(["GET", "POST"])
def part(request: Request, pk: int, kind: str, row: int) -> HttpResponse:
    """Edit or remove a component, a rate or a cap of a draft; row 0 is a new one."""
    found = visible_guideline(request, pk)
    chosen = PARTS.get(kind)
    if chosen is None:
        raise Http404
    held = _part_of(found, kind, row)
    initial = {**(chosen.form.initial_of(held) if held else {}), "version": found.version}
    if "remove" in request.POST and held is not None:
        return _removed(request, found, chosen, row)
    form: PartForm = chosen.form(request.POST or None, draft=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = _saved(
            request, form, found, lambda version: actions.save_part(
                capacity=request.capacity, guideline_id=pk, expected_version=version, entry=form.entry(),
                part_id=row or None,
            ), lambda current: _part_initial(chosen, current, kind, row),
        )  # fmt: skip
        if done is not None:
            return done
    heading = str(chosen.title) if held else _("Neu: %(part)s") % {"part": chosen.title}
    return _form_page(request, found, form, heading, "part.html", held=held)


@require_http_methods(["GET", "POST"])
def release(request: Request, pk: int) -> HttpResponse:
    """What the version changes, side by side; the second person releases it."""
    found = visible_guideline(request, pk)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        actions.release_guideline(
            capacity=request.capacity, guideline_id=pk, expected_version=form.cleaned_data["version"]
        )
        notice.success(request, _("Die Fassung ist freigegeben."))
        return redirect("funding:guideline", pk)
    old = queries.predecessor_of(found)
    values = {
        "guideline": found,
        "old": old,
        "sections": differences(old, found),
        "form": form,
        "option": _option(request, found, "release"),
        "crumb_items": crumbs(found, _("Unterschiede und Freigabe")),
    }
    return render(request, "funding/programme/release.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def discard(request: Request, pk: int) -> HttpResponse:
    """Give a draft up for a reason."""
    found = visible_guideline(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        actions.discard_guideline(
            capacity=request.capacity,
            guideline_id=pk,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        notice.success(request, _("Der Entwurf ist verworfen."))
        return redirect("funding:guideline", pk)
    values = {
        "form": form,
        "guideline": found,
        "option": _option(request, found, "discard"),
        "crumb_items": crumbs(found, _("Entwurf verwerfen")),
    }
    return render(request, "funding/programme/discard.html", values, status=422 if form.errors else 200)


def crumbs(found: GuidelineVersion, here: str = "") -> list[Crumb]:
    """The way to a page of this version."""
    if not here:
        return programme_crumbs(found.programme, found.title)
    way = programme_crumbs(found.programme, here)
    return [*way[:-1], Crumb(found.title, reverse("funding:guideline", args=[found.pk])), way[-1]]


# --- Parts ------------------------------------------------------------------------------------------------------------
def _option(request: Request, found: GuidelineVersion, name: str) -> Option:
    return queries.guideline_options(found, request.capacity)[name]


def _texts_of(found: GuidelineVersion) -> dict[str, Any]:
    return {name: getattr(found, name) for name in GuidelineForm.base_fields}


def _part_of(found: GuidelineVersion, kind: str, row: int) -> Any:
    if not row:
        return None
    rates = FlatRate.objects.filter(component__guideline=found).select_related("component", "cap")
    rows: Any = {"bausteine": found.components, "obergrenzen": found.caps.prefetch_related("limits")}.get(kind, rates)
    return get_object_or_404(rows, pk=row)


def _part_initial(chosen: PartKind, current: GuidelineVersion, kind: str, row: int) -> dict[str, Any]:
    held = _part_of(current, kind, row)
    initial: dict[str, Any] = chosen.form.initial_of(held) if held else {}
    return initial


def _removed(request: Request, found: GuidelineVersion, chosen: PartKind, row: int) -> HttpResponse:
    form = VersionForm(request.POST)
    if form.is_valid():
        actions.remove_part(
            capacity=request.capacity,
            guideline_id=found.pk,
            expected_version=form.cleaned_data["version"],
            kind=chosen.entry,
            part_id=row,
        )
        notice.success(request, _("Entfernt."))
        return redirect("funding:guideline", found.pk)
    return errors.conflict(request, [], back_url=reverse("funding:guideline", args=[found.pk]))


def _saved(request: Request, form: Form, found: GuidelineVersion, save: Any, stored: Any) -> HttpResponse | None:
    """Save and go back to the version. None: the reasons stand beside their fields now."""
    try:
        save(form.cleaned_data["version"])
    except ActionRefused as refused:
        beside_fields(form, refused)
        return None
    except VersionConflict as conflict:
        rows, back_url = conflicting(form, stored(conflict.current)), reverse("funding:guideline", args=[found.pk])
        return errors.conflict(request, rows, version=conflict.current.version, back_url=back_url)
    notice.success(request, _("Gespeichert."))
    return redirect("funding:guideline", found.pk)


def _form_page(
    request: Request, found: GuidelineVersion, form: Form, heading: str, template: str, **more: Any
) -> HttpResponse:
    values = {
        "form": form,
        "guideline": found,
        "heading": heading,
        "option": _option(request, found, "edit"),
        "crumb_items": crumbs(found, heading),
        **more,
    }
    return render(request, f"funding/programme/{template}", values, status=422 if form.errors else 200)
