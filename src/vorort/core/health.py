"""Whether this installation works as it should: database, migrations, guards, the worker and the daily work.

Read by the health addresses and ``vorort check``. What each fault means to an operator stands in docs/betrieb.md.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from vorort.core import clock, daily, guards, jobs
from vorort.core.models import Heartbeat

WORKER = "worker"
BEAT_SECONDS = 30.0
SILENT = timedelta(minutes=5)
NO_ANSWER = "Die Datenbank antwortet nicht."


def beat() -> None:
    """Note that the worker lives."""
    Heartbeat.objects.update_or_create(process=WORKER, defaults={"at": timezone.now()})


def unready() -> str:
    """Why nothing can be done with this database, in one sentence; empty when it can be worked with."""
    try:
        missing = len(steps() - MigrationRecorder(connection).applied_migrations().keys())
    except DatabaseError:
        return NO_ANSWER
    if missing:
        return f"Der Datenbank fehlen {missing} Schritte bis zum Stand dieser Version: zuerst „vorort migrate“."
    return ""


@cache
def steps() -> frozenset[tuple[str, str]]:
    """The migrations of this version. They do not change while the process runs, and reading them takes long."""
    return frozenset(MigrationLoader(None).disk_migrations)


def named_steps() -> list[str]:
    """The same as ``core.0001_initial``, in order: what a backup says of the version it is from."""
    return sorted(f"{app}.{name}" for app, name in steps())


def jobs_given_up() -> str:
    """How many jobs nobody tries again and what to do, in one sentence; empty when there is none. The rest goes on, so
    that it is no fault: who watches the health addresses is not called.
    """
    number = jobs.given_up().count()
    if not number:
        return ""
    said = "1 Auftrag ist gescheitert" if number == 1 else f"{number} Aufträge sind gescheitert"
    return (
        f"{said} ({jobs.why_given_up()}). Erst die Ursache beheben, dann „vorort worker --retry“; "
        "was niemand mehr braucht, löscht „vorort worker --discard“."
    )


def faults() -> list[str]:
    """What is not as it should be, a sentence each; empty when all is well."""
    sentence = unready()
    if sentence:
        return [sentence]
    try:
        return list(_faults_of_work())
    except DatabaseError:
        return [NO_ANSWER]


def _faults_of_work() -> Iterator[str]:
    yield from (f"Schutz fehlt: {name}" for name in guards.missing())
    last_beat = Heartbeat.objects.filter(process=WORKER).values_list("at", flat=True).first()
    if last_beat is None or abs(timezone.now() - last_beat) > SILENT:  # one from a clock that was fast says nothing
        yield "Die Hintergrundarbeit (vorort worker) gibt kein Lebenszeichen."
    last_day = daily.last_done()
    if last_day is None or last_day < clock.today() - timedelta(days=1):
        yield "Das Tägliche ist seit mehr als einem Tag nicht erledigt."
