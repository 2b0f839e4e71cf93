"""Writes what the documentation takes from the code: ``PYTHONPATH=src:. .venv/bin/python -m gate.docs``.

Those are the tables in docs/betrieb.md and docs/datenschutz.md. The suite sees when they are old.
"""

import os
import re
from pathlib import Path

from vorort.config import environment

PROJECT = Path(__file__).resolve().parents[1]
OPERATION = PROJECT / "docs" / "betrieb.md"
PRIVACY = PROJECT / "docs" / "datenschutz.md"
SETTINGS = re.compile(r"^\| Variable \| Art \|.*?(?=\n\n)", re.MULTILINE | re.DOTALL)


def operation(page: str) -> str:
    """The operators' page with today's table of settings."""
    return SETTINGS.sub(lambda _: environment.table(), page, count=1)


def main() -> None:
    """Write both."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "vorort.config.settings.test"
    import django

    django.setup()
    from gate import privacy  # reads the models

    OPERATION.write_text(operation(OPERATION.read_text()))
    PRIVACY.write_text(privacy.renewed(PRIVACY.read_text()))


if __name__ == "__main__":
    main()
