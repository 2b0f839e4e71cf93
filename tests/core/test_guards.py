"""Rules the database itself keeps, whoever writes: here through the models and in plain SQL, past every action."""

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from tests.core import tampering
from vorort.core import guards, history
from vorort.core.guards import Guard
from vorort.core.models import HistoryEntry, HistoryHead, HistoryPayload

APPEND_ONLY = "Das Protokoll wird nur fortgeschrieben."
VALUES_STAND = "Protokollwerte werden nie geändert."
ERASE_ONLY = "Protokollwerte löscht nur eine Löschung mit eigenem Eintrag."
FORWARD = "Der Kopf eines Protokolls geht nur vorwärts."
HEAD_STAYS = "Der Kopf eines Protokolls bleibt."
SOURCE = Path(__file__).resolve().parents[2] / "src"
TABLES = ("core_historyentry", "core_historypayload", "core_historyhead")


@pytest.fixture
def entry(db, anna, thing):
    """The second of two entries."""
    history.record(anna, "run.noted", thing)
    return history.record(anna, "run.noted", thing)


def assert_refused(sentence, write, *args, **kwargs):
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        write(*args, **kwargs)


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


# --- Entries ----------------------------------------------------------------------------------------------------------
def test_entry_is_never_changed(entry):
    assert_refused(APPEND_ONLY, HistoryEntry.objects.filter(pk=entry.pk).update, action="run.forged")
    assert_refused(APPEND_ONLY, execute, "UPDATE core_historyentry SET action = action")


def test_entry_is_never_deleted(entry):
    assert_refused(APPEND_ONLY, execute, f"DELETE FROM core_historyentry WHERE id = {entry.pk}")


# --- Values -----------------------------------------------------------------------------------------------------------
def test_values_are_never_changed(entry):
    assert_refused(VALUES_STAND, HistoryPayload.objects.filter(pk=entry.pk).update, values={})


def test_values_are_not_deleted_without_an_erasure(entry):
    assert_refused(ERASE_ONLY, HistoryPayload.objects.filter(pk=entry.pk).delete)


def test_erasure_of_one_entry_frees_no_other_values(entry, anna, thing):
    first = HistoryEntry.objects.get(stream=entry.stream, number=1)
    history.erase(anna, first, reason="Frist abgelaufen")
    assert_refused(ERASE_ONLY, HistoryPayload.objects.filter(pk=entry.pk).delete)


def test_values_go_after_an_entry_that_notes_their_erasure(entry, anna):
    history._append(anna, "history.erased", entry.stream, {}, erases=entry)
    HistoryPayload.objects.filter(pk=entry.pk).delete()
    assert not HistoryPayload.objects.filter(pk=entry.pk).exists()


# --- Heads ------------------------------------------------------------------------------------------------------------
def head(entry):
    return HistoryHead.objects.filter(stream=entry.stream)


def test_head_does_not_go_back(entry):
    first = HistoryEntry.objects.get(stream=entry.stream, number=1)
    assert_refused(FORWARD, head(entry).update, count=1, digest=first.digest)


def test_head_does_not_stay_where_it_is_with_another_digest(entry):
    assert_refused(FORWARD, head(entry).update, digest="0" * 64)


def test_head_does_not_go_to_an_entry_that_is_not_there(entry):
    assert_refused(FORWARD, head(entry).update, count=3, digest="0" * 64)


def test_head_does_not_skip_an_entry(entry):
    third = tampering.insert(entry.stream, 3, previous_digest=entry.digest)
    fourth = tampering.insert(entry.stream, 4, previous_digest=third.digest)
    assert_refused(FORWARD, head(entry).update, count=4, digest=fourth.digest)


def test_head_does_not_take_the_digest_of_another_entry(entry):
    tampering.insert(entry.stream, 3, previous_digest=entry.digest)
    assert_refused(FORWARD, head(entry).update, count=3, digest=entry.digest)


def test_head_does_not_move_to_another_stream(entry):
    assert_refused(FORWARD, head(entry).update, stream="core.dailyrun:99")


def test_head_goes_on_by_one_to_an_entry_that_is_there(entry):
    third = tampering.insert(entry.stream, 3, previous_digest=entry.digest)
    assert head(entry).update(count=3, digest=third.digest) == 1


def test_head_is_never_deleted(entry):
    assert_refused(HEAD_STAYS, head(entry).delete)


# --- Emptying ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("table", TABLES)
def test_table_of_the_log_is_never_emptied(committed_database, anna, thing, table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite kennt kein TRUNCATE.")
    history.record(anna, "run.noted", thing)
    assert_refused("Diese Tabelle wird nie geleert.", execute, f"TRUNCATE {table} CASCADE")
    assert HistoryEntry.objects.count() == HistoryPayload.objects.count() == HistoryHead.objects.count() == 1


# --- What is missing --------------------------------------------------------------------------------------------------
def test_migrated_database_has_every_guard(db):
    assert guards.missing() == []


def test_dropped_trigger_is_missing_until_it_is_laid_anew(db):
    tampering.drop_trigger("core_historyentry_no_delete", "core_historyentry")
    assert guards.missing() == ["core_historyentry_no_delete"]
    guards.install()
    assert guards.missing() == []


def test_trigger_replaced_by_one_that_refuses_nothing_is_missing(db):
    tampering.hollow_out("core_historyentry_no_delete", "core_historyentry")
    assert guards.missing() == ["core_historyentry_no_delete"]
    guards.install()
    assert guards.missing() == []


def test_dropped_trigger_against_emptying_is_missing(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite kennt kein TRUNCATE.")
    tampering.drop_trigger("core_historyentry_no_delete_truncate", "core_historyentry")
    assert guards.missing() == ["core_historyentry_no_delete_truncate"]


@pytest.mark.parametrize("way", ["DISABLE", "ENABLE REPLICA"])
def test_trigger_that_is_switched_off_is_missing(db, way):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite schaltet keine Trigger ab.")
    execute(f"ALTER TABLE core_historyhead {way} TRIGGER core_historyhead_no_delete")
    assert guards.missing() == ["core_historyhead_no_delete"]


def test_lifted_guards_are_all_missing_until_they_are_laid_again(db):
    guards.lift()
    assert {guard.name for guard in guards.all_guards()} <= set(guards.missing())
    guards.install()
    assert guards.missing() == []


def test_nothing_but_a_restored_backup_lifts_the_guards():
    found = [path.name for path in SOURCE.rglob("*.py") if "guards.lift" in path.read_text()]
    assert found == ["restoring.py"]


def test_guard_of_a_table_that_is_not_there_is_left_out_and_missing(db, monkeypatch):
    extra = Guard("core_nothing_no_update", "core_nothing", "UPDATE", "Nie.")
    present = list(guards.all_guards())
    monkeypatch.setattr(guards, "all_guards", lambda: iter([*present, extra]))
    guards.install()
    assert guards.missing() == ["core_nothing_no_update"]


def test_quotation_mark_in_a_sentence_reaches_the_reader(db, monkeypatch):
    extra = Guard("core_dailyrun_no_insert", "core_dailyrun", "INSERT", "Heut' geht's nicht.")
    monkeypatch.setattr(guards, "all_guards", lambda: iter([extra]))
    guards.install()
    assert_refused(
        "Heut' geht's nicht.",
        execute,
        "INSERT INTO core_dailyrun (day, finished_at) VALUES ('2026-11-22', '2026-11-22')",
    )
