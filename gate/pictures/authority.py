"""The authority's desk: what waits, the list, the review, and a decision of two people."""

from playwright.sync_api import Page

from gate.pictures.window import Windows, keep, press, stands_on

CLERK, OFFICER = "clerk", "officer"
OF_MINE = "/foerderung/?stand=offen&zustaendig=ich&sortierung=frist"


def decide(windows: Windows, file: str) -> None:
    """From the start page of the clerk to the notice that is made known."""
    clerk, officer = windows.of(CLERK), windows.of(OFFICER)
    keep(clerk, "start", bar=True)
    clerk.goto(OF_MINE)
    keep(clerk, "arbeitsliste")
    _review(clerk, file)
    clerk.get_by_role("button", name="Bewilligung speichern").click()
    clerk.get_by_role("heading", name="Wo der Vorgang steht").wait_for()
    officer.goto(f"{file}bewilligung/freigabe/")
    stands_on(officer, "Bewilligung freigeben")
    keep(officer, "freigabe")
    press(officer, f"{file}bewilligung/freigabe/", "Bewilligung freigeben")
    press(clerk, f"{file}bewilligung/bekanntgabe/", "Bescheid bekannt geben")


def _review(clerk: Page, file: str) -> None:
    """Both reviews in order, up to the award that is to be prepared."""
    press(clerk, f"{file}pruefung/", "Formelle Prüfung beginnen")
    for button, heading in (
        ("Speichern und formelle Prüfung abschließen", "Fachliche Prüfung"),
        ("Speichern und Bewilligung vorbereiten", "Bewilligung vorbereiten"),
    ):
        for point in clerk.get_by_role("radio", name="in Ordnung").all():
            point.check()
        if heading == "Fachliche Prüfung":
            clerk.evaluate("scrollTo(0, 0)")
            keep(clerk, "pruefung")
        clerk.get_by_role("button", name=button).click()
        stands_on(clerk, heading)
