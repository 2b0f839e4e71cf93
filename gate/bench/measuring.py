"""``python -m gate.bench.measuring``: everything on one database, the one VORORT_DATABASE names. Writes JSON to a file.

It is a process of its own because Django knows one kind of database a process.
"""

import argparse
import json
import logging
import tempfile
from pathlib import Path

import django

from gate.bench.machine import probe


def main() -> None:
    """Measure the named subjects."""
    parser = argparse.ArgumentParser("gate.bench.measuring")
    parser.add_argument("subjects", nargs="+")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    django.setup()
    logging.disable(logging.INFO)
    from gate.bench.catalogue import SUBJECTS  # these read the models
    from gate.bench.stages import open_stage

    rows, probes = [], []
    folder = tempfile.TemporaryDirectory(prefix="vorort-bench-", ignore_cleanup_errors=True)
    with folder, open_stage(Path(folder.name), options.rows, options.rounds) as stage:
        for name in options.subjects:
            print(f"misst: {name}", flush=True)
            probes.append(probe())
            rows += [(type(row).__name__, vars(row)) for row in SUBJECTS[name](stage)]
        probes.append(probe())
        said = {"rows": rows, "made": stage.made, "version": stage.version, "probes": [min(probes), max(probes)]}
    options.out.write_text(json.dumps(said, ensure_ascii=False))


if __name__ == "__main__":
    main()
