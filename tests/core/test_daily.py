"""Work that is due once a day: each day once, missed days in order, a failing day stays open."""

from datetime import date

import pytest
from django.core.management import call_command
from django.utils.translation import gettext_lazy

from tests.databases import run_processes
from vorort.core import clock, daily, history
from vorort.core.actor import SYSTEM
from vorort.core.models import DailyRun, HistoryEntry


@pytest.fixture(autouse=True)
def no_work_of_the_contexts(monkeypatch):
    monkeypatch.setattr(daily, "_WORK", {})


@pytest.fixture
def worked():
    """The days some work was called with."""
    days = []
    daily.register("Zählen", days.append)
    return days


def november(day):
    return date(2026, 11, day)


def run_on(day):
    with clock.at(november(day)):
        return daily.run()


def done():
    return [run.day for run in DailyRun.objects.order_by("day")]


def test_first_run_does_today_alone(db, worked):
    assert run_on(20) == [november(20)]
    assert worked == [november(20)]


def test_day_is_done_once_however_often_it_runs(db, worked):
    run_on(20)
    assert run_on(20) == []
    assert worked == [november(20)]
    assert done() == [november(20)]


def test_missed_days_are_caught_up_in_order(db, worked):
    run_on(20)
    assert run_on(23) == [november(21), november(22), november(23)]
    assert worked == [november(20), november(21), november(22), november(23)]


def test_the_day_before_the_last_has_nothing_open(db, worked):
    run_on(20)
    assert run_on(19) == []
    assert done() == [november(20)]


def test_days_a_fast_clock_did_ahead_come_again_when_they_come(db, worked):
    run_on(18)
    with clock.at(date(2026, 12, 24)):
        daily.run()
    del worked[:]
    assert run_on(18) == []
    assert run_on(20) == [november(19), november(20)]
    assert run_on(20) == []
    assert worked == [november(19), november(20)]


def test_a_slow_clock_does_its_day_alone_and_forgets_nothing(db, worked):
    run_on(18)
    run_on(20)
    with clock.at(date(2000, 1, 1)):
        assert daily.run() == [date(2000, 1, 1)]
    assert run_on(21) == [november(21)]
    assert done() == [date(2000, 1, 1), *(november(day) for day in (18, 19, 20, 21))]


def test_failing_day_is_not_marked_done_and_those_before_it_are(db, worked):
    def fail_on_the_22nd(day):
        if day == november(22):
            raise LookupError(day)

    run_on(20)
    daily.register("Scheitern", fail_on_the_22nd)
    with pytest.raises(LookupError):
        run_on(23)
    assert done() == [november(20), november(21)]


def test_failing_day_comes_again_when_the_fault_is_mended(db, worked):
    run_on(20)
    daily.register("Scheitern", lambda day: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_on(21)
    daily.register("Scheitern", lambda day: None)
    assert run_on(22) == [november(21), november(22)]
    assert worked == [november(20), november(21), november(21), november(22)]


def test_what_a_failing_day_has_written_is_gone(db):
    daily.register("Schreiben", lambda day: history.record(SYSTEM, "counted", DailyRun(pk=1)))
    daily.register("Scheitern", lambda day: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_on(20)
    assert not HistoryEntry.objects.exists()


def test_day_somebody_else_has_just_done_is_left_alone(db, worked, monkeypatch):
    monkeypatch.setattr(daily, "_open_days", lambda: [november(20), november(21)])
    DailyRun.objects.create(day=november(20), finished_at=clock.now())
    assert daily.run() == [november(21)]
    assert worked == [november(21)]


def test_work_of_the_same_name_is_called_once(db):
    days = []
    daily.register(gettext_lazy("Zählen"), days.append)
    daily.register("Zählen", days.append)
    run_on(20)
    assert days == [november(20)]


def test_all_work_is_called_in_the_order_it_was_registered(db):
    called = []
    daily.register("Zählen", lambda day: called.append("count"))
    daily.register("Ablegen", lambda day: called.append("file"))
    run_on(20)
    assert called == ["count", "file"]


def test_command_says_which_days_it_did(db, worked, capsys):
    run_on(20)
    with clock.at(november(22)):
        call_command("daily")
        call_command("daily")
    assert capsys.readouterr().out == "21.11.2026 erledigt\n22.11.2026 erledigt\nNichts offen.\n"


def test_run_reads_as_its_day():
    assert str(DailyRun(day=november(20))) == "2026-11-20"


def note_the_day(number):
    """Runs in a process of its own."""
    daily.register("Notieren", lambda day: history.record(SYSTEM, "noted", DailyRun(pk=1), day=day) and None)
    return len(run_on(20))


@pytest.mark.slow
def test_two_workers_at_once_do_a_day_once(committed_database):
    outcomes = run_processes(committed_database, 2, "tests.core.test_daily:note_the_day")
    assert [outcome.trace for outcome in outcomes] == ["", ""]
    assert sorted(outcome.value for outcome in outcomes) == [0, 1]
    assert HistoryEntry.objects.filter(stream="core.dailyrun:1").count() == 1
