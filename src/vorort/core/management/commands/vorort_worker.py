"""``vorort worker``: works on the jobs until it is told to stop. What is done around them stands in core/worker.py."""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vorort.core import health, jobs
from vorort.core.worker import PatientWorker


class Command(BaseCommand):
    """Works until it is told to stop, or does one thing with the jobs that are given up."""

    help = "Erledigt Aufträge im Hintergrund, stündlich auch das Tägliche."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="Sekunden zwischen zwei Blicken in die Liste.")
        once = parser.add_mutually_exclusive_group()
        once.add_argument("--once", action="store_true", help="Alles Offene erledigen, dann enden.")
        once.add_argument("--retry", action="store_true", help="Gescheiterte Aufträge wieder in die Liste, dann enden.")
        once.add_argument("--discard", action="store_true", help="Gescheiterte Aufträge löschen, dann enden.")

    def handle(
        self,
        *args: Any,
        interval: float,
        once: bool = False,
        retry: bool = False,
        discard: bool = False,
        **options: Any,
    ) -> None:
        if reason := health.unready():
            raise CommandError(reason)
        if retry:
            self.stdout.write(f"Wieder in der Liste: {jobs.try_given_up()}")
        elif discard:
            self.stdout.write(f"Gelöscht: {jobs.forget_given_up()}")
        else:
            _work(interval, once=once)


def _work(interval: float, *, once: bool) -> None:
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    worker = PatientWorker(interval=interval, patient=not once)
    worker.configure_signals()
    while worker.running:
        worker.look()
        if once:
            break
        time.sleep(interval)
