"""``vorort worker``: the library's worker, and around it once an hour the daily work, jobs that were left running, and
jobs that found a mail server or database away.
"""

import logging
import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from vorort.core import daily, health

HOUR = 3600.0
LEFT_RUNNING = timedelta(minutes=15)
TRIES = 3
TRIES_OUTSIDE = 24

logger = logging.getLogger(__name__)


def take_up_left_jobs() -> int:
    """Put jobs back into the queue that a worker began and did not end within a quarter of an hour.

    So was one left that begins only later: a clock was fast. A job that was left three times is given up as failed, so
    that it cannot end worker after worker. Returns how many went back.
    """
    now = timezone.now()
    long_ago = Q(started_at__lt=now - LEFT_RUNNING) | Q(started_at__gt=now + LEFT_RUNNING)
    left = DBTaskResult.objects.filter(long_ago, status=TaskResultStatus.RUNNING)
    taken_up = 0
    for job in left:
        given_up = len(job.worker_ids) >= TRIES
        status = TaskResultStatus.FAILED if given_up else TaskResultStatus.READY
        taken_up += left.filter(pk=job.pk).update(status=status, started_at=None) * (not given_up)
    return taken_up


def try_again() -> int:
    """Put jobs back into the queue that failed because the mail server, the database or the way there was away.

    For a day, counted in tries: what is still away then is seen as failed. Returns how many went back.
    """
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    again = [job.pk for job in failed if _was_away(job) and len(job.worker_ids) < TRIES_OUTSIDE]
    return failed.filter(pk__in=again).update(status=TaskResultStatus.READY, started_at=None, finished_at=None)


def _was_away(job: DBTaskResult[..., Any]) -> bool:
    """Whether what the job met is no fault of its own. What a mail server says is an OSError too."""
    try:
        met = import_string(job.exception_class_path)
    except ImportError:
        return False
    return issubclass(met, OSError | OperationalError | InterfaceError)


def _do_daily_work() -> None:
    """A day that fails stays open for the next hour; it must not keep the jobs of all others waiting."""
    try:
        daily.run()
    except Exception:
        logger.exception("Das Tägliche ist gescheitert und wird in einer Stunde wieder versucht.")


class Command(BaseCommand):
    """Works until it is told to stop."""

    help = "Erledigt Aufträge im Hintergrund, stündlich auch das Tägliche."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="Alles Offene erledigen, dann enden.")
        parser.add_argument("--interval", type=float, default=1.0, help="Sekunden zwischen zwei Blicken in die Liste.")

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        if reason := health.unready():
            raise CommandError(reason)
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        worker = Worker(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        hourly_at = beat_at = time.monotonic()
        while worker.running:
            if time.monotonic() >= beat_at:
                beat_at = time.monotonic() + health.BEAT_SECONDS
                health.beat()
            if time.monotonic() >= hourly_at:
                hourly_at += HOUR
                take_up_left_jobs()
                try_again()
                _do_daily_work()
            worker.run()
            if once:
                break
            time.sleep(interval)
