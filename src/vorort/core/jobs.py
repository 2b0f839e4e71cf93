"""The jobs nobody ended well: those a worker left, those that found something away, and those that are given up.

What works on them stands in worker.py.
"""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

LEFT_RUNNING = timedelta(minutes=15)
KEPT = timedelta(days=1)
TRIES = 3
TRIES_OUTSIDE = 24
DATABASE = (OperationalError, InterfaceError)
OUTSIDE = (OSError, *DATABASE)  # what a mail server says is an OSError too

Job = DBTaskResult[..., Any]
Jobs = QuerySet[DBTaskResult[..., Any]]


def take_up_left() -> int:
    """Put jobs back into the queue that a worker began and did not end within a quarter of an hour.

    So was one left that begins only later: a clock was fast. A job that was left three times is given up as failed, so
    that it cannot end worker after worker. Returns how many went back.
    """
    now = timezone.now()
    long_ago = Q(started_at__lt=now - LEFT_RUNNING) | Q(started_at__gt=now + LEFT_RUNNING)
    left = _running().filter(long_ago)
    taken_up = 0
    for job in left:
        given_up = len(job.worker_ids) >= TRIES
        status = TaskResultStatus.FAILED if given_up else TaskResultStatus.READY
        taken_up += left.filter(pk=job.pk).update(status=status, started_at=None) * (not given_up)
    return taken_up


def take_up_own(worker_id: str) -> int:
    """Put jobs back at once that ``worker_id`` began. Whoever asks works on none: it never heard that it began one."""
    own = [job.pk for job in _running() if job.worker_ids[-1:] == [worker_id]]
    return _put_back(_running().filter(pk__in=own))


def try_again(met: tuple[type[Exception], ...] = OUTSIDE, tries: int = TRIES_OUTSIDE) -> int:
    """Put jobs back into the queue that failed because the mail server, the database or the way there was away.

    Asked every hour, that is for a day, counted in tries: what is still away then is given up. ``met`` names what was
    away. Returns how many went back.
    """
    return _put_back(_failed().filter(pk__in=[job.pk for job in _failed() if _comes_again(job, met, tries)]))


def given_up() -> Jobs:
    """The jobs that failed and come again only when somebody asks for it."""
    return _failed().filter(pk__in=[job.pk for job in _failed() if not _comes_again(job, OUTSIDE, TRIES_OUTSIDE)])


def why_given_up() -> str:
    """Which tasks are given up how often, with the kind of fault they met last; nothing of their values."""
    met = ((job.task_path, job.exception_class_path or "nie beendet") for job in given_up())
    counted = Counter((path.rpartition(".")[2], fault.rpartition(".")[2]) for path, fault in met)
    return ", ".join(f"{count} × {task}: {fault}" for (task, fault), count in sorted(counted.items()))


def try_given_up() -> int:
    """Put the jobs that are given up back into the queue, as new ones. Returns how many."""
    return _put_back(given_up(), worker_ids=[])


def forget_given_up() -> int:
    """Delete the jobs that are given up. Returns how many."""
    return given_up().delete()[0]


def forget_done(day: date) -> None:
    """Delete the jobs that ended well more than a day ago: some hold an address, and strangers can have them made.

    Part of the daily work.
    """
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL)
    done.filter(finished_at__lt=timezone.now() - KEPT).delete()


def _running() -> Jobs:
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)


def _failed() -> Jobs:
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).defer("args_kwargs", "traceback")


def _put_back(jobs: Jobs, **values: Any) -> int:
    return jobs.update(status=TaskResultStatus.READY, started_at=None, finished_at=None, **values)


def _comes_again(job: Job, met: tuple[type[Exception], ...], tries: int) -> bool:
    """Whether what the job met is no fault of its own, and it was not tried often enough."""
    try:
        fault = import_string(job.exception_class_path)
    except ImportError:
        return False
    return issubclass(fault, met) and len(job.worker_ids) < tries
