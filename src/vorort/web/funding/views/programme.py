"""The programme desk: every programme of the ministry, one programme with its time line, founding, budget lines."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vorort.core import history
from vorort.core.refusal import ActionRefused
from vorort.funding import definitions
from vorort.funding.actions import guideline as guidelines
from vorort.funding.actions import programme as actions
from vorort.funding.models import BudgetLine, GuidelineVersion, Programme
from vorort.funding.permissions import reasons_against_running
from vorort.funding.queries import guideline as queries
from vorort.network.models import Organisation
from vorort.web.funding.programme_forms import (
    AppropriationForm,
    BudgetLineForm,
    NewVersionForm,
    ProgrammeForm,
    ShippedForm,
)
from vorort.web.funding.reasons import beside_fields
from vorort.web.shell import notice
from vorort.web.shell.components import Crumb
from vorort.web.shell.request import Request


def visible_programme(request: Request, code: str) -> Programme:
    """The programme, when the acting capacity may see it; 404 otherwise."""
    rows = Programme.objects.visible_to(request.capacity).select_related("owner", "authority")
    return get_object_or_404(rows, code=code)


@require_GET
def programmes(request: Request) -> HttpResponse:
    """Every programme of the reader's ministry or authority."""
    values = {
        "programmes": queries.programmes(request.capacity),
        "reasons": reasons_against_running(request.capacity),
        "crumb_items": crumbs(),
    }
    return render(request, "funding/programme/programmes.html", values)


@require_GET
def programme(request: Request, code: str) -> HttpResponse:
    """One programme: versions on the time line, calls, money."""
    found = visible_programme(request, code)
    view = queries.programme_view(found, request.capacity)
    values = {
        "view": view,
        "programme": found,
        "in_force": view.in_force,
        "reasons": reasons_against_running(request.capacity, found),
        "crumb_items": crumbs(found),
    }
    return render(request, "funding/programme/programme.html", values)


@require_http_methods(["GET", "POST"])
def new_programme(request: Request) -> HttpResponse:
    """Found a programme: empty, or with a rule set that ships."""
    shipped_chosen = "shipped" in request.POST
    form = ProgrammeForm(None if shipped_chosen else request.POST or None)
    shipped = ShippedForm(request.POST if shipped_chosen else None)
    if request.method == "POST" and (shipped if shipped_chosen else form).is_valid():
        try:
            draft = _establish(request, shipped) if shipped_chosen else _found(request, form)
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Das Programm ist angelegt. Seine erste Fassung ist ein Entwurf."))
            return redirect("funding:guideline", draft.pk)
    values = {
        "form": form,
        "shipped": shipped,
        "reasons": reasons_against_running(request.capacity),
        "crumb_items": crumbs(here=_("Programm anlegen")),
    }
    wrong = form.errors or shipped.errors
    return render(request, "funding/programme/new_programme.html", values, status=422 if wrong else 200)


def _found(request: Request, form: ProgrammeForm) -> GuidelineVersion:
    return actions.found_programme(
        capacity=request.capacity,
        programme=form.programme(),
        authority=form.cleaned_data["authority"],
        text=form.text(),
    )


def _establish(request: Request, form: ShippedForm) -> GuidelineVersion:
    return actions.establish_programme(
        actor=request.capacity,
        definition=definitions.shipped(form.cleaned_data["shipped"]),
        owner=Organisation.objects.get(pk=request.capacity.organisation_id),
        authority=form.cleaned_data["granted_by"],
    )


@require_http_methods(["GET", "POST"])
def new_version(request: Request, code: str) -> HttpResponse:
    """Begin a new version from the one in force."""
    found = visible_programme(request, code)
    old = queries.programme_view(found, request.capacity).in_force
    form = NewVersionForm(request.POST or None, initial={"title": old.title if old else ""})
    if request.method == "POST" and form.is_valid():
        try:
            draft = guidelines.begin_version(
                capacity=request.capacity, predecessor_id=old.pk if old else 0, **form.cleaned_data
            )
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Die neue Fassung ist als Entwurf angelegt."))
            return redirect("funding:guideline", draft.pk)
    values = {
        "form": form,
        "old": old,
        "programme": found,
        "reasons": reasons_against_running(request.capacity, found),
        "crumb_items": crumbs(found, _("Neue Fassung")),
    }
    return render(request, "funding/programme/new_version.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_budget_line(request: Request, code: str) -> HttpResponse:
    """Enter the money of one title for one year."""
    found = visible_programme(request, code)
    form = BudgetLineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            line = actions.set_budget_line(actor=request.capacity, programme=found, **form.values())
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Die Haushaltsstelle ist eingetragen."))
            return redirect("funding:budget_line", line.pk)
    values = {
        "form": form,
        "heading": _("Haushaltsstelle eintragen"),
        "button": _("Eintragen"),
        "back_url": reverse("funding:programme", args=[found.code]),
        "reasons": reasons_against_running(request.capacity, found),
        "crumb_items": crumbs(found, _("Haushaltsstelle eintragen")),
    }
    return render(request, "funding/programme/form.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_budget_line(request: Request, pk: int) -> HttpResponse:
    """Raise or lower a budget line, and see what changed it before."""
    rows = BudgetLine.objects.visible_to(request.capacity).select_related("programme")
    line: BudgetLine = get_object_or_404(rows, pk=pk)
    form = AppropriationForm(request.POST or None, initial={"version": line.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_budget_line(
                capacity=request.capacity,
                line_id=pk,
                expected_version=form.cleaned_data["version"],
                appropriated=form.cleaned_data["appropriated"],
                source=form.cleaned_data["source"],
            )
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Der Ansatz ist geändert."))
            return redirect("funding:budget_line", pk)
    values = {
        "form": form,
        "line": line,
        "log": queries.log_of(history.stream_of(line), request.capacity),
        "reasons": reasons_against_running(request.capacity, line.programme),
        "crumb_items": crumbs(line.programme, f"{line.code} ({line.year})"),
    }
    return render(request, "funding/programme/edit_budget_line.html", values, status=422 if form.errors else 200)


def crumbs(found: Programme | None = None, here: str = "") -> list[Crumb]:
    """The way to a page of the programme desk."""
    way = [Crumb(_("Förderung"), reverse("funding:desk")), Crumb(_("Programme"), reverse("funding:programmes"))]
    if found is not None:
        way.append(Crumb(found.title, reverse("funding:programme", args=[found.code])))
    if here:
        way.append(Crumb(here))
    return [*way[:-1], Crumb(way[-1].label)]
