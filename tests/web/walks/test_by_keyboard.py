"""The whole path by keyboard alone: Tab, Enter, Space and typing; at every stop one sees where one is."""

import pytest

from tests.web.walks.people import Keyboard

pytestmark = pytest.mark.slow


def test_the_whole_path_can_be_walked_by_keyboard_alone(people, town, scene):
    coordinator = people(kind=Keyboard)
    coordinator.signs_in(town.coordinator)
    coordinator.begins_application()
    coordinator.writes_application()
    coordinator.sees("Alles da.")
    file = coordinator.asks_for_sign_off()

    lead = people(town.lead, kind=Keyboard)
    lead.signs_and_submits(file)
    clerk = people(scene["clerk"], kind=Keyboard)
    clerk.reviews(file)
    clerk.prepares_award()
    people(scene["officer"], kind=Keyboard).releases(file)
    clerk.makes_known(file)

    lead.opens(file)
    lead.reaches(lead.page.get_by_role("link", name="Bescheid öffnen"))
    assert lead.opens_notice().startswith(b"%PDF")


@pytest.mark.parametrize("path", ["/", "/foerderung/", "angaben/", "bausteine/", "pruefen/"])
def test_a_page_begins_with_the_skip_link_and_keeps_nobody_in(people, town, path):
    coordinator = people(town.coordinator, kind=Keyboard)
    coordinator.begins_application()
    coordinator.opens(path if path.startswith("/") else f"/foerderung/antraege/{town.application.pk}/{path}")
    keyboard = coordinator.page.keyboard

    keyboard.press("Tab")
    assert coordinator.page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
    coordinator.sees_where_she_is()
    keyboard.press("Enter")
    keyboard.press("Tab")
    assert coordinator.page.evaluate("document.querySelector('main').contains(document.activeElement)")

    coordinator.leaves_the_page_by("Tab")
    coordinator.leaves_the_page_by("Shift+Tab")
