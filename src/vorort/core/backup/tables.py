"""What a backup holds: tables, their columns, and their rows as neutral lines.

The same rows are the same lines on SQLite and PostgreSQL. How the lines are packed stands in archive.py.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model

# The tables that are not in a backup; nor is a row that cannot be without one of theirs. Each with its reason.
LEFT_OUT = {
    "core_cache": "nur ein Zwischenspeicher",
    "core_heartbeat": "ein Lebenszeichen von damals sagt nichts",
    "django_content_type": "legt migrate an",
    "django_migrations": "steht im Verzeichnis der Sicherung",
    "django_session": "alle melden sich neu an",
}
READ_AT_ONCE = 500
UTC_MARK = "+00:00"


class Table:
    """One table of a backup. ``columns`` says of each column what kind it is; ``numbered`` whether it counts itself."""

    def __init__(self, model: type[Model]) -> None:
        options = model._meta
        self.name = options.db_table
        self._fields = [field.get_col(self.name) for field in options.local_concrete_fields]
        self.columns = {str(col.target.column): str(col.output_field.get_internal_type()) for col in self._fields}
        self.key = str(options.pk.column)
        self.numbered = options.auto_field is not None
        self._kinds = list(self.columns.values())

    # --- Reading ------------------------------------------------------------------------------------------------------
    def count(self) -> int:
        """How many rows there are."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {_quoted(self.name)}")  # noqa: S608
            return int(cursor.fetchone()[0])

    def is_empty(self) -> bool:
        """Whether there is no row."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {_quoted(self.name)} LIMIT 1")  # noqa: S608
            return cursor.fetchone() is None

    def lines(self) -> Iterator[bytes]:
        """Every row in the order of its key, as a line of JSON. Rows with whole files in them are read one by one."""
        turned = [(place, turn) for place, col in enumerate(self._fields) if (turn := _as_plain(col))]
        at_once = 1 if "BinaryField" in self._kinds else READ_AT_ONCE
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                f"SELECT {self._listed()} FROM {_quoted(self.name)} ORDER BY {_quoted(self.key)}"  # noqa: S608
            )
            while rows := cursor.fetchmany(at_once):
                for row in map(list, rows):
                    for place, turn in turned:
                        row[place] = turn(row[place])
                    yield _dumped(row).encode() + b"\n"

    def last_number(self) -> int:
        """The number the table gave last, also when its row is gone; 0 when none or when it does not count."""
        if not self.numbered:
            return 0
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)",
                    [_quoted(self.name), self.key],
                )
            else:
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.name])
            row = cursor.fetchone()
        return int(row[0] or 0) if row else 0

    # --- Writing ------------------------------------------------------------------------------------------------------
    def fill(self, lines: Iterable[bytes]) -> None:
        """Write the rows of ``lines``. Raises DatabaseError, and ValueError for a line that is no row of this table."""
        with connection.wrap_database_errors:
            if connection.vendor == "postgresql":
                statement = f"COPY {_quoted(self.name)} ({self._listed()}) FROM STDIN"
                with connection.connection.cursor().copy(statement) as copy:
                    for row in self._rows(lines):
                        copy.write_row(row)
            else:
                places = ", ".join("?" * len(self.columns))
                statement = f"INSERT INTO {_quoted(self.name)} ({self._listed()}) VALUES ({places})"  # noqa: S608
                connection.connection.executemany(statement, self._rows(lines))

    def go_on_after(self, number: int) -> None:
        """Let the table count on after ``number``, which may be higher than that of its last row."""
        if not number:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [_quoted(self.name), self.key, number]
                )
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [self.name])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [self.name, number])

    def _rows(self, lines: Iterable[bytes]) -> Iterator[list[Any]]:
        turned = [(place, turn) for place, kind in enumerate(self._kinds) if (turn := _from_plain(kind))]
        for line in lines:
            row = json.loads(line.decode())
            if not isinstance(row, list) or len(row) != len(self._kinds):
                raise ValueError("not a row of this table")
            for place, turn in turned:
                if row[place] is not None:
                    row[place] = turn(row[place])
            yield row

    def _listed(self) -> str:
        return ", ".join(map(_quoted, self.columns))


def tables() -> list[Table]:
    """The tables of a backup, in the order of the contexts."""
    kept = [model for model in apps.get_models(include_auto_created=True) if _is_kept(model)]
    return [Table(model) for model in kept]


def strangers() -> list[str]:
    """Tables and columns in the database that no backup of this version would hold, though nobody left them out."""
    models = apps.get_models(include_auto_created=True)
    known = {model._meta.db_table: {field.column for field in model._meta.local_concrete_fields} for model in models}
    with connection.cursor() as cursor:
        present = connection.introspection.table_names(cursor)
        columns = {
            name: {row.name for row in connection.introspection.get_table_description(cursor, name)}
            for name in present
            if name in known
        }
    found = [name for name in present if name not in known and name not in LEFT_OUT and not _is_derived(name)]
    return sorted(found + [f"{name}.{column}" for name in columns for column in columns[name] - known[name]])


def _is_derived(name: str) -> bool:
    """Whether an app config lists the table, or the one it serves, in ``derived_tables``: its triggers fill it anew."""
    derived = [table for config in apps.get_app_configs() for table in getattr(config, "derived_tables", ())]
    return any(name == table or name.startswith(f"{table}_") for table in derived)


def _is_kept(model: type[Model]) -> bool:
    """Whether neither the table itself nor one that each of its rows points at is left out."""
    if model._meta.db_table in LEFT_OUT:
        return False
    fields = model._meta.local_concrete_fields
    needed = [field.related_model for field in fields if field.related_model and not field.null]
    return all(_is_kept(other) for other in needed if other is not model)


# --- Values -----------------------------------------------------------------------------------------------------------
def _as_plain(col: Any) -> Callable[[Any], Any] | None:
    """What makes a value of this column the same on both databases; None where it is anyway."""
    if col.output_field.get_internal_type() == "JSONField":
        return _same_json
    converters = connection.ops.get_db_converters(col)
    return partial(_converted, converters=converters, col=col) if converters else None


def _converted(value: Any, *, converters: list[Any], col: Any) -> Any:
    for convert in converters:
        value = convert(value, col, connection)
    return value


def _same_json(value: str | None) -> str | None:
    """PostgreSQL keeps neither the order of keys nor spaces."""
    return None if value is None else _dumped(json.loads(value))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return str(value.astimezone(UTC))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"no value for a backup: {type(value).__name__}")


_dumped = json.JSONEncoder(
    default=_plain, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode


def _from_plain(kind: str) -> Callable[[Any], Any] | None:
    """What makes a value of this kind one that the database takes; None where it is anyway.

    SQLite keeps moments as text, in UTC and without saying so.
    """
    if kind == "BinaryField":
        return base64.b64decode
    if kind == "DateTimeField" and connection.vendor == "sqlite":
        return lambda value: value.removesuffix(UTC_MARK)
    return None


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
