"""What an organisation is called, is and where: its admin says short name and address, the operator all of it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.network import factories
from tests.network.conftest import DAY
from tests.network.factories import acting
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry
from vorort.core.refusal import ActionRefused, NotFound, VersionConflict
from vorort.network import actions, permissions
from vorort.network.actions import OrganisationEntry
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Organisation

pytestmark = pytest.mark.usefixtures("day")
OPERATOR = acting("operator", 999)
WRITTEN = OrganisationEntry("Treff Soest", "Treff Soest kurz", OrganisationKind.ASSOCIATION, "")


@pytest.fixture
def admin(place):
    return acting("organisation_admin", place.pk)


def change(actor, place, version=1, **words):
    return actions.change_organisation(
        actor=actor, organisation=place, expected_version=version, entry=replace(WRITTEN, **words)
    )


def refused(actor, place, **words):
    with pytest.raises(ActionRefused) as refusal:
        change(actor, place, **words)
    return [(reason.code, reason.field) for reason in refusal.value.reasons]


def logged(place):
    entries = HistoryEntry.objects.filter(stream=f"network.organisation:{place.pk}")
    return [(entry.action, entry.payload.values) for entry in entries]


# --- Whose it is to say -----------------------------------------------------------------------------------------------
def test_admin_changes_short_name_and_address(place, admin):
    change(admin, place, short_name="Treff", address="  Markt 1\n59494 Soest ")
    stored = Organisation.objects.get(pk=place.pk)
    assert (stored.short_name, stored.address, stored.version) == ("Treff", "Markt 1\n59494 Soest", 2)
    assert (stored.name, stored.kind) == ("Treff Soest", "association")


def test_operator_changes_name_and_kind(place):
    change(OPERATOR, place, name=" Treff Hellweg ", kind=OrganisationKind.INITIATIVE)
    stored = Organisation.objects.get(pk=place.pk)
    assert (stored.name, stored.kind) == ("Treff Hellweg", "initiative")


@pytest.mark.parametrize("role", ["volunteer", "centre_lead"])
def test_nobody_else_is_offered_the_change(place, role):
    reasons = permissions.reasons_against_changing(acting(role, place.pk), place)
    assert [str(reason.sentence) for reason in reasons] == [
        "Das ändert nur, wer die Organisation verwaltet, oder der Betrieb."
    ]


@pytest.mark.parametrize("words", [{"name": "Anders"}, {"kind": OrganisationKind.INITIATIVE}], ids=str)
def test_admin_changes_neither_name_nor_kind(place, admin, words):
    assert refused(admin, place, address="Markt 1", **words) == [("role", next(iter(words)))]
    assert Organisation.objects.get(pk=place.pk).version == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ORGANISATION_ADMIN, Role.OPERATOR)])
def test_for_every_other_role_it_is_not_there(place, role):
    with pytest.raises(NotFound):
        change(acting(role, place.pk), place, address="Markt 1")


def test_for_the_admin_of_another_organisation_it_is_not_there(place):
    with pytest.raises(NotFound):
        change(acting("organisation_admin", 998), place, address="Markt 1")


# --- What is written --------------------------------------------------------------------------------------------------
def test_only_what_differs_is_logged_before_and_after(place, admin):
    change(admin, place, address="Markt 1")
    ((action, values),) = logged(place)
    assert action == "organisation.changed"
    assert (values["before"], values["after"]) == ({"address": ""}, {"address": "Markt 1"})


def test_nothing_new_is_no_change(place, admin):
    change(admin, place)
    assert logged(place) == []
    assert Organisation.objects.get(pk=place.pk).version == 1


def test_without_a_short_name_it_is_the_beginning_of_the_name(place, admin):
    change(admin, place, short_name=" ")
    assert Organisation.objects.get(pk=place.pk).short_name == "Treff Soest"


def test_what_somebody_saved_meanwhile_is_not_written_over(place, admin):
    change(OPERATOR, place, name="Treff Hellweg")
    with pytest.raises(VersionConflict) as conflict:
        change(admin, place, address="Markt 1")
    assert (conflict.value.current.name, conflict.value.current.version) == ("Treff Hellweg", 2)


# --- What is refused --------------------------------------------------------------------------------------------------
def test_name_that_another_organisation_has_is_refused_beside_its_field(place):
    factories.organisation("Chor der Welt")
    assert refused(OPERATOR, place, name="Chor der Welt") == [("name_taken", "name")]


def test_organisation_is_never_without_a_name(place):
    assert refused(OPERATOR, place, name="  ") == [("no_name", "name")]


@pytest.mark.parametrize("kind", ["ministry", "granting_authority", "centre", "operator"])
def test_no_organisation_becomes_or_ceases_to_be_what_programmes_and_figures_count(place, kind):
    assert refused(OPERATOR, place, kind=OrganisationKind(kind)) == [("fixed_kind", "kind")]
    Organisation.objects.filter(pk=place.pk).update(kind=kind)
    assert refused(OPERATOR, place, kind=OrganisationKind.ASSOCIATION) == [("fixed_kind", "kind")]


def test_kind_that_lacks_a_role_somebody_holds_or_is_invited_to_is_refused(place):
    factories.membership(factories.user("Ada"), place, Role.VOLUNTEER)
    factories.membership(factories.user("Bea"), place, Role.MEDIATOR, valid_to=date(2026, 11, 21))
    actions.invite(actor=SYSTEM, organisation=place, email="c@ort.example", roles=[Role.PROVIDER_EDITOR])
    with pytest.raises(ActionRefused) as refusal:
        change(OPERATOR, place, kind=OrganisationKind.POLITICAL_BODY)
    (reason,) = refusal.value.reasons
    assert (reason.code, reason.field) == ("roles_of_other_kind", "kind")
    assert str(reason.sentence) == (
        "In einer Organisation dieser Art gibt es diese Rollen nicht: Angebotspflege, Ehrenamt. "
        "Beenden Sie zuerst die Rollen und nehmen Sie die Einladungen zurück."
    )


def test_kind_that_has_all_roles_is_taken(place):
    factories.membership(factories.user("Ada"), place, Role.VOLUNTEER)
    factories.membership(factories.user("Bea"), place, Role.COUNCIL_MEMBER, valid_to=date(2026, 11, 21))
    assert change(OPERATOR, place, kind=OrganisationKind.WELFARE_BODY).kind == "welfare_body"


def test_ended_organisation_stays_as_it_was(place, admin):
    Organisation.objects.filter(pk=place.pk).update(ended_on=DAY)
    for actor in (admin, OPERATOR):
        assert refused(actor, place, address="Markt 1") == [("ended", "")]
