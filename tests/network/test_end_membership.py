"""Ending a role and giving a further one: at once, by whom, and never the last person an organisation needs."""

from datetime import date

import pytest

from tests.network import factories
from tests.network.factories import acting
from vorort.core import clock, messages
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry, Message
from vorort.core.refusal import ActionRefused
from vorort.network import actions, permissions
from vorort.network.capacity import capacities_of, of_membership
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership
from vorort.network.queries.members import members_page

DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def day():
    with clock.at(DAY):
        yield


@pytest.fixture
def place(db):
    return factories.organisation("KI Kreis Soest")


@pytest.fixture
def admin(place):
    return factories.membership(factories.user("Anna Berg"), place, Role.ORGANISATION_ADMIN)


@pytest.fixture
def ben(place):
    return factories.membership(factories.user("Ben"), place, Role.COORDINATOR)


def refused(membership, actor):
    with pytest.raises(ActionRefused) as refusal:
        actions.end_membership(actor=actor, membership=membership)
    (reason,) = refusal.value.reasons
    return reason.code


def test_ended_role_is_gone_for_the_very_next_request_of_the_same_day(admin, ben):
    actions.end_membership(actor=of_membership(admin), membership=ben)
    assert capacities_of(ben.user_id, on=DAY) == []
    assert [capacity.role for capacity in capacities_of(ben.user_id, on=date(2026, 11, 21))] == ["coordinator"]


def test_ending_is_logged_and_told(admin, ben, place):
    actions.end_membership(actor=of_membership(admin), membership=ben)
    entry = HistoryEntry.objects.get(stream=f"network.membership:{ben.pk}")
    assert (entry.action, entry.actor_user_id) == ("membership.ended", admin.user_id)
    (message,) = messages.inbox(acting(Role.COORDINATOR, place.pk, ben.user_id))
    assert messages.sentence_of(message) == "Ihre Rolle ist beendet: Koordination, KI Kreis Soest."


@pytest.mark.parametrize("actor", [SYSTEM, acting("operator", 999)], ids=repr)
def test_installation_and_operator_end_roles_everywhere(ben, actor):
    assert actions.end_membership(actor=actor, membership=ben).ended_on == DAY


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ORGANISATION_ADMIN, Role.OPERATOR)])
def test_no_other_role_ends_any(ben, place, role):
    assert refused(ben, acting(role, place.pk)) == "role"


def test_admin_of_another_organisation_ends_none(ben):
    assert refused(ben, acting("organisation_admin", 999)) == "role"
    assert Membership.objects.get(pk=ben.pk).ended_on is None


def test_role_is_ended_once(admin, ben):
    actions.end_membership(actor=of_membership(admin), membership=ben)
    assert refused(ben, of_membership(admin)) == "over_already"
    over = factories.membership(ben.user, ben.organisation, Role.VOLUNTEER, valid_to=date(2026, 11, 21))
    assert refused(over, of_membership(admin)) == "over_already"


@pytest.mark.parametrize("kind", ["alone", "second was ended", "second begins later", "second may not sign in"])
def test_last_admin_stays_whoever_wants_to_end_her(admin, place, kind):
    if kind != "alone":
        second = factories.membership(factories.user("Cem"), place, Role.ORGANISATION_ADMIN)
        match kind:
            case "second was ended":
                Membership.objects.filter(pk=second.pk).update(ended_on=DAY)
            case "second begins later":
                Membership.objects.filter(pk=second.pk).update(valid_from=date(2026, 11, 23))
            case _:
                second.user.is_active = False
                second.user.save()
    assert refused(admin, of_membership(admin)) == "last_one"
    assert refused(admin, acting("operator", 999)) == "last_one"
    factories.membership(factories.user("Dora"), factories.organisation("Anderswo"), Role.ORGANISATION_ADMIN)
    assert refused(admin, of_membership(admin)) == "last_one"


def test_one_of_two_admins_may_end_herself_or_the_other(admin, place):
    second = factories.membership(factories.user("Cem"), place, Role.ORGANISATION_ADMIN)
    assert actions.end_membership(actor=of_membership(admin), membership=admin).ended_on == DAY
    assert refused(second, of_membership(second)) == "last_one"


def test_last_operator_stays(db):
    office = factories.organisation("Betrieb", kind=OrganisationKind.OPERATOR)
    operator = factories.membership(factories.user("Olga"), office, Role.OPERATOR)
    assert refused(operator, of_membership(operator)) == "last_one"


# --- A further role ---------------------------------------------------------------------------------------------------
def test_further_role_is_told_to_who_gets_it_and_not_to_who_takes_it(admin, ben, place):
    actor = of_membership(admin)
    actions.grant_role(actor=actor, user=ben.user, organisation=place, role=Role.CENTRE_LEAD)
    actions.grant_role(actor=actor, user=admin.user, organisation=place, role=Role.CENTRE_LEAD)
    (message,) = Message.objects.all()
    assert message.recipient_user_id == ben.user_id
    assert messages.sentence_of(message) == "Sie haben eine weitere Rolle: Leitung, KI Kreis Soest."


def test_installation_gives_roles_without_a_message(ben, place):
    actions.grant_role(actor=SYSTEM, user=ben.user, organisation=place, role=Role.CENTRE_LEAD)
    assert not Message.objects.exists()


def test_roles_a_form_offers_are_those_of_the_kind_and_operators_among_operators(place, db):
    office = factories.organisation("Betrieb", kind=OrganisationKind.OPERATOR)
    assert permissions.roles_to_offer(office) == [
        Role.ORGANISATION_ADMIN,
        Role.DATA_PROTECTION_OFFICER,
        Role.OPERATOR,
    ]
    assert Role.OPERATOR not in permissions.roles_to_offer(place)
    assert Role.CENTRE_LEAD in permissions.roles_to_offer(place)


# --- The page's read model --------------------------------------------------------------------------------------------
def test_page_tells_who_works_here_from_who_has_left(admin, ben, place):
    Membership.objects.filter(pk=ben.pk).update(ended_on=DAY)
    past = factories.membership(factories.user("Cem"), place, Role.VOLUNTEER, valid_to=date(2026, 11, 21))
    last_day = factories.membership(factories.user("Dora"), place, Role.FINANCE_CLERK, valid_to=DAY)
    factories.membership(factories.user("Fremd"), factories.organisation("Anderswo"), Role.ORGANISATION_ADMIN)
    page = members_page(place, on=DAY)
    assert [(line.person, line.role, line.until) for line in page.members] == [
        ("Anna Berg", "Verwaltung der Organisation", None),
        ("Dora", "Finanzstelle", DAY),
    ]
    assert [(line.person, line.until) for line in page.former] == [("Ben", DAY), ("Cem", date(2026, 11, 21))]
    assert last_day.pk != past.pk


def test_page_tells_open_invitations_from_answered_ones(admin, place):
    actor = of_membership(admin)
    for name in ("offen", "zurück", "angenommen"):
        invitation = actions.invite(
            actor=actor, organisation=place, email=f"{name[0]}@ort.example", roles=[Role.COORDINATOR], name=name
        )
        if name == "zurück":
            actions.revoke_invitation(actor=actor, invitation=invitation)
        if name == "angenommen":
            actions.accept_as_newcomer(token=invitation.token, name="A", password="x")
    page = members_page(place, on=DAY)
    assert [(line.name, line.state) for line in page.open_invitations] == [("offen", "open")]
    assert [(line.name, line.state) for line in page.past_invitations] == [
        ("angenommen", "accepted"),
        ("zurück", "revoked"),
    ]
    (expired,) = members_page(place, on=date(2026, 12, 7)).open_invitations
    assert expired.state == "expired"
