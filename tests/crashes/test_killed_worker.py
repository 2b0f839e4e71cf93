"""The worker killed in the middle of its jobs: every mail goes out, and only one that was just being sent goes twice.

One round in the gate, twenty with ``./vorort test --full``.
"""

import os
import signal
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.crashes.mail_server import taking_mail
from tests.crashes.workers import start_worker, wait_for
from tests.live_site import end
from tests.scale import rounds
from vorort.accounts import mail
from vorort.core.jobs import LEFT_RUNNING

pytestmark = pytest.mark.slow

ROUNDS = rounds(1, 20)
JOBS = rounds(40, 500)


def a_quarter_of_an_hour_passes() -> int:
    """How many jobs somebody began and never ended."""
    left = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return left.update(started_at=timezone.now() - LEFT_RUNNING - timedelta(minutes=1))


def test_every_mail_goes_out_though_the_worker_is_killed(committed_database, figure):
    for number in range(ROUNDS):
        addresses = [f"person-{number}-{place}@ort.example" for place in range(JOBS)]
        for address in addresses:
            mail.send_word.enqueue(address, "Eine zweite Stufe ist eingerichtet.")
        with taking_mail() as mailbox:
            enough = Random(number).randint(JOBS // 8, JOBS // 2)
            victim = start_worker(mailbox)
            wait_for(lambda mailbox=mailbox, enough=enough: mailbox.received.total() >= enough)
            os.killpg(victim.pid, signal.SIGKILL)
            victim.wait()
            begun = a_quarter_of_an_hour_passes()
            assert begun <= 1
            heir = start_worker(mailbox)
            open_jobs = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL)
            wait_for(lambda open_jobs=open_jobs: not open_jobs.exists())
            end(heir)
            assert sorted(mailbox.received) == sorted(addresses)
            assert mailbox.received.total() <= JOBS + begun
    figure("Runden, in denen der worker mitten in der Arbeit endet, und Nachrichten je Runde", f"{ROUNDS}, {JOBS}")
