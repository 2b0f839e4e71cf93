"""What a context says of its import: how the file is read, what would change, how it is written."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.core.imports.findings import Finding
from vorort.core.imports.journal import Journal
from vorort.core.language import officially

# What was chosen beside the file: plain text by name, so that it can be kept with the run.
Options = Mapping[str, str]
ROW = _("Zeile")


class Operation(StrEnum):
    """What happens to one thing. ``END``: it stays and gets its last day; ``KEEP``: it says so already."""

    CREATE = "create"
    CHANGE = "change"
    END = "end"
    KEEP = "keep"


@dataclass(frozen=True)
class Difference:
    """One field of one thing, before and after, as people read it."""

    field: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What would happen to one thing. ``data`` is for the importer that planned it and is not shown."""

    row: int
    operation: Operation
    subject: str
    differences: tuple[Difference, ...] = ()
    data: Any = None


@dataclass(frozen=True)
class Plan:
    """What would happen, and what a look at the database has found. With an error nothing will be written."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def counts(self) -> Counter[Operation]:
        """How many things each operation meets."""
        return Counter(change.operation for change in self.changes)

    @property
    @officially
    def digest(self) -> str:
        """A checksum of everything that is shown of the changes: another plan has another one."""
        shown = [
            [c.row, c.operation, c.subject, [[str(d.field), d.before, d.after] for d in c.differences]]
            for c in self.changes
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


@dataclass(frozen=True)
class Importer:
    """One kind of import (Einlesen) of a context.

    ``read``: pure, the content to whatever its context needs, and findings. ``plan``: compares with the database and
    writes nothing. ``write``: only through the journal, so that it can be undone. ``row_name`` is what a finding's row
    is called. ``row_by_row``: each row is compared by itself, so that what can be read is compared for its errors even
    when another row cannot; otherwise nothing is compared after an error in reading. ``at_desk``: people in roles take
    it in and back on their pages, so that no command does it past them.
    """

    kind: str
    title: str | Promise
    most_bytes: int
    read: Callable[[bytes, Options], tuple[Any, Sequence[Finding]]]
    plan: Callable[[Any, Options], Plan]
    write: Callable[[Sequence[Change], Journal], None]
    row_name: str | Promise = ROW
    row_by_row: bool = False
    at_desk: bool = False


_IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Make ``importer`` known. Called once, in the ``ready`` of its context."""
    _IMPORTERS[importer.kind] = importer


def importer_of(kind: str) -> Importer:
    """The importer of ``kind``. Raises KeyError."""
    return _IMPORTERS[kind]
