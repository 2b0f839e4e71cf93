"""Steps of the small world that were taken before from the same rows are written again, not worked out again.

The first time, the actions run and what they write is noted; the next test that takes the same steps first gets the
same statements. For that, rows get the same numbers again: those that a rolled back row had.
"""

from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any

from django.db import connection
from django.db.models import Model

from vorort.core import clock, documents
from vorort.core.models import HistoryEntry

Statement = tuple[str, Any]
Step = Callable[..., Any]
WRITING = ("INSERT", "UPDATE", "DELETE", "ROLLBACK")


class Steps:
    """The steps taken since a test began, and what each way of steps writes."""

    def __init__(self) -> None:
        self.known: dict[tuple[Hashable, ...], tuple[list[Statement], type[Model], Any]] = {}
        self.numbers: list[tuple[str, int]] = []
        self.entries = 0
        self.way: tuple[Hashable, ...] = ()
        self.written = 0
        self.stand = -1

    def start(self) -> None:
        """The world is built: this is where every test begins."""
        self.numbers, self.entries = numbers(), HistoryEntry.objects.count()

    def begin(self) -> None:
        """A test begins. Where its module added nothing, the rows are those of the world; so are the next numbers."""
        connection.execute_wrappers.append(self._count)
        if HistoryEntry.objects.count() == self.entries:
            count_from(self.numbers)
            self.way, self.stand = (), self.written

    def end(self) -> None:
        """Nothing is known of the rows any longer."""
        connection.execute_wrappers.remove(self._count)
        self.stand = -1

    def take(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """What the step ``key`` gives, read anew."""
        if self.stand != self.written:  # somebody else wrote something, or took it back
            return work()
        way = (*self.way, key)
        if way in self.known:
            statements, model, primary_key = self.known[way]
            with connection.cursor() as cursor:
                for statement, values in statements:
                    cursor.execute(statement, values)
        else:
            statements = []
            with connection.execute_wrapper(_noting(statements)):
                made = work()
            model, primary_key = type(made), made.pk
            self.known[way] = statements, model, primary_key
        self.way, self.stand = way, self.written
        return model._default_manager.get(pk=primary_key)

    def _count(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.written += sql.startswith(WRITING)
        return execute(sql, params, many, context)


def once(step: Step) -> Step:
    """A step of the world whose rows are worked out once for each way that leads to it."""

    @wraps(step)
    def taken(world: Any, *args: Any, **more: Any) -> Any:
        key = (step.__name__, clock.today(), documents.render.__name__, _known_by((args, sorted(more.items()))))
        return world.steps.take(key, lambda: step(world, *args, **more))

    return taken


def _noting(statements: list[Statement]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        assert not many, "many rows at once are not noted"
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            statements.append((sql, params))
        return execute(sql, params, many, context)

    return note


def _known_by(value: Any) -> str:
    """A name for ``value`` that two different ones do not share."""
    if isinstance(value, Model):
        return f"{type(value).__name__} {value.pk}"
    if isinstance(value, (list, tuple)):
        return f"({', '.join(_known_by(one) for one in value)})"
    if is_dataclass(value):
        return f"{type(value).__name__}{_known_by([getattr(value, one.name) for one in fields(value)])}"
    return repr(value)


# --- The numbers of rows on PostgreSQL; SQLite takes them back with the row -------------------------------------------
def numbers() -> list[tuple[str, int]]:
    """Every sequence and the number it gave last; 0 when none."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(sequencename), coalesce(last_value, 0) FROM pg_sequences")
        return [(name, last) for name, last in cursor.fetchall()]


def count_from(last_ones: list[tuple[str, int]]) -> None:
    """The next rows get the numbers after these, as if those in between had never been."""
    if last_ones:
        calls = ", ".join(f"setval('{name}', {max(last, 1)}, {last > 0})" for name, last in last_ones)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {calls}")
