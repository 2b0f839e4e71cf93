"""A query that is compiled once a process and then run with other values: for one that is asked often."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

SHAPES = 500  # kept of one query; the one not asked for longest makes room
LARGEST = 2**63 - 1  # of a number in a table
Types = tuple[tuple[str, type], ...]
_MARKERS: Mapping[type, Callable[[int], object]] = {
    int: lambda number: 31_771 + number,  # fits the smallest column: past its range Django knows that nothing is found
    str: lambda number: f"\x1f{number}",
    date: lambda number: date(2, 1, 1) + timedelta(days=number),
}


@dataclass(frozen=True)
class _Compiled:
    """The text of a query, the name of the value or the constant for each of its places, and what reads its rows."""

    compiler: SQLCompiler
    sql: str
    places: list[tuple[str, Any]]
    of_models: bool


class Prepared:
    """``build`` makes a query of columns or of models from a shape and values.

    Values (int, str, date) are named and change what is found, never the query: none may be None, none may decide.
    What decides is the shape: hashable, not named. One query is compiled for each shape and kind of database; of one
    that can find nothing the database is not asked.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled = lru_cache(SHAPES)(self._compile)

    def rows(self, *shape: Hashable, **values: object) -> Iterator[Any]:
        """The rows for these values, converted as the query's own would be. One statement; none for a number no table
        can hold.
        """
        types = tuple((name, type(value)) for name, value in values.items())
        compiled = self._compiled(connection.vendor, shape, types)
        if compiled is None or any(isinstance(value, int) and abs(value) > LARGEST for value in values.values()):
            return iter(())
        with connection.cursor() as cursor:
            bound = [_bound(values[name]) if name else constant for name, constant in compiled.places]
            cursor.execute(compiled.sql, bound)
            found = _Found(compiled.compiler, cursor.fetchall())
        of_models: Any = ModelIterable
        return iter(of_models(found)) if compiled.of_models else found.results_iter(tuple_expected=True)

    def _compile(self, vendor: str, shape: tuple[Hashable, ...], types: Types) -> _Compiled | None:
        markers = {name: _MARKERS[kind](number) for number, (name, kind) in enumerate(types)}
        wanted = self._build(*shape, **markers)
        compiler = wanted.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        names = {_bound(marker): name for name, marker in markers.items()}
        places = [(names.get(param, ""), param) for param in params]
        if lost := set(markers) - {name for name, _param in places}:
            raise ValueError(f"the query does not ask for: {', '.join(sorted(lost))}")
        return _Compiled(compiler, sql, places, wanted.query.default_cols)


class _Found:
    """Rows that were found. To Django's reader of models they are a query and its compiler, which it asks for them."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: Mapping[Any, Any] = {}

    def __init__(self, compiler: SQLCompiler, rows: list[Any]) -> None:
        self._compiler, self._rows = compiler, rows
        self.query = self
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map

    def get_compiler(self, *, using: str) -> "_Found":
        return self

    def execute_sql(self, **_how: object) -> list[Any]:
        return [self._rows]

    def results_iter(self, _results: list[Any] | None = None, *, tuple_expected: bool = False) -> Iterator[Any]:
        rows: Iterator[Any] = self._compiler.results_iter([self._rows], tuple_expected=tuple_expected)
        return rows


def _bound(value: object) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
