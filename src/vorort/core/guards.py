"""Rules the database itself keeps: triggers, written once for SQLite and PostgreSQL, installed after every migration.

An app config lists its guards in ``guards``. SQLite drops triggers when Django rebuilds a table, so they are laid
anew each time.
"""

from collections.abc import Collection, Iterator
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


def rows_stand(
    table: str, sentence: str, when: str, events: Collection[str] = ("INSERT", "UPDATE", "DELETE")
) -> tuple[Guard, ...]:
    """No row comes, changes or goes while ``when`` holds for it as it was or as it would be; ``{row}`` is either."""
    before, after = (when.format(row=row) for row in ("OLD", "NEW"))
    conditions = {"INSERT": after, "UPDATE": f"{before} OR {after}", "DELETE": before}
    return tuple(
        Guard(f"{table}_stands_{event.lower()}", table, event, sentence, condition=conditions[event])
        for event in events
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


def lift(using: str = "default") -> None:
    """Take every guard away. Only for rows of a backup, before anybody works with them; ``install`` lays them again in
    the same transaction.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        for guard in all_guards():
            where = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
            for name in _texts(guard, connection.vendor):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{where}')


def missing(using: str = "default") -> list[str]:
    """Names of guards the database does not have as they were laid: dropped, switched off, or replaced by another text.

    ``vorort check`` reports them.
    """
    connection = connections[using]
    query = (
        "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = dict(cursor.fetchall())
    expected = {name: text for guard in all_guards() for name, text in _texts(guard, connection.vendor).items()}
    return sorted(name for name, text in expected.items() if present.get(name) != text)


_TRUNCATE_BODY = (
    " BEGIN RAISE EXCEPTION 'Diese Tabelle wird nie geleert.' USING ERRCODE = 'integrity_constraint_violation'; END "
)
_POSTGRESQL_TRUNCATE = (
    f"CREATE OR REPLACE FUNCTION core_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $${_TRUNCATE_BODY}$$"
)


def _texts(guard: Guard, vendor: str) -> dict[str, str]:
    """The triggers that make up ``guard``, with the text the database keeps of each. SQLite has no TRUNCATE."""
    if vendor == "sqlite":
        return {guard.name: _sqlite_trigger(guard)}
    texts = {guard.name: _postgresql_body(guard)}
    return texts | {f"{guard.name}_truncate": _TRUNCATE_BODY} if guard.truncate else texts


def _sqlite_trigger(guard: Guard) -> str:
    when = f"WHEN {guard.condition}" if guard.condition else ""
    return (
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" FOR EACH ROW {when} '
        f"BEGIN SELECT RAISE(ABORT, '{_quoted(guard)}'); END"
    )


def _postgresql_body(guard: Guard) -> str:
    returned = "OLD" if guard.event == "DELETE" else "NEW"
    refusal = f"RAISE EXCEPTION '{_quoted(guard)}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {guard.condition} THEN {refusal} END IF; RETURN {returned};" if guard.condition else refusal
    return f" BEGIN {body} END "


def _quoted(guard: Guard) -> str:
    return guard.sentence.replace("'", "''")


def _statements(guard: Guard, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{guard.name}"', _sqlite_trigger(guard)]
    body = _postgresql_body(guard)
    statements = [
        f'CREATE OR REPLACE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $${body}$$',
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
