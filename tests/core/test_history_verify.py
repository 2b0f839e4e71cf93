"""Verification finds what somebody changed behind the guards. Each test breaks one thing on a copy of the database.

Beside the stream that is broken stands another that must never be named.
"""

import pytest

from tests.core import tampering
from vorort.core import history
from vorort.core.models import DailyRun, HistoryEntry, HistoryHead, HistoryPayload

STREAM = "core.dailyrun:17"
CHANGED = "Der Eintrag wurde verändert."
VALUES_CHANGED = "Die Werte wurden verändert."
VALUES_MISSING = "Die Werte fehlen, ohne dass eine Löschung vermerkt ist."
VALUES_STILL_THERE = "Die Werte sind noch da, obwohl ihre Löschung vermerkt ist."
BROKEN = "Die Kette ist unterbrochen."
END = "Kopf und letzter Eintrag passen nicht zusammen: das Ende fehlt oder kam hinzu."


@pytest.fixture
def log(committed_database, anna, thing):
    """Three entries of the stream and two of another, no guards. Returns the three."""
    other = DailyRun(pk=18)
    written = [history.record(anna, "run.noted", item, name="Kim") for item in (thing, other, thing, other, thing)]
    tampering.lift_guards_of_history()
    return [entry for entry in written if entry.stream == STREAM]


def found():
    return [(fault.stream, fault.number, fault.sentence) for fault in history.verify()]


def test_log_that_nobody_touched_has_no_fault(log):
    assert found() == []


def test_empty_log_has_no_fault(committed_database):
    assert found() == []


# --- One entry --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "change",
    [
        {"action": "run.forged"},
        {"actor_user_id": 8},
        {"actor_user_id": None},
        {"actor_organisation_id": 4},
        {"actor_role": "reader"},
        {"business_day": "2012-01-01"},
        {"recorded_at": "2012-01-01T00:00:00Z"},
    ],
    ids=lambda change: "-".join(change),
)
def test_changed_entry_is_found(log, change):
    HistoryEntry.objects.filter(pk=log[1].pk).update(**change)
    assert found() == [(STREAM, 2, CHANGED)]


def test_changed_entry_with_a_digest_made_anew_breaks_the_chain_after_it(log):
    log[1].action = "run.forged"
    HistoryEntry.objects.filter(pk=log[1].pk).update(action="run.forged", digest=history._digest(log[1]))
    assert found() == [(STREAM, 3, BROKEN)]


def test_changed_last_entry_with_a_digest_made_anew_does_not_fit_the_head(log):
    log[2].action = "run.forged"
    HistoryEntry.objects.filter(pk=log[2].pk).update(action="run.forged", digest=history._digest(log[2]))
    assert found() == [(STREAM, 3, END)]


# --- Values -----------------------------------------------------------------------------------------------------------
def test_changed_values_are_found(log):
    HistoryPayload.objects.filter(pk=log[1].pk).update(values={"actor": "Anna Berg, Prüfung", "name": "Alex"})
    assert found() == [(STREAM, 2, VALUES_CHANGED)]


def test_changed_salt_is_found(log):
    HistoryPayload.objects.filter(pk=log[0].pk).update(salt="0" * 32)
    assert found() == [(STREAM, 1, VALUES_CHANGED)]


def test_changed_values_with_a_digest_made_anew_change_the_entry(log):
    digest = history._payload_digest("0" * 32, {"name": "Alex"})
    HistoryPayload.objects.filter(pk=log[1].pk).update(salt="0" * 32, values={"name": "Alex"})
    HistoryEntry.objects.filter(pk=log[1].pk).update(payload_digest=digest)
    assert found() == [(STREAM, 2, CHANGED)]


def test_missing_values_without_an_erasure_are_found(log):
    HistoryPayload.objects.filter(pk=log[1].pk).delete()
    assert found() == [(STREAM, 2, VALUES_MISSING)]


def test_erasure_of_another_entry_does_not_excuse_missing_values(log, anna):
    history.erase(anna, log[0], reason="Frist abgelaufen")
    HistoryPayload.objects.filter(pk=log[1].pk).delete()
    assert found() == [(STREAM, 2, VALUES_MISSING)]


def test_erased_values_that_came_back_are_found(log, anna):
    payload = HistoryPayload.objects.get(pk=log[1].pk)
    history.erase(anna, log[1], reason="Frist abgelaufen")
    HistoryPayload.objects.create(entry=log[1], salt=payload.salt, values=payload.values)
    assert found() == [(STREAM, 2, VALUES_STILL_THERE)]


# --- Cut out, cut off, put in -----------------------------------------------------------------------------------------
def test_entry_cut_out_of_the_middle_breaks_the_chain(log):
    tampering.cut(STREAM, 2)
    assert found() == [(STREAM, 3, BROKEN)]


def test_cut_end_does_not_fit_the_head(log):
    tampering.cut(STREAM, 3)
    assert found() == [(STREAM, 2, END)]


def test_cut_stream_leaves_a_head_without_entries(log):
    tampering.cut(STREAM, 1, 2, 3)
    assert found() == [(STREAM, 0, END)]


def test_stream_without_its_head_is_found(log):
    HistoryHead.objects.filter(stream=STREAM).delete()
    assert found() == [(STREAM, 3, END)]


def test_head_that_was_moved_is_found(log):
    tampering.set_head(STREAM, log[1])
    assert found() == [(STREAM, 3, END)]


def test_foreign_entry_put_at_the_end_does_not_fit_the_head(log):
    tampering.insert(STREAM, 4, previous_digest=log[2].digest)
    assert found() == [(STREAM, 4, END)]


def test_foreign_entry_put_in_the_place_of_another_breaks_the_chain_after_it(log):
    tampering.cut(STREAM, 2)
    tampering.insert(STREAM, 2, previous_digest=log[0].digest)
    assert found() == [(STREAM, 3, BROKEN)]


def test_foreign_entry_that_does_not_name_the_one_before_breaks_the_chain(log):
    entry = tampering.insert(STREAM, 4, previous_digest="0" * 64)
    tampering.set_head(STREAM, entry)
    assert found() == [(STREAM, 4, BROKEN)]


def test_foreign_entry_in_a_stream_of_its_own_has_no_head(log):
    tampering.insert("core.dailyrun:99", 1, previous_digest="")
    assert found() == [("core.dailyrun:99", 1, END)]
