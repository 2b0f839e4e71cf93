"""The whole path with a mouse: from the sign-in of a coordinator to the notice in her hand; and back out of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.walks.people import BUILDING, CALL, DETAILS, MONTHS, ROOMS, TITLE

pytestmark = pytest.mark.slow


def test_a_centre_walks_from_the_call_to_the_notice_in_its_hand(people, town, scene):
    coordinator = people()
    coordinator.signs_in(town.coordinator)
    coordinator.begins_application()

    coordinator.writes_details()
    coordinator.sees_saved()
    coordinator.page.reload()
    for label, text in DETAILS.items():
        expect(coordinator.field(label)).to_have_value(text)
    coordinator.goes_on("Bausteine und Mengen")

    total = coordinator.page.locator("#sum")
    coordinator.writes(BUILDING, "Altes Rathaus")
    coordinator.writes(ROOMS, "3")
    expect(total).to_contain_text("2.000,00 €")
    expect(total).to_contain_text("Renovierung und Ausstattung zusammen höchstens zwei Pauschalen je Gebäude")
    expect(total).to_contain_text("Richtlinie KOMM-AN, Teil II Baustein A [S50]")
    coordinator.writes(MONTHS, "12")
    expect(total.locator("tfoot")).to_contain_text("6.800,00 €")
    coordinator.sees_saved()
    coordinator.goes_on("Fragen des Aufrufs")
    coordinator.writes_answers()
    coordinator.goes_on("Anlagen")
    coordinator.follows("Weiter")
    coordinator.sees("Alles da.")
    file = coordinator.asks_for_sign_off()

    lead = people(town.lead)
    lead.opens("/")
    lead.sees(f"Mitzeichnen: {TITLE}")
    lead.signs_and_submits(file)
    coordinator.opens(file)
    coordinator.sees("Ihr Antrag ist bei der Bewilligungsbehörde.")

    clerk = people(scene["clerk"])
    clerk.reviews(file)
    clerk.prepares_award()
    clerk.sees("Freigeben muss eine zweite Person.")
    officer = people(scene["officer"])
    officer.releases(file)
    clerk.makes_known(file)

    lead.opens("/nachrichten/")
    lead.sees("neu")
    lead.opens(file)
    lead.sees(re.compile(r"Bis zum \d+\.\d+\.\d{4} kann geklagt werden; ab dem \d+\.\d+\.\d{4} ist er bestandskräftig"))
    assert lead.opens_notice().startswith(b"%PDF")
    lead.follows("Auf Rechtsbehelfe verzichten")
    lead.presses("Verzicht erklären")
    lead.sees("Der Bescheid ist bestandskräftig. Mittel fordern Sie so an, wie es im Bescheid steht.")


def test_a_lead_withdraws_before_the_decision_and_the_centre_may_begin_anew(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    coordinator.writes_application()
    file = coordinator.asks_for_sign_off()
    lead = people(town.lead)
    lead.signs_and_submits(file)

    lead.follows("Antrag zurückziehen")
    lead.writes("Warum?", "Der Träger springt ab.")
    lead.presses("Antrag zurückziehen")
    lead.sees("Der Antrag ist zurückgezogen. Solange der Aufruf offen ist, können Sie neu beginnen.")
    lead.sees("Der Träger springt ab.")

    lead.opens("/")
    lead.follows(re.compile(f"^Antrag beginnen: {CALL}"))
    lead.presses("Antrag beginnen")
    lead.stands_on("Angaben zur Maßnahme")
    assert lead.path != f"{file}angaben/"
