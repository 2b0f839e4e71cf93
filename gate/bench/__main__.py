"""``python -m gate.bench [NAME …] [--json] [--keep]``, which ``./vorort bench`` hands over to.

Starts one process for each database and gathers what they found. A missed bound is no error; it stands in the table.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from gate import postgres, programs
from gate.bench import kept, table
from gate.bench.figures import Skipped
from gate.bench.machine import described
from gate.bench.site import PYTHON, production
from gate.bench.table import Run
from gate.processes import Processes

ROWS, ROUNDS, FEWEST_ROWS, FEWEST_ROUNDS = 50_000, 100, 1000, 20
NAMES = {
    "list": "Arbeitsliste: Lesemodell und ganze Seite",
    "file": "Vorgang: ganze Seite und Zahl der Anweisungen",
    "start": "Startseite je Rolle",
    "export": "Liste als CSV und XLSX",
    "notices": "Bescheide als PDF",
    "regions": "amtliche Gemeinden einlesen (braucht VORORT_TEST_DATA)",
    "worker": "Speicher der Arbeitsprozesse",
}
DATABASES = ("sqlite", "postgresql")


def main() -> int:
    """Measure, print, keep. 1 only when something could not be measured that should."""
    options = _options()
    processes = Processes()

    def end(number: int, frame: object) -> None:
        processes.end()
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    run = Run(described(), options.rows, options.rounds)
    failed = False
    for vendor in options.database or DATABASES:
        found = _measured(processes, vendor, options)
        failed = failed or found is None
        if isinstance(found, Skipped):
            run.skipped.append(found)
        elif found is not None:
            run.add(vendor, found)
    print(json.dumps(run.plain(), ensure_ascii=False, indent=1) if options.json else table.text(run))
    if options.keep and not failed:
        kept.write(run)
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "vorort bench",
        description="Misst, wie schnell alles mit vielen Anträgen ist, und hält es gegen seine Grenzen.",
        epilog="Namen: " + "; ".join(f"{name}: {what}" for name, what in NAMES.items()),
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="was gemessen wird; ohne Angabe alles")
    parser.add_argument("--json", action="store_true", help="als JSON statt als Tabelle")
    parser.add_argument("--keep", action="store_true", help="in docs/measurements.md festhalten; nur alles zusammen")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"Anträge statt {ROWS}, zum Ausprobieren")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"Durchgänge statt {ROUNDS}, zum Ausprobieren")
    parser.add_argument("--database", action="append", choices=DATABASES, help="nur diese Datenbank")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(NAMES))
    if unknown:
        parser.error(f"{', '.join(unknown)} gibt es nicht. Es gibt: {', '.join(NAMES)}.")
    if options.rows < FEWEST_ROWS:
        parser.error(f"Mit weniger als {FEWEST_ROWS} Anträgen sagen die Zahlen nichts.")
    tried = (options.rows, options.database, options.names) != (ROWS, None, []) or options.rounds < FEWEST_ROUNDS
    if options.keep and tried:
        parser.error("--keep hält nur einen ganzen Lauf fest, ohne Namen, --rows und --database.")
    options.names = [name for name in NAMES if name in (options.names or NAMES)]
    return options


def _measured(processes: Processes, vendor: str, options: argparse.Namespace) -> dict[str, Any] | Skipped | None:
    """What the process for this database found; None when it failed."""
    if vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix="vorort-bench-", ignore_cleanup_errors=True) as folder:
            return _child(processes, vendor, f"sqlite:///{folder}/leer.sqlite3", options)
    found = programs.postgres()
    if found is None:
        return Skipped("alles", vendor, programs.POSTGRES_MISSING)
    try:
        with postgres.standing(found) as cluster:
            return _child(processes, vendor, cluster.address, options)
    except postgres.ClusterError as error:
        print(error, file=sys.stderr)
        return None


def _child(processes: Processes, vendor: str, address: str, options: argparse.Namespace) -> dict[str, Any] | None:
    with tempfile.TemporaryDirectory(prefix="vorort-bench-", ignore_cleanup_errors=True) as folder:
        out = Path(folder) / "found.json"
        environment = production(Path(folder)) | {"VORORT_DATABASE": address}
        environment |= {name: os.environ[name] for name in ("VORORT_TEST_DATA",) if name in os.environ}
        command = [*PYTHON, "gate.bench.measuring", *options.names, f"--out={out}"]
        command += [f"--rows={options.rows}", f"--rounds={options.rounds}"]
        code, printed = processes.run(command, environment, echo="" if options.json else vendor)
        if code or not out.exists():
            print(printed if options.json else f"{vendor}: nichts gemessen, siehe oben.", file=sys.stderr)
            return None
        said: dict[str, Any] = json.loads(out.read_text())
        return said


if __name__ == "__main__":
    sys.exit(main())
