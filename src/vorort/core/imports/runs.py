"""Looks at a file, keeps it, takes it in, takes it back. Who may is said by the context whose action calls this."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history
from vorort.core.actor import Actor
from vorort.core.imports import reversal
from vorort.core.imports.findings import Finding, errors_in, hints_in
from vorort.core.imports.importer import Importer, Operation, Options, Plan, importer_of
from vorort.core.imports.journal import Journal
from vorort.core.models import ImportedRow, ImportRun, ImportState
from vorort.core.refusal import Reason, refuse_when

PREVIEW_DAYS = 7
NAME_LENGTH = 150


@dataclass(frozen=True)
class Preview:
    """What would come of a file, as a page renders it and a command prints it. Nothing of it is stored."""

    importer: Importer
    file_name: str
    content: bytes = field(repr=False)
    options: Options
    parsed: Any = field(repr=False)
    plan: Plan
    errors: tuple[Finding, ...]
    hints: tuple[Finding, ...]

    @property
    def changes_anything(self) -> bool:
        """Whether one change is more than to keep what is there."""
        return any(change.operation is not Operation.KEEP for change in self.plan.changes)

    def reasons_against(self) -> list[Reason]:
        """Why this file may not be taken in; empty when it may."""
        if self.errors:
            return [Reason("import_has_errors", _("Die Datei hat Fehler. Solange wird nichts davon übernommen."))]
        if not self.changes_anything:
            return [Reason("import_changes_nothing", _("Alles aus dieser Datei steht schon so da."))]
        return []


def preview(kind: str, content: bytes, *, file_name: str, options: Mapping[str, str] | None = None) -> Preview:
    """What would come of ``content``, with every error there is; writes nothing. After an error no change is planned.

    Raises KeyError.
    """
    importer = importer_of(kind)
    chosen = dict(options or {})
    parsed, findings = importer.read(content, chosen)
    plan = _errors_alone(importer, parsed, chosen) if errors_in(findings) else importer.plan(parsed, chosen)
    found = (*findings, *plan.findings)
    return Preview(importer, file_name, content, chosen, parsed, plan, errors_in(found), hints_in(found))


def _errors_alone(importer: Importer, parsed: Any, options: Options) -> Plan:
    """What is wrong with the rows that could be read, beside those that could not."""
    return Plan((), errors_in(importer.plan(parsed, options).findings) if importer.row_by_row else ())


@transaction.atomic
def keep(*, actor: Actor, preview: Preview) -> ImportRun:
    """Keep ``preview`` until somebody says yes to it, at most a week. Raises ActionRefused with its errors."""
    refuse_when(preview.reasons_against())
    return ImportRun.objects.create(**_facts(actor, preview), content=preview.content)


def preview_of(run: ImportRun) -> Preview:
    """What would come of a kept file today. Only for a run that is neither applied nor undone."""
    return preview(run.kind, bytes(run.content or b""), file_name=run.file_name, options=run.options)


@transaction.atomic
def apply(*, actor: Actor, run: ImportRun) -> ImportRun:
    """Write what the preview of ``run`` showed. Raises ActionRefused when that is no longer what would happen."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    refuse_when(_unless(run, ImportState.PREVIEWED, _("Diese Datei wurde schon übernommen.")))
    again = preview_of(run)
    run.state, run.applied_on, run.content = ImportState.APPLIED, clock.today(), None
    run.save(update_fields=["state", "applied_on", "content"])
    return _write(actor, run, again.importer, again.plan)


@transaction.atomic
def take(*, actor: Actor, preview: Preview) -> ImportRun:
    """Write ``preview`` at once, for whoever has it at hand: the file is neither kept nor read again. As ``apply``."""
    refuse_when(preview.reasons_against())
    applied = {"state": ImportState.APPLIED, "applied_on": clock.today()}
    run = ImportRun.objects.create(**_facts(actor, preview), **applied)
    return _write(actor, run, preview.importer, preview.importer.plan(preview.parsed, preview.options))


def _write(actor: Actor, run: ImportRun, importer: Importer, plan: Plan) -> ImportRun:
    """Write ``plan``, which must still be the one of the preview; else the transaction ends with a reason."""
    if errors_in(plan.findings) or plan.digest != run.plan_digest:
        sentence = _("Seit der Vorschau hat sich der Bestand geändert. Sehen Sie sich die Datei bitte noch einmal an.")
        refuse_when([Reason("import_preview_is_old", sentence)])
    journal = Journal()
    importer.write(plan.changes, journal)
    ImportedRow.objects.bulk_create(journal.rows(run))
    history.record(actor, "core.import_applied", run, **_told(run))
    return run


@transaction.atomic
def undo(*, actor: Actor, run: ImportRun) -> ImportRun:
    """Take back everything ``run`` wrote. Raises ActionRefused when a row was changed since, or is needed elsewhere."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    refuse_when(_unless(run, ImportState.APPLIED, _("Zurücknehmen lässt sich nur, was übernommen ist.")))
    rows = list(run.rows.order_by("number"))
    objects = reversal.locked_objects(rows)
    refuse_when(reversal.reasons_against(rows, objects, row_name=importer_of(run.kind).row_name))
    reversal.take_back(rows, objects)
    run.state, run.undone_on = ImportState.UNDONE, clock.today()
    run.save(update_fields=["state", "undone_on"])
    history.record(actor, "core.import_undone", run, **_told(run))
    return run


@transaction.atomic
def ask_undo(*, actor: Actor, run: ImportRun) -> ImportRun:
    """Note that ``actor`` wants ``run`` taken back; whether another person must do it is said by the context.

    Raises ActionRefused when it is not applied, or somebody has asked already.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    refuse_when(_unless(run, ImportState.APPLIED, _("Zurücknehmen lässt sich nur, was übernommen ist.")))
    if run.undo_asked_by_user_id is not None:
        refuse_when([Reason("import_undo_asked", _("Um die Rücknahme ist schon gebeten."))])
    run.undo_asked_by_user_id = actor.user_id
    run.save(update_fields=["undo_asked_by_user_id"])
    history.record(actor, "core.import_undo_asked", run, **_told(run))
    return run


def forget_old_previews(day: date) -> None:
    """Delete the files nobody said yes to within a week of ``day``. Daily work."""
    ImportRun.objects.filter(state=ImportState.PREVIEWED, previewed_on__lt=day - timedelta(days=PREVIEW_DAYS)).delete()


def _facts(actor: Actor, preview: Preview) -> dict[str, Any]:
    counts = preview.plan.counts
    return {
        "kind": preview.importer.kind,
        "file_name": preview.file_name[-NAME_LENGTH:],
        "sha256": hashlib.sha256(preview.content).hexdigest(),
        "size": len(preview.content),
        "options": dict(preview.options),
        "plan_digest": preview.plan.digest,
        "actor_user_id": actor.user_id,
        "actor_organisation_id": actor.organisation_id,
        "actor_role": str(actor.role),
        "previewed_on": clock.today(),
        "created": counts[Operation.CREATE],
        "changed": counts[Operation.CHANGE],
        "ended": counts[Operation.END],
        "kept": counts[Operation.KEEP],
        "hints": len(preview.hints),
    }


def _unless(run: ImportRun, state: ImportState, sentence: Promise) -> list[Reason]:
    return [] if run.state == state else [Reason("import_state", sentence)]


def _told(run: ImportRun) -> dict[str, object]:
    counts = {"created": run.created, "changed": run.changed, "ended": run.ended, "kept": run.kept}
    return {"kind": run.kind, "file": run.file_name, "sha256": run.sha256, **counts}
