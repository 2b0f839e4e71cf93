"""``vorort backup``: one moment of the whole database, in a file that is there whole or not at all."""

import errno
import json
import os
import re
import zipfile
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.utils import ConnectionHandler

from tests.core.backup.conftest import silent
from tests.databases import run_processes
from vorort.core import backup, history
from vorort.core.backup.tables import LEFT_OUT, tables
from vorort.core.models import DailyRun, HistoryHead

pytestmark = pytest.mark.slow

NOT_IN_A_BACKUP = {
    "core_cache", "core_heartbeat", "django_content_type", "django_migrations", "django_session",
    "accounts_signin", "auth_permission", "auth_group_permissions",
}  # fmt: skip
KINDS = {
    "AutoField", "BigAutoField", "BigIntegerField", "BinaryField", "BooleanField", "CharField", "DateField",
    "DateTimeField", "DecimalField", "IntegerField", "JSONField", "PositiveIntegerField", "PositiveSmallIntegerField",
    "SlugField", "TextField", "UUIDField",
}  # fmt: skip


def manifest_of(path):
    with zipfile.ZipFile(path) as zipped:
        return json.loads(zipped.read("manifest.json"))


def lines_of(path, table):
    with zipfile.ZipFile(path) as zipped:
        return [json.loads(line) for line in zipped.read(f"{table}.jsonl").splitlines()]


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def another_connection():
    """A second connection to the same database, as another process would have it."""
    others = ConnectionHandler({DEFAULT_DB_ALIAS: dict(connection.settings_dict)})
    with others[DEFAULT_DB_ALIAS].cursor() as cursor:
        yield cursor
    others.close_all()


# --- What is in it ----------------------------------------------------------------------------------------------------
def test_every_table_is_saved_or_left_out_for_a_reason(db):
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
    index = {f"funding_application_search{part}" for part in ("", "_config", "_data", "_docsize", "_idx")}
    derived = index if connection.vendor == "sqlite" else set()
    assert present - {table.name for table in tables()} == NOT_IN_A_BACKUP | derived
    assert LEFT_OUT.keys() < NOT_IN_A_BACKUP


def test_every_kind_of_column_is_one_that_was_seen_to_come_back(db):
    assert {kind for table in tables() for kind in table.columns.values()} == KINDS


def test_nearly_every_table_has_a_row_in_these_tests(source):
    empty = {name for name, rows in source.rows.items() if not rows}
    assert len(empty) < 12
    assert empty.isdisjoint({"core_document", "core_upload", "core_historypayload", "core_message", "funding_award"})


def test_the_manifest_says_what_the_file_holds(source):
    said = manifest_of(source.file)
    assert (said["format"], said["version"], said["database"]) == (1, "0.1.0", connection.vendor)
    assert "core.0001_initial" in said["migrations"]
    assert {part["table"]: part["rows"] for part in said["parts"]} == {
        table: len(rows) for table, rows in source.rows.items()
    }


def test_values_are_written_in_one_way_for_both_databases(committed_database, anna, thing, tmp_path):
    entry = history.record(anna, "run.noted", thing, z="ö", a=1)
    backup.save(tmp_path / "x.zip", silent())
    [row] = lines_of(tmp_path / "x.zip", "core_historyentry")
    assert row[:7] == [entry.pk, "core.dailyrun:17", 1, "run.noted", 7, 3, "checker"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row[7])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00", row[8])
    [values] = lines_of(tmp_path / "x.zip", "core_historypayload")
    assert values[2] == '{"a":1,"actor":"Anna Berg, Prüfung","z":"ö"}'


# --- While others write -----------------------------------------------------------------------------------------------
def test_nobody_waits_for_it_and_what_is_written_meanwhile_is_not_in_it(committed_database, tmp_path):
    DailyRun.objects.create(day="2026-11-20", finished_at="2026-11-20T01:00:00Z")
    written = []

    def write(sentence):
        if not written:
            with another_connection() as cursor:
                cursor.execute("UPDATE core_dailyrun SET day = '2026-11-21'")
                cursor.execute(
                    "INSERT INTO core_dailyrun (day, finished_at) VALUES ('2026-11-22', '2026-11-22 01:00:00')"
                )
            written.append(sentence)

    backup.save(tmp_path / "x.zip", backup.Progress(write))
    assert written == ["Sichere …"]
    assert [str(run.day) for run in DailyRun.objects.order_by("day")] == ["2026-11-21", "2026-11-22"]
    assert [row[1] for row in lines_of(tmp_path / "x.zip", "core_dailyrun")] == ["2026-11-20"]


def test_processes_write_meanwhile_and_every_backup_is_one_moment(committed_database, tmp_path):
    outcomes = run_processes(committed_database, 3, "tests.core.backup.processes:save_or_write", str(tmp_path))
    assert [(outcome.value, outcome.trace) for outcome in outcomes] == [(3, ""), (60, ""), (60, "")]
    assert HistoryHead.objects.count() == 4
    for path in sorted(tmp_path.iterdir()):
        heads = {row[1]: row[2] for row in lines_of(path, "core_historyhead")}
        entries = [row[1] for row in lines_of(path, "core_historyentry")]
        assert {stream: entries.count(stream) for stream in heads} == heads
        for writer in (1, 2):
            pair = [heads.get(f"core.dailyrun:{writer}{half}", 0) for half in (0, 1)]
            assert pair[0] == pair[1]


# --- The file ---------------------------------------------------------------------------------------------------------
def test_only_its_owner_may_read_it(source):
    assert source.file.stat().st_mode & 0o777 == 0o600


def test_the_command_says_what_it_saved(committed_database, anna, thing, tmp_path, capsys):
    history.record(anna, "run.noted", thing)
    call_command("backup", str(tmp_path / "x.zip"))
    out, err = capsys.readouterr()
    assert out == f"Gesichert: 3 Zeilen aus 58 Tabellen, 0,0 MB, in {tmp_path / 'x.zip'}\n"
    assert err == "Sichere …\n"


def test_into_a_folder_it_is_named_by_the_moment(committed_database, tmp_path):
    saved = backup.save(tmp_path, silent())
    assert re.fullmatch(r"vorort-\d{4}-\d\d-\d\d-\d{6}\.zip", saved.path.name)
    assert list(tmp_path.iterdir()) == [saved.path]


def test_a_file_that_is_there_is_left_alone(committed_database, tmp_path):
    (tmp_path / "x.zip").write_text("von gestern")
    with pytest.raises(CommandError, match=r"x\.zip gibt es schon\."):
        call_command("backup", str(tmp_path / "x.zip"))
    assert (tmp_path / "x.zip").read_text() == "von gestern"


def test_a_file_that_another_run_is_writing_is_left_alone(committed_database, tmp_path):
    (tmp_path / "x.zip.unfertig").write_text("halb")
    with pytest.raises(CommandError, match="Dort wird gerade gesichert, oder es wurde hart abgebrochen"):
        call_command("backup", str(tmp_path / "x.zip"))
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip.unfertig"]


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, ZeroDivisionError])
def test_interrupted_it_leaves_no_file(committed_database, tmp_path, end):
    def interrupt(sentence):
        assert [path.name for path in tmp_path.iterdir()] == ["x.zip.unfertig"]
        raise end

    with pytest.raises(end):
        backup.save(tmp_path / "x.zip", backup.Progress(interrupt))
    assert list(tmp_path.iterdir()) == []
    assert backup.save(tmp_path / "x.zip", silent()).path.exists()


def test_a_full_disk_is_said_and_leaves_no_file(committed_database, tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match=r"x\.zip lässt sich nicht schreiben: No space left on device"):
        call_command("backup", str(tmp_path / "x.zip"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(committed_database, tmp_path):
    with pytest.raises(CommandError, match="lässt sich nicht schreiben: No such file or directory"):
        call_command("backup", str(tmp_path / "fehlt" / "x.zip"))


# --- What would be forgotten ------------------------------------------------------------------------------------------
def test_a_database_behind_this_version_is_not_saved(committed_database, tmp_path):
    execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    with pytest.raises(CommandError, match="fehlen 1 Schritte bis zum Stand dieser Version"):
        call_command("backup", str(tmp_path / "x.zip"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TABLE core_secret (id integer)", r"core_secret\."),
        ("ALTER TABLE core_dailyrun ADD COLUMN note integer", r"core_dailyrun\.note\."),
    ],
)
def test_what_this_version_does_not_know_is_not_left_out_silently(committed_database, tmp_path, statement, name):
    execute(statement)
    with pytest.raises(CommandError, match=f"diese Version nicht kennt und nicht sichern würde: {name}"):
        call_command("backup", str(tmp_path / "x.zip"))
    assert list(tmp_path.iterdir()) == []


# --- Progress ---------------------------------------------------------------------------------------------------------
def test_whoever_watches_hears_now_and_then_how_far_it_is(monkeypatch):
    said, now = [], iter([0.0, 1.0, 5.5, 5.5, 6.0, 11.0, 11.0])
    monkeypatch.setattr("vorort.core.backup.progress.time.monotonic", lambda: next(now))
    progress = backup.Progress(said.append)
    progress.begin("Sichere", 1230000)
    for _ in range(4):
        progress.step()
    assert said == ["Sichere …", "Sichere: 2 von 1.230.000 Zeilen", "Sichere: 4 von 1.230.000 Zeilen"]
