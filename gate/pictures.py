"""``python -m gate.pictures``: walks the path through the demonstration and writes the pictures of the README.

A throw-away database, one fixed day, no request to the outside. Needs Chromium; the page of the notice needs pdftoppm.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import django
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

from gate import programs
from gate.processes import PROJECT

FOLDER = PROJECT / "docs" / "bilder"
LARGEST_BYTES = 250_000
SETTLED_MS = 300
NOW = datetime(2026, 11, 23, 10, 40, tzinfo=ZoneInfo("Europe/Berlin"))
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
PASSWORD = "vorort-demonstration"  # noqa: S105 - the demonstration's, printed at every start
CALL = "KOMM-AN NRW Teil II 2027"
COORDINATOR, LEAD = "05974-coordinator@vorort.example", "05974-lead@vorort.example"
CLERK, OFFICER = "clerk@vorort.example", "officer@vorort.example"
NEED = "In drei Orten des Kreises fehlt ein Ort, an dem Menschen, die neu sind, andere treffen und Rat finden."
DETAILS = {
    "Bezeichnung der Maßnahme": "Treffpunkte im Kreis Soest",
    "Warum ist sie nötig?": NEED,
    "Beginn": "1.1.2027",
    "Ende": "31.12.2027",
    "Eigene Mittel": "2.500,00",
}
UNITS = {
    "Laufende Kosten eines Treffpunkts, 2027": "36",
    "Ehrenamtliche Begleitung, 2027": "120",
    "Printmedium, 2027": "4",
    "Honorar für Qualifizierung und Begleitung, 2027": "24",
}


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
            Walk(browser, address).take_pictures(Path(scratch))
            browser.close()
    too_large = [path.name for path in FOLDER.glob("*.png") if path.stat().st_size > LARGEST_BYTES]
    for path in sorted(FOLDER.glob("*.png")):
        print(f"{path.relative_to(PROJECT)}  {path.stat().st_size // 1000} kB")
    if too_large:
        print(f"Zu groß: {', '.join(too_large)}", file=sys.stderr)
    return 1 if too_large else 0


# --- The site ---------------------------------------------------------------------------------------------------------
@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The demonstration with its data on a free port. It always ends."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "gate.pictures_settings",
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT)]),
        "VORORT_DATA": str(folder),
        "VORORT_DATABASE": f"sqlite:///{quote(str(folder / 'pictures.sqlite3'))}",
    }
    sys.path.insert(0, str(PROJECT / "src"))
    load_data()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        port: int = listener.getsockname()[1]
        server = [sys.executable, "-m", "gunicorn", "vorort.config.wsgi:application", "--threads", "4"]
        server += ["--bind", f"fd://{listener.fileno()}", "--log-level", "warning", "--no-control-socket"]
        process = subprocess.Popen(
            server, stdin=subprocess.DEVNULL, pass_fds=[listener.fileno()], start_new_session=True
        )
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)


def load_data() -> None:
    """Reference and demonstration data, all on the day of the pictures."""
    django.setup()
    from gate.pictures_settings import DAY
    from vorort.core import clock

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with clock.at(DAY):
        call_command("load_demo")
    connections.close_all()


# --- The walk ---------------------------------------------------------------------------------------------------------
class Walk:
    """The path from the call to the notice. Pictures are taken on the way."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address

    def take_pictures(self, scratch: Path) -> None:
        """All of them, in the order of the path."""
        coordinator, lead, clerk = self.sign_in(COORDINATOR), self.sign_in(LEAD), self.sign_in(CLERK)
        file = self.apply(coordinator)
        self.press(lead, f"{file}einreichen/", "Mitzeichnen und einreichen")
        self.review(clerk, file)
        self.press(self.sign_in(OFFICER), f"{file}bewilligung/freigabe/", "Bewilligung freigeben")
        self.press(clerk, f"{file}bewilligung/bekanntgabe/", "Bescheid bekannt geben")
        lead.goto(self.address + file)
        keep(lead, "vorgang")
        lead.emulate_media(color_scheme="dark")
        keep(lead, "vorgang-dunkel")
        phone = self.sign_in(LEAD, PHONE)
        phone.goto(self.address + file)
        keep(phone, "vorgang-telefon")
        self.picture_of_notice(lead, scratch)

    def apply(self, page: Page) -> str:
        """Write the application and hand it to the lead. Returns the path of its file."""
        page.get_by_role("link", name=CALL, exact=True).first.click()
        page.get_by_role("button", name="Antrag beginnen").wait_for()
        keep(page, "aufruf")
        page.get_by_role("button", name="Antrag beginnen").click()
        for label, text in DETAILS.items():
            page.get_by_label(label, exact=True).fill(text)
        page.get_by_label("Die Maßnahme hat noch nicht begonnen.").check()
        go_on(page, "Bausteine und Mengen")
        page.get_by_label("Gebäude für: Renovierung eines Treffpunkts, 2027").first.fill("Altes Rathaus")
        page.get_by_label("Renovierung eines Treffpunkts, 2027", exact=True).first.fill("3")
        for label, text in UNITS.items():
            page.get_by_label(label, exact=True).fill(text)
        page.locator("#sum", has_text="Gut zu wissen").wait_for()
        with page.expect_response(lambda answer: answer.url.endswith("/bausteine/")):
            page.evaluate("document.activeElement.blur()")
        page.locator("#save-state", has_text="Gespeichert um").wait_for()
        page.wait_for_timeout(SETTLED_MS)  # the sum is put in place after the answer has come
        page.evaluate("scrollTo(0, Math.floor(document.scrollingElement.scrollHeight - innerHeight))")
        keep(page, "bausteine", whole=False)
        go_on(page, "Fragen des Aufrufs")
        page.get_by_label("Wen erreichen Sie?").fill("Rund 200 Menschen aus drei Orten.")
        page.get_by_label("Wie viele Treffpunkte sind beteiligt?").fill("3")
        page.get_by_label("nein", exact=True).check()
        go_on(page, "Anlagen")
        page.goto(page.url.replace("/anlagen/", "/pruefen/"))
        page.get_by_role("button", name="Zur Mitzeichnung geben").click()
        page.get_by_role("heading", name="Wo der Vorgang steht").wait_for()
        return page.url.removeprefix(self.address)

    def review(self, page: Page, file: str) -> None:
        """Both reviews in order, and the award prepared."""
        page.goto(self.address)
        keep(page, "start")
        self.press(page, f"{file}pruefung/", "Formelle Prüfung beginnen")
        for button in ("Speichern und formelle Prüfung abschließen", "Speichern und Bewilligung vorbereiten"):
            page.get_by_role("button", name=button).wait_for()
            for point in page.get_by_role("radio", name="in Ordnung").all():
                point.check()
            page.get_by_role("button", name=button).click()
        page.get_by_role("button", name="Bewilligung speichern").click()
        page.get_by_role("heading", name="Wo der Vorgang steht").wait_for()

    def press(self, page: Page, path: str, button: str) -> None:
        """Open ``path`` and press ``button``; return when the next page is there."""
        page.goto(self.address + path)
        page.get_by_role("button", name=button).click()
        page.get_by_role("status").get_by_text(".").first.wait_for()

    def sign_in(self, email: str, viewport: dict[str, int] = DESK) -> Page:
        """A window of somebody's own, in which the clock stands still."""
        context = self.browser.new_context(
            viewport={"width": viewport["width"], "height": viewport["height"]},
            locale="de-DE",
            timezone_id="Europe/Berlin",
            color_scheme="light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto(self.address)
        page.get_by_label("E-Mail").fill(email)
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden").click()
        page.get_by_role("heading", name="Offene Aufrufe").wait_for()
        return page

    def picture_of_notice(self, page: Page, scratch: Path) -> None:
        """The first page of the notice, when there is a program that draws it."""
        link = page.get_by_role("link", name="Bescheid öffnen").get_attribute("href")
        paper = scratch / "notice.pdf"
        paper.write_bytes(page.context.request.get(f"{self.address}{link}").body())
        if not shutil.which("pdftoppm"):
            print("Ohne Bild des Bescheids: pdftoppm fehlt (Debian-Paket: poppler-utils)", file=sys.stderr)
            return
        draw = ["pdftoppm", "-singlefile", "-png", "-r", "96", str(paper), str(FOLDER / "bescheid")]
        subprocess.run(draw, check=True)


def go_on(page: Page, heading: str) -> None:
    """Save the section and wait for the next."""
    page.get_by_role("button", name="Speichern und weiter").click()
    page.get_by_role("heading", name=heading, level=1).wait_for()


def keep(page: Page, name: str, *, whole: bool = False) -> None:
    """Write what the window shows, or the whole page, as ``docs/bilder/<name>.png``. No cursor, nothing in focus."""
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=FOLDER / f"{name}.png", full_page=whole, animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
