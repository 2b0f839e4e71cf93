"""The award: prepare or change it, waive remedies. How it is released and made known stands in ``decision``."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core import clock
from vorort.core.refusal import ActionRefused, Reason
from vorort.funding.actions import award as actions
from vorort.funding.actions.award import AwardText
from vorort.funding.models import Application, Award
from vorort.funding.permissions import reasons_against_checking, reasons_against_waiving
from vorort.funding.queries import facts
from vorort.funding.queries.award import grant_rows
from vorort.funding.queries.file import ApplicationFile, application_file
from vorort.funding.rules import review
from vorort.funding.rules.finality import reasons_against_waiver
from vorort.funding.workflow import AWARD
from vorort.web.funding.decision_forms import AwardForm
from vorort.web.funding.forms import VersionForm
from vorort.web.funding.views.application import crumbs, visible_application
from vorort.web.funding.views.paths import beside_fields, only_for_authority
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def prepare(request: Request, pk: int) -> HttpResponse:
    """Prepare the award, or change it before it is made known."""
    found = visible_application(request, pk)
    only_for_authority(request)
    file = application_file(found, request.capacity)
    award = file.award.award if file.award else None
    rows = grant_rows(found, award, file.facts.calculation)
    form = AwardForm(request.POST or None, rows=rows, initial=_initial(found, award))
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, found, award, form)
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            notice.success(request, _("Die Bewilligung ist vorbereitet. Eine zweite Person gibt sie frei."))
            return redirect("funding:application", pk)
    values = {
        "file": file,
        "form": form,
        "units": [(row, form[f"units-{row.item.pk}"]) for row in rows],
        "released": award is not None and award.released_on is not None,
        "refusal_prepared": file.refusal is not None,
        "reasons": _reasons_against_writing(request, file),
        "crumb_items": crumbs(found, _("Bewilligung")),
    }
    return render(request, "funding/award/prepare.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def waive(request: Request, pk: int) -> HttpResponse:
    """Declare for the recipient that no action will be brought."""
    found = visible_application(request, pk)
    award = get_object_or_404(Award.objects.visible_to(request.capacity), application=found)
    award.application = found
    form = VersionForm(request.POST or None, initial={"version": award.version})
    if request.method == "POST" and form.is_valid():
        actions.waive_remedies(
            capacity=request.capacity, award_id=award.pk, expected_version=form.cleaned_data["version"]
        )
        notice.success(request, _("Sie haben auf Rechtsbehelfe verzichtet. Der Bescheid ist bestandskräftig."))
        return redirect("funding:application", pk)
    values = {
        "file": application_file(found, request.capacity),
        "form": form,
        "reasons": reasons_against_waiving(request.capacity, award)
        or reasons_against_waiver(facts.award_facts(award), clock.today()),
        "crumb_items": crumbs(found, _("Rechtsbehelfsverzicht")),
    }
    return render(request, "funding/award/waive.html", values, status=422 if form.errors else 200)


def _reasons_against_writing(request: Request, file: ApplicationFile) -> list[Reason]:
    """Why the reader may not write this award now. The action asks again."""
    on = clock.today()
    if file.award is not None:
        award = file.award.award
        return AWARD.reasons_against(
            award, "edit", actor=request.capacity, facts=facts.award_facts(award, years=file.award.years), on=on
        )
    against = reasons_against_checking(request.capacity, file.application)
    return against or review.reasons_against_decision(file.facts, on)


def _initial(found: Application, award: Award | None) -> dict[str, object]:
    if award is None:
        return {"version": found.version, "purpose": found.call.guideline.purpose}
    return {
        "version": award.version,
        "purpose": award.purpose,
        "reasoning": award.reasoning,
        "special_conditions": award.special_conditions,
    }


def _write(request: Request, found: Application, award: Award | None, form: AwardForm) -> None:
    text = AwardText(
        purpose=form.cleaned_data["purpose"],
        reasoning=form.cleaned_data["reasoning"],
        special_conditions=form.cleaned_data["special_conditions"],
        units=form.units(),
    )
    version = form.cleaned_data["version"]
    if award is None:
        actions.prepare_award(capacity=request.capacity, application_id=found.pk, expected_version=version, text=text)
    else:
        actions.edit_award(capacity=request.capacity, award_id=award.pk, expected_version=version, text=text)
