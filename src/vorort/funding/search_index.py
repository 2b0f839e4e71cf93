"""The index behind the search of applications by a part of their title or file number, laid after every migration.

SQLite: an FTS5 table of trigrams over the application's own columns, kept by triggers. PostgreSQL: indexes of the
extension pg_trgm, which comes with the server and which the owner of a database may create; a server without it
searches every row. How it is asked stands in ``queries/search.py``.
"""

import logging
from typing import Any

from django.db import DatabaseError, connections, transaction

logger = logging.getLogger(__name__)

SOURCE = "funding_application"
EXTENSION = "pg_trgm"

TABLE = """
CREATE VIRTUAL TABLE IF NOT EXISTS funding_application_search USING fts5(
    title, file_number, content='funding_application', content_rowid='id', tokenize='trigram'
)"""
REBUILD = "INSERT INTO funding_application_search (funding_application_search) VALUES ('rebuild')"
TRIGGERS = {
    "funding_application_search_insert": """
CREATE TRIGGER funding_application_search_insert AFTER INSERT ON funding_application BEGIN
    INSERT INTO funding_application_search (rowid, title, file_number) VALUES (NEW.id, NEW.title, NEW.file_number);
END""",
    "funding_application_search_update": """
CREATE TRIGGER funding_application_search_update AFTER UPDATE OF title, file_number ON funding_application
WHEN OLD.title IS NOT NEW.title OR OLD.file_number IS NOT NEW.file_number BEGIN
    INSERT INTO funding_application_search (funding_application_search, rowid, title, file_number)
    VALUES ('delete', OLD.id, OLD.title, OLD.file_number);
    INSERT INTO funding_application_search (rowid, title, file_number) VALUES (NEW.id, NEW.title, NEW.file_number);
END""",
    "funding_application_search_delete": """
CREATE TRIGGER funding_application_search_delete AFTER DELETE ON funding_application BEGIN
    INSERT INTO funding_application_search (funding_application_search, rowid, title, file_number)
    VALUES ('delete', OLD.id, OLD.title, OLD.file_number);
END""",
}
# In upper case, because Django compares so whatever the case.
TRIGRAMS = {"title": "funding_application_title_part", "file_number": "funding_application_number_part"}


def lay(using: str = "default", **_: Any) -> None:
    """Lay what is missing. Connected to Django's ``post_migrate`` of funding."""
    connection = connections[using]
    if SOURCE not in connection.introspection.table_names():
        return
    if connection.vendor == "sqlite":
        _lay_in_sqlite(connection)
    else:
        _lay_in_postgresql(connection, using)


def _lay_in_sqlite(connection: Any) -> None:
    """The table, its triggers, and what was written while one of them was missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present = dict(cursor.fetchall())
        if all(present.get(name) == text.strip() for name, text in TRIGGERS.items()):
            return
        cursor.execute(TABLE)
        for name, text in TRIGGERS.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(text)
        cursor.execute(REBUILD)


def _lay_in_postgresql(connection: Any, using: str) -> None:
    try:
        with transaction.atomic(using=using), connection.cursor() as cursor:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {EXTENSION}")
            for column, name in TRIGRAMS.items():
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {name} ON {SOURCE} USING gin (upper({column}::text) gin_trgm_ops)"
                )
    except DatabaseError:
        logger.warning("Ohne die Erweiterung %s durchsucht PostgreSQL jeden Antrag einzeln.", EXTENSION)
