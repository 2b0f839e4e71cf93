"""The worker: jobs, and around them once an hour the daily work and the jobs somebody left running."""

import logging
from collections import defaultdict
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from vorort.core import daily, health, jobs, worker
from vorort.core.management.commands import vorort_worker
from vorort.core.models import DailyRun

done = []


@task()
def note(word):
    done.append(word)


@pytest.fixture(autouse=True)
def nothing_done(monkeypatch):
    done.clear()
    monkeypatch.setattr(daily, "_WORK", {})


def left_running(word, minutes):
    """A job that a worker began ``minutes`` ago and did not end."""
    job = note.enqueue(word)
    started = timezone.now() - timedelta(minutes=minutes)
    DBTaskResult.objects.filter(pk=job.id).update(status=TaskResultStatus.RUNNING, started_at=started)


def test_once_does_every_open_job_and_ends(committed_database, run_worker):
    note.enqueue("eins")
    note.enqueue("zwei")
    run_worker()
    assert sorted(done) == ["eins", "zwei"]


def test_job_left_running_for_more_than_a_quarter_of_an_hour_is_taken_up(committed_database, run_worker):
    left_running("alt", minutes=16)
    run_worker()
    assert done == ["alt"]
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_jobs_of_a_clock_that_was_fast_go_on_when_it_is_put_back(committed_database, run_worker):
    left_running("verlassen", minutes=-16)
    waiting = note.enqueue("wartend")
    DBTaskResult.objects.filter(pk=waiting.id).update(enqueued_at=timezone.now() + timedelta(days=400))
    run_worker()
    assert sorted(done) == ["verlassen", "wartend"]


def test_job_that_was_left_three_times_is_given_up(committed_database, run_worker):
    left_running("endlos", minutes=16)
    DBTaskResult.objects.update(worker_ids=["erster", "zweiter", "dritter"])
    run_worker()
    assert done == []
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_job_another_worker_has_just_begun_is_left_to_it(committed_database, run_worker):
    left_running("jung", minutes=14)
    run_worker()
    assert done == []
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


def test_job_that_ended_long_ago_is_not_taken_up(db):
    for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED):
        left_running(status, minutes=60)
        DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(status=status)
    left_running("alt", minutes=60)
    assert jobs.take_up_left() == 1


@task()
def meet(what):
    raise {"refused": ConnectionRefusedError, "smtp": SMTPServerDisconnected, "locked": OperationalError}.get(
        what, ValueError
    )


def statuses():
    return {job.args_kwargs["args"][0]: str(job.status) for job in DBTaskResult.objects.all()}


@pytest.mark.parametrize("away", ["refused", "smtp", "locked"])
def test_job_that_found_something_away_is_tried_again_and_one_with_a_fault_is_not(committed_database, run_worker, away):
    meet.enqueue(away)
    meet.enqueue("fault")
    run_worker()
    assert statuses() == {away: "FAILED", "fault": "FAILED"}
    assert jobs.try_again() == 1
    assert statuses() == {away: "READY", "fault": "FAILED"}


def test_what_is_away_for_a_day_is_given_up(committed_database, run_worker):
    meet.enqueue("smtp")
    run_worker()
    DBTaskResult.objects.update(worker_ids=["Stunde"] * 24)
    assert jobs.try_again() == 0
    assert statuses() == {"smtp": "FAILED"}


def test_fault_nobody_knows_any_more_is_not_tried_again(committed_database, run_worker):
    meet.enqueue("smtp")
    run_worker()
    DBTaskResult.objects.update(exception_class_path="verschwunden.Fehler")
    assert jobs.try_again() == 0


def test_worker_does_the_daily_work_first(committed_database, run_worker):
    daily.register("Ablegen", lambda day: note.enqueue("abgelegt"))
    run_worker()
    assert done == ["abgelegt"]
    assert DailyRun.objects.count() == 1


def test_daily_work_that_fails_stops_no_job_and_is_seen(committed_database, run_worker, caplog):
    daily.register("Scheitern", lambda day: 1 / 0)
    note.enqueue("trotzdem")
    with caplog.at_level(logging.ERROR):
        run_worker()
    assert done == ["trotzdem"]
    assert not DailyRun.objects.exists()
    assert "Das Tägliche ist gescheitert" in caplog.text
    assert "ZeroDivisionError" in caplog.text


class Watched:
    """Stands for time: a look takes none, a pause half an hour. Notes when something was done."""

    def __init__(self):
        self.now = 0.0
        self.at = defaultdict(list)

    def noting(self, name):
        return lambda *given: self.at[name].append(self.now)

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        assert seconds == 0.5
        self.now += 1800.0


def test_worker_looks_after_every_pause_and_does_the_hourly_work_at_start_and_once_an_hour(db, monkeypatch):
    watched = Watched()

    def work(self):
        watched.at["job"].append(watched.now)
        self.running = len(watched.at["job"]) < 6

    monkeypatch.setattr(vorort_worker, "time", watched)
    monkeypatch.setattr(worker, "time", watched)
    monkeypatch.setattr(worker.PatientWorker, "run", work)
    monkeypatch.setattr(worker.PatientWorker, "configure_signals", watched.noting("signals"))
    for module, name in ((daily, "run"), (jobs, "take_up_left"), (jobs, "try_again"), (health, "beat")):
        monkeypatch.setattr(module, name, watched.noting(name))
    vorort_worker.Command().handle(once=False, interval=0.5)
    assert watched.at == {
        "signals": [0.0],
        "job": [0.0, 1800.0, 3600.0, 5400.0, 7200.0, 9000.0],
        "run": [0.0, 3600.0, 7200.0],
        "take_up_left": [0.0, 3600.0, 7200.0],
        "try_again": [0.0, 3600.0, 7200.0],
        "beat": [0.0, 1800.0, 3600.0, 5400.0, 7200.0, 9000.0],
    }
