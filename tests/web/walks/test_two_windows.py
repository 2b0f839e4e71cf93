"""Two windows at once: nobody overwrites anybody, and nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.walks.people import Person
from vorort.accounts.models import User
from vorort.core.actor import SYSTEM
from vorort.demo.stage import BEGINNING
from vorort.network import actions as network
from vorort.network.enums import Role

pytestmark = pytest.mark.slow

NEED = "Warum ist sie nötig?"


def as_coordinator_of(town):
    return re.compile(f"So handeln.*Koordination, {town.organisation.name}")


def test_the_older_version_of_a_second_window_is_refused_and_both_are_shown(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    lead = people(town.lead)
    lead.opens(coordinator.path)

    coordinator.writes(NEED, "Drei Orte haben keinen Treffpunkt.")
    coordinator.sees_saved()
    lead.writes(NEED, "Vier Orte haben keinen Treffpunkt.")
    lead.stands_on("Jemand hat inzwischen etwas anderes gespeichert")
    row = lead.page.get_by_role("row", name=NEED)
    expect(row.get_by_role("cell").nth(0)).to_have_text("Vier Orte haben keinen Treffpunkt.")
    expect(row.get_by_role("cell").nth(1)).to_have_text("Drei Orte haben keinen Treffpunkt.")

    lead.follows("Gespeicherte Fassung öffnen")
    lead.writes(NEED, "Drei, eher vier Orte haben keinen Treffpunkt.")
    lead.sees_saved()
    assert town.application.need == "Drei, eher vier Orte haben keinen Treffpunkt."


def test_ones_own_version_is_saved_from_the_page_that_shows_both(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    lead = people(town.lead)
    lead.opens(coordinator.path)
    coordinator.writes(NEED, "Drei Orte haben keinen Treffpunkt.")
    coordinator.sees_saved()
    lead.writes(NEED, "Vier Orte haben keinen Treffpunkt.")
    lead.presses("Meine Fassung speichern")
    lead.stands_on("Angaben zur Maßnahme")
    assert town.application.need == "Vier Orte haben keinen Treffpunkt."


def test_what_is_written_while_a_save_is_being_refused_is_not_lost(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    lead = people(town.lead)
    lead.opens(coordinator.path)
    coordinator.writes(NEED, "Drei Orte haben keinen Treffpunkt.")
    coordinator.sees_saved()

    def refuse_late(route):
        answer = route.fetch()
        lead.field(NEED).fill("Fünf Orte haben keinen Treffpunkt.")
        route.fulfill(response=answer)

    lead.page.route("**/angaben/", refuse_late, times=1)
    lead.field(NEED).fill("Vier Orte haben keinen Treffpunkt.")
    lead.stands_on("Jemand hat inzwischen etwas anderes gespeichert")
    row = lead.page.get_by_role("row", name=NEED)
    expect(row.get_by_role("cell").nth(0)).to_have_text("Fünf Orte haben keinen Treffpunkt.")


def test_two_windows_of_one_person_on_different_sections_both_save(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    second = Person(coordinator.page.context.new_page(), coordinator.address)
    second.opens(coordinator.path.replace("angaben", "fragen"))

    coordinator.writes(NEED, "Drei Orte haben keinen Treffpunkt.")
    coordinator.sees_saved()
    second.writes("Wen erreichen Sie?", "Rund 200 Menschen.")
    second.sees_saved()
    assert town.application.need == "Drei Orte haben keinen Treffpunkt."
    assert [answer.text for answer in town.application.answers.exclude(text="")] == ["Rund 200 Menschen."]


def test_a_form_made_for_another_capacity_is_refused_and_what_was_typed_is_shown(people, town, scene):
    elsewhere = scene.new_town()
    network.grant_role(
        actor=SYSTEM,
        user=User.objects.get(pk=town.coordinator.capacity.user_id),
        organisation=elsewhere.organisation,
        role=Role.COORDINATOR,
        valid_from=BEGINNING,
    )
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    second = Person(coordinator.page.context.new_page(), coordinator.address)
    second.opens("/handeln-als/")
    second.presses(as_coordinator_of(elsewhere))
    second.sees("Sie handeln jetzt als")

    coordinator.writes(NEED, "Drei Orte haben keinen Treffpunkt.")
    coordinator.stands_on("Sie handeln inzwischen in einer anderen Rolle")
    expect(coordinator.field(NEED)).to_have_value("Drei Orte haben keinen Treffpunkt.")
    assert town.application.need == ""

    coordinator.follows("Rolle wechseln")
    coordinator.presses(as_coordinator_of(town))
    coordinator.opens(f"/foerderung/antraege/{town.application.pk}/angaben/")
    coordinator.writes(NEED, "Drei Orte haben keinen Treffpunkt.")
    coordinator.sees_saved()
