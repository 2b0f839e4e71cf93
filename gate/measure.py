"""Branch coverage over all suites of one run: what must be whole, and how much of the rest.

The measuring itself is pytest-cov's; this only joins and judges it.
"""

import json
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from gate.processes import Processes

OVERALL = 95.0
WHOLE = ("rules", "rules.py", "rules_*.py", "workflow.py", "permissions.py", "actions", "actions.py", "actions_*.py")


@dataclass(frozen=True)
class Gap:
    """A file that must be covered to the last branch and is not: the lines and branches that no test reaches."""

    path: str
    lines: tuple[int, ...]
    branches: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        lines = ", ".join(str(line) for line in self.lines) or "keine"
        branches = ", ".join(f"{start}→{'Ende' if end < 0 else end}" for start, end in self.branches) or "keine"
        return f"{self.path}: Zeilen {lines}; Zweige {branches}"


def must_be_whole(path: str) -> bool:
    """Whether this file of a context (``src/vorort/<context>/…``) is a rule, a workflow, a permission or an action."""
    parts = PurePosixPath(path).parts
    return len(parts) > 3 and parts[:2] == ("src", "vorort") and any(fnmatch(parts[3], name) for name in WHOLE)


def judge(measured: dict[str, Any]) -> tuple[float, list[Gap]]:
    """Percent overall, and the gaps in what must be whole, from coverage's JSON report."""
    gaps = [
        Gap(path, tuple(file["missing_lines"]), tuple((start, end) for start, end in file["missing_branches"]))
        for path, file in sorted(measured["files"].items())
        if must_be_whole(path) and (file["missing_lines"] or file["missing_branches"])
    ]
    return float(measured["totals"]["percent_covered"]), gaps


def measure(processes: Processes, folder: Path, environment: dict[str, str]) -> tuple[bool, str, str]:
    """Join the data files in ``folder``: -> whether it is enough, one line, and what is missing where."""
    environment = environment | {"COVERAGE_FILE": str(folder / "joined")}
    report = folder / "report.json"
    parts = [str(path) for path in sorted(folder.glob("suite-*"))]
    coverage = [sys.executable, "-m", "coverage"]
    for command in (["combine", "--keep", *parts], ["json", "--quiet", "-o", str(report)]):
        code, said = processes.run([*coverage, *command], environment)
        if code:
            return False, "nichts gemessen", said
    percent, gaps = judge(json.loads(report.read_text()))
    _, table = processes.run([*coverage, "report"], environment)
    remark = f"{percent:.1f} % der Zweige und Zeilen (mindestens {OVERALL:.0f} %)".replace(".", ",", 1)
    if gaps:
        remark += f"; {len(gaps)} Dateien mit Regeln oder Aktionen sind nicht ganz abgedeckt"
    listed = "\n".join(["Ganz abgedeckt sein müssen:", *map(str, gaps), ""]) if gaps else ""
    return percent >= OVERALL and not gaps, remark, listed + table
