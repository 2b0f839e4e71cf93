"""A programme version from the old one to its release: the owner by keyboard, the second person on a phone.

On the way a CSV file with a shifted column: its errors stand by row, and nothing is written. Every page is accessible.
"""

import re
from itertools import count

import pytest

from tests.web.walks.looks import Looks, faults_of
from tests.web.walks.people import Keyboard, Person, Phone
from tests.web.walks.whole_pages import DESK
from vorort.funding.models import Ceiling, GuidelineVersion

pytestmark = pytest.mark.slow

PROGRAMME = "/foerderung/programme/komm-an-ii/"
HEAD = "Gebiet;Jahr;Betrag;Quelle;Erfunden\r\n"
_years = count(2041)


def begins_version(owner: Person, year: int) -> str:
    """From the list of programmes to the draft; its address."""
    owner.opens("/foerderung/")
    owner.follows("Programme, Richtlinien und Haushaltsstellen")
    owner.stands_on("Programme")
    owner.opens(PROGRAMME)
    owner.follows("Neue Fassung")
    owner.stands_on("Neue Fassung der Richtlinie")
    owner.writes("Bezeichnung", f"Richtlinie {year}")
    owner.writes("Datum der Richtlinie", f"1.12.{year - 1}")
    owner.writes("Gilt ab", f"1.1.{year}")
    owner.writes("Fundstelle", "Runderlass, für den Gang erfunden")
    owner.presses("Entwurf anlegen")
    owner.stands_on(f"Richtlinie {year}")
    return owner.path


def rows_of(scene, year: int, amount: str = "1.000,00") -> str:
    return "".join(f"centre-{key};{year};{amount};erfunden;ja\r\n" for key in sorted(scene.stage.centres)[:30])


def uploads(owner: Person, content: str) -> None:
    owner.page.get_by_label(re.compile("^CSV-Datei")).set_input_files(
        {"name": "betraege.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    owner.presses("Ansehen, was sich ändert")


def test_version_is_begun_by_keyboard_and_released_on_a_phone(people, scene):
    year = next(_years)
    owner = people(scene["owner"], kind=Keyboard)
    draft = begins_version(owner, year)
    owner.follows("Renovierung eines Treffpunkts")
    owner.writes("Betrag je Einheit", "1.150,00")
    owner.presses("Speichern")
    owner.stands_on(f"Richtlinie {year}")
    owner.opens(f"{draft}tabellen/hoechstbetraege/")
    uploads(owner, HEAD + rows_of(scene, year))
    owner.sees("Noch ist nichts geschrieben")
    owner.presses("Übernehmen")
    owner.sees("neu 30, geändert 0")
    owner.follows("Zur Fassung")
    owner.presses("Um Freigabe bitten")
    owner.sees("Die Programmfreigabe ist gebeten.")

    releaser = people(scene["releaser"], kind=Phone)
    releaser.opens("/nachrichten/")
    releaser.presses(releaser.newest_message)
    releaser.stands_on(f"Richtlinie {year}")
    releaser.follows("Unterschiede und Freigabe")
    releaser.sees("1.000,00 €")
    releaser.sees("1.150,00 €")
    releaser.presses("Fassung freigeben")
    releaser.sees("Die Fassung ist freigegeben.")
    assert GuidelineVersion.objects.get(title=f"Richtlinie {year}").state == "released"


@pytest.mark.parametrize(
    ("shifted", "says"),
    [
        (lambda row: row.replace(";erfunden", ""), "Die Zeile hat 4 statt 5 Spalten."),
        (lambda row: ";".join([*row.split(";")[1:], row.split(";")[0]]), "Das ist kein Haushaltsjahr, etwa 2027."),
    ],
)
def test_file_with_a_shifted_column_shows_its_errors_by_row_and_writes_nothing(people, scene, shifted, says):
    version = scene.call.guideline
    before = Ceiling.objects.count()
    lines = rows_of(scene, 2039).splitlines()
    lines[6] = shifted(lines[6])
    owner = people(scene["owner"])
    owner.opens(f"/foerderung/fassungen/{version.pk}/tabellen/hoechstbetraege/")
    uploads(owner, HEAD + "\r\n".join(lines))
    owner.sees("Nichts wurde geschrieben")
    row = owner.page.get_by_role("row").filter(has=owner.page.get_by_role("rowheader", name="8", exact=True))
    assert says in row.first.inner_text()
    assert Ceiling.objects.count() == before
    assert faults_of(owner.page) == []


def test_every_page_of_the_desk_is_accessible_with_thirty_rows_and_with_errors(people, scene):
    year = next(_years)
    owner = people(scene["owner"])
    draft = begins_version(owner, year)
    owner.opens(f"{draft}tabellen/hoechstbetraege/")
    uploads(owner, HEAD + rows_of(scene, year))
    looks = Looks()
    looks.at("vorschau", owner.page)
    owner.presses("Übernehmen")
    owner.sees("Übernommen")
    part = GuidelineVersion.objects.get(title=f"Richtlinie {year}").components.first()
    for path in (
        "/foerderung/programme/", PROGRAMME, "/foerderung/programme/neu/", f"{PROGRAMME}neue-fassung/",
        f"{PROGRAMME}haushaltsstellen/neu/", draft, f"{draft}angaben/", f"{draft}stellgroessen/",
        f"{draft}teile/bausteine/{part.pk}/", f"{draft}teile/pauschalen/0/", f"{draft}teile/obergrenzen/0/",
        f"{draft}tabellen/hoechstbetraege/", f"{draft}freigabe/", f"{draft}verwerfen/",
        f"/foerderung/fassungen/{scene.call.guideline_id}/",
        f"/foerderung/fassungen/{scene.call.guideline_id}/aufrufe/neu/",
        f"/foerderung/haushaltsstellen/{scene.call.budget_lines.get().pk}/aendern/",
        f"/foerderung/aufrufe/{scene.call.pk}/veroeffentlichung/",
    ):  # fmt: skip
        owner.opens(path)
        looks.at(path, owner.page)
    for path, button in (
        (f"{draft}angaben/", "Speichern"), (f"{draft}teile/pauschalen/0/", "Speichern"),
        (f"/foerderung/fassungen/{scene.call.guideline_id}/aufrufe/neu/", "Speichern"),
    ):  # fmt: skip
        owner.opens(path)
        for field in owner.page.get_by_role("textbox").all()[:3]:
            field.fill("")
        owner.presses(button)
        owner.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
        looks.at(f"{path} mit Fehlern", owner.page)
    assert looks.faults == {}
    assert DESK - looks.templates == set()
