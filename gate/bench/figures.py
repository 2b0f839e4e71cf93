"""What comes out of the bench: figures with their bounds, and how a series of times becomes one figure."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

MS = "ms"
TIMES = "×"
STATEMENTS = "Anweisungen"
SECONDS = "s"
MEGABYTES = "MB"


class BenchError(RuntimeError):
    """What should be measured is not there or says something else: nothing is timed."""


@dataclass(frozen=True)
class Series:
    """Times of one thing done again and again, in milliseconds."""

    times: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """The time that 95 of 100 stay below or reach."""
        return sorted(self.times)[max(0, -(-len(self.times) * 95 // 100) - 1)]

    @property
    def longest(self) -> float:
        return max(self.times)


@dataclass(frozen=True)
class Figure:
    """One figure: ``value`` is held against ``bound``, which is None where it is only told."""

    subject: str
    database: str
    what: str
    value: float
    unit: str
    bound: float | None = None
    median: float | None = None
    runs: int = 1
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the bound is kept; None without one."""
        return None if self.bound is None else self.value <= self.bound

    def plain(self) -> dict[str, Any]:
        """As JSON writes it."""
        return vars(self) | {"holds": self.holds}


@dataclass(frozen=True)
class Skipped:
    """What could not be measured here, and why."""

    subject: str
    database: str
    why: str


def timed(function: Callable[[], object]) -> float:
    """How long ``function`` takes, in milliseconds."""
    began = time.perf_counter()
    function()
    return (time.perf_counter() - began) * 1000


def alternating(*functions: Callable[[], object], rounds: int, before: int = 3) -> list[Series]:
    """Each of ``functions`` in turn, so that what disturbs the machine disturbs all; the first rounds are not kept."""
    for _ in range(before):
        for function in functions:
            function()
    rows = [[timed(function) for function in functions] for _ in range(rounds)]
    return [Series(times) for times in zip(*rows, strict=True)]


def same(expected: object, found: object, what: str) -> None:
    """Raise BenchError when what should be equal is not: figures of different answers say nothing."""
    if expected != found:
        raise BenchError(f"{what}: erwartet {expected}, gefunden {found}")
