"""The whole path in a browser that runs no script: every step works, only nothing saves itself."""

import pytest
from playwright.sync_api import expect

from tests.web.walks.people import BUILDING, ROOMS, WithoutScript

pytestmark = pytest.mark.slow


def test_the_whole_path_works_without_script(people, town, scene):
    coordinator = people(kind=WithoutScript)
    coordinator.signs_in(town.coordinator)
    coordinator.begins_application()
    coordinator.writes_details()
    coordinator.goes_on("Bausteine und Mengen")
    coordinator.writes_items()
    coordinator.presses("Speichern, weiteres Gebäude")
    coordinator.sees("Gespeichert.")
    expect(coordinator.page.locator("#sum tfoot")).to_contain_text("6.800,00 €")
    coordinator.fill(coordinator.page.get_by_label(BUILDING).nth(1), "Neue Schule")
    coordinator.fill(coordinator.page.get_by_label(ROOMS, exact=True).nth(1), "1")
    coordinator.goes_on("Fragen des Aufrufs")
    coordinator.writes_answers()
    coordinator.goes_on("Anlagen")
    coordinator.field("Datei").set_input_files(
        {"name": "Konzept.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 Konzept"}
    )
    coordinator.presses("Hinzufügen")
    coordinator.sees("Konzept.pdf")
    coordinator.follows("Weiter")
    coordinator.sees("7.800,00 €")
    file = coordinator.asks_for_sign_off()

    lead = people(town.lead, kind=WithoutScript)
    lead.signs_and_submits(file)
    clerk = people(scene["clerk"], kind=WithoutScript)
    clerk.reviews(file)
    clerk.prepares_award()
    people(scene["officer"], kind=WithoutScript).releases(file)
    clerk.makes_known(file)

    lead.opens("/nachrichten/")
    lead.presses(lead.newest_message)
    lead.sees("Der Bescheid ist da.")
    assert lead.opens_notice().startswith(b"%PDF")


def test_without_script_an_older_version_is_refused_and_both_are_shown(people, town):
    coordinator = people(town.coordinator, kind=WithoutScript)
    coordinator.begins_application()
    lead = people(town.lead, kind=WithoutScript)
    lead.opens(coordinator.path)
    coordinator.writes("Bezeichnung der Maßnahme", "Treffpunkte in drei Orten")
    coordinator.presses("Nur speichern")
    coordinator.sees("Gespeichert.")
    lead.writes("Bezeichnung der Maßnahme", "Treffpunkte in vier Orten")
    lead.presses("Nur speichern")
    lead.stands_on("Jemand hat inzwischen etwas anderes gespeichert")
    lead.sees("Treffpunkte in drei Orten")
    lead.sees("Treffpunkte in vier Orten")
