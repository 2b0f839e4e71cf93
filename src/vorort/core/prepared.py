"""A query that is compiled once a process and then run with other values: for one that is asked often."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

SHAPES = 500  # kept of one query; the one not asked for longest makes room
LARGEST = 2**63 - 1  # of a number in a table
FIRST, SECOND = 31_771, 32_411  # both fit the smallest column: past its range Django knows that nothing is found
Types = tuple[tuple[str, type], ...]


@dataclass(frozen=True)
class _Text:
    """The text of a query, the name of the value or the constant for each of its places, and what reads its rows."""

    compiler: SQLCompiler
    sql: str
    places: list[tuple[str, Any]]
    of_models: bool


class Prepared:
    """``build`` makes a query of columns or of models from a shape and values.

    Values (int, str, date) are named and change what is found, never the query: none may be None, none may decide.
    What decides is the shape: hashable, not named. One query is compiled for each shape and kind of database; of one
    that can find nothing the database is not asked. ``shapes`` are kept.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *, shapes: int = SHAPES) -> None:
        self._build = build
        self._text = lru_cache(shapes)(self._compile)

    def rows(self, *shape: Hashable, **values: object) -> Iterator[Any]:
        """The rows for these values, converted as the query's own would be. One statement; none for a number no table
        can hold. Raises ValueError when the query asks for a value not at all or not as it is.
        """
        types = tuple((name, type(value)) for name, value in values.items())
        text = self._text(connection.vendor, shape, types)
        if text is None or any(isinstance(value, int) and abs(value) > LARGEST for value in values.values()):
            return iter(())
        with connection.cursor() as cursor:
            cursor.execute(text.sql, [_bound(values[name]) if name else constant for name, constant in text.places])
            found = _Found(text.compiler, cursor.fetchall())
        of_models: Any = ModelIterable
        return iter(of_models(found)) if text.of_models else found.results_iter(tuple_expected=True)

    def _compile(self, vendor: str, shape: tuple[Hashable, ...], types: Types) -> _Text | None:
        """Build the query twice with other values: what differs is a place of one, what does not is a constant."""
        markers = [{name: _marker(kind, base + n) for n, (name, kind) in enumerate(types)} for base in (FIRST, SECOND)]
        queries = [self._build(*shape, **each).query for each in markers]
        compilers = [query.get_compiler(connection=connection) for query in queries]
        try:
            (sql, one), (_same, other) = (compiler.as_sql() for compiler in compilers)
        except EmptyResultSet:
            return None
        names = {(_bound(first), _bound(markers[1][name])): name for name, first in markers[0].items()}
        places = [("", a) if a == b else (names.get((a, b), "?"), a) for a, b in zip(one, other, strict=True)]
        asked = {name for name, _constant in places} - {""}
        if unlike := asked ^ set(markers[0]):
            raise ValueError(f"the query does not ask for it as it is: {', '.join(sorted(unlike))}")
        return _Text(compilers[0], sql, places, queries[0].default_cols)


def _marker(kind: type, number: int) -> object:
    """A value of this kind that stands for another. Raises TypeError when it is none that can be passed."""
    if issubclass(kind, int) and kind is not bool:
        return number
    if issubclass(kind, str):
        return f"\x1f{number}"
    if issubclass(kind, date) and not issubclass(kind, datetime):
        return date(2, 1, 1) + timedelta(days=number)
    raise TypeError(f"{kind.__name__} belongs to the shape")


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
    plain = value.value if isinstance(value, Enum) else value
    return connection.ops.adapt_datefield_value(plain) if isinstance(plain, date) else plain
