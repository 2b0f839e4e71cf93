"""The worker waits for a locked database: with a real lock of somebody else, given back while the worker pauses."""

from contextlib import ExitStack

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from tests.other_connection import held, impatient
from vorort.core import daily, health, jobs, worker

JOBS = "LOCK TABLE django_tasks_database_dbtaskresult IN ACCESS EXCLUSIVE MODE"


class Meanwhile:
    """The lock, and the time: the worker's pauses take none, and in the first of them the lock is given back."""

    def __init__(self):
        self.now = 0.0
        self.pauses = []
        self.lock = ExitStack()
        self.worker = None

    def take_lock(self):
        self.lock.enter_context(held(JOBS))

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.pauses.append(seconds)
        self.lock.close()


done = []
meanwhile = Meanwhile()


@task()
def do(word):
    done.append(word)


@task()
def do_and_be_locked_out(word):
    done.append(word)
    meanwhile.take_lock()


@task()
def find_a_lock(times):
    """The first ``times`` times."""
    done.append("tried")
    if len(done) <= times:
        meanwhile.take_lock()
        DBTaskResult.objects.update(priority=0)


@task()
def be_told_to_stop(word):
    do_and_be_locked_out.func(word)
    meanwhile.worker.running = False


@task()
def take_twenty_seconds(word):
    meanwhile.now += 20.0


@pytest.fixture
def patient(committed_database, monkeypatch):
    """The worker of an installation where nothing is due."""
    done.clear()
    meanwhile.__init__()
    monkeypatch.setattr(worker, "time", meanwhile)
    monkeypatch.setattr(daily, "_WORK", {})
    with impatient():
        meanwhile.worker = worker.PatientWorker(interval=0.0, patient=True)
        yield meanwhile.worker
        meanwhile.lock.close()


def statuses():
    return [str(job.status) for job in DBTaskResult.objects.order_by("enqueued_at")]


def test_lock_when_a_job_is_taken_delays_it(patient):
    do.enqueue("eins")
    meanwhile.take_lock()
    patient.look()
    assert (done, meanwhile.pauses) == ([], [5])
    patient.look()
    assert (done, statuses()) == (["eins"], ["SUCCESSFUL"])


def test_how_a_job_ended_is_written_when_the_lock_is_given_back_and_it_is_done_once(patient):
    do_and_be_locked_out.enqueue("eins")
    do.enqueue("zwei")
    patient.look()
    patient.look()
    assert (done, meanwhile.pauses) == (["eins", "zwei"], [5])
    assert statuses() == ["SUCCESSFUL", "SUCCESSFUL"]


def test_job_that_met_the_lock_itself_comes_again_at_once(patient):
    find_a_lock.enqueue(1)
    patient.look()
    assert (len(done), statuses(), meanwhile.pauses) == (1, ["FAILED"], [5])
    patient.look()
    assert (len(done), statuses(), meanwhile.pauses) == (2, ["SUCCESSFUL"], [5])


def test_job_that_always_meets_a_lock_comes_three_times_at_once_and_then_every_hour(patient):
    find_a_lock.enqueue(99)
    for _look in range(5):
        patient.look()
    assert (len(done), statuses()) == (3, ["FAILED"])
    meanwhile.now += 3600.0
    patient.look()
    assert (len(done), statuses()) == (4, ["FAILED"])


def test_job_the_worker_never_heard_that_it_had_taken_comes_again_and_that_of_another_worker_does_not(patient):
    for word, worker_id in (("eigen", patient.worker_id), ("fremd", "anderer")):
        job = do.enqueue(word)
        DBTaskResult.objects.filter(pk=job.id).update(
            status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=[worker_id]
        )
    patient.look()
    assert done == []
    meanwhile.take_lock()
    meanwhile.now += 30.0
    patient.look()
    patient.look()
    assert (done, sorted(statuses())) == (["eigen"], ["RUNNING", "SUCCESSFUL"])


def test_log_says_why_it_waits_and_when_it_goes_on(patient, caplog):
    do_and_be_locked_out.enqueue("eins")
    patient.look()
    patient.look()
    code = {"sqlite": "SQLITE_BUSY", "postgresql": "55P03"}[connection.vendor]
    assert [record.getMessage() for record in caplog.records if record.name == "vorort.core.worker"] == [
        f"Die Datenbank nimmt gerade nichts an ({code}), bald wird es wieder versucht.",
        "Die Datenbank nimmt wieder an, die Aufträge gehen weiter.",
    ]


def test_worker_that_is_told_to_stop_waits_no_longer_and_leaves_the_job_to_the_next(patient):
    be_told_to_stop.enqueue("eins")
    patient.look()
    meanwhile.lock.close()
    assert (done, statuses(), meanwhile.pauses) == (["eins"], ["RUNNING"], [])
    DBTaskResult.objects.update(started_at=timezone.now() - jobs.LEFT_RUNNING * 2)
    assert jobs.take_up_left() == 1


def test_worker_that_runs_once_does_not_wait(patient):
    meanwhile.take_lock()
    with pytest.raises(OperationalError):
        worker.PatientWorker(interval=0.0, patient=False).look()
    assert meanwhile.pauses == []


def test_fault_that_does_not_pass_ends_the_worker(patient):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE core_heartbeat")
    with pytest.raises(DatabaseError):
        patient.look()
    assert meanwhile.pauses == []


def test_many_jobs_in_a_row_are_no_silence(patient, monkeypatch):
    beats = []
    monkeypatch.setattr(health, "beat", lambda: beats.append(meanwhile.now))
    for word in ("eins", "zwei", "drei", "vier"):
        take_twenty_seconds.enqueue(word)
    patient.look()
    assert beats == [0.0, 40.0]
