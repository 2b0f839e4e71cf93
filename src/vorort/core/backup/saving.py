"""Saves: one moment of the database, read while others write, into a file that appears under its name only whole."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from vorort import VERSION
from vorort.core import health
from vorort.core.backup import archive
from vorort.core.backup.archive import BackupRefused, Manifest
from vorort.core.backup.progress import Progress
from vorort.core.backup.tables import strangers, tables

HALF = ".unfertig"
FILE_MODE = 0o600  # it holds everything, also of people


@dataclass(frozen=True)
class Saved:
    """What came of it."""

    path: Path
    tables: int
    rows: int
    size: int


def save(path: Path, progress: Progress) -> Saved:
    """Save the database into the new file ``path``; into a folder under a name with the time.

    Raises BackupRefused with the reason, and leaves nothing behind then.
    """
    now = timezone.now()
    if path.is_dir():
        path = path / f"vorort-{timezone.localtime(now):%Y-%m-%d-%H%M%S}.zip"
    with _new_file(path) as file, _one_moment():
        if reason := _reason_against():
            raise BackupRefused(reason)
        kept = tables()
        with archive.written(file, progress) as writer:
            progress.begin("Sichere", sum(table.count() for table in kept))
            for table in kept:
                writer.add(table.name, table.columns, table.last_number(), table.lines())
            manifest = Manifest(
                version=VERSION,
                time=now.isoformat(timespec="seconds"),
                database=connection.vendor,
                demo=settings.DEMO,
                migrations=health.named_steps(),
                parts=writer.parts,
            )
            writer.finish(manifest)
    return Saved(path, len(kept), manifest.rows, path.stat().st_size)


def _reason_against() -> str:
    if reason := health.unready():
        return reason
    if found := strangers():
        return f"Die Datenbank hat, was diese Version nicht kennt und nicht sichern würde: {', '.join(found)}."
    return ""


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read inside is the state of one moment. Nobody waits: SQLite's own log keeps it for us too."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")  # not atomic(): that would begin as a writer and keep the others waiting
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _new_file(path: Path) -> Iterator[io.BufferedWriter]:
    """A file to write that gets its name when it is whole and on the disk."""
    half = path.with_name(path.name + HALF)
    if path.exists():
        raise BackupRefused(f"{path} gibt es schon.")
    try:
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    except FileExistsError:
        raise BackupRefused(
            f"{half} gibt es schon: Dort wird gerade gesichert, oder es wurde hart abgebrochen. Dann löschen Sie sie."
        ) from None
    except OSError as fault:
        raise BackupRefused(f"{path} lässt sich nicht schreiben: {fault.strerror}") from None
    try:
        with open(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
        _keep_name(path.parent)
    except OSError as fault:
        raise BackupRefused(f"{path} lässt sich nicht schreiben: {fault.strerror}") from None
    finally:
        half.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """Bring the name of a new file to the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
