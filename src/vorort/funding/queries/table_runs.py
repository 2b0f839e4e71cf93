"""The files that were handed in for the tables of a guideline version, as its page lists them for the ministry."""

from dataclasses import dataclass

from django.utils.functional import Promise

from vorort.core.models import ImportRun, ImportState
from vorort.funding.models import GuidelineVersion
from vorort.funding.querysets import OWNER_ROLES
from vorort.funding.tables import SHEETS
from vorort.network.capacity import Capacity

SHOWN = 20
TITLES = {sheet.kind: sheet.title for sheet in SHEETS.values()}


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
