"""Real processes at once on one database: an organisation keeps an admin, a link works once, a place has one area,
and nobody stays in an organisation that ends.
"""

import pytest

from tests.databases import run_processes
from tests.network import factories
from vorort.core.actor import SYSTEM
from vorort.network import actions
from vorort.network.actions import ClubEntry
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership, Organisation
from vorort.regions import actions as regions
from vorort.regions.models import Area, TerritorialUnit

pytestmark = pytest.mark.slow


def outcomes(database, function, *args):
    found = run_processes(database, 2, f"tests.network.processes:{function}", *args)
    assert [outcome.trace for outcome in found] == ["", ""]
    return sorted(outcome.value for outcome in found)


def test_of_two_admins_who_end_each_other_at_once_one_stays(committed_database):
    place = factories.organisation("KI Kreis Soest")
    members = [
        factories.membership(factories.user(name), place, Role.ORGANISATION_ADMIN).pk for name in ("Anna", "Ben")
    ]
    assert outcomes(committed_database, "end_each_other", members) == ["done", "last_one"]
    assert Membership.objects.filter(ended_on=None).count() == 1


def test_link_that_two_accept_at_once_works_for_one(committed_database):
    place = factories.organisation("KI Kreis Soest")
    users = [factories.user(name).pk for name in ("Anna", "Ben")]
    invitation = actions.invite(actor=SYSTEM, organisation=place, email="x@ort.example", roles=[Role.COORDINATOR])
    assert outcomes(committed_database, "accept", users, invitation.token) == ["done", "not_open"]
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("join", ["accept_one", "get_a_role"])
def test_nobody_joins_an_organisation_that_ends_at_the_same_moment(committed_database, join):
    place, ada = factories.organisation("Treff"), factories.user("Ada")
    invitation = actions.invite(actor=SYSTEM, organisation=place, email="x@ort.example", roles=[Role.COORDINATOR])
    done, other = outcomes(committed_database, "end_or_join", join, place.pk, ada.pk, invitation.token)
    assert done == "done"
    assert other in {"done", "ended", "not_open"}
    assert not Membership.objects.filter(ended_on=None).exists()


def test_two_clubs_of_a_place_taken_in_at_once_share_one_area(committed_database):
    regions.load_reference_units(actor=SYSTEM)
    centre = factories.organisation("KI Kreis Soest")
    Organisation.objects.update(area=Area.objects.get(code="centre-05974"))
    lead = factories.membership(factories.user("Lea"), centre, Role.CENTRE_LEAD).pk
    waiting = [registered(f"v{number}@verein.example") for number in range(2)]
    assert outcomes(committed_database, "take_in", lead, waiting) == ["done", "done"]
    assert Organisation.objects.filter(area__code="unit-05974").count() == 2


def registered(email):
    entry = ClubEntry(
        name="Treff",
        kind=OrganisationKind.ASSOCIATION,
        unit=TerritorialUnit.objects.get(key="05974"),
        address="Markt 1",
        purpose="Treff",
        contact_name="Selma",
        contact_email=email,
    )
    return actions.confirm_address(token=actions.register_club(entry=entry).token).pk
