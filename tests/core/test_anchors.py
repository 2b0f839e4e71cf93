"""Anchors find what was cut off together with its head, which nothing inside the database shows."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tests.core import tampering
from tests.databases import run_processes
from vorort.core import anchors, history
from vorort.core.models import DailyRun, HistoryEntry, HistoryHead

STREAM, OTHER = "core.dailyrun:17", "core.dailyrun:18"
FIRST = "Der Anker vom 22.11.2026, 03:00 Uhr hält nicht: "


@pytest.fixture
def log(committed_database, anna, thing):
    """Three entries of the stream and two of another, no guards. Returns the three."""
    other = DailyRun(pk=18)
    written = [history.record(anna, "run.noted", item, name="Kim") for item in (thing, other, thing, other, thing)]
    tampering.lift_guards_of_history()
    return [entry for entry in written if entry.stream == STREAM]


def anchored(day=22):
    """Today's anchor, as if it were written in the night to ``day``."""
    anchor, faults = anchors.compare([])
    assert faults == []
    return replace(anchor, time=datetime(2026, 11, day, 2, tzinfo=UTC))


def faults(*known):
    return anchors.compare(known)[1]


def test_an_anchor_counts_and_can_be_read_again(log):
    anchor = anchored()
    assert (anchor.last, anchor.state.streams, anchor.state.entries) == (log[2].pk, 2, 5)
    assert anchors.read(f"{anchor}\n\n{anchor}\n") == [anchor, anchor]
    assert anchor.state.digest in str(anchor)


def test_an_empty_log_has_an_anchor_that_holds_later(committed_database, anna, thing):
    anchor = anchored()
    assert (anchor.last, anchor.state.streams, anchor.state.entries) == (0, 0, 0)
    history.record(anna, "run.noted", thing)
    assert faults(anchor) == []


def test_a_log_that_has_grown_is_whole(log, anna, thing):
    anchor = anchored()
    history.record(anna, "run.noted", thing)
    history.record(anna, "run.noted", DailyRun(pk=20))
    assert faults(anchor) == []


def test_erased_values_leave_the_anchor_whole(log, anna):
    anchor = anchored()
    history.erase(anna, log[1], reason="Frist abgelaufen")
    assert faults(anchor, anchored(23)) == []


def test_an_end_cut_with_its_head_is_found_by_the_anchor_alone(log):
    anchor = anchored()
    tampering.cut(STREAM, 3)
    tampering.set_head(STREAM, log[1])
    assert list(history.verify()) == []
    [said] = faults(anchor)
    assert said == FIRST + "Einträge damals 5, heute davon 4; Protokolle damals 2, heute davon 2. Es ist der erste."


def test_a_stream_gone_with_its_head_is_found_by_the_anchor_alone(log):
    anchor = anchored()
    tampering.cut(STREAM, 1, 2, 3)
    HistoryHead.objects.filter(stream=STREAM).delete()
    assert list(history.verify()) == []
    [said] = faults(anchor)
    assert said == FIRST + "Einträge damals 5, heute davon 2; Protokolle damals 2, heute davon 1. Es ist der erste."


def test_an_end_written_anew_is_found_by_the_anchor_alone(log):
    anchor = anchored()
    log[2].action = "run.forged"
    log[2].digest = history._digest(log[2])
    HistoryEntry.objects.filter(pk=log[2].pk).update(action="run.forged", digest=log[2].digest)
    tampering.set_head(STREAM, log[2])
    assert list(history.verify()) == []
    assert faults(anchor) == [FIRST + "ein Eintrag ist nicht mehr der von damals. Es ist der erste."]


def test_an_end_replaced_by_another_entry_is_found_by_the_anchor_alone(log, anna, thing):
    anchor = anchored()
    tampering.cut(STREAM, 3)
    tampering.set_head(STREAM, log[1])
    history.record(anna, "run.noted", thing, name="Alex")
    assert list(history.verify()) == []
    [said] = faults(anchor)
    assert said.startswith(FIRST + "Einträge damals 5, heute davon 4;")


def test_the_oldest_that_does_not_hold_is_named_with_the_one_before(log, anna, thing):
    known = [anchored(20)]
    lost = history.record(anna, "run.noted", thing)
    known.append(anchored(21))
    history.record(anna, "run.noted", DailyRun(pk=18))
    known.append(anchored(22))
    tampering.cut(STREAM, 4)
    tampering.set_head(STREAM, log[2])
    assert lost.number == 4
    [said] = faults(*reversed(known))
    assert said == (
        "Der Anker vom 21.11.2026, 03:00 Uhr hält nicht: Einträge damals 6, heute davon 5; "
        "Protokolle damals 2, heute davon 2. Der Anker vom 20.11.2026, 03:00 Uhr hält noch."
    )


@pytest.mark.slow
def test_who_still_writes_is_waited_for(committed_database, anna, thing):
    """Her entry has the lower number, yet it is there later: an anchor between the two would never hold again."""
    written, may_end = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            history.record(anna, "run.noted", thing)
            written.set()
            may_end.wait(1)
        connection.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    written.wait(10)
    if connection.vendor == "postgresql":
        history.record(anna, "run.noted", DailyRun(pk=18))
    anchor = anchored()
    writer.join()
    assert anchor.state.entries == HistoryEntry.objects.count()
    assert faults(anchor) == []


@pytest.mark.slow
def test_anchors_written_while_others_write_hold(committed_database):
    outcomes = run_processes(committed_database, 3, "tests.core.processes:anchor_or_write")
    assert [outcome.trace for outcome in outcomes] == ["", "", ""]
    known = anchors.read("\n".join(outcomes[0].value))
    assert len(known) == 20
    assert HistoryEntry.objects.count() == 80
    assert faults(*known) == []
