"""Which roles demand a second factor, and who may remove a lost one: never one's own, never past another's need."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.network.factories import acting, membership, organisation, user
from vorort.core import clock, messages
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry, Message
from vorort.core.refusal import ActionRefused
from vorort.network import actions
from vorort.network.capacity import of_membership
from vorort.network.enums import SECOND_FACTOR_ROLES, OrganisationKind, Role
from vorort.network.queries import second_factor

DEMANDING = {
    Role.PROGRAMME_OWNER: "runs a programme",
    Role.PROGRAMME_RELEASER: "runs a programme",
    Role.RELEASING_OFFICER: "releases",
    Role.PAYMENT_OFFICER: "pays",
    Role.PROOF_AUDITOR: "judges what was spent",
    Role.AUDITOR: "reads a whole award",
    Role.CENTRE_LEAD: "signs for the centre",
    Role.PROVIDER_SIGNATORY: "signs for the provider",
    Role.FINANCE_CLERK: "keeps money",
    Role.CASE_MANAGER: "keeps cases",
    Role.CASE_LEAD: "keeps cases",
    Role.ORGANISATION_ADMIN: "gives rights",
    Role.DATA_PROTECTION_OFFICER: "reads logs",
    Role.OPERATOR: "runs the installation",
}


def test_these_roles_demand_a_second_factor_and_no_other():
    assert set(DEMANDING) == SECOND_FACTOR_ROLES


# --- The people -------------------------------------------------------------------------------------------------------
@pytest.fixture
def club(db):
    return organisation("Verein", OrganisationKind.ASSOCIATION)


@pytest.fixture
def ministry(db):
    return organisation("Ministerium", OrganisationKind.MINISTRY)


@pytest.fixture
def admin(club):
    return of_membership(membership(user("Berta Amt"), club, Role.ORGANISATION_ADMIN))


@pytest.fixture
def operator(db):
    place = organisation("Rechenzentrum", OrganisationKind.OPERATOR)
    return of_membership(membership(user("Otto Betrieb"), place, Role.OPERATOR))


@pytest.fixture
def anna(club):
    """Case manager in the club, with an app and recovery codes."""
    anna = user("Anna Berg")
    membership(anna, club, Role.CASE_MANAGER)
    return with_app(anna)


def with_app(person):
    TOTP.activate(person, "A" * 32)
    RecoveryCodes.activate(person)
    return person


def codes(actor, person):
    return [reason.code for reason in second_factor.reasons_against_restoring(actor, person)]


# --- Who may ----------------------------------------------------------------------------------------------------------
def test_the_admin_of_her_organisation_may(admin, anna):
    assert codes(admin, anna) == []


def test_the_operator_may(operator, anna):
    assert codes(operator, anna) == []


@pytest.mark.parametrize("who", ["admin", "operator"])
def test_nobody_restores_her_own(request, db, who):
    actor = request.getfixturevalue(who)
    assert codes(actor, with_app(user_of(actor))) == ["own_factor"]


def user_of(capacity):
    return second_factor.User.objects.get(pk=capacity.user_id)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ORGANISATION_ADMIN, Role.OPERATOR}))
def test_no_other_role_may(club, anna, role):
    assert codes(acting(role, organisation_id=club.pk, user_id=999), anna) == ["role"]


def test_the_installation_itself_does_not(anna):
    assert codes(SYSTEM, anna) == ["role"]


def test_the_admin_of_another_organisation_may_not(ministry, anna):
    assert codes(acting(Role.ORGANISATION_ADMIN, organisation_id=ministry.pk, user_id=999), anna) == ["role"]


def test_the_admin_of_a_club_cannot_strip_an_officer_of_the_ministry(admin, operator, anna, ministry):
    membership(anna, ministry, Role.PROGRAMME_OWNER)
    assert codes(admin, anna) == ["needed_elsewhere"]
    assert codes(operator, anna) == []


def test_nor_can_the_ministry_strip_whom_the_club_trusts_with_cases(admin, anna, ministry):
    membership(anna, ministry, Role.ORGANISATION_ADMIN)
    assert codes(acting(Role.ORGANISATION_ADMIN, organisation_id=ministry.pk, user_id=999), anna) == [
        "needed_elsewhere"
    ]


def test_a_role_elsewhere_that_demands_nothing_does_not_stand_against_it(admin, anna, ministry):
    membership(anna, ministry, Role.COUNCIL_MEMBER)
    assert codes(admin, anna) == []


def test_a_demanding_role_elsewhere_that_has_ended_does_not_stand_against_it(admin, anna, ministry):
    yesterday = clock.today() - timedelta(days=1)
    membership(anna, ministry, Role.PROGRAMME_OWNER, valid_to=yesterday)
    assert codes(admin, anna) == []


def test_who_has_left_the_organisation_is_no_longer_looked_after(admin, anna):
    anna.memberships.update(valid_to=clock.today() - timedelta(days=1))
    assert codes(admin, anna) == ["role"]


def test_who_may_no_longer_sign_in_is_not_looked_after(admin, operator, anna):
    anna.is_active = False
    anna.save()
    assert (codes(admin, anna), codes(operator, anna)) == (["role"], ["role"])


# --- The list ---------------------------------------------------------------------------------------------------------
def test_the_admin_sees_the_people_of_her_organisation(admin, anna, ministry, club):
    membership(user("Ben Fremd"), ministry)
    membership(user("Cem Dirk"), club, Role.VOLUNTEER)
    with CaptureQueriesContext(connection) as statements:
        found = [(row.user.name, row.has_factor) for row in second_factor.people(admin)]
    assert found == [("Anna Berg", True), ("Cem Dirk", False)]
    assert len(statements) == 1


def test_recovery_codes_alone_are_no_factor(admin, anna):
    Authenticator.objects.filter(type="totp").delete()
    assert [row.has_factor for row in second_factor.people(admin, "anna")] == [False]


@pytest.mark.parametrize(
    ("search", "names"), [("berg", ["Anna Berg"]), ("ANNA.berg@", ["Anna Berg"]), ("Berta", []), ("xyz", [])]
)
def test_people_are_found_by_part_of_name_or_address(admin, anna, search, names):
    assert [row.user.name for row in second_factor.people(admin, search)] == names


def test_the_operator_sees_everybody_fifty_at_a_time(operator, anna):
    for number in range(60):
        user(f"Person {number:02}")
    assert len(second_factor.people(operator)) == 50
    assert second_factor.people(acting(Role.CENTRE_LEAD)) == []


# --- Restoring --------------------------------------------------------------------------------------------------------
def test_restoring_removes_the_factor_logs_it_and_tells_the_person(admin, anna, club):
    actions.restore_access(actor=admin, user=anna, reason=" Telefon verloren ")
    assert not Authenticator.objects.filter(user=anna).exists()
    entry = HistoryEntry.objects.latest("pk")
    assert (entry.action, entry.stream, entry.actor_user_id) == (
        "account.factors_removed",
        f"accounts.user:{anna.pk}",
        admin.user_id,
    )
    assert entry.payload.values["reason"] == "Telefon verloren"
    message = Message.objects.get(recipient_user_id=anna.pk, recipient_organisation_id=club.pk)
    assert messages.sentence_of(message) == (
        "Berta Amt, Verwaltung der Organisation, Verein hat die zweite Stufe Ihrer Anmeldung entfernt. "
        "Bitte richten Sie sie neu ein. Grund: Telefon verloren"
    )


def test_the_person_is_told_at_every_organisation_she_works_for(admin, anna, ministry):
    membership(anna, ministry, Role.COUNCIL_MEMBER)
    actions.restore_access(actor=admin, user=anna, reason="Telefon verloren")
    assert Message.objects.filter(recipient_user_id=anna.pk).count() == 2


def test_a_second_loss_is_told_again(admin, anna):
    actions.restore_access(actor=admin, user=anna, reason="Telefon verloren")
    actions.restore_access(actor=admin, user=with_app(anna), reason="Wieder verloren")
    assert Message.objects.filter(recipient_user_id=anna.pk).count() == 2


def test_a_refused_restoring_changes_nothing(admin, anna, ministry):
    membership(anna, ministry, Role.PROGRAMME_OWNER)
    with pytest.raises(ActionRefused):
        actions.restore_access(actor=admin, user=anna, reason="Telefon verloren")
    assert Authenticator.objects.filter(user=anna).count() == 2
    assert not HistoryEntry.objects.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(admin, anna, reason):
    with pytest.raises(ActionRefused) as refused:
        actions.restore_access(actor=admin, user=anna, reason=reason)
    assert [one.code for one in refused.value.reasons] == ["no_reason"]
    assert Authenticator.objects.filter(user=anna).count() == 2
