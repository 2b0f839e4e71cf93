"""Two roles in PostgreSQL: one owns the tables and migrates, the other works and cannot change what guards it.

What a guard refuses for every row, the application has no right to in the first place. SQLite has no roles.
"""

from collections.abc import Iterator

from django.db import connections, transaction

from vorort.core import guards

# What a role must not have, or the guards are only asked politely: each with the question that PostgreSQL answers.
EXCESSES = {
    "ist Superuser": "SELECT rolsuper FROM pg_roles WHERE rolname = %(role)s",
    "darf Rollen anlegen und sich geben": "SELECT rolcreaterole FROM pg_roles WHERE rolname = %(role)s",
    "ist Eigentümerin der Tabellen oder darf es werden": (
        "SELECT pg_has_role(%(role)s, relowner, 'MEMBER') FROM pg_class WHERE oid = 'core_historyentry'::regclass"
    ),
    "darf das Protokoll ändern": (
        "SELECT has_table_privilege(%(role)s, 'core_historyentry', 'UPDATE, DELETE, TRUNCATE, TRIGGER')"
    ),
    "darf Trigger für ihre Sitzung abschalten": (
        "SELECT has_parameter_privilege(%(role)s, 'session_replication_role', 'SET')"
    ),
    "darf Tabellen anlegen": "SELECT has_schema_privilege(%(role)s, 'public', 'CREATE')",
    # A temporary table would stand before the real one, and a guard that looks something up would look there.
    "darf temporäre Tabellen anlegen": "SELECT has_database_privilege(%(role)s, current_database(), 'TEMPORARY')",
}


def exists(role: str, using: str = "default") -> bool:
    """Whether the server knows ``role``."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def grant(role: str, using: str = "default") -> None:
    """Give ``role`` what the application needs and take everything else. May be called as often as one likes."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for statement in _statements(role, using):
            cursor.execute(statement)


def excesses(role: str = "", using: str = "default") -> list[str]:
    """What ``role``, or the one that asks, may do although it must not; empty on SQLite."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        values = {"role": role or cursor.fetchone()[0]}
        found = []
        for sentence, question in EXCESSES.items():
            cursor.execute(question, values)
            if cursor.fetchone()[0]:
                found.append(sentence)
    return found


def _statements(role: str, using: str) -> Iterator[str]:
    connection = connections[using]
    name, database = connection.ops.quote_name(role), connection.ops.quote_name(str(connection.settings_dict["NAME"]))
    present = connection.introspection.table_names()
    yield f"GRANT CONNECT ON DATABASE {database} TO {name}"
    yield f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {name}"
    yield f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name}"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    for kind in ("TABLES", "SEQUENCES"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM PUBLIC, {name}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}"
    for guard in guards.all_guards():
        if not guard.condition and guard.table in present:
            yield f'REVOKE {guard.event} ON "{guard.table}" FROM {name}'
