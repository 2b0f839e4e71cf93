"""The authority's review: formal points, then the points of substance, on one page."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core import clock
from vorort.funding.actions import review as actions
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import FORMAL_CHECKS, SUBSTANTIVE_CHECKS, ApplicationState, CheckCode, CheckResult
from vorort.funding.models import Application
from vorort.funding.permissions import reasons_against_checking
from vorort.funding.queries import facts
from vorort.funding.queries.file import application_file
from vorort.funding.rules.review import reasons_against_substantive_review
from vorort.web.funding import words
from vorort.web.funding.forms import ChecksForm
from vorort.web.funding.views.application import crumbs, visible_application
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def review(request: Request, pk: int) -> HttpResponse:
    """Take the application up, note results, close the formal review."""
    found = visible_application(request, pk)
    codes = _codes(found)
    rows = {row.code: row for row in found.checks.all()}
    initial: dict[str, object] = {"version": found.version}
    initial |= {f"result-{code}": rows[code].result for code in codes if code in rows}
    initial |= {f"remark-{code}": rows[code].remark for code in codes if code in rows}
    form = ChecksForm(request.POST or None, codes=codes, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = _act(request, found, form)
        if done is not None:
            return done
        found = visible_application(request, pk)
        form = _saved_but_open(request, found, form)
    file = application_file(found, request.capacity)
    values = {
        "file": file,
        "application": found,
        "form": form,
        "points": [(form[f"result-{code}"], form[f"remark-{code}"]) for code in codes],
        "begin": file.options.get("begin_formal_review"),
        "close": file.options.get("begin_substantive_review"),
        "reasons": reasons_against_checking(request.capacity, found),
        "segments": words.segments(file),
        "crumb_items": crumbs(found, _("Prüfung")),
    }
    return render(request, "funding/review.html", values, status=422 if form.errors else 200)


def _act(request: Request, found: Application, form: ChecksForm) -> HttpResponse | None:
    """Do what the pressed button says. None: the points are saved, but the formal review cannot be closed yet."""
    version = form.cleaned_data["version"]
    if "begin" in request.POST:
        actions.begin_formal_review(capacity=request.capacity, application_id=found.pk, expected_version=version)
        notice.success(request, _("Die formelle Prüfung hat begonnen."))
        return redirect("funding:review", found.pk)
    checked = actions.record_checks(
        capacity=request.capacity, application_id=found.pk, expected_version=version, checks=_entries(form)
    )
    if "close" in request.POST:
        if reasons_against_substantive_review(facts.application_facts(checked), clock.today()):
            return None
        actions.begin_substantive_review(
            capacity=request.capacity, application_id=found.pk, expected_version=checked.version
        )
        notice.success(request, _("Die formelle Prüfung ist abgeschlossen."))
        return redirect("funding:review", found.pk)
    notice.success(request, _("Die Prüfpunkte sind gespeichert."))
    return redirect("funding:award" if "award" in request.POST else "funding:review", found.pk)


def _saved_but_open(request: Request, found: Application, form: ChecksForm) -> ChecksForm:
    """The form as it was saved, with each reason against closing beside its point."""
    data = request.POST.copy()
    data["version"] = str(found.version)
    shown = ChecksForm(data, codes=form.codes)
    for reason in reasons_against_substantive_review(facts.application_facts(found), clock.today()):
        shown.add_error(f"result-{reason.field}", str(reason.sentence))
    notice.hint(request, _("Die Prüfpunkte sind gespeichert. Abschließen lässt sich die formelle Prüfung noch nicht."))
    return shown


def _codes(found: Application) -> Sequence[CheckCode]:
    return SUBSTANTIVE_CHECKS if found.state == ApplicationState.SUBSTANTIVE_REVIEW else FORMAL_CHECKS


def _entries(form: ChecksForm) -> dict[CheckCode, CheckEntry]:
    return {
        code: CheckEntry(CheckResult(result), form.cleaned_data[f"remark-{code}"])
        for code in form.codes
        if (result := form.cleaned_data[f"result-{code}"])
    }
