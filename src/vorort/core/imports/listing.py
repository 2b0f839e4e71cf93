"""A preview as plain text, for commands."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from vorort.core.imports.findings import Finding
from vorort.core.imports.importer import Change, Operation
from vorort.core.imports.runs import Preview

MOST_LINES = 50


def as_text(preview: Preview) -> str:
    """The counts, the errors and the hints by row, and what would change."""
    return "\n".join(_lines(preview))


def _lines(preview: Preview) -> Iterator[str]:
    counts = preview.plan.counts
    words = {
        Operation.CREATE: _("neu"),
        Operation.CHANGE: _("geändert"),
        Operation.END: _("beendet"),
        Operation.KEEP: _("unverändert"),
    }
    yield f"{preview.importer.title}: {preview.file_name}"
    if not preview.errors:
        yield "  " + " · ".join(f"{word} {counts[operation]}" for operation, word in words.items())
        changes = [change for change in preview.plan.changes if change.operation is not Operation.KEEP]
        yield from _cut([f"  {words[change.operation]}: {_told(change)}" for change in changes])
    if preview.errors:
        yield _("Fehler: {0}. Es wird nichts geschrieben.").format(len(preview.errors))
        yield from _found(preview, preview.errors)
    if preview.hints:
        yield _("Hinweise: {0}").format(len(preview.hints))
        yield from _found(preview, preview.hints)


def _told(change: Change) -> str:
    differences = ", ".join(f"{d.field} {d.before or '–'} → {d.after or '–'}" for d in change.differences)
    return f"{change.subject}: {differences}" if differences else change.subject


def _found(preview: Preview, findings: Sequence[Finding]) -> Iterator[str]:
    yield from _cut([_line(preview, finding) for finding in findings])


def _line(preview: Preview, finding: Finding) -> str:
    place = f"{preview.importer.row_name} {finding.row}" if finding.row else _("Datei")
    told = f"{place}, {finding.column}" if finding.column else place
    value = f" „{finding.value}“" if finding.value else ""
    return f"  {told}{value}: {finding.sentence}"


def _cut(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], _("  … und {0} weitere").format(more)] if more > 0 else lines
