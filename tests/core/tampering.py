"""How somebody with access to the database would get past the guards. Only on a copy that is thrown away."""

from django.db import connection

from vorort.core import guards, history
from vorort.core.models import HistoryEntry, HistoryHead, HistoryPayload


def drop_trigger(name, table):
    where = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{where}')


def hollow_out(name, table):
    """Leave the trigger in its place, refusing nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$'
            )
        else:
            cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(f'CREATE TRIGGER "{name}" BEFORE DELETE ON "{table}" BEGIN SELECT 1; END')


def lift_guards_of_history():
    """Drop every trigger of the three tables."""
    for guard in guards.all_guards():
        if guard.table.startswith("core_history"):
            for name in guards._texts(guard, connection.vendor):
                drop_trigger(name, guard.table)


def cut(stream, *numbers):
    """Remove entries with their values."""
    for number in numbers:
        HistoryPayload.objects.filter(entry__stream=stream, entry__number=number).delete()
        HistoryEntry.objects.filter(stream=stream, number=number).delete()


def insert(stream, number, previous_digest):
    """An entry that is right in itself: its digests fit what it says."""
    template = HistoryEntry.objects.exclude(payload=None).select_related("payload").first()
    payload = template.payload
    entry = HistoryEntry(
        stream=stream,
        number=number,
        action="run.forged",
        actor_role="",
        business_day=template.business_day,
        recorded_at=template.recorded_at,
        payload_digest=template.payload_digest,
        previous_digest=previous_digest,
    )
    entry.digest = history._digest(entry)
    entry.save(force_insert=True)
    HistoryPayload.objects.create(entry=entry, salt=payload.salt, values=payload.values)
    return entry


def set_head(stream, entry):
    """Let the head of ``stream`` stand at ``entry``."""
    HistoryHead.objects.filter(stream=stream).update(count=entry.number, digest=entry.digest)
