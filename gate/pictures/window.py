"""The windows of the demonstration's people, and how a picture is taken of one."""

from playwright.sync_api import Browser, Page

from gate.pictures import NOW
from gate.processes import PROJECT

FOLDER = PROJECT / "docs" / "bilder"
PASSWORD = "vorort-demonstration"  # noqa: S105 - the demonstration's, printed at every start
SETTLED_MS = 300
DESK = (1280, 860)
PHONE = (390, 844)


class Windows:
    """Opens windows of a browser on the site at ``address``."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address

    def empty(self, size: tuple[int, int] = DESK) -> Page:
        """A window of its own with the first page of the site, in which the clock stands still."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            base_url=self.address,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            color_scheme="light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto("/")
        return page

    def of(self, player: str, size: tuple[int, int] = DESK) -> Page:
        """The window of one of the demonstration's people, signed in and on the start page."""
        page = self.empty(size)
        page.get_by_label("E-Mail-Adresse").fill(f"{player}@vorort.example")
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden", exact=True).click()
        page.get_by_role("heading", name="Wartet auf mich").wait_for()
        return page


def path_of(page: Page) -> str:
    """Where the window is, without host and question mark."""
    return "/" + page.url.split("/", 3)[3].partition("?")[0]


def press(page: Page, path: str, button: str) -> None:
    """Open ``path`` and press ``button``; return when the next page is there."""
    page.goto(path)
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("status").get_by_text(".").first.wait_for()


def stands_on(page: Page, heading: str) -> None:
    """Wait for the page with this heading."""
    page.get_by_role("heading", name=heading, level=1, exact=True).wait_for()


def keep(page: Page, name: str, *, bar: bool = False) -> None:
    """Write what the window shows as ``docs/bilder/<name>.png``. No cursor, nothing in focus.

    The ``bar`` of the demonstration stays on the pictures of the README; in real work there is none.
    """
    page.evaluate("document.activeElement.blur()")
    if not bar:
        page.evaluate("document.querySelector('.demo')?.remove()")
    page.mouse.move(0, 0)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
