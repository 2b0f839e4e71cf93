"""Every decision's last steps, on the same pages: look at the document, release it, make it known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from vorort.funding import notices
from vorort.funding.actions import award, early_start, refusal
from vorort.funding.models import Award, Decision, EarlyStart, Refusal
from vorort.funding.queries.file import AwardView, DecisionView, application_file
from vorort.web.funding import words
from vorort.web.funding.forms import VersionForm
from vorort.web.funding.views.application import crumbs, visible_application
from vorort.web.funding.views.paths import only_for_authority
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@dataclass(frozen=True)
class Kind:
    """A kind of decision: its table, its document, its actions, and what the pages call it."""

    model: Any
    view: str
    preview: Callable[..., bytes]
    release: Callable[..., Decision]
    notify: Callable[..., Decision]
    key: str
    releasing: str | Promise
    released: str | Promise
    notifying: str | Promise
    notified: str | Promise
    address: str


KINDS = {
    "award": Kind(
        Award, "award", notices.award_notice, award.release_award, award.notify_award, "award_id",
        gettext_lazy("Bewilligung freigeben"), gettext_lazy("Die Bewilligung ist freigegeben."),
        gettext_lazy("Bescheid bekannt geben"), gettext_lazy("Der Bescheid ist bekannt gegeben."),
        "funding:award_preview",
    ),
    "refusal": Kind(
        Refusal, "refusal", notices.refusal_notice, refusal.release_refusal, refusal.notify_refusal, "refusal_id",
        gettext_lazy("Ablehnung freigeben"), gettext_lazy("Die Ablehnung ist freigegeben."),
        gettext_lazy("Ablehnung bekannt geben"), gettext_lazy("Die Ablehnung ist bekannt gegeben."),
        "funding:refusal_preview",
    ),
    "early_start": Kind(
        EarlyStart, "early_start", notices.early_start_notice, early_start.release_early_start,
        early_start.notify_early_start, "early_start_id",
        gettext_lazy("Antwort zum vorzeitigen Beginn freigeben"), gettext_lazy("Die Antwort ist freigegeben."),
        gettext_lazy("Antwort zum vorzeitigen Beginn bekannt geben"), gettext_lazy("Die Antwort ist bekannt gegeben."),
        "funding:early_start_preview",
    ),
}  # fmt: skip


@require_GET
def preview(request: Request, pk: int, kind: str) -> HttpResponse:
    """The document as it would look, marked as a draft. Nothing is stored."""
    only_for_authority(request)
    wanted = KINDS[kind]
    rows = wanted.model.objects.visible_to(request.capacity).select_related(
        "application__call__guideline__programme__authority", "application__applicant"
    )
    found = get_object_or_404(rows, application_id=pk)
    return HttpResponse(wanted.preview(found, draft=True), content_type="application/pdf")


@require_http_methods(["GET", "POST"])
def release(request: Request, pk: int, kind: str) -> HttpResponse:
    """Read what a colleague prepared, and release it."""
    wanted = KINDS[kind]
    return _step(request, pk, wanted, "release", wanted.release, wanted.releasing, wanted.released)


@require_http_methods(["GET", "POST"])
def notify(request: Request, pk: int, kind: str) -> HttpResponse:
    """Make the released decision known."""
    wanted = KINDS[kind]
    return _step(request, pk, wanted, "notify", wanted.notify, wanted.notifying, wanted.notified)


def _step(
    request: Request,
    pk: int,
    kind: Kind,
    name: str,
    action: Callable[..., Decision],
    heading: str | Promise,
    done: str | Promise,
) -> HttpResponse:
    found = visible_application(request, pk)
    only_for_authority(request)
    decision = get_object_or_404(kind.model.objects.visible_to(request.capacity), application=found)
    form = VersionForm(request.POST or None, initial={"version": decision.version})
    if request.method == "POST" and form.is_valid():
        action(capacity=request.capacity, expected_version=form.cleaned_data["version"], **{kind.key: decision.pk})
        notice.success(request, str(done))
        return redirect("funding:application", pk)
    file = application_file(found, request.capacity)
    view: AwardView | DecisionView[Any] = getattr(file, kind.view)
    values = {
        "file": file,
        "form": form,
        "kind": kind,
        "decision": view.decision,
        "option": view.options.get(name),
        "heading": heading,
        "segments": words.segments(file),
        "budget": words.budget_bars(view) if isinstance(view, AwardView) and name == "release" else [],
        "crumb_items": crumbs(found, _("Freigabe") if name == "release" else _("Bekanntgabe")),
    }
    return render(request, f"funding/decision/{name}.html", values, status=422 if form.errors else 200)
