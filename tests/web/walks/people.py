"""People at a window, and what they do there: the steps of the path, each ending on the page it leads to.

How they do it differs: by mouse (Person), by finger, by keyboard, without script. The walks say what must come out.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import Locator, Page, expect

from tests.web.walks.scene import Member

CALL = "KOMM-AN NRW Teil II 2027"
TITLE = "Treffpunkte im ganzen Kreis"
DETAILS = {
    "Bezeichnung der Maßnahme": TITLE,
    "Warum ist sie nötig?": "Viele neu zugewanderte Menschen kennen hier noch niemanden.",
    "Beginn": "1.1.2027",
    "Ende": "31.12.2027",
    "Eigene Mittel": "2.500,00",
}
ANSWERS = {
    "Wen erreichen Sie?": "Rund 200 Menschen aus drei Orten.",
    "Wie viele Treffpunkte sind beteiligt?": "2",
}
BUILDING = "Für welches Gebäude? Renovierung eines Treffpunkts"
ROOMS = "Renovierung eines Treffpunkts"
MONTHS = "Laufende Kosten eines Treffpunkts"


class Person:
    """Somebody with a mouse and script, who has the page ``page`` of her window before her."""

    window: ClassVar[dict[str, Any]] = {}

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    # --- How she does it ------------------------------------------------------------------------------------------
    def opens(self, path: str) -> None:
        """Go to an address of the site."""
        self.page.goto(self.address + path)

    def follows(self, name: str | re.Pattern[str]) -> None:
        """Follow the first link with this name."""
        self.activate(self.page.get_by_role("link", name=name, exact=True).first, "Enter")

    def presses(self, name: str | re.Pattern[str]) -> None:
        """Press the first button with this name, and wait until the form is gone or has come back."""
        self.activate(self.page.get_by_role("button", name=name, exact=True).first, "Enter")
        expect(self.page.locator("form[data-submitted]")).to_have_count(0)

    def chooses(self, control: Locator) -> None:
        """Tick a box or choose one of several."""
        self.activate(control, "Space")
        expect(control).to_be_checked()

    def writes(self, label: str, text: str) -> None:
        """Write into the first field with this label, over what stands there."""
        self.fill(self.field(label), text)

    def activate(self, control: Locator, key: str) -> None:
        """Use a link, a button or a box; ``key`` is the one a keyboard would take."""
        control.click()

    def fill(self, control: Locator, text: str) -> None:
        """Put ``text`` into a field."""
        control.fill(text)

    # --- What she sees --------------------------------------------------------------------------------------------
    def field(self, label: str) -> Locator:
        """The first field with this label, a compulsory one or not."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}( Pflichtangabe)?$")).first

    def stands_on(self, heading: str) -> None:
        """The page with this heading is there."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def sees(self, sentence: str | re.Pattern[str]) -> None:
        """The page says so."""
        expect(self.page.get_by_role("main")).to_contain_text(sentence)

    def sees_saved(self, within: float = 5) -> None:
        """The line above the form says within so many seconds that everything is saved."""
        saved = re.compile(r"^Gespeichert um \d\d:\d\d$")
        expect(self.page.locator("#save-state")).to_have_text(saved, timeout=within * 1000)

    @property
    def path(self) -> str:
        """Where she is."""
        return self.page.url.removeprefix(self.address).split("?")[0]

    # --- The applicant's side -------------------------------------------------------------------------------------
    def signs_in(self, member: Member) -> None:
        """Open the site and sign in."""
        self.opens("/")
        self.stands_on("Anmelden")
        self.writes("E-Mail-Adresse", member.email)
        self.writes("Passwort", member.password)
        self.presses("Anmelden")
        self.sees("Wartet auf mich")

    def begins_application(self) -> None:
        """From the start page to the call, and from the call into the draft."""
        self.opens("/")
        self.follows(re.compile(f"^Antrag beginnen: {CALL}"))
        self.stands_on(CALL)
        self.presses("Antrag beginnen")
        self.stands_on("Angaben zur Maßnahme")

    def writes_details(self, texts: Mapping[str, str] = DETAILS) -> None:
        """Fill in the first section."""
        for label, text in texts.items():
            self.writes(label, text)
        self.chooses(self.page.get_by_label("Die Maßnahme hat noch nicht begonnen."))

    def writes_items(self) -> None:
        """Three rooms of one building, where two count, and twelve months."""
        self.writes(BUILDING, "Altes Rathaus")
        self.writes(ROOMS, "3")
        self.writes(MONTHS, "12")

    def writes_answers(self) -> None:
        """Answer the questions of the call."""
        for label, text in ANSWERS.items():
            self.writes(label, text)
        self.chooses(self.page.get_by_role("radio", name="nein"))

    def goes_on(self, heading: str) -> None:
        """Save and go to the next section."""
        self.presses("Speichern und weiter")
        self.stands_on(heading)

    def writes_application(self) -> None:
        """Every section, from an empty draft to the check."""
        self.writes_details()
        self.goes_on("Bausteine und Mengen")
        self.writes_items()
        self.goes_on("Fragen des Aufrufs")
        self.writes_answers()
        self.goes_on("Anlagen")
        self.follows("Weiter")
        self.stands_on("Prüfen und vorlegen")

    def asks_for_sign_off(self) -> str:
        """Hand the draft to the lead. Returns the address of the file."""
        self.presses("Zur Mitzeichnung geben")
        self.stands_on(TITLE)
        return self.path

    def signs_and_submits(self, file: str) -> None:
        """Read the application once more, sign it and submit it."""
        self.opens(file)
        self.follows("Mitzeichnen und einreichen")
        self.stands_on("Mitzeichnen und einreichen")
        self.presses("Mitzeichnen und einreichen")
        self.sees(re.compile(r"Das Aktenzeichen ist 36\.02-\S+\."))

    # --- The authority's side -------------------------------------------------------------------------------------
    def reviews(self, file: str) -> None:
        """Formal points, then points of substance, all in order."""
        self.opens(file)
        self.follows("Formelle Prüfung beginnen")
        self.presses("Formelle Prüfung beginnen")
        self.finds_all_in_order()
        self.presses("Speichern und formelle Prüfung abschließen")
        self.stands_on("Fachliche Prüfung")
        self.finds_all_in_order()
        self.presses("Speichern und Bewilligung vorbereiten")
        self.stands_on("Bewilligung vorbereiten")

    def finds_all_in_order(self) -> None:
        """Every point of the open review."""
        self.page.get_by_role("radio").first.wait_for()
        for point in self.page.get_by_role("radio", name="in Ordnung").all():
            self.chooses(point)

    def prepares_award(self) -> None:
        """As it was asked for."""
        self.presses("Bewilligung speichern")
        self.sees("Eine zweite Person gibt sie frei.")

    def releases(self, file: str) -> None:
        """Read what the colleague prepared, and release it."""
        self.opens(file)
        self.follows("Bewilligung freigeben")
        self.presses("Bewilligung freigeben")
        self.sees("Die Bewilligung ist freigegeben.")

    def makes_known(self, file: str) -> None:
        """Send the notice."""
        self.opens(file)
        self.follows("Bescheid bekannt geben")
        self.presses("Bescheid bekannt geben")
        self.sees("Der Bescheid ist bekannt gegeben.")

    # --- The notice -----------------------------------------------------------------------------------------------
    @property
    def newest_message(self) -> str:
        """The first line of the inbox, which is the button that opens it."""
        return self.page.locator("button.as-link").first.inner_text()

    def opens_notice(self) -> bytes:
        """What the browser gets behind „Bescheid öffnen“; it must be a PDF."""
        link = self.page.get_by_role("link", name="Bescheid öffnen").get_attribute("href")
        answer = self.page.context.request.get(f"{self.address}{link}")
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/pdf"
        return answer.body()


class WithoutScript(Person):
    """Somebody whose browser runs no script: nothing saves itself."""

    window: ClassVar[dict[str, Any]] = {"java_script_enabled": False}


class Phone(Person):
    """Somebody with a phone: before every step the page must fit, and its targets must suit a finger."""

    window: ClassVar[dict[str, Any]] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}

    def activate(self, control: Locator, key: str) -> None:
        control.wait_for()
        assert self.page.evaluate(TOO_WIDE) == ""
        small = self.page.evaluate(TOO_SMALL)
        assert small == [], small
        control.tap()


class Keyboard(Person):
    """Somebody who has no mouse: she tabs until she is there, and must see at every stop where she is."""

    MOST_STOPS = 120

    def activate(self, control: Locator, key: str) -> None:
        self.reaches(control)
        self.page.keyboard.press(key)

    def fill(self, control: Locator, text: str) -> None:
        self.reaches(control)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def chooses(self, control: Locator) -> None:
        if control.get_attribute("type") == "radio":
            self.reaches(control.locator("xpath=ancestor::fieldset[1]").get_by_role("radio").first)
            while not control.evaluate("radio => radio === document.activeElement"):
                self.page.keyboard.press("ArrowDown")
            self.sees_where_she_is()
        else:
            self.reaches(control)
        self.page.keyboard.press("Space")
        expect(control).to_be_checked()

    def reaches(self, control: Locator) -> None:
        """Tab forward until ``control`` has the focus. A page may end in between and begin again."""
        wanted = control.element_handle()
        for _stop in range(self.MOST_STOPS):
            stop = self.page.evaluate(STOP, wanted)
            if stop["wanted"]:
                return
            self.page.keyboard.press("Tab")
            self.sees_where_she_is()
        raise AssertionError(f"Mit der Tabulatortaste nicht erreicht: {control}")

    def leaves_the_page_by(self, key: str) -> None:
        """Press ``key`` until the focus has left the page; nothing may hold it."""
        for _stop in range(self.MOST_STOPS):
            self.page.keyboard.press(key)
            if self.page.evaluate("document.activeElement === document.body"):
                return
            self.sees_where_she_is()
        raise AssertionError("Die Tastatur kommt aus der Seite nicht mehr hinaus.")

    def sees_where_she_is(self) -> None:
        """What has the focus lies in the window, uncovered, with an outline around it."""
        stop = self.page.evaluate(STOP, None)
        assert stop["visible"], stop


TOO_WIDE = "document.scrollingElement.scrollWidth > innerWidth ? location.pathname : ''"
# WCAG 2.2, 2.5.8: at least 24 by 24 px; a link inside a sentence may be as small as its text.
TOO_SMALL = """() => [...document.querySelectorAll("a, button, select, summary, textarea, input:not([type=hidden])")]
  .filter((target) => !target.matches("p a, td a, th a, dd a, .skip"))
  .map((target) => [target, target.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
  .map(([target]) => location.pathname + " " + target.outerHTML.slice(0, 120))"""
STOP = Path(__file__).with_name("stop.js").read_text(encoding="utf-8")
