"""The database is full, locked or killed while the worker works: it says so, waits, and goes on where it was.

Every message is mailed once, as it is recorded; after a killed server one that was just being sent may go twice.
One round in the gate, twenty with ``./vorort test --full``.
"""

import json
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.crashes.mail_server import taking_mail
from tests.crashes.own_cluster import own_cluster
from tests.crashes.workers import start_worker, wait_for, working
from tests.live_site import PROJECT
from tests.other_connection import held
from tests.scale import rounds
from vorort.accounts import mail
from vorort.accounts.models import User
from vorort.core import messages
from vorort.core.models import Message

pytestmark = pytest.mark.slow

ROUNDS = rounds(1, 20)
PEOPLE = 40
WATCHED = {"DJANGO_SETTINGS_MODULE": "tests.crashes.real_log", "VORORT_LOCK_SECONDS": "1"}
AWAY = "Die Datenbank nimmt gerade nichts an"
WAITS = f"{AWAY} (%s), bald wird es wieder versucht."
TOLD = "Runden, in denen die Datenbank unter dem worker %s ist und dann wieder da; er geht weiter"
BACK = "Die Datenbank nimmt wieder an, die Aufträge gehen weiter."


@pytest.fixture
def on_sqlite(committed_database):
    if connection.vendor != "sqlite":
        pytest.skip("Was PostgreSQL hält, zeigt der Server, der hier beendet wird.")


def recorded(number) -> list[str]:
    """Messages to people and words to addresses that wait for the worker; the addresses, in order."""
    names = [f"person-{number}-{place}" for place in range(PEOPLE)]
    for name in names:
        user = User.objects.create_user(email=f"{name}@ort.example", name=name)
        message = Message.objects.create(
            key=name,
            kind="role_ended",
            subject_kind="network.organisation",
            subject_id=1,
            recipient_user_id=user.pk,
            recipient_organisation_id=1,
            values={"role": "Koordination", "organisation": "Zentrum"},
            sent_on=timezone.now(),
        )
        messages.email_message.enqueue(message.pk)
        mail.send_word.enqueue(f"{name}@wort.example", "Eine zweite Stufe ist eingerichtet.")
    return [f"{name}@{place}.example" for name in names for place in ("ort", "wort")]


def pages() -> int:
    """How many the database has when none of them is free."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        return int(cursor.execute("PRAGMA page_count").fetchone()[0])


def said(log) -> list[str]:
    """The sentences of the log, each a line as real work writes it."""
    return [json.loads(line)["message"] for line in log.read_text().splitlines()]


def all_done() -> bool:
    return not DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).exists()


def assert_goes_on(worker, log, *causes):
    """The same process does the rest, has said why it waited, and no address stands in its log."""
    wait_for(all_done)
    wait_for(lambda: BACK in log.read_text())
    assert worker.poll() is None
    assert {sentence for sentence in said(log) if AWAY in sentence} <= {WAITS % cause for cause in causes}
    assert "@" not in log.read_text()


def test_full_database_stops_the_worker_until_there_is_room(on_sqlite, tmp_path, figure):
    for number in range(ROUNDS):
        log, room = tmp_path / f"log-{number}", tmp_path / "room"
        addresses = recorded(number)
        room.write_text(str(pages()))
        with taking_mail() as mailbox, working(mailbox, log, PAGES=str(room), **WATCHED) as worker:
            wait_for(lambda log=log: WAITS % "SQLITE_FULL" in log.read_text())
            assert not all_done()
            room.write_text("1000000")
            assert_goes_on(worker, log, "SQLITE_FULL")
        assert mailbox.received == Counter(addresses)
    figure(TOLD % "voll", ROUNDS)


def test_lock_that_is_held_longer_than_the_worker_waits_for_it_ends_nothing(on_sqlite, tmp_path, figure):
    for number in range(ROUNDS):
        log = tmp_path / f"log-{number}"
        addresses = recorded(number)
        with taking_mail() as mailbox, working(mailbox, log, **WATCHED) as worker:
            wait_for(lambda mailbox=mailbox, number=number: mailbox.received.total() > number)
            with held(""):
                wait_for(lambda log=log: WAITS % "SQLITE_BUSY" in log.read_text())
                assert not all_done()
            assert_goes_on(worker, log, "SQLITE_BUSY")
        assert mailbox.received == Counter(addresses)
    figure(TOLD % "gesperrt", ROUNDS)


@pytest.mark.usefixtures("database_store")  # it asks which database the suite runs on
def test_killed_server_is_waited_for_and_found_again(tmp_path, django_db_blocker, figure):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite hat keinen Server.")
    with django_db_blocker.unblock(), own_cluster() as (_database, cluster):
        for number in range(ROUNDS):
            log, late = tmp_path / f"log-{number}", tmp_path / f"late-{number}"
            addresses = recorded(number)
            with taking_mail() as mailbox, working(mailbox, log, **WATCHED) as worker:
                wait_for(lambda mailbox=mailbox, number=number: mailbox.received.total() > number)
                cluster.kill()
                connection.close()
                wait_for(lambda log=log: AWAY in log.read_text())
                assert start_worker(mailbox, late, **WATCHED).wait(60) == 1
                assert late.read_text() == "CommandError: Die Datenbank antwortet nicht.\n"
                cluster.start()
                assert_goes_on(worker, log, "nicht erreichbar", "57P02", "57P03")
            assert sorted(mailbox.received) == sorted(addresses)
            assert mailbox.received.total() <= len(addresses) + 1
    figure(TOLD % "weg", ROUNDS)


def test_systemd_starts_a_worker_again_that_ended_because_there_was_no_database():
    lines = (PROJECT / "deploy" / "vorort-worker.service").read_text().splitlines()
    assert {"Restart=always", "RestartSec=5"} <= set(lines)
