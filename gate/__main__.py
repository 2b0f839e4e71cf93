"""``python -m gate [--fast | --full] [--whole]``, which ``./vorort test`` hands over to.

The steps stand in gate/steps.py.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from gate import output
from gate.processes import Processes
from gate.steps import Gate


def main() -> int:
    """Run the gate and return the exit code: 0 only when every step that could run has passed."""
    parser = argparse.ArgumentParser("vorort test", description="Prüft den Quelltext und alles, was er verspricht.")
    parser.add_argument("--fast", action="store_true", help="nur, was in einer Minute geht")
    parser.add_argument("--full", action="store_true", help="alles, so oft und so lange, wie es zählt: Stunden")
    parser.add_argument("--whole", action="store_true", help="übersprungene Schritte gelten als Fehler")
    options = parser.parse_args()
    began = time.monotonic()
    processes = Processes()

    def end(number: int, frame: object) -> None:
        processes.end()
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    with tempfile.TemporaryDirectory(prefix="vorort-gate-", ignore_cleanup_errors=True) as folder:
        gate = Gate(processes, Path(folder), long=options.full)
        results = gate.fast() if options.fast else gate.whole()
    return output.summarise(results, time.monotonic() - began, whole=options.whole)


if __name__ == "__main__":
    sys.exit(main())
