"""The decision: prepare or change it, look at the notice, release it, make it known, waive remedies."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vorort.core import clock
from vorort.core.refusal import ActionRefused, Reason
from vorort.funding import notices
from vorort.funding.actions import award as actions
from vorort.funding.actions.award import AwardText
from vorort.funding.models import Application, ApplicationItem, Award
from vorort.funding.permissions import reasons_against_checking, reasons_against_waiving
from vorort.funding.queries import facts
from vorort.funding.queries.file import ApplicationFile, application_file
from vorort.funding.querysets import AUTHORITY_ROLES
from vorort.funding.rules import review
from vorort.funding.rules.finality import reasons_against_waiver
from vorort.funding.workflow import AWARD
from vorort.web.funding import words
from vorort.web.funding.forms import AwardForm, VersionForm
from vorort.web.funding.views.application import crumbs, visible_application
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def prepare(request: Request, pk: int) -> HttpResponse:
    """Prepare the award, or change it before it is made known."""
    found = visible_application(request, pk)
    _only_for_authority(request)
    award = Award.objects.visible_to(request.capacity).filter(application=found).first()
    items = list(found.items.select_related("rate").order_by("pk"))
    initial = _initial(found, award) | _units(found, award, items)
    form = AwardForm(request.POST or None, items=items, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, found, award, form)
        except ActionRefused as refused:
            if not any(reason.field in form.fields for reason in refused.reasons):
                raise
            for reason in refused.reasons:
                form.add_error(reason.field if reason.field in form.fields else None, str(reason.sentence))
        else:
            notice.success(request, _("Die Bewilligung ist vorbereitet. Eine zweite Person gibt sie frei."))
            return redirect("funding:application", pk)
    file = application_file(found, request.capacity)
    values = {
        "file": file,
        "form": form,
        "units": [(item, form[f"units-{item.pk}"]) for item in items],
        "released": award is not None and award.released_on is not None,
        "reasons": _reasons_against_writing(request, file),
        "crumb_items": crumbs(found, _("Bewilligung")),
    }
    return render(request, "funding/award/prepare.html", values, status=422 if form.errors else 200)


@require_GET
def preview(request: Request, pk: int) -> HttpResponse:
    """The notice as it would look, marked as a draft. Nothing is stored."""
    _only_for_authority(request)
    award = get_object_or_404(
        Award.objects.visible_to(request.capacity).select_related(
            "application__call__guideline__programme__authority", "application__applicant"
        ),
        application_id=pk,
    )
    return HttpResponse(notices.award_notice(award, draft=True), content_type="application/pdf")


@require_http_methods(["GET", "POST"])
def release(request: Request, pk: int) -> HttpResponse:
    """Read what a colleague prepared, and release it."""
    return _decide(request, pk, "release", actions.release_award, _("Die Bewilligung ist freigegeben."))


@require_http_methods(["GET", "POST"])
def notify(request: Request, pk: int) -> HttpResponse:
    """Make the released notice known."""
    return _decide(request, pk, "notify", actions.notify_award, _("Der Bescheid ist bekannt gegeben."))


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


def _decide(request: Request, pk: int, name: str, action: Callable[..., Award], done: str) -> HttpResponse:
    found = visible_application(request, pk)
    _only_for_authority(request)
    award = get_object_or_404(Award.objects.visible_to(request.capacity), application=found)
    form = VersionForm(request.POST or None, initial={"version": award.version})
    if request.method == "POST" and form.is_valid():
        action(capacity=request.capacity, award_id=award.pk, expected_version=form.cleaned_data["version"])
        notice.success(request, done)
        return redirect("funding:application", pk)
    file: ApplicationFile = application_file(found, request.capacity)
    option = file.award.options.get(name) if file.award else None
    values = {
        "file": file,
        "form": form,
        "option": option,
        "segments": words.segments(file),
        "crumb_items": crumbs(found, _("Freigabe") if name == "release" else _("Bekanntgabe")),
    }
    return render(request, f"funding/award/{name}.html", values, status=422 if form.errors else 200)


def _only_for_authority(request: Request) -> None:
    """The authority's desk is not there for anybody else."""
    if request.capacity.role not in AUTHORITY_ROLES:
        raise Http404


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


def _units(found: Application, award: Award | None, items: Sequence[ApplicationItem]) -> dict[str, object]:
    """What the form begins with: the units that count after the caps, or those the award already grants."""
    if award is not None:
        granted = {line.item_id: line.units for line in award.lines.all()}
    else:
        lines = facts.calculation_of(found).lines
        granted = {item.pk: line.counted for item, line in zip(items, lines, strict=True)}
    return {f"units-{item.pk}": granted.get(item.pk, Decimal(0)) for item in items}


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
