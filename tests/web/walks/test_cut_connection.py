"""The line is cut, or the session ends, while somebody types: the page says so, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.walks.people import Person
from tests.web.walks.way import Way

pytestmark = pytest.mark.slow

NEED = "Warum ist sie nötig?"
TYPED = "Drei Orte haben keinen Treffpunkt."


def state(person, sentence):
    expect(person.page.locator("#save-state")).to_contain_text(sentence)


def test_what_is_typed_without_a_connection_is_kept_and_saved_when_it_is_back(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    coordinator.page.context.set_offline(True)
    coordinator.writes(NEED, TYPED)
    state(coordinator, "Keine Verbindung. Ihre Eingaben stehen noch hier.")
    expect(coordinator.field(NEED)).to_have_value(TYPED)
    assert town.application.need == ""

    coordinator.page.context.set_offline(False)
    coordinator.sees_saved()
    assert town.application.need == TYPED


def test_pressing_on_without_a_connection_stays_on_the_page(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    coordinator.page.context.set_offline(True)
    coordinator.writes(NEED, TYPED)
    state(coordinator, "Keine Verbindung.")
    coordinator.presses("Speichern und weiter")
    coordinator.stands_on("Angaben zur Maßnahme")
    expect(coordinator.field(NEED)).to_have_value(TYPED)

    coordinator.page.context.set_offline(False)
    coordinator.stands_on("Bausteine und Mengen")
    assert town.application.need == TYPED


def test_a_session_that_ends_while_somebody_types_loses_nothing(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    coordinator.page.context.clear_cookies(name="sessionid")
    coordinator.writes(NEED, TYPED)
    state(coordinator, "Sie sind abgemeldet. Ihre Eingaben stehen noch hier.")

    second = Person(coordinator.page.context.new_page(), coordinator.address)
    second.signs_in(town.coordinator)
    coordinator.sees_saved(within=12)
    expect(coordinator.field(NEED)).to_have_value(TYPED)
    assert town.application.need == TYPED


def test_a_form_sent_after_the_session_has_ended_shows_what_was_typed(people, town, scene):
    application = Way(scene, town).brought_to(Way.submit)
    lead = people(town.lead)
    lead.opens(f"/foerderung/antraege/{application.pk}/zurueckziehen/")
    lead.writes("Warum?", "Der Träger springt ab.")
    lead.page.context.clear_cookies(name="sessionid")
    lead.presses("Antrag zurückziehen")
    lead.stands_on("Sie sind abgemeldet")
    expect(lead.field("Warum?")).to_have_value("Der Träger springt ab.")

    lead.follows("Anmelden")
    lead.writes("E-Mail-Adresse", town.lead.email)
    lead.writes("Passwort", town.lead.password)
    lead.presses("Anmelden")
    lead.stands_on("Antrag zurückziehen")
    assert re.search(r"/zurueckziehen/$", lead.path)
