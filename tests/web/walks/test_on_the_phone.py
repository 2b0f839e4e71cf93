"""The applicant's side on a phone 390 px wide: nothing is cut off, and every target is large enough for a finger."""

import pytest
from playwright.sync_api import expect

from tests.web.walks.people import MONTHS, Person, Phone
from tests.web.walks.way import Way

pytestmark = pytest.mark.slow


def test_an_applicant_walks_the_whole_path_on_a_phone(people, town, scene):
    coordinator = people(kind=Phone)
    coordinator.signs_in(town.coordinator)
    coordinator.begins_application()
    coordinator.writes_application()
    file = coordinator.asks_for_sign_off()
    lead = people(town.lead, kind=Phone)
    lead.signs_and_submits(file)

    for step in (Way.take_up, Way.close_formal_review, Way.check_substance, Way.prepare, Way.release, Way.make_known):
        step(Way(scene, town))
    lead.opens("/nachrichten/")
    lead.presses(lead.newest_message)
    lead.sees("Der Bescheid ist da.")
    assert lead.opens_notice().startswith(b"%PDF")
    lead.follows("Auf Rechtsbehelfe verzichten")
    lead.presses("Verzicht erklären")
    lead.sees("Der Bescheid ist bestandskräftig.")


def test_the_menu_of_the_phone_leads_everywhere(people, town):
    coordinator = people(town.coordinator, kind=Phone)
    coordinator.opens("/")
    for name, heading in (("Förderung", "Förderung"), ("Kennzahlen", "Kennzahlen")):
        coordinator.page.get_by_text("Menü").click()
        coordinator.follows(name)
        coordinator.stands_on(heading)


@pytest.mark.parametrize("kind", [Phone, Person], ids=["phone", "desk"])
def test_the_sum_stays_in_sight_while_quantities_are_typed_and_is_not_on_paper(people, town, kind):
    coordinator = people(town.coordinator, kind=kind)
    coordinator.begins_application()
    coordinator.opens(f"/foerderung/antraege/{town.application.pk}/bausteine/")
    total, first = coordinator.page.locator("#total"), coordinator.page.locator("input[name^=units]").first
    expect(total).to_have_text("Zusammen 0,00 €")
    coordinator.writes(MONTHS, "12")
    expect(total).to_contain_text("Zusammen 4.800,00 €")
    first.focus()
    for seen in (total, first):
        expect(seen).to_be_in_viewport(ratio=1)
    coordinator.page.emulate_media(media="print")
    expect(total).to_be_hidden()
