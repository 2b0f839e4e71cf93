"""The files that were handed in for the tables of a guideline version: as its page lists them for the ministry, and
those that wait for the second person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise

from vorort.core import history
from vorort.core.models import HistoryEntry, ImportRun, ImportState
from vorort.funding.models import GuidelineVersion
from vorort.funding.querysets import OWNER_ROLES
from vorort.funding.tables import SHEETS
from vorort.network.capacity import Capacity
from vorort.network.enums import Role

SHOWN = 20
TITLES = {sheet.kind: sheet.title for sheet in SHEETS.values()}
CHANGING = frozenset(sheet.kind for sheet in SHEETS.values() if not sheet.needs_draft)  # under a released version
HANDED_IN = Q(state=ImportState.PREVIEWED)
UNDO_ASKED = Q(state=ImportState.APPLIED, undo_asked_by_user_id__isnull=False)


@dataclass(frozen=True)
class TableRun:
    """A file, the table it is for, and whether somebody has yet to say yes to it or to take it back."""

    run: ImportRun
    title: str | Promise

    @property
    def waits(self) -> bool:
        applied = self.run.state == ImportState.APPLIED
        return self.run.state == ImportState.PREVIEWED or (applied and self.run.undo_asked_by_user_id is not None)


def table_runs(guideline: GuidelineVersion, capacity: Capacity) -> list[TableRun]:
    """The newest files first; none to who does not run the programme. One statement, then none."""
    if capacity.role not in OWNER_ROLES:
        return []
    runs = ImportRun.objects.filter(kind__in=TITLES, options__guideline=str(guideline.pk)).defer("content")
    return [TableRun(run, TITLES[run.kind]) for run in runs.order_by("-pk")[:SHOWN]]


# --- What waits for the second person ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class TableItem:
    """A table of a released version that waits to be taken in, or to be taken back (``undo``), since a day."""

    run: ImportRun
    title: str | Promise
    guideline: GuidelineVersion
    undo: bool
    since: date


def tables_waiting(capacity: Capacity) -> Sequence[TableItem]:
    """The tables of released versions that the programme releaser can take in or back, the longest waiting first: not
    those she has handed in or asked for herself. Two statements, one more where a table is to be taken back; none for
    other roles.
    """
    if capacity.role != Role.PROGRAMME_RELEASER:
        return []
    released = GuidelineVersion.objects.visible_to(capacity).released().select_related("programme")
    guidelines = {str(row.pk): row for row in released}
    hers = HANDED_IN & Q(actor_user_id=capacity.user_id) | UNDO_ASKED & Q(undo_asked_by_user_id=capacity.user_id)
    runs = ImportRun.objects.filter(HANDED_IN | UNDO_ASKED, kind__in=CHANGING, options__guideline__in=list(guidelines))
    rows = list(runs.exclude(hers).defer("content").order_by("-pk")[:SHOWN])
    asked = _asked_on([guidelines[row.options["guideline"]] for row in rows if row.state == ImportState.APPLIED])
    items = [_waiting(row, guidelines[row.options["guideline"]], asked) for row in rows]
    return sorted(items, key=lambda item: (item.since, item.run.pk))


def _waiting(run: ImportRun, guideline: GuidelineVersion, asked: Mapping[tuple[str, str], date]) -> TableItem:
    undo = run.state == ImportState.APPLIED
    day = asked.get((history.stream_of(guideline), run.sha256)) if undo else None
    return TableItem(run, TITLES[run.kind], guideline, undo, since=day or run.previewed_on)


def _asked_on(guidelines: Collection[GuidelineVersion]) -> dict[tuple[str, str], date]:
    """By history of the version and checksum of the file: the last day somebody asked to have it taken back."""
    if not guidelines:
        return {}
    streams = {history.stream_of(row) for row in guidelines}
    entries = HistoryEntry.objects.filter(stream__in=streams, action="guideline.import_undo_asked").order_by("pk")
    found = entries.values_list("stream", "payload__values__sha256", "business_day")
    return {(stream, sha256): day for stream, sha256, day in found}
