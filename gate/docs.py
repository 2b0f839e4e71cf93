"""Writes what the documentation takes from the code: ``PYTHONPATH=src:. .venv/bin/python -m gate.docs``.

Those are the table of settings in docs/betrieb.md and the page docs/datenschutz.md. The suite sees when they are old.
"""

import re
from pathlib import Path

from vorort.config import environment

PROJECT = Path(__file__).resolve().parents[1]
OPERATION = PROJECT / "docs" / "betrieb.md"
SETTINGS = re.compile(r"^\| Variable \| Art \|.*?(?=\n\n)", re.MULTILINE | re.DOTALL)


def operation(page: str) -> str:
    """The operators' page with today's table of settings."""
    return SETTINGS.sub(lambda _: environment.table(), page, count=1)


def main() -> None:
    """Write both."""
    OPERATION.write_text(operation(OPERATION.read_text()))


if __name__ == "__main__":
    main()
