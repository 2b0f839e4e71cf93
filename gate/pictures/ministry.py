"""The programme desk: a new version of a guideline, a table with a shifted column, the differences."""

from gate.pictures.window import Windows, keep, path_of, press, stands_on

NEW = {
    "Bezeichnung": "Richtlinie KOMM-AN KI NRW 2028",
    "Datum der Richtlinie": "1.10.2027",
    "Gilt ab": "1.1.2028",
    "Fundstelle": "Runderlass vom 1. Oktober 2027 (erfunden)",
}
TABLE = """Gebiet;Jahr;Betrag;Quelle;Erfunden
centre-05974;2028;72.000,00;Verteilung 2028;ja
centre-05914;64.000,00;Verteilung 2028;ja
centre-05122;2028;59.500,00;Verteilung 2028;ja
2028;centre-05978;61.000,00;Verteilung 2028;ja
"""


def walk(windows: Windows) -> None:
    """The owner copies the version in force and changes a rate; the second person sees what differs."""
    owner = windows.of("owner")
    owner.goto("/foerderung/programme/komm-an-ii/neue-fassung/")
    for label, text in NEW.items():
        owner.get_by_label(label).first.fill(text)
    owner.get_by_role("button", name="Entwurf anlegen").click()
    stands_on(owner, NEW["Bezeichnung"])
    draft = path_of(owner)
    owner.get_by_role("link", name="Renovierung eines Treffpunkts").click()
    owner.get_by_label("Betrag je Einheit").fill("1.150,00")
    owner.get_by_role("button", name="Speichern", exact=True).click()
    stands_on(owner, NEW["Bezeichnung"])
    owner.goto(f"{draft}tabellen/hoechstbetraege/")
    table = {"name": "hoechstbetraege-2028.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    owner.get_by_label("CSV-Datei").set_input_files(table)  # type: ignore[arg-type]
    owner.get_by_role("button", name="Ansehen, was sich ändert").click()
    owner.get_by_role("heading", name="Nichts wurde geschrieben").wait_for()
    keep(owner, "einlesen")
    press(owner, draft, "Um Freigabe bitten")
    releaser = windows.of("releaser")
    releaser.goto(f"{draft}freigabe/")
    stands_on(releaser, NEW["Bezeichnung"])
    keep(releaser, "unterschiede")
