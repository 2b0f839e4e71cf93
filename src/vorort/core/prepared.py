"""A query that is compiled once a process and then run with other values: for one that is asked often."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Types = tuple[tuple[str, type], ...]
Compiled = tuple[SQLCompiler, str, list[tuple[str, Any]]]
SHAPES = 500  # kept of one query; the one not asked for longest makes room
_MARKERS: Mapping[type, Callable[[int], object]] = {
    int: lambda number: 2_147_000_000 + number,
    str: lambda number: f"\x1f{number}",
    date: lambda number: date(2, 1, 1) + timedelta(days=number),
}


class Prepared:
    """``build`` makes a query of columns from a shape and values.

    Values (int, str, date) are named and change what is found, never the query: none may be None, none may decide.
    What decides is the shape: hashable, not named. One query is compiled for each shape and kind of database; of one
    that can find nothing the database is not asked.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled = lru_cache(SHAPES)(self._compile)

    def rows(self, *shape: Hashable, **values: object) -> Iterator[Any]:
        """The rows for these values, converted as the query's own would be. One statement."""
        types = tuple((name, type(value)) for name, value in values.items())
        compiled = self._compiled(connection.vendor, shape, types)
        if compiled is None:
            return iter(())
        compiler, sql, slots = compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, [_bound(values[name]) if name else constant for name, constant in slots])
            found = cursor.fetchall()
        rows: Iterator[Any] = compiler.results_iter(results=[found], tuple_expected=True)
        return rows

    def _compile(self, vendor: str, shape: tuple[Hashable, ...], types: Types) -> Compiled | None:
        markers = {name: _MARKERS[kind](number) for number, (name, kind) in enumerate(types)}
        compiler = self._build(*shape, **markers).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        names = {_bound(marker): name for name, marker in markers.items()}
        slots = [(names.get(param, ""), param) for param in params]
        if lost := set(markers) - {name for name, _param in slots}:
            raise ValueError(f"the query does not ask for: {', '.join(sorted(lost))}")
        return compiler, sql, slots


def _bound(value: object) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
