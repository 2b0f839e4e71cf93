"""Where not everything goes straight, in the browser: a part is granted after a hearing, another application refused;
an office is asked, somebody wishes to begin early.

Once by keyboard alone, once on a phone 390 px wide; and the answer to a request for information.
"""

import pytest
from playwright.sync_api import expect

from tests.web.walks.people import Keyboard, Phone
from tests.web.walks.way import Way

pytestmark = pytest.mark.slow
KINDS = pytest.mark.parametrize("kind", [Keyboard, Phone], ids=["keyboard", "phone"])


@KINDS
def test_part_of_an_application_is_granted_after_the_applicant_was_heard(people, town, scene, kind):
    application = Way(scene, town).brought_to(Way.check_substance)
    file = f"/foerderung/antraege/{application.pk}/"
    clerk, lead = people(scene["clerk"], kind=kind), people(town.lead, kind=kind)
    clerk.opens(file)
    clerk.follows("Bewilligung vorbereiten")
    clerk.writes("Bewilligte Menge: Honorar für Qualifizierung und Begleitung", "10")
    clerk.writes("Begründung, wenn weniger bewilligt wird", "Zehn Stunden sind angemessen.")
    clerk.presses("Bewilligung speichern")
    clerk.follows("Anhörung eröffnen")
    clerk.presses("Anhörung eröffnen")
    clerk.sees("Die Anhörung ist eröffnet.")
    clerk.sees("Anhörung bis")

    lead.opens(file)
    lead.follows("Zur Anhörung")
    lead.sees("Zehn Stunden sind angemessen.")
    lead.writes("Ihre Antwort", "Damit kommen wir aus.")
    lead.presses("Antwort abgeben")
    lead.sees("Ihre Antwort ist bei der Behörde.")

    people(scene["officer"], kind=kind).releases(file)
    clerk.makes_known(file)
    lead.opens(file)
    lead.sees("Damit kommen wir aus.")
    assert lead.opens_notice().startswith(b"%PDF")


@KINDS
def test_application_is_refused_after_the_applicant_had_nothing_to_say(people, town, scene, kind):
    application = Way(scene, town).brought_to(Way.check_substance)
    file = f"/foerderung/antraege/{application.pk}/"
    clerk, lead, officer = people(scene["clerk"], kind=kind), people(town.lead, kind=kind), people(scene["officer"])
    clerk.opens(file)
    clerk.follows("Ablehnung vorbereiten")
    clerk.presses("Ablehnung speichern")
    clerk.sees("Fehler:")
    clerk.writes("Gründe der Ablehnung", "Dieselben Begleitungen sind schon gefördert.")
    clerk.writes("Rechtsgrundlage", "Nr. 1.2 VV zu § 44 LHO NRW")
    clerk.presses("Ablehnung speichern")
    clerk.follows("Anhörung eröffnen")
    clerk.presses("Anhörung eröffnen")
    clerk.sees("Die Anhörung ist eröffnet.")

    officer.opens(f"{file}ablehnung/freigabe/")
    officer.sees("Die Anhörung läuft bis zum")
    lead.opens(file)
    lead.follows("Zur Anhörung")
    lead.presses("Auf eine Antwort verzichten")
    lead.sees("Sie haben auf eine Antwort verzichtet.")

    officer.opens(file)
    officer.follows("Ablehnung freigeben")
    officer.presses("Ablehnung freigeben")
    officer.sees("Die Ablehnung ist freigegeben.")
    clerk.opens(file)
    clerk.follows("Ablehnung bekannt geben")
    clerk.presses("Ablehnung bekannt geben")
    clerk.sees("Die Ablehnung ist bekannt gegeben.")
    lead.opens(file)
    lead.sees("Der Antrag ist abgelehnt.")
    assert lead.opens_notice().startswith(b"%PDF")


def test_asked_again_the_centre_changes_only_what_is_asked_for(people, town, scene):
    application = Way(scene, town).brought_to(Way.take_up)
    file = f"/foerderung/antraege/{application.pk}/"
    clerk, coordinator, lead = people(scene["clerk"]), people(town.coordinator), people(town.lead)
    clerk.opens(file)
    clerk.follows("Angaben nachfordern")
    clerk.writes("Was fehlt?", "Wie viele Menschen erreichen Sie?")
    clerk.chooses(clerk.page.get_by_label("Warum sie nötig ist"))
    clerk.writes("Antwort bis", "31.12.2199")
    clerk.presses("Nachforderung senden")
    clerk.sees("Die Nachforderung ist bei der Antragstellerin.")

    coordinator.opens(file)
    coordinator.follows("Zur Nachforderung")
    coordinator.follows("Warum sie nötig ist")
    expect(coordinator.page.get_by_role("textbox", name="Bezeichnung der Maßnahme")).to_have_count(0)
    coordinator.writes("Warum ist sie nötig?", "Wir erreichen 300 Menschen in drei Orten.")
    coordinator.sees_saved()
    coordinator.opens(f"{file}nachforderung/antwort/")
    coordinator.writes("Ihre Antwort", "Die Zahl steht jetzt dort.")
    coordinator.presses("Antwort speichern")
    coordinator.sees("Eine zweite Person zeichnet mit")
    lead.opens(f"{file}nachforderung/antwort/")
    lead.presses("Mitzeichnen und nachreichen")
    lead.sees("Ihre Angaben sind bei der Behörde.")
    clerk.opens(file)
    clerk.sees("Wir erreichen 300 Menschen in drei Orten.")
    clerk.sees("Was geändert wurde")


@KINDS
def test_the_decision_waits_for_the_opinion_of_the_office(people, town, scene, kind):
    application = Way(scene, town).brought_to(Way.check_substance)
    file = f"/foerderung/antraege/{application.pk}/"
    clerk, adviser = people(scene["clerk"], kind=kind), people(scene["adviser"], kind=kind)
    clerk.opens(file)
    clerk.follows("Stellungnahme erbitten")
    clerk.presses("Stellungnahme erbitten")
    clerk.sees("Fehler:")
    clerk.writes("Ihre Frage", "Passt die Zahl der Treffpunkte?")
    clerk.writes("Antwort bis", "31.12.2199")
    clerk.chooses(clerk.page.get_by_label("Die Entscheidung wartet auf diese Stellungnahme."))
    clerk.presses("Stellungnahme erbitten")
    clerk.sees("Die Stellungnahme ist erbeten.")

    adviser.opens("/")
    adviser.sees("Stellungnahme abgeben:")
    adviser.opens(file)
    adviser.follows("Stellungnahme schreiben")
    adviser.sees("Passt die Zahl der Treffpunkte?")
    adviser.writes("Begründung", "Zwei Treffpunkte für drei Orte sind wenig, aber gut gelegen.")
    adviser.presses("Speichern und abgeben")
    adviser.sees("Bitte wählen Sie eine Empfehlung.")
    adviser.chooses(adviser.page.get_by_role("radio", name="Förderung empfohlen", exact=True))
    adviser.presses("Speichern und abgeben")
    adviser.sees("Die Stellungnahme ist abgegeben.")

    clerk.opens(file)
    clerk.sees("Zwei Treffpunkte für drei Orte sind wenig, aber gut gelegen.")
    lead = people(town.lead, kind=kind)
    lead.opens(file)
    expect(lead.page.get_by_role("main")).not_to_contain_text("gut gelegen")


@KINDS
def test_whoever_wishes_to_begin_early_waits_for_two_people(people, town, scene, kind):
    application = Way(scene, town).brought_to(Way.take_up)
    file = f"/foerderung/antraege/{application.pk}/"
    clerk, lead, officer = (people(who, kind=kind) for who in (scene["clerk"], town.lead, scene["officer"]))
    lead.opens(file)
    lead.follows("Vorzeitigen Beginn beantragen")
    lead.writes("Beginn ab", "31.12.2199")
    lead.writes("Warum kann nicht gewartet werden?", "Die Räume sind nur jetzt zu mieten.")
    lead.presses("Beantragen")
    lead.sees("Ihr Wunsch ist bei der Behörde. Beginnen Sie noch nicht.")
    lead.sees("Mit der Maßnahme darf nicht begonnen werden.")

    clerk.opens(file)
    clerk.follows("Beantworten")
    clerk.sees("Die Räume sind nur jetzt zu mieten.")
    clerk.chooses(clerk.page.get_by_role("radio", name="zustimmen", exact=True))
    clerk.presses("Antwort speichern")
    clerk.sees("Eine zweite Person gibt sie frei.")
    lead.opens(file)
    expect(lead.page.get_by_role("main")).not_to_contain_text("Zustimmung ab dem")

    officer.opens(file)
    officer.follows("Antwort freigeben")
    officer.presses("Antwort freigeben")
    clerk.opens(file)
    clerk.follows("Antwort bekannt geben")
    clerk.presses("Antwort bekannt geben")
    lead.opens(file)
    lead.sees("Zustimmung ab dem 31.12.2199. Ein Anspruch auf eine Zuwendung folgt daraus nicht.")
