"""Killed in the middle of writing: what was acknowledged is stored, nothing is half, and the history verifies.

One round each in the gate, twenty with ``./vorort test --full``.
"""

import os
import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from gate import postgres
from tests import databases
from tests.crashes.own_cluster import own_cluster
from tests.crashes.writers import Writer
from tests.databases import Database
from tests.funding import world as worlds
from tests.funding.world import TODAY
from tests.live_site import end, free_port, start_server
from tests.scale import rounds
from vorort.accounts.models import User
from vorort.core import clock, history
from vorort.core.models import HistoryEntry
from vorort.funding.models import Application
from vorort.web.middleware import SESSION_KEY as CAPACITY_KEY

pytestmark = pytest.mark.slow

WRITERS = 4
ROUNDS = rounds(1, 20)
SAVES = rounds(80, 500)


@dataclass
class House:
    """The site on its database, and what can be killed of it."""

    database: Database
    data: Path
    cluster: postgres.Cluster | None = None
    port: int = field(default_factory=free_port)
    site: Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        self.site = start_server(self.database, self.data, self.port)

    def kill_site(self) -> None:
        """Master and workers at once."""
        assert self.site is not None
        os.killpg(self.site.pid, signal.SIGKILL)
        self.site.wait()

    def kill(self, victim: str) -> None:
        """Kill it and start it again."""
        if victim == "site":
            self.kill_site()
            self.start()
        else:
            assert self.cluster is not None
            self.cluster.kill()
            time.sleep(0.2)
            self.cluster.start()


@pytest.fixture(params=["site", "database"])
def victim(request):
    if request.param == "database" and connection.vendor == "sqlite":
        pytest.skip("SQLite lebt in den Prozessen der Seiten.")
    return request.param


@pytest.fixture
def house(victim, committed_copy, static_folder, django_db_blocker):
    """On SQLite the test's own copy; on PostgreSQL a cluster of its own, which may be killed."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with databases.connected_to(committed_copy):
                yield from _standing(House(committed_copy, static_folder))
            return
        with own_cluster() as (database, cluster):
            yield from _standing(House(database, static_folder, cluster))


def _standing(house):
    house.start()
    yield house
    end(house.site)


def signed_in(capacity):
    user = User.objects.get(pk=capacity.user_id)
    session = SessionStore()
    session[CAPACITY_KEY] = capacity.id
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def drafts():
    """A draft for every writer, each under a call of its own, and a session of the person who writes them."""
    with clock.at(TODAY), transaction.atomic():
        world = worlds.build()
        made = [world.begun(call=world.open_call(f"aufruf-{number}")) for number in range(WRITERS)]
        return world.district.coordinator, made


def test_what_was_acknowledged_is_stored_whoever_is_killed(house, victim, figure):
    coordinator, applications = drafts()
    session = signed_in(coordinator)
    for number in range(ROUNDS):
        writers = [
            Writer(house.address, session, coordinator.id, row.pk, wanted=SAVES // WRITERS) for row in applications
        ]
        for writer in writers:
            writer.start()
        _let_them_write(writers, random.Random(number).randint(SAVES // 8, SAVES // 2))
        house.kill(victim)
        for writer in writers:
            writer.join(120)
        assert [writer.fault for writer in writers] == [""] * WRITERS
        assert [writer.acknowledgements for writer in writers] == [SAVES // WRITERS] * WRITERS
        connection.close()
        _assert_nothing_is_lost_and_nothing_half(writers)
    figure(f"Runden, in denen mitten im Schreiben endet: {victim}; Änderungen je Runde", f"{ROUNDS}, {SAVES}")


def _let_them_write(writers, saves):
    until = time.monotonic() + 60
    while sum(writer.acknowledgements for writer in writers) < saves and time.monotonic() < until:
        time.sleep(0.005)


def _assert_nothing_is_lost_and_nothing_half(writers):
    for writer in writers:
        row = Application.objects.get(pk=writer.application_id)
        assert row.title == f"Schritt {writer.acknowledged}"
        entries = HistoryEntry.objects.filter(stream=history.stream_of(row), action="application.details_saved")
        assert entries.count() == row.version - 1  # every version has its entry, and no entry is without one
    assert list(history.verify()) == []
