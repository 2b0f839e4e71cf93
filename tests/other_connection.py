"""Somebody else at the same database: a second connection that holds a lock, ours that wait only a moment, and a
database that is gone.
"""

import contextlib
import sqlite3
from collections.abc import Iterator

import psycopg
from django.db import connection

KEYS = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}


@contextlib.contextmanager
def impatient(options: str = "-c lock_timeout=100") -> Iterator[None]:
    """Our connections wait only a moment; ``options`` say so to PostgreSQL."""
    kept = connection.settings_dict["OPTIONS"]
    before = dict(kept)
    connection.close()
    kept.update({"timeout": 0.1} if connection.vendor == "sqlite" else {"options": options})
    try:
        yield
    finally:
        connection.close()
        kept.clear()
        kept.update(before)


@contextlib.contextmanager
def held(statement: str) -> Iterator[sqlite3.Connection | psycopg.Connection]:
    """Somebody else writes and does not come to an end: SQLite as a whole, PostgreSQL what ``statement`` locks."""
    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield other
        return
    address = {KEYS[key]: value for key, value in connection.settings_dict.items() if key in KEYS}
    with psycopg.connect(**address) as holding:
        holding.execute(statement)
        yield holding
        holding.rollback()


@contextlib.contextmanager
def gone() -> Iterator[None]:
    """There is no database where ours was."""
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "/nowhere/at/all"
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = name
