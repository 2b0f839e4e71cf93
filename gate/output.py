"""What the gate prints: a line for each step, what a failed one said, and the summary.

What the steps do stands in gate/steps.py.
"""

import sys
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a step ended."""

    PASSED = "gut"
    FAILED = "FEHLER"
    SKIPPED = "übersprungen"


@dataclass(frozen=True)
class Result:
    """A step that is over: one line as ``remark``, what its program ``said``, why it ``left_out`` some tests, and what
    its tests ``measured``.
    """

    name: str
    verdict: Verdict
    seconds: float = 0.0
    remark: str = ""
    said: str = ""
    left_out: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()


def span(seconds: float) -> str:
    """``7,3 s`` or ``2 min 05 s``."""
    if seconds < 60:
        return f"{seconds:.1f} s".replace(".", ",")
    return f"{int(seconds) // 60} min {int(seconds) % 60:02} s"


def begins(name: str) -> None:
    """Say that a longer step is under way."""
    print(f"             {name} …", flush=True)


def show(result: Result) -> None:
    """The step's line; what it said only when it failed."""
    time = span(result.seconds) if result.verdict is not Verdict.SKIPPED else ""
    print(f"{result.verdict:<12} {result.name:<28} {time:>12}  {result.remark}".rstrip(), flush=True)
    if result.verdict is Verdict.FAILED and result.said:
        print(f"{'-' * 120}\n{result.said.rstrip()}\n{'-' * 120}", flush=True)


def summarise(results: list[Result], seconds: float, *, whole: bool = False) -> int:
    """The last lines. Returns the exit code: 1 when a step failed, with ``whole`` also when one was skipped."""
    failed = [result.name for result in results if result.verdict is Verdict.FAILED]
    skipped = [result for result in results if result.verdict is Verdict.SKIPPED]
    passed = len(results) - len(failed) - len(skipped)
    failed += [result.name for result in skipped if whole]
    print(f"\n{passed} gut, {len(failed)} mit Fehlern, {len(skipped)} übersprungen, {span(seconds)}")
    for result in skipped:
        print(f"Übersprungen: {result.name}. {result.remark}")
    for line in sorted({line for result in results for line in result.left_out}):
        print(f"Übersprungene Tests: {line}")
    for result in results:
        for line in result.measured:
            print(f"Gemessen, {result.name}: {line}")
    for result in results:
        if result.remark and result.verdict is not Verdict.SKIPPED:
            print(f"{result.name}: {result.remark}")
    print(f"NICHT BESTANDEN: {', '.join(failed)}" if failed else "BESTANDEN", flush=True)
    sys.stdout.flush()
    return 1 if failed else 0
