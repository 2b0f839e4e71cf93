"""The semantic log: who did what to which object, on which business day, chained by digests so that nothing can be
cut out.

Only ``record`` and ``erase`` write. Verification compares every chain; a cut end together with its head is found by the
anchors in anchors.py alone.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, Model, OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import Promise

from vorort.core import clock
from vorort.core.actor import Actor
from vorort.core.language import officially
from vorort.core.models import HistoryEntry, HistoryHead, HistoryPayload


def stream_of(item: Model) -> str:
    """The stream an object's entries stand in: ``funding.application:17``."""
    return f"{item._meta.label_lower}:{item.pk}"


@officially
def record(actor: Actor, action: str, item: Model, **values: Any) -> HistoryEntry:
    """Append one entry to the stream of ``item``. Call it inside the transaction of the action it tells of."""
    return _append(actor, action, stream_of(item), {"actor": actor.label, **values})


@officially
@transaction.atomic
def erase(actor: Actor, entry: HistoryEntry, *, reason: str) -> HistoryEntry:
    """Delete the values of ``entry`` for ``reason``. The entry stays, and the erasure is an entry of its own."""
    values = {"actor": actor.label, "number": entry.number, "reason": reason}
    erasure = _append(actor, "history.erased", entry.stream, values, erases=entry)
    HistoryPayload.objects.filter(entry=entry).delete()
    return erasure


@transaction.atomic
def _append(
    actor: Actor, action: str, stream: str, values: Mapping[str, Any], *, erases: HistoryEntry | None = None
) -> HistoryEntry:
    head, _ = HistoryHead.objects.get_or_create(stream=stream)
    head = HistoryHead.objects.select_for_update().get(pk=head.pk)
    salt = secrets.token_hex(16)
    plain = _as_stored(values)
    entry = HistoryEntry(
        stream=stream,
        number=head.count + 1,
        action=action,
        actor_user_id=actor.user_id,
        actor_organisation_id=actor.organisation_id,
        actor_role=str(actor.role),
        business_day=clock.today(),
        recorded_at=timezone.now(),
        payload_digest=_payload_digest(salt, plain),
        previous_digest=head.digest,
        erases=erases,
    )
    entry.digest = _digest(entry)
    entry.save(force_insert=True)
    HistoryPayload.objects.create(entry=entry, salt=salt, values=plain)
    head.count, head.digest = entry.number, entry.digest
    head.save(update_fields=["count", "digest"])
    return entry


@dataclass(frozen=True)
class Fault:
    """One thing in the log that is not as it was written."""

    stream: str
    number: int
    sentence: str


def verify() -> Iterator[Fault]:
    """Every fault of every stream: a broken chain, changed values, a cut end, a head without entries.

    What belongs together is read in one statement, so that a log which grows meanwhile shows no fault.
    """
    yield from _faults_of_chains()
    yield from _faults_of_heads()


def _faults_of_chains() -> Iterator[Fault]:
    erasures = HistoryEntry.objects.filter(erases=OuterRef("pk"))
    entries = HistoryEntry.objects.select_related("payload").annotate(erased=Exists(erasures))
    reached = ("", 0, "")
    for entry in entries.order_by("stream", "number").iterator(chunk_size=2000):
        stream, number, digest = reached
        after, previous = (number, digest) if stream == entry.stream else (0, "")
        yield from _faults_of(entry, after=after, previous=previous, erased=entry.erased)
        reached = (entry.stream, entry.number, entry.digest)


def _faults_of_heads() -> Iterator[Fault]:
    sentence = "Kopf und letzter Eintrag passen nicht zusammen: das Ende fehlt oder kam hinzu."
    last = HistoryEntry.objects.filter(stream=OuterRef("stream")).order_by("-number")
    heads = HistoryHead.objects.annotate(
        last_number=Subquery(last.values("number")[:1]), last_digest=Subquery(last.values("digest")[:1])
    )
    for head in heads.order_by("stream").iterator(chunk_size=2000):
        if (head.count, head.digest) != (head.last_number or 0, head.last_digest or ""):
            yield Fault(head.stream, head.last_number or 0, sentence)
    known = HistoryHead.objects.filter(stream=OuterRef("stream"))
    headless = HistoryEntry.objects.filter(~Exists(known)).values("stream").annotate(last_number=Max("number"))
    for row in headless.order_by("stream"):
        yield Fault(row["stream"], row["last_number"], sentence)


def _faults_of(entry: HistoryEntry, *, after: int, previous: str, erased: bool) -> Iterator[Fault]:
    if entry.number != after + 1 or entry.previous_digest != previous:
        yield Fault(entry.stream, entry.number, "Die Kette ist unterbrochen.")
    if entry.digest != _digest(entry):
        yield Fault(entry.stream, entry.number, "Der Eintrag wurde verändert.")
    payload: HistoryPayload | None = getattr(entry, "payload", None)
    if payload is None:
        if not erased:
            yield Fault(entry.stream, entry.number, "Die Werte fehlen, ohne dass eine Löschung vermerkt ist.")
    elif erased:
        yield Fault(entry.stream, entry.number, "Die Werte sind noch da, obwohl ihre Löschung vermerkt ist.")
    elif entry.payload_digest != _payload_digest(payload.salt, payload.values):
        yield Fault(entry.stream, entry.number, "Die Werte wurden verändert.")


def _digest(entry: HistoryEntry) -> str:
    return _sha256(
        [
            entry.stream,
            entry.number,
            entry.action,
            entry.actor_user_id,
            entry.actor_organisation_id,
            entry.actor_role,
            entry.business_day.isoformat(),
            entry.recorded_at.astimezone(timezone.get_fixed_timezone(0)).isoformat(),
            entry.payload_digest,
            entry.previous_digest,
            entry.erases_id,
        ]
    )


def _payload_digest(salt: str, values: Mapping[str, Any]) -> str:
    return _sha256([salt, values])


def _sha256(parts: list[Any]) -> str:
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _as_stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as both databases give them back. Fractions become text: PostgreSQL writes 1e16 in another way."""
    text = json.dumps(values, default=_plain, sort_keys=True, ensure_ascii=False, allow_nan=False)
    stored: dict[str, Any] = json.loads(text, parse_float=str)
    return stored


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | Promise):
        return str(value)
    raise TypeError(f"no value for the log: {type(value).__name__}")
