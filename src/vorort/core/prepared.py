"""A query that is compiled once a process and then run with other values: for a large one that is asked often."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

_MARKERS: Mapping[type, Callable[[int], object]] = {
    int: lambda number: 2_147_000_000 + number,
    str: lambda number: f"\x1f{number}",
    date: lambda number: date(1, 1, 1) + timedelta(days=number),
}


class Prepared:
    """``build`` makes the query of values whose names and types (int, str, date) are given. They may change what it
    finds, never its shape, so none may be None. One is compiled for each kind of database.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **types: type) -> None:
        self._build = build
        self._markers = {name: _MARKERS[kind](number) for number, (name, kind) in enumerate(types.items())}
        self._compiled: dict[str, tuple[SQLCompiler, str, list[tuple[str, Any]]]] = {}

    def rows(self, **values: object) -> Iterator[Any]:
        """The rows for these values, converted as the query's own would be. One statement."""
        if connection.vendor not in self._compiled:
            self._compiled[connection.vendor] = self._compile()
        compiler, sql, slots = self._compiled[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [_bound(values[name]) if name else constant for name, constant in slots])
            found = cursor.fetchall()
        rows: Iterator[Any] = compiler.results_iter(results=[found], tuple_expected=True)
        return rows

    def _compile(self) -> tuple[SQLCompiler, str, list[tuple[str, Any]]]:
        compiler = self._build(**self._markers).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        names = {_bound(marker): name for name, marker in self._markers.items()}
        slots = [(names.get(param, ""), param) for param in params]
        if lost := set(self._markers) - {name for name, _param in slots}:
            raise ValueError(f"the query does not ask for: {', '.join(sorted(lost))}")
        return compiler, sql, slots


def _bound(value: object) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
