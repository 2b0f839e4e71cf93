"""The tables of a version as CSV: downloaded, uploaded with a preview, taken in, taken back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vorort.core import imports
from vorort.core.imports import Operation, Preview
from vorort.core.models import ImportRun, ImportState
from vorort.core.refusal import ActionRefused, Reason
from vorort.funding.actions import tables as actions
from vorort.funding.models import GuidelineVersion
from vorort.funding.tables import SHEETS, Sheet, written
from vorort.funding.tables.sheet import MOST_BYTES
from vorort.web.funding.programme_forms import TableForm
from vorort.web.funding.reasons import beside_fields
from vorort.web.funding.views.guideline import crumbs, visible_guideline
from vorort.web.shell import notice
from vorort.web.shell.components import Plain
from vorort.web.shell.request import Request

MOST_SHOWN = 200


@require_GET
def download(request: Request, pk: int, table: str) -> HttpResponse:
    """The table as it stands, in the format it is read in; ``?leer`` gives the header alone."""
    found, sheet = visible_guideline(request, pk), _sheet(table)
    content = written(sheet, found, empty="leer" in request.GET)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}-{found.pk}.csv"'
    return response


@require_http_methods(["GET", "POST"])
def upload(request: Request, pk: int, table: str) -> HttpResponse:
    """Look at a file: with errors it stays at that, without them the preview waits for a yes."""
    found, sheet = visible_guideline(request, pk), _sheet(table)
    form = TableForm(request.POST or None, request.FILES or None)
    preview: Preview | None = None
    if request.method == "POST" and form.is_valid():
        try:
            preview = _look(request, found, sheet, form)
            run = None if preview.reasons_against() else actions.keep(capacity=request.capacity, preview=preview)
        except ActionRefused as refused:
            beside_fields(form, refused)
        else:
            if run is not None:
                return redirect("funding:import_run", pk, run.pk)
    reasons = actions.reasons_against(request.capacity, found, sheet)
    values = {
        "guideline": found,
        "sheet": sheet,
        "form": form,
        "preview": preview,
        "against": preview.reasons_against() if preview else [],
        "reasons": reasons,
        "needs_version": any(reason.code == "released" for reason in reasons),
        "crumb_items": crumbs(found, str(sheet.title)),
        **_shown(preview),
    }
    return render(request, "funding/programme/upload.html", values, status=422 if form.errors or preview else 200)


@require_http_methods(["GET", "POST"])
def import_run(request: Request, pk: int, run_pk: int) -> HttpResponse:
    """What a file would change; take it in; what it changed; take it back."""
    found = visible_guideline(request, pk)
    runs = ImportRun.objects.filter(kind__in=actions.BY_KIND, options__guideline=str(found.pk))
    run = get_object_or_404(runs, pk=run_pk)
    sheet = actions.BY_KIND[run.kind]
    if request.method == "POST":
        return _decided(request, found, run)
    waiting = run.state == ImportState.PREVIEWED
    preview = imports.preview_of(run) if waiting else None
    against: list[Reason | Plain] = list(actions.reasons_against(request.capacity, found, sheet))
    values = {
        "guideline": found,
        "sheet": sheet,
        "run": run,
        "preview": preview,
        "reasons": against or (preview.reasons_against() if preview else []),
        "crumb_items": crumbs(found, str(sheet.title)),
        **_shown(preview),
    }
    return render(request, "funding/programme/import_run.html", values)


def _decided(request: Request, found: GuidelineVersion, run: ImportRun) -> HttpResponse:
    if "undo" in request.POST:
        actions.undo(capacity=request.capacity, run_id=run.pk)
        notice.success(request, _("Zurückgenommen: Es steht wieder da, was vorher dastand."))
    else:
        actions.apply(capacity=request.capacity, run_id=run.pk)
        notice.success(request, _("Übernommen."))
    return redirect("funding:import_run", found.pk, run.pk)


def _look(request: Request, found: GuidelineVersion, sheet: Sheet, form: TableForm) -> Preview:
    file = form.cleaned_data["file"]
    return actions.look(
        capacity=request.capacity,
        guideline_id=found.pk,
        sheet=sheet,
        content=imports.content_of(file, most=MOST_BYTES),
        file_name=file.name,
    )


def _shown(preview: Preview | None) -> dict[str, Any]:
    """Changes, errors and hints as far as a page shows them."""
    if preview is None:
        return {}
    changes = [change for change in preview.plan.changes if change.operation is not Operation.KEEP]
    counts = preview.plan.counts
    return {
        "changes": changes[:MOST_SHOWN],
        "errors": preview.errors[:MOST_SHOWN],
        "hints": preview.hints[:MOST_SHOWN],
        "more": max(0, len(changes) - MOST_SHOWN, len(preview.errors) - MOST_SHOWN),
        "counts": {str(operation): counts[operation] for operation in Operation},
    }


def _sheet(table: str) -> Sheet:
    if table not in SHEETS:
        raise Http404
    return SHEETS[table]
