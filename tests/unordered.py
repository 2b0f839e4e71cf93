"""Whoever asks for no order gets a random one, on every database: a test that relies on the order of a table fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler

IN_A_UNION: ContextVar[bool] = ContextVar("in a union", default=False)


def install() -> None:
    """For this process, once."""
    if not hasattr(SQLCompiler.get_order_by, "__wrapped__"):
        SQLCompiler.get_order_by = _shuffling(SQLCompiler.get_order_by)  # type: ignore[method-assign]
        SQLCompiler.get_combinator_sql = _knowing_its_parts(SQLCompiler.get_combinator_sql)  # type: ignore[method-assign]


def _shuffling(get_order_by: Callable[[SQLCompiler], list[Any]]) -> Callable[[SQLCompiler], list[Any]]:
    @wraps(get_order_by)
    def shuffled(compiler: SQLCompiler) -> list[Any]:
        found = get_order_by(compiler)
        if found or not _may_come_in_any_order(compiler):
            return found
        by_chance = OrderBy(Random())
        return [(by_chance, (*compiler.compile(by_chance), False))]

    return shuffled


def _may_come_in_any_order(compiler: SQLCompiler) -> bool:
    """Rows of one table and its joins. Rows that are distinct, grouped, united or inside another query may not be
    ordered by what is not among their columns.
    """
    query = compiler.query
    summed = any(annotation.contains_aggregate for annotation in query.annotation_select.values())
    whole = not (query.subquery or query.distinct or query.combinator or query.group_by is not None or summed)
    return whole and not IN_A_UNION.get()


def _knowing_its_parts(get_combinator_sql: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(get_combinator_sql)
    def united(compiler: SQLCompiler, *arguments: Any) -> Any:
        with _in_a_union():
            return get_combinator_sql(compiler, *arguments)

    return united


@contextmanager
def _in_a_union() -> Iterator[None]:
    before = IN_A_UNION.set(True)
    try:
        yield
    finally:
        IN_A_UNION.reset(before)
