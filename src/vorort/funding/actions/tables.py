"""Takes the tables of a guideline version in from CSV, and back again: looked at first, by the programme owner."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import history, imports
from vorort.core.imports import Preview
from vorort.core.models import ImportRun
from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.funding import permissions
from vorort.funding.actions import guideline as guidelines
from vorort.funding.enums import GuidelineState
from vorort.funding.models import GuidelineVersion
from vorort.funding.tables import SHEETS, Sheet
from vorort.network.capacity import Capacity

BY_KIND = {sheet.kind: sheet for sheet in SHEETS.values()}


def look(*, capacity: Capacity, guideline_id: int, sheet: Sheet, content: bytes, file_name: str) -> Preview:
    """What would come of the file; writes nothing. Raises ActionRefused when it is not hers to take in, or NotFound."""
    guideline = _guideline(capacity, guideline_id, lock=False)
    refuse_when(reasons_against(capacity, guideline, sheet))
    options = {"guideline": str(guideline.pk)}
    return imports.preview(sheet.kind, content, file_name=file_name, options=options)


@transaction.atomic
def keep(*, capacity: Capacity, preview: Preview) -> ImportRun:
    """Keep the file of a preview without errors until somebody says yes. Raises ActionRefused or NotFound."""
    guideline = _guideline(capacity, int(preview.options["guideline"]))
    refuse_when(reasons_against(capacity, guideline, BY_KIND[preview.importer.kind]))
    return imports.keep(actor=capacity, preview=preview)


@transaction.atomic
def apply(*, capacity: Capacity, run_id: int) -> ImportRun:
    """Write what the preview showed; of a draft this is an edit. Raises ActionRefused or NotFound."""
    run, guideline = _run(capacity, run_id)
    run = imports.apply(actor=capacity, run=run)
    _note(capacity, run, guideline, "guideline.imported")
    return run


@transaction.atomic
def undo(*, capacity: Capacity, run_id: int) -> ImportRun:
    """Take back everything the file wrote. Raises ActionRefused when something was changed since, or NotFound."""
    run, guideline = _run(capacity, run_id)
    run = imports.undo(actor=capacity, run=run)
    _note(capacity, run, guideline, "guideline.import_undone")
    return run


def reasons_against(capacity: Capacity, guideline: GuidelineVersion, sheet: Sheet) -> list[Reason]:
    """Why the table may not be taken in: it is not hers, or part of what was released."""
    reasons = permissions.reasons_against_running(capacity, guideline.programme)
    if reasons or guideline.state == GuidelineState.DRAFT:
        return reasons
    if guideline.state == GuidelineState.DISCARDED:
        return [Reason("discarded", _("Die Fassung ist verworfen."))]
    if sheet.needs_draft:
        return [Reason("released", _("Die Fassung ist freigegeben. Neue Pauschalen kommen mit einer neuen Fassung."))]
    return []


def _guideline(capacity: Capacity, guideline_id: int, *, lock: bool = True) -> GuidelineVersion:
    rows = GuidelineVersion.objects.visible_to(capacity).select_related("programme").filter(pk=guideline_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotFound(f"guideline {guideline_id}")
    return found


def _run(capacity: Capacity, run_id: int) -> tuple[ImportRun, GuidelineVersion]:
    run = ImportRun.objects.filter(pk=run_id, kind__in=BY_KIND).first()
    if run is None:
        raise NotFound(f"import {run_id}")
    guideline = _guideline(capacity, int(run.options["guideline"]))
    refuse_when(reasons_against(capacity, guideline, BY_KIND[run.kind]))
    return run, guideline


def _note(capacity: Capacity, run: ImportRun, guideline: GuidelineVersion, action: str) -> None:
    told = {"part": str(BY_KIND[run.kind].title), "file": run.file_name, "sha256": run.sha256}
    if BY_KIND[run.kind].needs_draft:
        guidelines.saved(capacity, guideline, action, **told)
    else:
        history.record(capacity, action, guideline, **told)
