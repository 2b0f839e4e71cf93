"""Jobs nobody tries again: ``vorort check`` and the worker name them with a way out, and nobody is called at night."""

import logging
from smtplib import SMTPServerDisconnected

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from vorort.core import daily, health, jobs

FAULTS = {"away": SMTPServerDisconnected, "broken": ValueError}
TWO = (
    "2 Aufträge sind gescheitert (1 × meet: SMTPServerDisconnected, 1 × meet: ValueError). Erst die Ursache beheben, "
    "dann „vorort worker --retry“; was niemand mehr braucht, löscht „vorort worker --discard“."
)
done = []


@task()
def meet(what):
    if what in FAULTS:
        raise FAULTS[what]("anna@ort.example")
    done.append(what)


@pytest.fixture(autouse=True)
def nothing_due(monkeypatch):
    done.clear()
    monkeypatch.setattr(daily, "_WORK", {})


@pytest.fixture
def two_given_up(committed_database, run_worker):
    """A mail server that was away for a day, and a fault of the program."""
    meet.enqueue("away")
    meet.enqueue("broken")
    run_worker()
    DBTaskResult.objects.filter(exception_class_path="smtplib.SMTPServerDisconnected").update(worker_ids=["h"] * 24)


def left_three_times():
    job = meet.enqueue("left")
    long_ago = timezone.now() - 2 * jobs.LEFT_RUNNING
    DBTaskResult.objects.filter(pk=job.id).update(
        status=TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=["a", "b", "c"]
    )
    jobs.take_up_left()


def test_without_a_job_that_is_given_up_nothing_is_said(committed_database, run_worker, capsys):
    meet.enqueue("well")
    meet.enqueue("away")
    run_worker()
    call_command("check_integrity")
    assert health.jobs_given_up() == ""
    assert "gescheitert" not in capsys.readouterr().err


def test_they_are_counted_with_their_task_and_fault_and_without_a_value(two_given_up):
    assert health.jobs_given_up() == TWO


def test_one_alone_and_one_that_never_ended_are_said_too(committed_database):
    left_three_times()
    assert health.jobs_given_up().startswith("1 Auftrag ist gescheitert (1 × meet: nie beendet). Erst")


def test_check_names_them_and_ends_well(two_given_up, capsys):
    call_command("check_integrity")
    out, err = capsys.readouterr()
    assert out == "Protokoll und Schutz sind unversehrt.\n"
    assert f"Hinweis: {TWO}" in err.splitlines()


def test_they_make_no_installation_unready(two_given_up):
    assert health.faults() == []


def test_the_worker_says_it_every_hour(two_given_up, run_worker, caplog):
    with caplog.at_level(logging.WARNING, logger="vorort.core.worker"):
        run_worker()
    assert [record.getMessage() for record in caplog.records if record.name == "vorort.core.worker"] == [TWO]


def test_asked_for_they_are_tried_again_as_new_ones(two_given_up, run_worker, monkeypatch, capsys):
    monkeypatch.setattr("tests.core.test_jobs_given_up.FAULTS", {})
    call_command("vorort_worker", retry=True)
    assert capsys.readouterr().out == "Wieder in der Liste: 2\n"
    assert list(DBTaskResult.objects.values_list("status", "worker_ids")) == [("READY", [])] * 2
    run_worker()
    assert sorted(done) == ["away", "broken"]
    assert health.jobs_given_up() == ""


def test_asked_for_they_are_deleted_and_no_other(two_given_up, run_worker, capsys):
    meet.enqueue("away")
    run_worker()
    meet.enqueue("well")
    call_command("vorort_worker", discard=True)
    assert capsys.readouterr().out == "Gelöscht: 2\n"
    assert [(job.status, len(job.worker_ids)) for job in DBTaskResult.objects.order_by("enqueued_at")] == [
        ("FAILED", 1),
        ("READY", 0),
    ]


def test_a_worker_does_one_of_it(committed_database):
    with pytest.raises(CommandError, match="not allowed with argument"):
        call_command("vorort_worker", "--retry", "--discard")
