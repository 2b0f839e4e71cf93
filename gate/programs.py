"""Finds the programs of the system that the gate and the suite use: PostgreSQL and Chromium.

Keeps none of them running. What is missing names the Debian package that brings it.
"""

import re
import shutil
import subprocess
from pathlib import Path

OLDEST_POSTGRES = 15
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_MISSING = "Chromium fehlt (Debian-Paket: chromium)"
POSTGRES_MISSING = f"PostgreSQL ab {OLDEST_POSTGRES} fehlt (Debian-Paket: postgresql)"


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


def postgres() -> Path | None:
    """The folder that holds ``initdb`` and ``postgres`` in the newest version >= 15, also outside PATH; or None."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    versions = {folder: _version(folder) for folder in folders}
    newest = max(versions, key=lambda folder: versions[folder], default=None)
    return newest if newest is not None and versions[newest] >= OLDEST_POSTGRES else None


def _version(folder: Path) -> int:
    """The major version of the server in ``folder``; 0 when there is none, or no ``initdb`` beside it."""
    if not all((folder / name).is_file() for name in ("initdb", "postgres")):
        return 0
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else 0
