"""Restores: looks at file and target first, then fills the empty database in one transaction and reads it back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from vorort.core import guards, health
from vorort.core.backup.archive import Archive, BackupRefused, Manifest, opened
from vorort.core.backup.progress import Progress, Tally
from vorort.core.backup.tables import Table, strangers, tables

NOTHING = "Nichts ist geschrieben."
NO_RIGHT = "42501"
NAMED = 3


def restore(path: Path, progress: Progress) -> Manifest:
    """Fill this database, which must be empty or not there yet, from the file ``path``.

    Raises BackupRefused with the reason; then the database has no row more than before.
    """
    with opened(path) as archive:
        manifest = archive.manifest
        _refuse(_reason_against_file(manifest))
        archive.check(progress)
        with _said_plainly("Die Datenbank lässt sich nicht erreichen oder vorbereiten"):
            if not connection.introspection.table_names():
                call_command("migrate", interactive=False, verbosity=0)
                call_command("createcachetable", verbosity=0)
            _refuse(health.unready() or _strange())
            with transaction.atomic():
                _fill(archive, progress)
    return manifest


def _fill(archive: Archive, progress: Progress) -> None:
    """The guards are laid again before anybody else sees a row: they judge what people do, not what was done."""
    kept = {table.name: table for table in tables()}
    _alone_with(list(kept))
    _refuse(_reason_against_target(list(kept.values())))
    guards.lift()
    progress.begin("Schreibe", archive.manifest.rows)
    for part in archive.manifest.parts:
        with _said_plainly(f"Die Datenbank nimmt die Zeilen von {part.table} nicht an"):
            try:
                kept[part.table].fill(Tally(progress).through(archive.lines(part)))
            except (ValueError, TypeError, AttributeError):
                raise BackupRefused(f"In {part.table} steht etwas, das keine Zeile ist. {NOTHING}") from None
            kept[part.table].go_on_after(part.last_number)
    with _said_plainly("Die Datenbank nimmt die Zeilen so nicht an: ein Verweis führt ins Leere"):
        connection.check_constraints()
    progress.begin("Vergleiche mit der Datei", archive.manifest.rows)
    for part in archive.manifest.parts:
        if Tally(progress).all_of(kept[part.table].lines()).sha256 != part.sha256:
            raise BackupRefused(f"{part.table} lässt sich nicht Zeile für Zeile gleich ablegen. {NOTHING}")
    guards.install()


def _alone_with(names: Sequence[str]) -> None:
    """Nobody else writes until the end. In SQLite the transaction alone does that."""
    if connection.vendor == "postgresql":
        listed = ", ".join(map(connection.ops.quote_name, names))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(f"LOCK TABLE {listed} IN ACCESS EXCLUSIVE MODE")


# --- Reasons ----------------------------------------------------------------------------------------------------------
def _refuse(reason: str) -> None:
    if reason:
        raise BackupRefused(f"{reason} {NOTHING}")


def _reason_against_file(manifest: Manifest) -> str:
    """Why the file does not fit this version, and which one it fits; empty when it does."""
    ours, theirs = set(health.named_steps()), set(manifest.migrations)
    if later := sorted(theirs - ours):
        return (
            f"Die Sicherung ist von einer neueren Version ({manifest.origin}); dieser hier fehlen ihre Schritte "
            f"{_some(later)}. Spielen Sie die Sicherung mit jener Version zurück."
        )
    if earlier := sorted(ours - theirs):
        return (
            f"Die Sicherung ist von einer älteren Version ({manifest.origin}); ihr fehlen die Schritte "
            f"{_some(earlier)}. Spielen Sie sie mit jener Version zurück, danach bringt „vorort migrate“ dieser "
            "Version die Datenbank auf den Stand."
        )
    here, there = {table.name: table.columns for table in tables()}, {p.table: p.columns for p in manifest.parts}
    if different := sorted(name for name in here | there if here.get(name) != there.get(name)):
        return (
            f"Die Sicherung ist von einem anderen Stand ({manifest.origin}), der diese Tabellen anders baut: "
            f"{_some(different)}. Spielen Sie sie mit jenem Stand zurück."
        )
    if manifest.demo != settings.DEMO:
        return "Daten der Demonstration und echte Daten bleiben getrennt: Diese Sicherung gehört nicht hierher."
    return ""


def _reason_against_target(kept: Sequence[Table]) -> str:
    filled = [table.name for table in kept if not table.is_empty()]
    if not filled:
        return ""
    return (
        f"Die Datenbank ist nicht leer: Zeilen stehen in {_some(filled)}. Zurückgespielt wird nur in eine leere "
        "oder neue Datenbank."
    )


def _strange() -> str:
    found = strangers()
    return f"Die Datenbank hat, was diese Version nicht kennt: {_some(found)}." if found else ""


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" und {more} weitere" if more > 0 else "")


@contextmanager
def _said_plainly(sentence: str) -> Iterator[None]:
    """``sentence`` for what the database refuses, with its code and not with its message: that repeats values."""
    try:
        yield
    except DatabaseError as error:
        code = _code(error)
        if code == NO_RIGHT:
            raise BackupRefused(
                f"Diese Rolle darf das nicht. Geben Sie die Eigentümerin an (VORORT_OWNER_DATABASE). {NOTHING}"
            ) from None
        raise BackupRefused(f"{sentence} ({code}). {NOTHING}") from None


def _code(error: DatabaseError) -> str:
    """PostgreSQL's own code, however deep it lies; else the kind of error."""
    cause: BaseException | None = error
    while cause is not None:
        if code := getattr(cause, "sqlstate", None):
            return str(code)
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__
