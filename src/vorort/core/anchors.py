"""Anchors: a line a day, kept elsewhere, that later shows whether the log still holds all it held then.

The log itself is written and verified in history.py. An anchor counts and sums every entry up to a number below which
nobody writes any more; one pass over today's log compares all of them.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from vorort import VERSION
from vorort.core.models import HistoryEntry


@dataclass(frozen=True)
class State:
    """How far the log had come: streams, entries, and one digest over the digests of all entries in their order.

    An entry's digest covers the one before it in its stream, so this one covers every head.
    """

    streams: int
    entries: int
    digest: str


@dataclass(frozen=True)
class Anchor:
    """One line (Anker): when it was written, by which version, and the state up to the entry ``last``."""

    time: datetime
    version: str
    last: int
    state: State

    def __str__(self) -> str:
        return json.dumps(
            {
                "time": self.time.isoformat(timespec="seconds"),
                "version": self.version,
                "last": self.last,
                "streams": self.state.streams,
                "entries": self.state.entries,
                "digest": self.state.digest,
            }
        )


def read(text: str) -> list[Anchor]:
    """The anchors of a file. Raises ValueError with a sentence for a line that is none."""
    lines = enumerate(text.splitlines(), start=1)
    return [_read(line, number) for number, line in lines if line.strip()]


def compare(known: Sequence[Anchor]) -> tuple[Anchor, list[str]]:
    """Today's anchor, and why the oldest of the ``known`` ones that does not hold does not; empty when all hold."""
    settled = _settled()
    ordered = sorted(known, key=lambda anchor: (anchor.last, anchor.time))
    states = list(_states([*(anchor.last for anchor in ordered), max([settled, *(anchor.last for anchor in ordered)])]))
    today = Anchor(timezone.now(), VERSION, settled, states.pop())
    held: Anchor | None = None
    for anchor, state in zip(ordered, states, strict=True):
        if state != anchor.state:
            return today, [_fault(anchor, state, held)]
        held = anchor
    return today, []


def _settled() -> int:
    """The number of the last entry. Below it nobody writes any more: who writes to the log holds a row of the heads."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("LOCK TABLE core_historyhead IN EXCLUSIVE MODE")
        return HistoryEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def _states(numbers: Sequence[int]) -> Iterator[State]:
    """The state of today's log up to each of the ``numbers``, which ascend."""
    entries = HistoryEntry.objects.filter(pk__lte=numbers[-1]).order_by("pk").values_list("pk", "number", "digest")
    rows = entries.iterator(chunk_size=5000)
    total, streams, count, row = hashlib.sha256(), 0, 0, next(rows, None)
    for last in numbers:
        while row is not None and row[0] <= last:
            total.update(f"{row[2]}\n".encode())
            streams, count, row = streams + (row[1] == 1), count + 1, next(rows, None)
        yield State(streams, count, total.hexdigest())


def _read(line: str, number: int) -> Anchor:
    try:
        found = json.loads(line)
        state = State(int(found["streams"]), int(found["entries"]), str(found["digest"]))
        return Anchor(datetime.fromisoformat(found["time"]), str(found["version"]), int(found["last"]), state)
    except (ValueError, TypeError, KeyError):
        raise ValueError(f"Zeile {number} ist kein Anker.") from None


def _fault(anchor: Anchor, state: State, held: Anchor | None) -> str:
    same = (state.streams, state.entries) == (anchor.state.streams, anchor.state.entries)
    found = (
        "ein Eintrag ist nicht mehr der von damals."
        if same
        else f"Einträge damals {anchor.state.entries}, heute davon {state.entries}; "
        f"Protokolle damals {anchor.state.streams}, heute davon {state.streams}."
    )
    before = f"Der Anker vom {_moment(held)} hält noch." if held else "Es ist der erste."
    return f"Der Anker vom {_moment(anchor)} hält nicht: {found} {before}"


def _moment(anchor: Anchor) -> str:
    return f"{timezone.localtime(anchor.time):%d.%m.%Y, %H:%M} Uhr"
