"""``vorort restore``: into an empty database, everything or nothing, and the same afterwards."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from tests.core import tampering
from tests.core.backup.conftest import all_rows, silent
from tests.databases import connected_to
from tests.web.scene import STAGES
from vorort.core import backup, guards, history
from vorort.core.backup import archive
from vorort.core.backup.archive import BackupRefused
from vorort.core.models import DailyRun, Heartbeat, HistoryEntry, Message
from vorort.funding.models import Application
from vorort.funding.queries import search

pytestmark = pytest.mark.slow

NOTHING = " Nichts ist geschrieben."
WHOLE = "Protokoll und Schutz sind unversehrt. Anmelden müssen sich alle neu.\n"


def refused(path):
    with pytest.raises(CommandError) as error:
        call_command("restore", str(path))
    return str(error.value)


def rewritten(path, target, change=lambda manifest: None, **members):
    """The backup ``path`` with another manifest or other lines, whose sums are right again."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        for part in manifest["parts"]:
            content = members.get(part["table"], old.read(f"{part['table']}.jsonl"))
            part["sha256"], part["rows"] = hashlib.sha256(content).hexdigest(), content.count(b"\n")
            new.writestr(f"{part['table']}.jsonl", content)
        change(manifest)
        new.writestr("manifest.json", json.dumps(manifest))
    return target


@pytest.fixture
def small(committed_copy, django_db_blocker, anna, thing, tmp_path):
    """The backup of a database with three entries of history."""
    with django_db_blocker.unblock(), connected_to(committed_copy):
        for _ in range(3):
            history.record(anna, "run.noted", thing, note="Notiz")
        return backup.save(tmp_path / "small.zip", silent()).path


@pytest.fixture
def target(database_store, django_db_blocker):
    """A database that was just migrated, connected to."""
    database = database_store.copy("target")
    with django_db_blocker.unblock(), connected_to(database):
        yield database
    database_store.drop(database)


# --- Everything comes back --------------------------------------------------------------------------------------------
def test_every_row_comes_back_and_the_log_is_whole(source, target, capsys):
    call_command("restore", str(source.file))
    assert all_rows() == source.rows
    out, err = capsys.readouterr()
    said = out.splitlines(keepends=True)
    assert said[0].startswith("Zurückgespielt: ")
    assert "Zeilen in 58 Tabellen (Version 0.1.0, vom " in said[0]
    assert said[1:] == [WHOLE]
    assert err.splitlines() == ["Prüfe die Datei …", "Schreibe …", "Vergleiche mit der Datei …"]
    call_command("check_integrity")


def test_a_database_without_tables_is_set_up_first(source, nothing_there):
    backup.restore(source.file, silent())
    assert all_rows() == source.rows
    assert guards.missing() == []


def test_an_installation_moves_from_postgresql_to_sqlite_and_back(source, target, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("Den Umzug probt der Lauf auf PostgreSQL.")
    environment = os.environ | {"VORORT_DATABASE": f"sqlite:///{tmp_path / 'small.sqlite3'}"}
    for words in (["restore", source.file], ["backup", tmp_path / "small.zip"]):
        command = [sys.executable, "-m", "django", *map(str, words), "--settings=vorort.config.settings.test"]
        done = subprocess.run([*command, "--pythonpath=src"], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    with archive.opened(source.file) as before, archive.opened(tmp_path / "small.zip") as after:
        assert (before.manifest.database, after.manifest.database) == ("postgresql", "sqlite")
        assert before.manifest.parts == after.manifest.parts
    backup.restore(tmp_path / "small.zip", silent())
    assert all_rows() == source.rows


def test_saved_again_it_is_the_same_file_but_for_the_time(source, target, tmp_path):
    backup.restore(source.file, silent())
    again = backup.save(tmp_path / "again.zip", silent())
    with archive.opened(source.file) as before, archive.opened(again.path) as after:
        assert before.manifest.parts == after.manifest.parts


def test_what_was_found_by_a_word_is_found_again(source, target):
    backup.restore(source.file, silent())
    assert search.holding(Application.objects.all(), "reffam markt").count() == 0
    assert search.holding(Application.objects.all(), "reff am mar").count() == len(STAGES)


def test_numbers_go_on_where_they_had_come_to(source, target):
    backup.restore(source.file, silent())
    assert not Message.objects.filter(pk=source.gone).exists()
    fields = {"subject_id": 1, "recipient_user_id": 1, "recipient_organisation_id": 1}
    assert Message.objects.create(sent_on="2026-11-22T00:00:00Z", **fields).pk == source.gone + 1


def test_a_table_that_never_gave_a_number_begins_with_one(small, target):
    backup.restore(small, silent())
    assert DailyRun.objects.create(day="2026-11-22", finished_at="2026-11-22T00:00:00Z").pk == 1


def test_the_guards_are_in_force_again(small, target):
    backup.restore(small, silent())
    assert guards.missing() == []
    with pytest.raises(IntegrityError, match="Das Protokoll wird nur fortgeschrieben"):
        HistoryEntry.objects.update(action="run.forged")


def test_nobody_is_signed_in_and_no_worker_seems_to_live(source, target):
    backup.restore(source.file, silent())
    with connection.cursor() as cursor:
        for table in ("django_session", "accounts_signin", "core_heartbeat", "core_cache"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_a_worker_that_already_beats_does_not_stand_in_the_way(small, target):
    Heartbeat.objects.create(process="worker", at="2026-11-22T00:00:00Z")
    backup.restore(small, silent())
    assert HistoryEntry.objects.count() == 3


def test_a_log_that_was_not_whole_comes_back_and_is_said(committed_copy, target, anna, thing, tmp_path):
    with connected_to(committed_copy):
        for _ in range(2):
            history.record(anna, "run.noted", thing)
        tampering.lift_guards_of_history()
        tampering.cut("core.dailyrun:17", 1)
        saved = backup.save(tmp_path / "x.zip", silent())
    said = refused(saved.path)
    assert said == "Die Sicherung war schon nicht unversehrt:\ncore.dailyrun:17 #2: Die Kette ist unterbrochen."
    assert [entry.number for entry in HistoryEntry.objects.all()] == [2]
    assert guards.missing() == []


# --- The target -------------------------------------------------------------------------------------------------------
def test_a_database_with_rows_is_left_alone(small, target):
    DailyRun.objects.create(day="2026-11-22", finished_at="2026-11-22T00:00:00Z")
    assert refused(small) == (
        "Die Datenbank ist nicht leer: Zeilen stehen in core_dailyrun. Zurückgespielt wird nur in eine leere oder neue "
        "Datenbank." + NOTHING
    )
    assert (DailyRun.objects.count(), HistoryEntry.objects.count(), guards.missing()) == (1, 0, [])


def test_a_database_that_already_has_it_all_names_a_few_tables(small, target):
    backup.restore(small, silent())
    assert "Zeilen stehen in core_historyentry, core_historypayload, core_historyhead. Zurück" in refused(small)


def test_a_database_behind_this_version_is_migrated_first(small, target):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert "zuerst „vorort migrate“" in refused(small)


def test_a_database_with_foreign_tables_is_left_alone(small, target):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE strange (id integer)")
    assert refused(small) == "Die Datenbank hat, was diese Version nicht kennt: strange." + NOTHING


def test_a_database_that_cannot_be_reached_is_said(small, target, monkeypatch):
    connection.close()
    name = connection.settings_dict["NAME"]
    with monkeypatch.context() as there:  # put back before the connection itself is
        there.setitem(connection.settings_dict, "NAME", f"{name}/fehlt")
        said = refused(small)
        connection.close()
    assert said == "Die Datenbank lässt sich nicht erreichen oder vorbereiten (OperationalError)." + NOTHING


# --- The version ------------------------------------------------------------------------------------------------------
def test_a_backup_of_a_newer_version_names_it(small, target, tmp_path):
    def newer(manifest):
        manifest.update(version="1.4.0", time="2027-03-01T11:00:00+00:00")
        manifest["migrations"].append("core.0002_more")

    assert refused(rewritten(small, tmp_path / "newer.zip", newer)) == (
        "Die Sicherung ist von einer neueren Version (Version 1.4.0, vom 01.03.2027, 12:00 Uhr); dieser hier fehlen "
        "ihre Schritte core.0002_more. Spielen Sie die Sicherung mit jener Version zurück." + NOTHING
    )
    assert HistoryEntry.objects.count() == 0


def test_a_backup_of_an_older_version_names_it_and_the_way_on(small, target, tmp_path):
    def older(manifest):
        manifest.update(version="0.0.9", time="2026-03-01T11:00:00+00:00")
        manifest["migrations"].remove("sessions.0001_initial")

    assert refused(rewritten(small, tmp_path / "older.zip", older)) == (
        "Die Sicherung ist von einer älteren Version (Version 0.0.9, vom 01.03.2026, 12:00 Uhr); ihr fehlen die "
        "Schritte sessions.0001_initial. Spielen Sie sie mit jener Version zurück, danach bringt „vorort migrate“ "
        "dieser Version die Datenbank auf den Stand." + NOTHING
    )


def test_a_backup_with_other_columns_under_the_same_migrations_is_refused(small, target, tmp_path):
    def other(manifest):
        [part] = [part for part in manifest["parts"] if part["table"] == "core_dailyrun"]
        part["columns"]["day"] = "DateTimeField"

    assert "der diese Tabellen anders baut: core_dailyrun." in refused(rewritten(small, tmp_path / "o.zip", other))


def test_a_backup_of_another_format_is_refused(small, target, tmp_path):
    file = rewritten(small, tmp_path / "f.zip", lambda manifest: manifest.update(format=2))
    assert refused(file) == "Die Datei hat ein anderes Format, als diese Version von vorort liest."


def test_real_data_and_the_demonstration_stay_apart(small, target, tmp_path):
    file = rewritten(small, tmp_path / "real.zip", lambda manifest: manifest.update(demo=False))
    assert refused(file) == (
        "Daten der Demonstration und echte Daten bleiben getrennt: Diese Sicherung gehört nicht hierher." + NOTHING
    )


# --- Rows the database does not take ----------------------------------------------------------------------------------
HEAD = b'[1,"core.dailyrun:17",3,"x"]\n'


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"core_historyhead": HEAD * 2}, r"Die Datenbank nimmt die Zeilen von core_historyhead nicht an"),
        ({"core_historyhead": b"[1]\n"}, r"In core_historyhead steht etwas, das keine Zeile ist\."),
        ({"core_historyhead": b"nichts\n"}, r"In core_historyhead steht etwas, das keine Zeile ist\."),
        ({"core_historyentry": b""}, r"so nicht an: ein Verweis führt ins Leere"),
        ({"core_dailyrun": b'[1,"2026-11-22","2026-11-22T00:00:00Z"]\n'}, r"core_dailyrun lässt sich nicht Zeile für"),
    ],
    ids=["twice", "short", "no-json", "dangling", "not-the-same"],
)
def test_rows_that_do_not_fit_are_refused_and_leave_nothing(small, target, tmp_path, members, sentence):
    with pytest.raises(CommandError, match=sentence) as error:
        call_command("restore", str(rewritten(small, tmp_path / "x.zip", **members)))
    assert str(error.value).endswith(NOTHING)
    assert [name for name, rows in all_rows().items() if rows] == []
    assert guards.missing() == []


def test_the_message_of_the_database_is_not_repeated(small, target, tmp_path):
    said = refused(rewritten(small, tmp_path / "x.zip", core_historyhead=HEAD * 2))
    assert "dailyrun:17" not in said


# --- The file ---------------------------------------------------------------------------------------------------------
def checked(path):
    """What a look at the file finds: its manifest and all its lines."""
    with archive.opened(path) as found:
        found.check(silent())
        return found.manifest, [list(found.lines(part)) for part in found.manifest.parts]


def test_a_flipped_byte_is_found_or_says_nothing(small, tmp_path):
    """Some bytes of a ZIP mean nothing to us, such as the time of a member. All others are found."""
    whole, content = checked(small), small.read_bytes()
    damaged, unseen = tmp_path / "damaged.zip", 0
    places = range(0, len(content), max(1, len(content) // 400))
    for place in places:
        damaged.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        try:
            assert checked(damaged) == whole
        except BackupRefused:
            continue
        unseen += 1
    assert unseen < len(places) / 2


def test_a_flipped_byte_in_the_rows_is_refused_with_their_name(small, target, tmp_path):
    content = bytearray(small.read_bytes())
    place = content.index(b"core_historypayload.jsonl") + len("core_historypayload.jsonl") + 40
    content[place] ^= 0x10
    (tmp_path / "damaged.zip").write_bytes(content)
    assert refused(tmp_path / "damaged.zip") == (
        "Die Datei ist beschädigt oder abgeschnitten (core_historypayload.jsonl)." + NOTHING
    )
    assert HistoryEntry.objects.count() == 0


def test_rows_that_are_whole_but_not_those_of_the_manifest_are_refused(small, target, tmp_path):
    def forget(manifest):
        [part] = [part for part in manifest["parts"] if part["table"] == "core_historyhead"]
        part["rows"] += 1

    assert "abgeschnitten (core_historyhead.jsonl)." in refused(rewritten(small, tmp_path / "x.zip", forget))


@pytest.mark.parametrize("part", [0.999, 0.5, 0.01])
def test_a_cut_file_is_refused(small, target, tmp_path, part):
    content = small.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * part)])
    assert refused(tmp_path / "cut.zip") == "Die Datei ist beschädigt oder abgeschnitten (ZIP)." + NOTHING


def test_a_file_with_a_member_more_is_refused(small, target):
    with zipfile.ZipFile(small, "a") as zipped:
        zipped.writestr("core_more.jsonl", b"")
    assert refused(small) == "Die Datei ist beschädigt oder abgeschnitten (ZIP)." + NOTHING


FOREIGN = "Die Datei ist keine Sicherung von vorort." + NOTHING


def test_a_foreign_file_is_refused(target, tmp_path):
    (tmp_path / "letter.txt").write_text("Sehr geehrte Damen und Herren")
    (tmp_path / "empty").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as zipped:
        zipped.writestr("brief.txt", "Sehr geehrte Damen und Herren")
    with zipfile.ZipFile(tmp_path / "like.zip", "w") as zipped:
        zipped.writestr("manifest.json", '{"name": "etwas anderes"}')
    for name in ("letter.txt", "empty", "other.zip", "like.zip"):
        assert refused(tmp_path / name) == FOREIGN


def test_a_file_that_is_not_there_is_said(target, tmp_path):
    assert (
        refused(tmp_path / "fehlt.zip") == f"{tmp_path / 'fehlt.zip'} lässt sich nicht lesen: No such file or directory"
    )
    assert refused(tmp_path) == f"{tmp_path} lässt sich nicht lesen: Is a directory"
