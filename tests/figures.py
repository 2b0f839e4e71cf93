"""Figures tests have measured, printed at the end of their run. Loaded by tests/conftest.py; the gate repeats them."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

NAME = "figure"


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, object], None]:
    """``figure("Runden um das letzte Geld", 20)``: what was measured, and how much of it, with its unit. Numbers that
    several tests give for the same are added up.
    """
    return lambda what, value: record_property(NAME, (what, value))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A line for each figure, by the alphabet."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    last = [report for report in reports if getattr(report, "when", "") == "teardown"]  # knows what the others knew
    for line in lines(value for report in last for name, value in report.user_properties if name == NAME):
        terminalreporter.write_line(f"GEMESSEN {line}")


def lines(told: Any) -> list[str]:
    """What was told of the same, as one line: numbers as their sum, words one after the other."""
    found = defaultdict(list)
    for what, value in told:
        found[what].append(value)
    return [f"{what}: {_together(values)}" for what, values in sorted(found.items())]


def _together(values: list[Any]) -> str:
    return f"{sum(values)}" if all(isinstance(value, int) for value in values) else "; ".join(map(str, values))
