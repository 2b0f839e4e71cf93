"""What goes on beside the way of an application, in the browser: an office is asked, somebody wishes to begin early.

Once by keyboard alone, once on a phone 390 px wide.
"""

import pytest
from playwright.sync_api import expect

from tests.web.walks.people import Keyboard, Phone
from tests.web.walks.way import Way

pytestmark = pytest.mark.slow
KINDS = pytest.mark.parametrize("kind", [Keyboard, Phone], ids=["keyboard", "phone"])


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
