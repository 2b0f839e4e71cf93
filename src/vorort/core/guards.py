"""Rules the database itself keeps: triggers, written once for SQLite and PostgreSQL, installed after every migration.

An app config lists its guards in ``guards``. SQLite drops triggers when Django rebuilds a table, so they are laid
anew each time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections


@dataclass(frozen=True)
class Guard:
    """Refuse ``event`` (UPDATE, DELETE, INSERT) on ``table`` when ``condition`` holds for OLD/NEW; always when it
    is empty.
    """

    name: str
    table: str
    event: str
    sentence: str
    condition: str = ""
    truncate: bool = False


def append_only(table: str, sentence: str) -> tuple[Guard, ...]:
    """No UPDATE, no DELETE, no TRUNCATE."""
    return (
        Guard(f"{table}_no_update", table, "UPDATE", sentence),
        Guard(f"{table}_no_delete", table, "DELETE", sentence, truncate=True),
    )


def all_guards() -> Iterator[Guard]:
    """The guards of every installed context."""
    for config in apps.get_app_configs():
        yield from getattr(config, "guards", ())


def install(using: str = "default", **_: Any) -> None:
    """Lay every guard anew. Connected to Django's ``post_migrate`` of the core."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_TRUNCATE)
        for guard in all_guards():
            if guard.table in existing:
                for statement in _statements(guard, connection.vendor):
                    cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Names of triggers the database does not have or does not heed. ``vorort check`` reports them."""
    connection = connections[using]
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    expected = {name for guard in all_guards() for name in _triggers(guard, connection.vendor)}
    return sorted(expected - present)


_POSTGRESQL_TRUNCATE = """
CREATE OR REPLACE FUNCTION core_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'Diese Tabelle wird nie geleert.' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def _triggers(guard: Guard, vendor: str) -> list[str]:
    """The triggers that make up ``guard``. SQLite has no TRUNCATE."""
    return [guard.name, f"{guard.name}_truncate"] if guard.truncate and vendor == "postgresql" else [guard.name]


def _statements(guard: Guard, vendor: str) -> list[str]:
    sentence = guard.sentence.replace("'", "''")
    if vendor == "sqlite":
        when = f"WHEN {guard.condition}" if guard.condition else ""
        return [
            f'DROP TRIGGER IF EXISTS "{guard.name}"',
            (
                f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" FOR EACH ROW {when} '
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            ),
        ]
    returned = "OLD" if guard.event == "DELETE" else "NEW"
    refusal = f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {guard.condition} THEN {refusal} END IF; RETURN {returned};" if guard.condition else refusal
    statements = [
        f'CREATE OR REPLACE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$',
        f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{guard.table}"',
        (
            f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{guard.name}"()'
        ),
    ]
    if guard.truncate:
        statements += [
            f'DROP TRIGGER IF EXISTS "{guard.name}_truncate" ON "{guard.table}"',
            (
                f'CREATE TRIGGER "{guard.name}_truncate" BEFORE TRUNCATE ON "{guard.table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_truncate()"
            ),
        ]
    return statements
