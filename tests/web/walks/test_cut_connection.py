"""The line is cut, or the session ends, while somebody types: the page says so, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.walks.people import MONTHS, Person, WithoutScript
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


def test_a_form_that_does_not_save_itself_stays_when_the_line_is_cut_and_goes_when_it_is_back(people, town, scene):
    application = Way(scene, town).brought_to(Way.submit)
    lead = people(town.lead)
    lead.opens(f"/foerderung/antraege/{application.pk}/zurueckziehen/")
    lead.writes("Warum?", "Der Träger springt ab.")
    lead.page.context.set_offline(True)
    lead.presses("Antrag zurückziehen")
    expect(lead.page.get_by_role("alert")).to_contain_text("Es wurde nichts abgeschickt.")
    lead.stands_on("Antrag zurückziehen")
    expect(lead.field("Warum?")).to_have_value("Der Träger springt ab.")
    assert town.application.state == "submitted"

    lead.page.context.set_offline(False)
    lead.presses("Antrag zurückziehen")
    lead.stands_on(application.title)
    assert town.application.state == "withdrawn"
    assert town.application.withdrawal_reason == "Der Träger springt ab."


def test_a_form_stays_when_only_the_server_is_gone(people, town, scene):
    """The line is up, but the proxy has nobody to hand the form to."""
    application = Way(scene, town).brought_to(Way.submit)
    lead = people(town.lead)
    lead.opens(f"/foerderung/antraege/{application.pk}/zurueckziehen/")
    lead.writes("Warum?", "Der Träger springt ab.")
    lead.page.route("**/gesund/", lambda route: route.abort("connectionrefused"))
    lead.presses("Antrag zurückziehen")
    expect(lead.page.get_by_role("alert")).to_contain_text("Keine Verbindung")
    expect(lead.page.get_by_role("button", name="Antrag zurückziehen")).to_be_enabled()
    expect(lead.field("Warum?")).to_have_value("Der Träger springt ab.")
    assert town.application.state == "submitted"


def test_the_last_words_of_a_form_that_saves_itself_stay_when_the_server_is_gone(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    coordinator.page.route("**/gesund/", lambda route: route.abort("connectionrefused"))
    coordinator.presses("Speichern und weiter")
    coordinator.stands_on("Angaben zur Maßnahme")

    coordinator.page.unroute("**/gesund/")  # it goes on by itself; whoever pressed again might press on the next page
    coordinator.stands_on("Bausteine und Mengen")


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


def test_what_was_typed_is_shown_under_the_names_it_was_typed_under(people, town, scene):
    application = Way(scene, town).brought_to(Way.begin)
    coordinator = people(town.coordinator, kind=WithoutScript)
    coordinator.opens(f"/foerderung/antraege/{application.pk}/bausteine/")
    coordinator.writes_items()
    coordinator.page.context.clear_cookies(name="sessionid")
    coordinator.presses("Speichern und weiter")
    coordinator.stands_on("Sie sind abgemeldet")
    expect(coordinator.field("Gebäude für: Renovierung eines Treffpunkts, 2027")).to_have_value("Altes Rathaus")
    expect(coordinator.field(f"{MONTHS}, 2027")).to_have_value("12")
    expect(coordinator.page.get_by_role("textbox")).to_have_count(3)


def test_a_point_of_the_review_and_a_granted_number_keep_their_names_too(people, town, scene):
    application = Way(scene, town).brought_to(Way.take_up)
    clerk = people(scene["clerk"], kind=WithoutScript)
    clerk.opens(f"/foerderung/antraege/{application.pk}/pruefung/")
    clerk.chooses(clerk.page.get_by_role("radio", name="mit Anmerkung").first)
    clerk.writes("Anmerkung zu: Der Antrag ist vollständig.", "Der Kostenplan kam nach.")
    clerk.page.context.clear_cookies(name="sessionid")
    clerk.presses("Speichern")
    expect(clerk.field("Der Antrag ist vollständig.")).to_have_value("mit Anmerkung")
    expect(clerk.field("Anmerkung zu: Der Antrag ist vollständig.")).to_have_value("Der Kostenplan kam nach.")

    Way(scene, town).close_formal_review()
    Way(scene, town).check_substance()
    second = people(scene["clerk"], kind=WithoutScript)
    second.opens(f"/foerderung/antraege/{application.pk}/bewilligung/")
    second.writes("Bewilligte Menge: Ehrenamtliche Begleitung", "40")
    second.page.context.clear_cookies(name="sessionid")
    second.presses("Bewilligung speichern")
    expect(second.field("Ehrenamtliche Begleitung")).to_have_value("40")
