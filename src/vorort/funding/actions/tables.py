"""Takes the tables of a guideline version in from CSV, and back again: looked at first, by the programme owner.

What a released version has of them changes with a second pair of eyes: the owner asks, the releaser does it.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history, imports, messages
from vorort.core.imports import Preview
from vorort.core.models import ImportRun
from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.funding import permissions
from vorort.funding.actions import guideline as guidelines
from vorort.funding.enums import GuidelineState
from vorort.funding.models import GuidelineVersion
from vorort.funding.tables import SHEETS, Sheet
from vorort.network.capacity import Capacity, recipients
from vorort.network.enums import Role

BY_KIND = {sheet.kind: sheet for sheet in SHEETS.values()}


def look(*, capacity: Capacity, guideline_id: int, sheet: Sheet, content: bytes, file_name: str) -> Preview:
    """What would come of the file; writes nothing. Raises ActionRefused when it is not hers to take in, or NotFound."""
    guideline = _guideline(capacity, guideline_id, lock=False)
    refuse_when(reasons_against(capacity, guideline, sheet))
    options = {"guideline": str(guideline.pk)}
    return imports.preview(sheet.kind, content, file_name=file_name, options=options)


@transaction.atomic
def keep(*, capacity: Capacity, preview: Preview) -> ImportRun:
    """Keep the file of a preview without errors until somebody says yes; under a released version that is the second
    person, who is told. Raises ActionRefused or NotFound.
    """
    guideline, sheet = _guideline(capacity, int(preview.options["guideline"])), BY_KIND[preview.importer.kind]
    refuse_when(reasons_against(capacity, guideline, sheet))
    run = imports.keep(actor=capacity, preview=preview)
    if needs_second_person(guideline, sheet):
        history.record(capacity, "guideline.table_handed_in", guideline, **_told(run))
        _ask_releasers("table_ready", guideline, run)
    return run


@transaction.atomic
def apply(*, capacity: Capacity, run_id: int) -> ImportRun:
    """Write what the preview showed; of a draft this is an edit. Raises ActionRefused or NotFound."""
    run, guideline = _run(capacity, run_id)
    refuse_when(reasons_against_applying(capacity, guideline, run))
    run = imports.apply(actor=capacity, run=run)
    _note(capacity, run, guideline, "guideline.imported")
    return run


@transaction.atomic
def ask_undo(*, capacity: Capacity, run_id: int) -> ImportRun:
    """Ask the second person to take back what the file wrote into a released version. Raises ActionRefused or NotFound.

    What stands in a draft is simply taken back.
    """
    run, guideline = _run(capacity, run_id)
    sheet = BY_KIND[run.kind]
    refuse_when(reasons_against(capacity, guideline, sheet))
    if not needs_second_person(guideline, sheet):
        refuse_when([Reason("draft", _("Einen Entwurf ändern Sie allein: Nehmen Sie die Tabelle zurück."))])
    run = imports.ask_undo(actor=capacity, run=run)
    history.record(capacity, "guideline.import_undo_asked", guideline, **_told(run))
    _ask_releasers("table_undo_asked", guideline, run)
    return run


@transaction.atomic
def undo(*, capacity: Capacity, run_id: int) -> ImportRun:
    """Take back everything the file wrote. Raises ActionRefused when something was changed since, or NotFound."""
    run, guideline = _run(capacity, run_id)
    refuse_when(reasons_against_undoing(capacity, guideline, run))
    run = imports.undo(actor=capacity, run=run)
    _note(capacity, run, guideline, "guideline.import_undone")
    return run


# --- Who, and when ----------------------------------------------------------------------------------------------------
def needs_second_person(guideline: GuidelineVersion, sheet: Sheet) -> bool:
    """Whether the table is part of what two people have released, and may change all the same."""
    return guideline.state == GuidelineState.RELEASED and not sheet.needs_draft


def reasons_against(capacity: Capacity, guideline: GuidelineVersion, sheet: Sheet) -> list[Reason]:
    """Why nobody may hand in the table: it is not hers, the version is given up, or takes in no more rates."""
    reasons = permissions.reasons_against_running(capacity, guideline.programme)
    if reasons or guideline.state == GuidelineState.DRAFT:
        return reasons
    if guideline.state == GuidelineState.DISCARDED:
        return [Reason("discarded", _("Die Fassung ist verworfen."))]
    if sheet.needs_draft:
        return [Reason("released", _("Die Fassung ist freigegeben. Neue Pauschalen kommen mit einer neuen Fassung."))]
    return []


def reasons_against_applying(capacity: Capacity, guideline: GuidelineVersion, run: ImportRun) -> list[Reason]:
    """Why she may not take the file in; under a released version it takes another person than who handed it in."""
    return _against_change(capacity, guideline, run, asked_by=run.actor_user_id)


def reasons_against_undoing(capacity: Capacity, guideline: GuidelineVersion, run: ImportRun) -> list[Reason]:
    """Why she may not take the file back; under a released version another person has asked for it before."""
    return _against_change(capacity, guideline, run, asked_by=run.undo_asked_by_user_id)


def _against_change(
    capacity: Capacity, guideline: GuidelineVersion, run: ImportRun, *, asked_by: int | None
) -> list[Reason]:
    sheet = BY_KIND[run.kind]
    if needs_second_person(guideline, sheet):
        return permissions.reasons_against_confirming(capacity, guideline, asked_by=asked_by)
    return reasons_against(capacity, guideline, sheet)


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
    run.refresh_from_db(fields=["undo_asked_by_user_id"])
    return run, guideline


def _note(capacity: Capacity, run: ImportRun, guideline: GuidelineVersion, action: str) -> None:
    """In the version's history; of a draft also as an edit, so that whoever did it does not release it."""
    if guideline.state == GuidelineState.DRAFT:
        guidelines.saved(capacity, guideline, action, **_told(run))
    else:
        history.record(capacity, action, guideline, **_told(run))


def _told(run: ImportRun) -> dict[str, object]:
    return {"part": BY_KIND[run.kind].title, "file": run.file_name, "sha256": run.sha256}


def _ask_releasers(kind: str, guideline: GuidelineVersion, run: ImportRun) -> None:
    people = recipients(guideline.programme.owner_id, [Role.PROGRAMME_RELEASER], on=clock.today())
    table = BY_KIND[run.kind].title
    messages.send(kind, guideline, people, occasion=f"run-{run.pk}", table=table, title=guideline.title)
