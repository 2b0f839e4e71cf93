"""Who sees which application and award: for every role, at its own organisation and at others, by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import transaction

from tests.funding import world as worlds
from tests.funding.world import TODAY, fresh
from vorort.core import clock
from vorort.core.refusal import NotFound, VersionConflict
from vorort.funding.models import Application, Award, Call, FlatRate
from vorort.funding.querysets import READERS
from vorort.funding.rules.items import ItemEntry
from vorort.funding.tables import SHEETS
from vorort.network.enums import Role

# What is there: application → where it stands. Those of the foreign programme are the foreign authority's.
DISTRICT = {"district draft", "district sign-off", "district withdrawn draft", "district notified", "district foreign"}
CITY = {"city submitted", "city withdrawn", "city prepared", "city released"}
RECEIVED = {"district notified", "city submitted", "city withdrawn", "city prepared", "city released"}
FOREIGN = {"district foreign"}
NOTHING: set[str] = set()
# role: what it sees at the district's centre, the city's centre, the authority, the foreign one, and both ministries.
PLACES = ("district", "city", "authority", "foreign authority", "ministry", "foreign ministry")
RECIPIENT = (DISTRICT, CITY, NOTHING, NOTHING, NOTHING, NOTHING)
OFFICIAL = (NOTHING, NOTHING, RECEIVED, FOREIGN, NOTHING, NOTHING)
OWNER = (NOTHING, NOTHING, NOTHING, NOTHING, RECEIVED, FOREIGN)
NOBODY = (NOTHING,) * 6
VISIBLE = {
    "programme_owner": OWNER,
    "programme_releaser": OWNER,
    "clerk": OFFICIAL,
    "releasing_officer": OFFICIAL,
    "payment_officer": OFFICIAL,
    "proof_auditor": OFFICIAL,
    "adviser": NOBODY,
    "auditor": NOBODY,
    "centre_lead": RECIPIENT,
    "coordinator": RECIPIENT,
    "finance_clerk": RECIPIENT,
    "case_manager": NOBODY,
    "case_lead": NOBODY,
    "provider_editor": NOBODY,
    "provider_signatory": NOBODY,
    "volunteer_coordinator": NOBODY,
    "volunteer": NOBODY,
    "mediator": NOBODY,
    "integration_officer": NOBODY,
    "agency_contact": NOBODY,
    "council_member": NOBODY,
    "organisation_admin": NOBODY,
    "data_protection_officer": NOBODY,
    "operator": NOBODY,
}
# The recipient sees an award only once she has been notified; the authority and the ministry see all of theirs.
HAS_AWARD = {"district notified", "city prepared", "city released"}
NOTIFIED = {"district notified"}


@pytest.fixture(scope="module")
def scene(module_world, django_db_blocker):
    """One application for every name above; built once, read only."""
    with django_db_blocker.unblock(), clock.at(TODAY):
        second, third, fourth = (module_world.open_call(f"aufruf-{number}") for number in (2, 3, 4))
        city = module_world.city
        made = {
            "district notified": module_world.notified().application,
            "city released": module_world.released(city).application,
            "district draft": module_world.draft(call=second),
            "city prepared": module_world.prepared(city, call=second).application,
            "district sign-off": module_world.in_sign_off(call=third),
            "city submitted": module_world.submitted(city, call=third),
            "district withdrawn draft": module_world.withdraw(module_world.draft(call=fourth)),
            "city withdrawn": module_world.withdrawn(city, call=fourth),
            "district foreign": _submitted_to_the_foreign_authority(module_world),
        }
    return {application.pk: name for name, application in made.items()}


def _submitted_to_the_foreign_authority(world):
    elsewhere = replace(
        world,
        ministry=world.foreign_ministry,
        authority=world.foreign_authority,
        owner=world.foreign_owner,
        releaser=worlds.hire(Role.PROGRAMME_RELEASER, world.foreign_ministry),
    )
    guideline = elsewhere.established("komm_an_i")
    elsewhere.enter(guideline, SHEETS["klassen"], f"{world.district.organisation.area.code};class_2;1.1.2027;Test;ja")
    budget = worlds.set_budget(elsewhere.owner, guideline)
    call = elsewhere.published(_renamed("fremder-aufruf"), guideline=guideline, budget_lines=[budget])
    rate = FlatRate.objects.get(component__guideline=guideline, code="measures")
    return world.submitted(call=call, entries=[ItemEntry(rate.pk, 2027, Decimal(500))])


def _renamed(code):
    return replace(worlds.CALL, code=code, file_prefix="99.9")


def capacity(world, role, place):
    organisation = {
        "district": world.district.organisation,
        "city": world.city.organisation,
        "authority": world.authority,
        "foreign authority": world.foreign_authority,
        "ministry": world.ministry,
        "foreign ministry": world.foreign_ministry,
    }[place]
    return replace(world.clerk, organisation_id=organisation.pk, role=Role(role))


def test_the_table_names_every_role_of_the_closed_list():
    assert set(VISIBLE) == set(Role.values)


@pytest.mark.parametrize("role", VISIBLE)
def test_role_sees_the_applications_of_its_own_side_and_no_other(world, scene, role):
    seen = [
        {scene[pk] for pk in Application.objects.visible_to(capacity(world, role, place)).values_list("pk", flat=True)}
        for place in PLACES
    ]
    assert seen == list(VISIBLE[role])


@pytest.mark.parametrize("role", VISIBLE)
def test_role_sees_the_awards_of_its_own_side_and_the_recipient_only_notified_ones(world, scene, role):
    within = NOTIFIED if VISIBLE[role] == RECIPIENT else HAS_AWARD
    seen = [
        {
            scene[pk]
            for pk in Award.objects.visible_to(capacity(world, role, place)).values_list("application_id", flat=True)
        }
        for place in PLACES
    ]
    assert seen == [applications & within for applications in VISIBLE[role]]


def test_drafts_are_invisible_to_the_authority_and_the_ministry(world, scene):
    for person in (world.clerk, world.officer, world.owner):
        states = set(Application.objects.visible_to(person).values_list("state", flat=True))
        assert states.isdisjoint({"draft", "sign_off"})


def test_published_calls_are_visible_to_everybody(world, scene):
    for role in Role:
        assert Call.objects.visible_to(capacity(world, role, "city")).count() == 5


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), False),
    ],
)
def test_call_is_open_from_its_first_to_its_last_day(world, day, is_open):
    assert Call.objects.open_on(day).filter(pk=world.call.pk).exists() is is_open


@pytest.mark.parametrize("role", list(Role))
def test_readers_are_those_who_can_see_an_application_at_all(role):
    seen = Application.objects.seen_as(role, 1).query.get_compiler("default")
    if role in READERS:
        assert "WHERE" in seen.as_sql()[0]
    else:
        with pytest.raises(EmptyResultSet):
            seen.as_sql()


def test_applications_are_filtered_by_state(world, scene):
    found = {scene[pk] for pk in Application.objects.in_state("draft", "withdrawn").values_list("pk", flat=True)}
    assert found == {"district draft", "district withdrawn draft", "city withdrawn"}


def test_received_applications_have_a_file_number(world, scene):
    found = {scene[pk] for pk in Application.objects.received().values_list("pk", flat=True)}
    assert found == RECEIVED | FOREIGN


def test_awards_released_by_a_day(world, scene):
    assert Award.objects.released_by_day(date(2026, 11, 1)).count() == 0
    assert {scene[row.application_id] for row in Award.objects.released_by_day(TODAY)} == {
        "district notified",
        "city released",
    }


# --- Found, locked and compared ---------------------------------------------------------------------------------------
def test_row_in_the_expected_version_is_found_and_locked(world):
    application = world.begun(call=world.open_call("noch-einer"))
    with transaction.atomic():
        row = Application.objects.visible_to(world.district.lead).locked(application.pk, 1)
    assert row == application


def test_row_of_another_version_comes_with_the_conflict(world):
    application = world.begun(call=world.open_call("noch-einer"))
    with pytest.raises(VersionConflict) as conflict, transaction.atomic():
        Application.objects.visible_to(world.district.lead).locked(application.pk, 4)
    assert conflict.value.current == fresh(application)
    assert conflict.value.expected_version == 4


def test_foreign_row_and_one_that_does_not_exist_are_not_found_alike(world):
    application = world.begun(call=world.open_call("noch-einer"))
    for person, pk in ((world.city.lead, application.pk), (world.district.lead, application.pk + 1000)):
        with pytest.raises(NotFound), transaction.atomic():
            Application.objects.visible_to(person).locked(pk, 1)


def test_visible_awards_can_be_locked(world, scene):
    with transaction.atomic():
        assert len(Award.objects.visible_to(world.clerk).select_for_update(of=("self",))) == 3
