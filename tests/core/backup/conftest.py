"""A database with something in nearly every table, its backup, and fresh targets."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.databases import Database, Store, connected_to
from tests.funding.world import TODAY
from tests.web.scene import build_scene
from vorort.core import backup, clock, health, history
from vorort.core.actor import SYSTEM
from vorort.core.backup.tables import LEFT_OUT
from vorort.core.models import HistoryEntry, Message

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Source:
    """Where a backup is from: its database, its file, all rows there, and the number of a message that is gone."""

    database: Database
    file: Path
    rows: Rows
    gone: int


def all_rows() -> Rows:
    """Every row of every table that a backup holds, read past the backup's own code."""
    dependent = {"accounts_signin", "auth_permission", "auth_group_permissions"}
    with connection.cursor() as cursor:
        present = {name for name in connection.introspection.table_names(cursor) if "_search" not in name}
        names = present - LEFT_OUT.keys() - dependent
        found = {}
        for name in sorted(names):
            cursor.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            found[name] = [tuple(map(_read, row)) for row in cursor.fetchall()]
    return found


def _read(value: Any) -> Any:
    """JSON as what it says: neither spaces nor the order of keys matter."""
    return json.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value


def silent() -> backup.Progress:
    """Nobody watches."""
    return backup.Progress(lambda sentence: None)


@pytest.fixture(scope="session")
def source(
    django_db_setup: None,
    database_store: Store,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Source]:
    """The scene of the page tests, with erased values, a job, and a message that was deleted last."""
    database, file = database_store.copy("saved"), tmp_path_factory.mktemp("backup") / "source.zip"
    with django_db_blocker.unblock(), connected_to(database), clock.at(TODAY):
        build_scene()
        history.erase(SYSTEM, HistoryEntry.objects.order_by("pk")[3], reason="Frist abgelaufen")
        last = Message.objects.order_by("pk").last()
        gone = last.pk
        last.delete()
        health.beat()
        cache.set("gesagt", "gehört")
        backup.save(file, silent())
        rows = all_rows()
    yield Source(database, file, rows, gone)
    database_store.drop(database)


@pytest.fixture
def nothing_there(
    database_store: Store, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Database]:
    """A database without any table, connected to."""
    database = database_store.empty(f"nothing_{uuid.uuid4().hex[:8]}")
    with django_db_blocker.unblock(), connected_to(database):
        yield database
    database_store.drop(database)
