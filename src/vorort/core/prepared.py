"""A query that is compiled once a process and then run with other values: for one that is asked often."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from itertools import count
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

SHAPES = 500  # kept of one query; the one not asked for longest makes room
LARGEST = 2**63 - 1  # of a number in a table
FIRST, SECOND = 31_771, 32_411  # both fit the smallest column: past its range Django knows that nothing is found
Types = tuple[tuple[str, type, int], ...]  # name and kind of each value; how many a tuple holds, -1 for one alone


@dataclass(frozen=True)
class _Place:
    """One place of a query: of the value ``name``, of a tuple the one at ``index``; without a name a constant."""

    name: str
    index: int = 0
    constant: Any = None

    def bound(self, values: Mapping[str, Any]) -> Any:
        """What is asked for here, as the database takes it."""
        if not self.name:
            return self.constant
        value = values[self.name]
        return _bound(value[self.index] if isinstance(value, tuple) else value)


@dataclass(frozen=True)
class _Text:
    """The text of a query, its places, and what reads its rows."""

    compiler: SQLCompiler
    sql: str
    places: list[_Place]
    of_models: bool


class Prepared:
    """``build`` makes a query of columns or of models from a shape and values.

    Values (int, str, date, or a tuple of them) are named and change what is found, never the query: none may be None,
    none may decide but by how many a tuple holds. What decides is the shape: hashable, not named. One query is compiled
    for each shape and kind of database; of one that can find nothing the database is not asked. ``shapes`` are kept.
    Every value is asked for, but of those named in ``optional`` a shape may need none.
    """

    def __init__(
        self, build: Callable[..., QuerySet[Any, Any]], *, shapes: int = SHAPES, optional: Collection[str] = ()
    ) -> None:
        self._build = build
        self._text = lru_cache(shapes)(self._compile)
        self._optional = set(optional)

    def rows(self, *shape: Hashable, **values: object) -> Iterator[Any]:
        """The rows for these values, converted as the query's own would be. One statement; none for a number no table
        can hold. Raises ValueError when the query asks for a value not at all or not as it is.
        """
        types = tuple(_type_of(name, value) for name, value in values.items())
        text = self._text(connection.vendor, shape, types)
        if text is None or any(isinstance(value, int) and abs(value) > LARGEST for value in values.values()):
            return iter(())
        with connection.cursor() as cursor:
            cursor.execute(text.sql, [place.bound(values) for place in text.places])
            found = _Found(text.compiler, cursor.fetchall())
        of_models: Any = ModelIterable
        return iter(of_models(found)) if text.of_models else found.results_iter(tuple_expected=True)

    def _compile(self, vendor: str, shape: tuple[Hashable, ...], types: Types) -> _Text | None:
        """Build the query twice with other values: what differs is a place of one, what does not is a constant."""
        markers = [_markers(types, base) for base in (FIRST, SECOND)]
        queries = [self._build(*shape, **each).query for each in markers]
        compilers = [query.get_compiler(connection=connection) for query in queries]
        try:
            (sql, one), (_same, other) = (compiler.as_sql() for compiler in compilers)
        except EmptyResultSet:
            return None
        known = _places_of(*markers)
        places = [
            _Place("", constant=a) if a == b else known.get((a, b), _Place("?"))
            for a, b in zip(one, other, strict=True)
        ]
        asked, wanted = {place.name for place in places} - {""}, {name for name, _type, _number in types}
        if unlike := asked - wanted | wanted - asked - self._optional:
            raise ValueError(f"the query does not ask for it as it is: {', '.join(sorted(unlike))}")
        return _Text(compilers[0], sql, places, queries[0].default_cols)


def _type_of(name: str, value: object) -> tuple[str, type, int]:
    if isinstance(value, tuple):
        return name, type(value[0]) if value else int, len(value)
    return name, type(value), -1


def _markers(types: Types, base: int) -> dict[str, Any]:
    """A value for each, other values for another ``base``. Those alone come first: a long tuple leaves the range of the
    smallest column, where only keys are asked for.
    """
    numbers = count(base)
    return {
        name: _marker(kind, next(numbers)) if number < 0 else tuple(_marker(kind, next(numbers)) for _ in range(number))
        for name, kind, number in sorted(types, key=lambda each: each[2])
    }


def _places_of(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[tuple[Any, Any], _Place]:
    """The place of each value, by what stands there in the one query and in the other."""
    found = {}
    for name, value in first.items():
        ones, others = (each if isinstance(each, tuple) else (each,) for each in (value, second[name]))
        for index, (one, other) in enumerate(zip(ones, others, strict=True)):
            found[_bound(one), _bound(other)] = _Place(name, index)
    return found


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
