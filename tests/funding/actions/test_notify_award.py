"""The notice is made known; from then on nothing changes it, and the recipient may waive remedies."""

from datetime import date

import pytest

from tests.funding.world import REFERENCE, TODAY, fresh, hire, inbox, last_entry, refused
from vorort.core import clock
from vorort.funding.actions import award as awards
from vorort.funding.models import Award
from vorort.network.enums import Role


def notify(world, award, who=None):
    return awards.notify_award(capacity=who or world.clerk, award_id=award.pk, expected_version=award.version)


def waive(world, award, who=None):
    return awards.waive_remedies(capacity=who or world.district.lead, award_id=award.pk, expected_version=award.version)


def test_notice_is_made_known_to_everybody_at_the_centre_who_needs_it(world):
    finance = hire(Role.FINANCE_CLERK, world.district.organisation)
    case_manager = hire(Role.CASE_MANAGER, world.district.organisation)
    award = fresh(notify(world, world.released()))
    assert (award.state, award.version, award.notified_on) == ("notified", 3, TODAY)
    news = "Der Zuwendungsbescheid zu 36.01-2026-0001 ist da."
    for person in (world.district.lead, world.district.coordinator, finance):
        assert inbox(person)[-1] == news
    assert inbox(case_manager) == []
    assert inbox(world.city.lead) == []
    assert last_entry(award).action == "award.notified"
    assert last_entry(award).payload.values["notified_on"] == "2026-11-02"


def test_recipient_sees_the_award_from_then_on(world):
    award = world.released()
    assert not Award.objects.visible_to(world.district.lead).exists()
    notify(world, award)
    assert list(Award.objects.visible_to(world.district.lead)) == [award]
    assert not Award.objects.visible_to(world.city.lead).exists()


def test_officer_may_make_it_known_too(world):
    assert notify(world, world.released(), who=world.officer).state == "notified"


def test_award_that_is_not_released_is_not_made_known(world):
    with refused("state"):
        notify(world, world.prepared())


def test_award_is_made_known_once(world):
    award = world.notified()
    with refused("state"):
        notify(world, award)
    assert inbox(world.district.coordinator).count("Der Zuwendungsbescheid zu 36.01-2026-0001 ist da.") == 1


# --- Remedies ---------------------------------------------------------------------------------------------------------
def test_lead_waives_remedies_and_the_clerks_are_told(world):
    award = world.notified()
    with clock.at(date(2026, 11, 4)):
        waived = fresh(waive(world, award))
    assert (waived.waived_on, waived.state, waived.version) == (date(2026, 11, 4), "notified", 4)
    assert last_entry(waived).action == "award.remedies_waived"
    assert last_entry(waived).payload.values["waived_on"] == "2026-11-04"
    for clerk in (world.clerk, world.second_clerk):
        assert inbox(clerk)[-1] == f"Zu {REFERENCE} ist auf Rechtsbehelfe verzichtet."


def test_remedies_are_waived_once(world):
    award = waive(world, world.notified())
    with refused("waived"):
        waive(world, award)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 12, 7), None),  # delivered on 5 November; 5 December is a Saturday
        (date(2026, 12, 8), "final"),
    ],
)
def test_remedies_are_waived_until_the_notice_is_final(world, day, code):
    award = world.notified()
    with clock.at(day):
        if code is None:
            assert waive(world, award).waived_on == day
        else:
            with refused(code):
                waive(world, award)
            assert fresh(award).waived_on is None


def test_finance_clerk_does_not_waive(world):
    award = world.notified()
    with refused("role"):
        waive(world, award, who=hire(Role.FINANCE_CLERK, world.district.organisation))


def test_authority_does_not_waive_for_the_recipient(world):
    award = world.notified()
    with refused("role"):
        waive(world, award, who=world.clerk)
    released = world.released(world.city)
    with refused(
        "role",
    ):
        waive(world, released, who=world.officer)
