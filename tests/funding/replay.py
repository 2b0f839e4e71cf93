"""Steps of the small world that were taken before from the same rows are written again, not worked out again.

The first time, the actions run and what they write is noted; the next test that takes the same steps first gets the
same statements. That holds on SQLite, where a rolled back row leaves its number free; elsewhere the actions always run.
"""

from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any

from django.db import connection
from django.db.models import Model

from vorort.core import clock, documents
from vorort.core.models import HistoryEntry

SQLITE = "sqlite"
Statement = tuple[str, Any]
Step = Callable[..., Any]


class Steps:
    """The steps taken since a test began, and what each way of steps writes."""

    def __init__(self) -> None:
        self.known: dict[tuple[Hashable, ...], tuple[list[Statement], type[Model], Any]] = {}
        self.way: tuple[Hashable, ...] = ()
        self.stand: tuple[int, int] | None = None

    def begin(self) -> None:
        """A test begins: the rows are those of the world."""
        self.way, self.stand = (), _stand() if connection.vendor == SQLITE else None

    def end(self) -> None:
        """Nothing is known of the rows any longer."""
        self.stand = None

    def take(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """What the step ``key`` gives, read anew."""
        if self.stand is None or self.stand != _stand():  # the test itself wrote something, or took it back
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
        self.way, self.stand = way, _stand()
        return model._default_manager.get(pk=primary_key)


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


def _stand() -> tuple[int, int]:
    """How many rows this connection to SQLite ever wrote, taken back or not, and how many entries the history has."""
    return connection.connection.total_changes, HistoryEntry.objects.count()
