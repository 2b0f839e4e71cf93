"""The centre's desk: applying, a second window, what the authority asks again, and the notice at the end."""

import re

import pypdfium2
from playwright.sync_api import Page

from gate.pictures.window import FOLDER, PHONE, SETTLED_MS, Windows, keep, path_of, press, stands_on

CALL = "KOMM-AN NRW Teil II 2027"
COORDINATOR, LEAD = "05974-coordinator", "05974-lead"
TITLE = "Treffpunkte im Kreis Soest"
NEED = "In drei Orten des Kreises fehlt ein Ort, an dem Menschen, die neu sind, andere treffen und Rat finden."
DETAILS = {
    "Bezeichnung der Maßnahme": TITLE,
    "Warum ist sie nötig?": NEED,
    "Beginn": "1.1.2027",
    "Ende": "31.12.2027",
    "Eigene Mittel": "2.500,00",
}
UNITS = {
    "Laufende Kosten eines Treffpunkts": "36",
    "Ehrenamtliche Begleitung": "120",
    "Printmedium": "4",
    "Honorar für Qualifizierung und Begleitung": "24",
}


def answer(windows: Windows) -> None:
    """Paderborn is asked again, Lippe is heard: both stand so in the demonstration."""
    page = windows.of("05774-coordinator")
    page.get_by_role("link", name=re.compile("^Ansehen")).click()
    page.get_by_role("link", name="Zur Nachforderung").click()
    stands_on(page, "Antwort auf die Nachforderung")
    keep(page, "nachforderung")
    page = windows.of("05766-lead")
    page.goto("/foerderung/?suche=Begleitung")
    page.get_by_role("link", name="Begleitung und Treffen, Lippe").click()
    page.get_by_role("link", name="Zur Anhörung").click()
    stands_on(page, "Anhörung")
    keep(page, "anhoerung")


def apply(windows: Windows) -> str:
    """Write the application of Soest, hand it to the lead, and let her submit it. Returns the path of its file."""
    page = windows.of(COORDINATOR)
    page.get_by_role("link", name=f"Antrag beginnen: {CALL}").click()
    page.get_by_role("button", name="Antrag beginnen").wait_for()
    keep(page, "aufruf", bar=True)
    page.get_by_role("button", name="Antrag beginnen").click()
    stands_on(page, "Angaben zur Maßnahme")
    _miss_something(page)
    _write_details(page)
    _write_items(page)
    page.get_by_label("Wen erreichen Sie?").fill("Rund 200 Menschen aus drei Orten.")
    page.get_by_label("Wie viele Treffpunkte sind beteiligt?").fill("3")
    page.get_by_label("nein", exact=True).check()
    _go_on(page, "Anlagen")
    page.goto(path_of(page).replace("/anlagen/", "/pruefen/"))
    page.get_by_role("button", name="Zur Mitzeichnung geben").click()
    stands_on(page, TITLE)
    file = path_of(page)
    press(windows.of(LEAD), f"{file}einreichen/", "Mitzeichnen und einreichen")
    return file


def read(windows: Windows, file: str) -> None:
    """The notice is there: its file on the desk, in the dark, on the phone, and its first page."""
    page = windows.of(LEAD)
    page.goto(file)
    keep(page, "vorgang", bar=True)
    page.emulate_media(color_scheme="dark")
    keep(page, "vorgang-dunkel", bar=True)
    phone = windows.of(LEAD, PHONE)
    phone.goto(file)
    keep(phone, "vorgang-telefon", bar=True)
    _draw_notice(page)


def _miss_something(page: Page) -> None:
    """Only the title is there: the check says what is missing. Then two windows write the title."""
    title = page.get_by_label("Bezeichnung der Maßnahme", exact=True)
    title.fill(TITLE)
    _saved(page)
    second = page.context.new_page()
    second.goto(path_of(page).replace("/angaben/", "/pruefen/"))
    keep(second, "fehlende-angaben")
    second.goto(path_of(page))
    second.get_by_label("Bezeichnung der Maßnahme", exact=True).fill("Offene Treffpunkte in drei Orten")
    _saved(second)
    title.fill("Treffpunkte im ganzen Kreis")
    stands_on(page, "Jemand hat inzwischen etwas anderes gespeichert")
    keep(page, "konflikt")
    second.close()
    page.goto(path_of(page))


def _write_details(page: Page) -> None:
    for label, text in DETAILS.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Die Maßnahme hat noch nicht begonnen.").check()
    _go_on(page, "Bausteine und Mengen")


def _write_items(page: Page) -> None:
    """Three rooms of one building, where two count, and more; the sum is in the picture."""
    page.get_by_label("Für welches Gebäude?").first.fill("Altes Rathaus")
    page.get_by_label("Renovierung eines Treffpunkts", exact=True).first.fill("3")
    for label, text in UNITS.items():
        page.get_by_label(label, exact=True).fill(text)
    page.locator("#sum", has_text="Gut zu wissen").wait_for()
    with page.expect_response(lambda answer: answer.url.endswith("/bausteine/")):
        page.evaluate("document.activeElement.blur()")
    _saved(page)
    page.wait_for_timeout(SETTLED_MS)  # the sum is put in place after the answer has come
    page.evaluate("scrollTo(0, Math.floor(document.scrollingElement.scrollHeight - innerHeight))")
    keep(page, "bausteine", bar=True)
    _go_on(page, "Fragen des Aufrufs")


def _saved(page: Page) -> None:
    page.locator("#save-state", has_text="Gespeichert um").wait_for()


def _go_on(page: Page, heading: str) -> None:
    page.get_by_role("button", name="Speichern und weiter").click()
    stands_on(page, heading)


def _draw_notice(page: Page) -> None:
    """The first page of the notice as somebody sees it who opens it."""
    link = page.get_by_role("link", name="Bescheid öffnen").get_attribute("href")
    with pypdfium2.PdfDocument(page.context.request.get(str(link)).body()) as pdf:
        pdf[0].render(scale=96 / 72).to_pil().save(FOLDER / "bescheid.png")
