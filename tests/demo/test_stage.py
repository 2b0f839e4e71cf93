"""The stage: the Land's places are real, the people on it invented."""

import pytest

from vorort.accounts.models import User
from vorort.demo import stage
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership, Organisation


@pytest.fixture
def built(db):
    return stage.build()


def test_there_are_54_planned_centres_and_none_exists_yet(built):
    assert len(built.centres) == 54
    centres = Organisation.objects.filter(kind=OrganisationKind.CENTRE)
    assert centres.count() == 54
    assert not centres.filter(exists_from__isnull=False).exists()
    assert built.centres["05974"].name == "Kommunales Integrationszentrum Kreis Soest"


def test_aachen_has_two(built):
    assert built.centres["05334"].area.code == "centre-05334"
    assert built.centres["05334002"].area.code == "centre-05334002"


def test_ministry_authority_and_coordination_office_exist(built):
    kinds = set(Organisation.objects.exclude(kind=OrganisationKind.CENTRE).values_list("kind", flat=True))
    assert kinds == {"ministry", "granting_authority", "coordination_office"}
    assert built["owner"].organisation_id == built.ministry.pk
    for key in ("clerk", "clerk_2", "officer"):
        assert built[key].organisation_id == built.authority.pk


def test_clerks_and_officer_are_different_people(built):
    assert len({built[key].user_id for key in ("owner", "clerk", "clerk_2", "officer")}) == 4
    assert [built[key].role for key in ("clerk", "clerk_2", "officer")] == [
        Role.CLERK, Role.CLERK, Role.RELEASING_OFFICER,
    ]  # fmt: skip


def test_addresses_of_invented_people_belong_to_nobody(built):
    assert all(email.endswith("@vorort.example") for email in User.objects.values_list("email", flat=True))


def test_hired_person_is_found_by_her_key(built):
    hired = stage.hire(built, "05974.lead", "Leitung Soest", Role.CENTRE_LEAD, built.centres["05974"])
    assert built["05974.lead"] == hired
    assert stage.capacity_of(Membership.objects.get(pk=hired.id)) == hired
    assert hired.label == "Leitung Soest, Leitung, Kommunales Integrationszentrum Kreis Soest"
