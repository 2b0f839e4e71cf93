"""The operator's desk: organisations with their first admin, and the first person of a fresh installation."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.network import factories
from tests.network.factories import acting
from vorort.core import clock
from vorort.core.actor import SYSTEM
from vorort.core.refusal import ActionRefused
from vorort.network import actions
from vorort.network.capacity import capacities_of
from vorort.network.enums import OrganisationKind
from vorort.network.models import Invitation, Organisation
from vorort.regions import actions as regions
from vorort.regions.models import Area, TerritorialUnit

DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def day(db):
    with clock.at(DAY):
        yield


def told(*words):
    said = StringIO()
    call_command("invite_operator", *words, stdout=said)
    return said.getvalue()


def found(actor=SYSTEM, **more):
    values = {"email": "erste@ort.example", "name": "Jobcenter Soest", "kind": OrganisationKind.JOBCENTER}
    return actions.found_with_admin(actor=actor, exists_from=DAY, **values | more)


def refused(**more):
    with pytest.raises(ActionRefused) as refusal:
        found(**more)
    return [(reason.code, reason.field) for reason in refusal.value.reasons]


def test_fresh_installation_gets_its_territory_and_its_first_person():
    said = told("chefin@land.example")
    invitation = Invitation.objects.get()
    assert said == f"Eingeladen bis 06.12.2026: http://localhost:8000/netzwerk/einladung/{invitation.token}/\n"
    assert (invitation.organisation.kind, invitation.organisation.area.code) == ("operator", "land-05")
    assert (invitation.email, invitation.roles) == ("chefin@land.example", ["operator"])
    assert TerritorialUnit.objects.filter(key="05974").exists()
    user = actions.accept_as_newcomer(token=invitation.token, name="Chefin", password="x")
    assert [capacity.role for capacity in capacities_of(user.pk, on=DAY)] == ["operator"]


def test_second_operator_joins_the_first_one_and_a_land_that_is_there_is_taken():
    regions.load_reference_units(actor=SYSTEM)
    factories.area("land-05")
    told("eins@land.example")
    told("zwei@land.example")
    assert Organisation.objects.count() == 1
    assert Area.objects.filter(code="land-05").count() == 1
    assert Invitation.objects.count() == 2


def test_command_refuses_what_is_no_address_and_an_address_that_is_invited():
    with pytest.raises(CommandError, match=r"Das ist keine E-Mail-Adresse."):
        told("chefin")
    told("chefin@land.example")
    with pytest.raises(CommandError, match="schon eingeladen"):
        told("CHEFIN@land.example")


def test_founded_organisation_has_an_area_and_an_invited_admin():
    regions.load_reference_units(actor=SYSTEM)
    operator = acting("operator", factories.organisation("Betrieb").pk, factories.user("Olga").pk)
    invitation = found(actor=operator, place=TerritorialUnit.objects.get(key="05974"), short_name="JC Soest")
    place = invitation.organisation
    assert (place.kind, place.short_name, place.area.code, place.exists_from) == (
        "jobcenter",
        "JC Soest",
        "unit-05974",
        DAY,
    )
    assert (invitation.email, invitation.roles) == ("erste@ort.example", ["organisation_admin"])


def test_founding_for_an_area_that_is_there_makes_none():
    area = factories.area("centre-05974")
    assert found(area=area).organisation.area == area
    assert Area.objects.count() == 1


def test_nobody_else_founds_and_nothing_is_founded_without_a_place():
    assert refused(actor=acting("organisation_admin"), area=factories.area()) == [("role", "")]
    assert refused() == [("no_area", "area")]
    assert not Organisation.objects.exists()


def test_when_the_name_is_taken_nobody_is_invited():
    factories.organisation("Jobcenter Soest")
    assert refused(area=factories.area()) == [("name_taken", "name")]
    assert not Invitation.objects.exists()
