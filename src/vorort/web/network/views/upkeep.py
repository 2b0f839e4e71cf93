"""What becomes of an organisation: its words change, a planned centre opens, an organisation ends."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core import clock
from vorort.core.refusal import ActionRefused, VersionConflict, refuse_when
from vorort.network import actions, permissions
from vorort.network.models import Organisation
from vorort.network.queries.organisations import what_ends
from vorort.web import errors
from vorort.web.network.forms import ChangeForm, EndForm, OpenForm, take_reasons
from vorort.web.shell import notice
from vorort.web.shell.components import Difference
from vorort.web.shell.request import Request

PAGE_AND_FORM = require_http_methods(["GET", "POST"])


@PAGE_AND_FORM
def change(request: Request, pk: int) -> HttpResponse:
    """Short name and address, for the operator name and kind as well."""
    found = _managed(request, pk)
    against = permissions.reasons_against_changing(request.capacity, found)
    names_it = not permissions.reasons_against_renaming(request.capacity, field="name")
    form = ChangeForm(request.POST or None, names_it=names_it, initial=_words(found))
    if request.method == "POST":
        refuse_when(against)
    if request.method == "POST" and form.is_valid():
        try:
            return _changed(request, found, form)
        except ActionRefused as refused:
            take_reasons(form, refused)
    values = {"organisation": found, "form": form, "reasons": against, "names_it": names_it}
    return render(request, "network/change.html", values, status=422 if form.errors else 200)


@PAGE_AND_FORM
def open_centre(request: Request, pk: int) -> HttpResponse:
    """Say from which day a planned centre exists."""
    found = _managed(request, pk)
    against = permissions.reasons_against_opening(request.capacity, found)
    form = OpenForm(request.POST or None)
    if request.method == "POST":
        refuse_when(against)
    if request.method == "POST" and form.is_valid():
        actions.open_centre(actor=request.capacity, organisation=found, exists_from=form.cleaned_data["exists_from"])
        notice.success(request, _("Das Zentrum ist eröffnet."))
        return redirect("network:organisation", pk)
    values = {"organisation": found, "form": form, "reasons": against}
    return render(request, "network/open_centre.html", values, status=422 if form.errors else 200)


@PAGE_AND_FORM
def end(request: Request, pk: int) -> HttpResponse:
    """End the organisation at once; the page says what ends with it."""
    found = _managed(request, pk)
    against = permissions.reasons_against_ending_organisation(request.capacity, found, on=clock.today())
    form = EndForm(request.POST or None)
    if request.method == "POST":
        refuse_when(against)
    if request.method == "POST" and form.is_valid():
        actions.end_organisation(actor=request.capacity, organisation=found, reason=form.cleaned_data["why"])
        notice.success(request, _("„%(name)s“ ist beendet.") % {"name": found.name})
        return redirect("network:organisation", pk)
    values = {"organisation": found, "form": form, "reasons": against, "ends": what_ends(found, on=clock.today())}
    return render(request, "network/end_organisation.html", values, status=422 if form.errors else 200)


def _changed(request: Request, found: Organisation, form: ChangeForm) -> HttpResponse:
    """Written, or both versions side by side when somebody saved meanwhile."""
    version = form.cleaned_data["version"]
    try:
        actions.change_organisation(
            actor=request.capacity, organisation=found, expected_version=version, entry=form.entry(found)
        )
    except VersionConflict as conflict:
        rows, back_url = _differences(form, _words(conflict.current)), reverse("network:change", args=[found.pk])
        return errors.conflict(request, rows, version=conflict.current.version, back_url=back_url)
    notice.success(request, _("Die Angaben sind geändert."))
    return redirect("network:organisation", found.pk)


def _differences(form: ChangeForm, theirs: Mapping[str, object]) -> list[Difference]:
    written = [
        Difference(str(field.label), _spoken(form, name, form.cleaned_data[name]), _spoken(form, name, theirs[name]))
        for name, field in form.fields.items()
        if name != "version"
    ]
    return [row for row in written if row.differs]


def _spoken(form: ChangeForm, name: str, value: object) -> str:
    """A value as people read it: a kind by its label."""
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value)).replace("\r\n", "\n")


def _words(organisation: Organisation) -> dict[str, object]:
    return {name: getattr(organisation, name) for name in ("version", "name", "kind", "short_name", "address")}


def _managed(request: Request, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.managed_by(request.capacity), pk=pk)
