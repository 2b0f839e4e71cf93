"""Runs the programs of the steps, several at a time when they do not need each other, and ends them with the gate.

Which programs those are stands in gate/steps.py.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
END_SECONDS = 8


class Processes:
    """Every program that runs now. Each has its own process group, so that its children end with it."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.RLock()  # a signal may interrupt us while we hold it
        self._ending = False

    def run(self, command: Sequence[str], environment: Mapping[str, str], *, echo: str = "") -> tuple[int, str]:
        """Run ``command`` in the project's folder: -> exit code, everything it printed.

        With ``echo`` each line is shown meanwhile, beginning with that word.
        """
        with self._lock:
            if self._ending:
                return 1, ""
            process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
            )
            self._running.add(process)
        assert process.stdout is not None  # noqa: S101 - PIPE above
        lines = []
        for line in process.stdout:
            lines.append(line)
            if echo and line.strip():
                print(f"{echo:<12} {line}", end="", flush=True)
        code = process.wait()
        with self._lock:
            self._running.discard(process)
        return code, "".join(lines)

    def end(self) -> None:
        """End whatever still runs, with all its children. Nothing starts after this."""
        with self._lock:
            self._ending = True
            running = list(self._running)
        for process in running:
            _signal(process, signal.SIGTERM)
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(END_SECONDS)
            _signal(process, signal.SIGKILL)


def _signal(process: subprocess.Popen[str], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
