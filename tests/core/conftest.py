"""Somebody who acts, something that has a log, and the worker as the command runs it. No business word either."""

import logging
import signal
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command

from vorort.core.actor import SystemActor
from vorort.core.models import DailyRun

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)


@pytest.fixture
def anna() -> SystemActor:
    """User 7 at organisation 3."""
    return SystemActor(label="Anna Berg, Prüfung", user_id=7, organisation_id=3, role="checker")


@pytest.fixture
def thing() -> DailyRun:
    """An object whose stream is ``core.dailyrun:17``. The log never looks it up."""
    return DailyRun(pk=17)


@pytest.fixture
def run_worker() -> Iterator[Callable[[], None]]:
    """``vorort worker --once`` in this process, so that the outbox of the test sees the mail."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    level = logging.getLogger("django_tasks_db").level
    yield lambda: call_command("vorort_worker", once=True)
    for number, handler in before.items():
        signal.signal(number, handler)
    logging.getLogger("django_tasks_db").setLevel(level)
