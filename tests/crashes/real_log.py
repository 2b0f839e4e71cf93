"""Settings of a worker that is watched: the log as real work writes it, and an SQLite file with as much room as a file
says at the moment a connection is made.
"""

import os
from pathlib import Path
from typing import Any

from django.db.backends.signals import connection_created

from vorort.config.settings.test import *  # noqa: F403
from vorort.config.settings.test import LOGGING

LOGGING["handlers"]["console"]["formatter"] = "lines"  # type: ignore[index]


def limit(connection: Any, **_how: object) -> None:
    """The most pages the database may have."""
    if "PAGES" in os.environ:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {int(Path(os.environ['PAGES']).read_text())}")


connection_created.connect(limit)
