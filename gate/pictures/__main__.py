"""``python -m gate.pictures``: walks through the demonstration and writes every picture of docs/bilder.

A throw-away database, one fixed day, no request to the outside. Needs Chromium.
"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from gate import programs
from gate.pictures import authority, centre, house, ministry, office
from gate.pictures.site import site
from gate.pictures.window import FOLDER, Windows
from gate.processes import PROJECT

LARGEST_BYTES = 250_000


def main() -> int:
    """Write every picture; 1 when one is too large or Chromium is missing."""
    chromium = programs.chromium()
    if chromium is None:
        print(programs.CHROMIUM_MISSING, file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vorort-pictures-") as scratch, site(Path(scratch)) as address:
        flags = ["--force-color-profile=srgb", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            take_pictures(Windows(browser, address))
            browser.close()
    return judge()


def take_pictures(windows: Windows) -> None:
    """First what the demonstration brings along, then the path from the call to the notice."""
    house.walk(windows)
    office.walk(windows)
    ministry.walk(windows)
    centre.answer(windows)
    file = centre.apply(windows)
    authority.decide(windows, file)
    centre.read(windows, file)


def judge() -> int:
    """Name every picture with its size; 1 when one is too large."""
    sizes = {path: path.stat().st_size for path in sorted(FOLDER.glob("*.png"))}
    for path, size in sizes.items():
        print(f"{path.relative_to(PROJECT)}  {size // 1000} kB")
    too_large = [path.name for path, size in sizes.items() if size > LARGEST_BYTES]
    if too_large:
        print(f"Zu groß: {', '.join(too_large)}", file=sys.stderr)
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
