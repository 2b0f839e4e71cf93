"""Databases for the suite: one migrated template a run, quick copies of it, and real processes that work on a copy.

History refuses UPDATE, DELETE and TRUNCATE, so nothing here ever empties a table.
The fixtures stand in tests/conftest.py.
"""

import fcntl
import importlib
import multiprocessing
import os
import sqlite3
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
from psycopg import sql

START_TOGETHER_SECONDS = 60
FINISH_SECONDS = 120


@dataclass(frozen=True)
class Database:
    """One database of the suite. ``url`` is the value of VORORT_DATABASE for a subprocess, ``name`` Django's NAME."""

    name: str
    url: str


class Store(Protocol):
    """Where the databases of one run lie."""

    template: Database

    def empty(self, label: str) -> Database:
        """A database without any table."""

    def copy(self, label: str) -> Database:
        """A copy of the template."""

    def drop(self, database: Database) -> None:
        """Remove ``database`` and whoever is connected to it."""


class SqliteStore:
    """Files in ``folder``. A copy is made with SQLite's own backup."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = self._database("template")

    def _database(self, label: str) -> Database:
        path = self.folder / f"{label}.sqlite3"
        return Database(str(path), f"sqlite:///{quote(str(path))}")

    def empty(self, label: str) -> Database:
        """Django makes the file when it connects."""
        return self._database(label)

    def copy(self, label: str) -> Database:
        """A copy of the template; about five milliseconds."""
        database = self._database(f"{label}-{uuid.uuid4().hex[:8]}")
        with closing(sqlite3.connect(self.template.name)) as source, closing(sqlite3.connect(database.name)) as target:
            source.backup(target)
        return database

    def drop(self, database: Database) -> None:
        """Remove the file and what SQLite put beside it."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(database.name + suffix).unlink(missing_ok=True)


class PostgresStore:
    """Databases beside the one that ``settings`` (Django's entry) names. Nobody ever works in the template itself."""

    def __init__(self, settings: dict[str, Any], run: str) -> None:
        self.address = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
        self.password = settings["PASSWORD"]
        self.entrance = settings["NAME"]
        self.run = run
        self.template = self._database("template")

    def _database(self, label: str) -> Database:
        name = f"test_vorort_{self.run}_{label}"
        sign_in = quote(self.address["user"]) + (f":{quote(self.password)}" if self.password else "")
        return Database(name, f"postgresql://{sign_in}@{self.address['host']}:{self.address['port']}/{name}")

    def _execute(self, statement: str, *names: str) -> None:
        query = sql.SQL(statement).format(*(sql.Identifier(name) for name in names))
        with psycopg.connect(
            **self.address, password=self.password, dbname=self.entrance, autocommit=True
        ) as connection:
            connection.execute(query)

    def empty(self, label: str) -> Database:
        """Made by the server."""
        database = self._database(label)
        self._execute("CREATE DATABASE {}", database.name)
        return database

    def copy(self, label: str) -> Database:
        """A copy of the template, made by the server."""
        database = self._database(f"{label}_{uuid.uuid4().hex[:8]}")
        self._execute("CREATE DATABASE {} TEMPLATE {}", database.name, self.template.name)
        return database

    def drop(self, database: Database) -> None:
        """End every connection and remove the database."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", database.name)


def open_store(folder: Path, settings: dict[str, Any]) -> Store:
    """The store of this run, shared by all workers through ``folder``. The first to ask migrates the template."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        migrated = folder / "migrated"
        run = migrated.read_text() if migrated.exists() else uuid.uuid4().hex[:8]
        postgres = settings["ENGINE"].endswith("postgresql")
        store: Store = PostgresStore(settings, run) if postgres else SqliteStore(folder)
        if not migrated.exists():
            migrate_template(store.empty("template"))
            migrated.write_text(run)
    return store


def close_store(folder: Path, settings: dict[str, Any]) -> None:
    """Remove the template at the end of the run. The files of SQLite go with pytest's own folder."""
    migrated = folder / "migrated"
    if migrated.exists() and settings["ENGINE"].endswith("postgresql"):
        store = PostgresStore(settings, migrated.read_text())
        store.drop(store.template)
    migrated.unlink(missing_ok=True)


def migrate_template(template: Database) -> None:
    from django.core.management import call_command  # Django is set up by now, not when this module is read

    with connected_to(template):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


@contextmanager
def connected_to(database: Database) -> Iterator[None]:
    """Point Django's default connection, and every subprocess started meanwhile, at ``database``."""
    from django.db import connections  # Django is set up by now, not when this module is read

    connection = connections["default"]
    before = connection.settings_dict["NAME"], os.environ.get("VORORT_DATABASE")
    connection.close()
    connection.settings_dict["NAME"] = database.name
    os.environ["VORORT_DATABASE"] = database.url
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before[0]
        os.environ.pop("VORORT_DATABASE")
        if before[1] is not None:
            os.environ["VORORT_DATABASE"] = before[1]


@dataclass(frozen=True)
class Outcome:
    """What one process came back with: ``value``, or the ``error`` (its class) and the whole trace."""

    value: Any = None
    error: str = ""
    trace: str = ""


def run_processes(database: Database, count: int, function_path: str, *args: object) -> list[Outcome]:
    """Call ``function_path`` ("package.module:function") with ``args`` in ``count`` processes that start together.

    Each is a process of its own with Django set up and connected to ``database``. The function takes the number of its
    process (0, 1, …) first, then ``args``, and returns something that can be pickled. Outcomes come in that order.
    """
    context = multiprocessing.get_context("forkserver")  # Django is imported once; nothing of the test is copied
    context.set_forkserver_preload(["tests.ready"])
    barrier, answers = context.Barrier(count), context.Queue()
    processes = [
        context.Process(target=_process, args=(number, database, function_path, args, barrier, answers), daemon=True)
        for number in range(count)
    ]
    try:
        for process in processes:
            process.start()
        outcomes = dict(answers.get(timeout=START_TOGETHER_SECONDS + FINISH_SECONDS) for _ in processes)
        for process in processes:
            process.join(FINISH_SECONDS)
    finally:
        for process in processes:
            process.kill()
        answers.close()
    return [outcomes[number] for number in range(count)]


def _process(
    number: int,
    database: Database,
    function_path: str,
    args: tuple[object, ...],
    barrier: Barrier,
    answers: "Queue[Any]",
) -> None:
    try:
        with _ready(database, function_path, barrier) as function:
            barrier.wait(START_TOGETHER_SECONDS)
            outcome = Outcome(value=function(number, *args))
    except Exception as error:  # noqa: BLE001 - whatever it is, the test wants to see it
        outcome = Outcome(error=type(error).__name__, trace=traceback.format_exc())
    answers.put((number, outcome))


@contextmanager
def _ready(database: Database, function_path: str, barrier: Barrier) -> Iterator[Callable[..., Any]]:
    """Connect this process and find its function. When that fails, nobody waits for this process."""
    with ExitStack() as connected:
        try:
            importlib.import_module("tests.ready")
            from django.db import connection

            connected.enter_context(connected_to(database))
            module, _, name = function_path.partition(":")
            function: Callable[..., Any] = getattr(importlib.import_module(module), name)
            connection.ensure_connection()
        except Exception:
            barrier.abort()
            raise
        yield function
