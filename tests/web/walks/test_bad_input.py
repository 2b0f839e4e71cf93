"""What the server says of a field while somebody types stands beside the field, and goes when it is mended."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


def test_a_reason_stands_beside_the_field_while_somebody_types_and_goes_again(people, town):
    coordinator = people(town.coordinator)
    coordinator.begins_application()
    funds = coordinator.field("Eigene Mittel")
    beside = coordinator.page.locator(".field", has=funds).locator(".kern-error")
    coordinator.writes("Eigene Mittel", "-3")
    expect(beside).to_have_text("Bitte mindestens 0,00 eintragen.")
    expect(funds).to_have_attribute("aria-invalid", "true")
    assert str(beside.get_attribute("id")) in str(funds.get_attribute("aria-describedby")).split()
    expect(coordinator.page.locator(".kern-error")).to_have_count(1)  # beside no other field

    coordinator.writes("Eigene Mittel", "300,00")
    coordinator.sees_saved()
    expect(beside).to_have_count(0)
    expect(funds).not_to_have_attribute("aria-invalid", "true")
    expect(funds).to_have_value("300,00")
