"""The worker: the library's own, which ends when the database is away, and here waits for it."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from vorort.core import busy, daily, health, jobs

HOUR = 3600.0

logger = logging.getLogger(__name__)


class PatientWorker(Worker):
    """Works on the jobs, and once an hour on the daily work and what became of jobs.

    ``patient``: while the database is locked, full or away it waits, and remembers how its job ended until that is
    written, so that none is done twice. Otherwise such a fault is raised, as one that does not pass always is.
    """

    def __init__(self, *, interval: float, patient: bool) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.patient = patient
        self.waited = False
        self.hourly_at = self.beat_at = time.monotonic()

    def look(self) -> None:
        """Do all that is due now and every open job."""
        try:
            self._give_sign_of_life()
            self._go_on()
            self._do_hourly_work()
            self.run()
        except jobs.DATABASE as error:
            self._wait(error)

    def run_task(self, db_task_result: jobs.Job) -> None:
        """Run one job; many in a row are no silence. How it ended is written even when that takes long."""
        self._give_sign_of_life()
        succeeded, failed = db_task_result.set_successful, db_task_result.set_failed

        def set_failed(met: BaseException) -> None:
            if self.patient and busy.passes_by_itself(met):
                self._wait(met)
            self._write(failed, met)

        ends = {"set_successful": lambda value: self._write(succeeded, value), "set_failed": set_failed}
        vars(db_task_result).update(ends)
        super().run_task(db_task_result)

    def _write(self, end: Callable[[Any], None], value: Any) -> None:
        while True:
            try:
                end(value)
                return
            except jobs.DATABASE as error:
                if not self.running:
                    raise
                self._wait(error)

    def _wait(self, error: BaseException) -> None:
        if not self.patient or not busy.passes_by_itself(error):
            raise error
        self.waited = True
        logger.warning("Die Datenbank nimmt gerade nichts an (%s), bald wird es wieder versucht.", busy.code(error))
        connection.close()
        if self.running:
            time.sleep(busy.TRY_AGAIN_SECONDS)

    def _go_on(self) -> None:
        """After the database was away: what it kept from its end comes again at once."""
        if self.waited:
            jobs.take_up_own(self.worker_id)
            jobs.try_again(jobs.DATABASE, jobs.TRIES)
            self.waited = False
            logger.warning("Die Datenbank nimmt wieder an, die Aufträge gehen weiter.")

    def _give_sign_of_life(self) -> None:
        if time.monotonic() >= self.beat_at:
            health.beat()
            self.beat_at = time.monotonic() + health.BEAT_SECONDS

    def _do_hourly_work(self) -> None:
        if time.monotonic() < self.hourly_at:
            return
        jobs.take_up_left()
        jobs.try_again()
        if given_up := health.jobs_given_up():
            logger.warning(given_up)
        _do_daily_work()
        self.hourly_at = time.monotonic() + HOUR


def _do_daily_work() -> None:
    """A day that fails stays open for the next hour; it must not keep the jobs of all others waiting."""
    try:
        daily.run()
    except Exception:
        logger.exception("Das Tägliche ist gescheitert und wird in einer Stunde wieder versucht.")
