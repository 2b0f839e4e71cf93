"""The authority's review in the browser: what was noted stays, also when the review cannot be closed yet."""

import pytest
from playwright.sync_api import expect

from tests.web.walks.way import Way

pytestmark = pytest.mark.slow


def test_closing_too_early_keeps_the_points_and_says_beside_each_what_is_open(people, town, scene):
    application = Way(scene, town).brought_to(Way.take_up)
    clerk = people(scene["clerk"])
    clerk.opens(f"/foerderung/antraege/{application.pk}/pruefung/")
    clerk.chooses(clerk.page.get_by_role("radio", name="in Ordnung").first)
    clerk.presses("Speichern und formelle Prüfung abschließen")
    clerk.sees("Die Prüfpunkte sind gespeichert.")
    expect(clerk.page.get_by_text("Noch nicht geprüft: Die Mindestsumme ist erreicht.").last).to_be_visible()
    expect(clerk.page.get_by_role("radio", name="in Ordnung").first).to_be_checked()
    assert application.checks.count() == 1

    clerk.finds_all_in_order()
    clerk.presses("Speichern und formelle Prüfung abschließen")
    clerk.stands_on("Fachliche Prüfung")
