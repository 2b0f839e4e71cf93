"""Figures a test has measured, printed at the end of its run. Loaded by tests/conftest.py; the gate repeats them."""

from collections.abc import Callable
from typing import Any

import pytest

NAME = "figure"


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, object], None]:
    """``figure("Runden um das letzte Geld", 20)``: what was measured, and how much of it, with its unit."""
    return lambda what, value: record_property(NAME, f"{what}: {value}")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A line for each figure, by the alphabet."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    told = (pair for report in reports for pair in getattr(report, "user_properties", ()))
    for line in sorted({str(value) for name, value in told if name == NAME}):
        terminalreporter.write_line(f"GEMESSEN {line}")
