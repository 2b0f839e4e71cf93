"""Invitations: what is written, which link opens what and how long, who accepts, and that no secret is stored."""

from datetime import date

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from tests.network import factories
from tests.network.factories import acting
from vorort.accounts.models import User
from vorort.core import clock, messages
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry, HistoryPayload, Message
from vorort.core.refusal import ActionRefused, NotFound
from vorort.network import actions, mailing, terms, tokens
from vorort.network.capacity import of_membership
from vorort.network.enums import SECOND_FACTOR_ROLES, InvitationState, OrganisationKind, Role
from vorort.network.models import Invitation, Membership
from vorort.network.queries.invitation import invitation_page, unanswered_invitations

DAY, LAST = date(2026, 11, 22), date(2026, 12, 6)
ROLES = [Role.COORDINATOR, Role.CENTRE_LEAD]


@pytest.fixture(autouse=True)
def day():
    with clock.at(DAY):
        yield


@pytest.fixture
def place(db):
    return factories.organisation("KI Kreis Soest")


@pytest.fixture
def admin(place):
    return of_membership(factories.membership(factories.user("Anna Berg"), place, Role.ORGANISATION_ADMIN))


@pytest.fixture
def sender(settings):
    settings.MAIL_FROM, settings.SITE_ADDRESS = "vorort@land.example", "https://vorort.land.example/"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def invite(actor, place, email="Ben.Neu@ort.example", roles=ROLES, name=" Ben "):
    return actions.invite(actor=actor, organisation=place, email=email, roles=roles, name=name)


def refused(action, *args, **kwargs):
    with pytest.raises(ActionRefused) as refusal:
        action(*args, **kwargs)
    (reason,) = refusal.value.reasons
    return reason.code, reason.field


def logged(item):
    entries = HistoryEntry.objects.filter(stream=f"network.invitation:{item.pk}")
    return [(entry.action, entry.actor_user_id, entry.payload.values) for entry in entries]


# --- Inviting ---------------------------------------------------------------------------------------------------------
def test_invitation_holds_fourteen_days_and_keeps_what_was_said(admin, place):
    stored = Invitation.objects.get(pk=invite(admin, place).pk)
    assert (stored.name, stored.email, stored.roles) == ("Ben", "ben.neu@ort.example", ["coordinator", "centre_lead"])
    assert (stored.sent_on, stored.valid_to, stored.emailed_on) == (DAY, LAST, None)
    assert (stored.invited_by_id, stored.invited_as) == (admin.user_id, place)
    assert stored.role_labels == "Koordination, Leitung"
    assert str(stored) == f"Einladung {stored.pk} · {place.pk}"


def test_log_says_who_invited_to_what_and_not_whom(admin, place):
    values = {
        "actor": "Anna Berg, Verwaltung der Organisation, KI Kreis Soest",
        "organisation": "KI Kreis Soest",
        "roles": ["coordinator", "centre_lead"],
        "valid_to": "2026-12-06",
    }
    assert logged(invite(admin, place)) == [("invitation.sent", admin.user_id, values)]


def test_nobody_has_a_role_before_she_accepts(admin, place):
    invite(admin, place)
    assert Membership.objects.count() == 1
    assert User.objects.count() == 1


def test_secret_of_the_link_stands_nowhere_in_the_database(admin, place):
    invitation = invite(admin, place)
    row = Invitation.objects.filter(pk=invitation.pk).values()[0]
    told = [*row.values(), *HistoryPayload.objects.values_list("values", flat=True)]
    assert not any(invitation.token in str(value) for value in told)
    assert row["token_digest"] == tokens.digest_of(invitation.token)


def test_secret_needs_the_key_of_the_installation(admin, place, settings):
    invitation = invite(admin, place)
    before = invitation.token
    settings.SECRET_KEY = "another"
    assert invitation.token != before


@pytest.mark.parametrize(
    ("actor", "roles", "reason"),
    [
        (acting("organisation_admin", 999), ROLES, ("role", "")),
        (acting("centre_lead"), ROLES, ("role", "")),
        (acting("operator", 999), [], ("no_role", "roles")),
    ],
    ids=repr,
)
def test_who_may_not_give_the_roles_does_not_invite(place, actor, roles, reason):
    assert refused(invite, actor, place, roles=roles) == reason
    assert not Invitation.objects.exists()


def test_admin_invites_to_no_role_of_another_kind_of_organisation(admin, place):
    assert refused(invite, admin, place, roles=[Role.COORDINATOR, Role.CLERK]) == ("role_of_other_kind", "role")


def test_operator_and_installation_invite_everywhere(place):
    assert invite(acting("operator", place.pk, factories.user("Olga").pk), place).pk
    assert invite(SYSTEM, place, email="cem@ort.example").invited_by is None


def test_address_is_not_invited_twice_however_it_is_written(admin, place):
    invite(admin, place)
    assert refused(invite, admin, place, email=" BEN.neu@ORT.example") == ("invited_already", "email")
    assert invite(admin, place, email="cem@ort.example").pk
    assert invite(acting("operator", place.pk, admin.user_id), factories.organisation("Anderswo")).pk


# --- Sending again, taking back ---------------------------------------------------------------------------------------
def test_new_link_holds_anew_and_the_former_one_opens_nothing(admin, place):
    former = invite(admin, place).token
    with clock.at(date(2026, 12, 20)):
        invitation = actions.resend_invitation(actor=admin, invitation=Invitation.objects.get())
        assert invitation_page(former, on=clock.today()) is None
        assert invitation_page(invitation.token, on=clock.today()).state == InvitationState.OPEN
    assert (invitation.sent_on, invitation.valid_to) == (date(2026, 12, 20), date(2027, 1, 3))
    assert [action for action, *_ in logged(invitation)] == ["invitation.sent", "invitation.sent_again"]


def test_invitation_taken_back_opens_nothing_and_frees_the_address(admin, place):
    invitation = actions.revoke_invitation(actor=admin, invitation=invite(admin, place))
    assert invitation.state_on(DAY) == InvitationState.REVOKED
    assert refused(actions.accept_as_newcomer, token=invitation.token, name="Ben", password="x") == ("not_open", "")
    assert [action for action, *_ in logged(invitation)] == ["invitation.sent", "invitation.revoked"]
    assert invite(admin, place).pk != invitation.pk


@pytest.mark.parametrize("action", [actions.resend_invitation, actions.revoke_invitation])
def test_answered_invitation_is_neither_sent_again_nor_taken_back(admin, place, action):
    invitation = invite(admin, place)
    actions.accept_as_newcomer(token=invitation.token, name="Ben", password="x")
    assert refused(action, actor=admin, invitation=invitation) == ("answered", "")


@pytest.mark.parametrize("action", [actions.resend_invitation, actions.revoke_invitation])
def test_nobody_else_sends_again_or_takes_back(admin, place, action):
    invitation = invite(admin, place)
    assert refused(action, actor=acting("organisation_admin", 999), invitation=invitation) == ("role", "")


# --- Accepting --------------------------------------------------------------------------------------------------------
def test_newcomer_gets_an_account_and_exactly_the_roles_that_were_offered(admin, place):
    user = actions.accept_as_newcomer(token=invite(admin, place).token, name="Ben Neu", password="Ein langer Satz")
    assert (user.email, user.name, user.check_password("Ein langer Satz")) == ("ben.neu@ort.example", "Ben Neu", True)
    held = Membership.objects.filter(user=user).order_by("role").values_list("organisation", "role", "valid_from")
    assert list(held) == [(place.pk, "centre_lead", DAY), (place.pk, "coordinator", DAY)]


def test_log_says_that_she_accepted_herself(admin, place):
    invitation = invite(admin, place)
    user = actions.accept_as_newcomer(token=invitation.token, name="Ben Neu", password="x")
    values = {"actor": "Ben Neu", "roles": ["coordinator", "centre_lead"]}
    assert logged(invitation)[-1] == ("invitation.accepted", user.pk, values)
    granted = HistoryEntry.objects.filter(action="membership.granted")
    assert [entry.actor_user_id for entry in granted] == [user.pk, user.pk]


def test_inviter_reads_who_accepted(admin, place):
    actions.accept_as_newcomer(token=invite(admin, place).token, name="Ben Neu", password="x")
    (message,) = messages.inbox(admin)
    assert messages.sentence_of(message) == (
        "Ben Neu hat die Einladung angenommen: Koordination, Leitung, KI Kreis Soest."
    )
    assert (messages.kind_of(message).address, message.subject_id) == ("network:members", place.pk)


def test_invitation_of_the_installation_tells_nobody(place):
    actions.accept_as_newcomer(token=invite(SYSTEM, place).token, name="Ben Neu", password="x")
    assert not Message.objects.exists()


def test_account_that_is_there_accepts_with_its_own_and_keeps_what_it_holds(admin, place):
    ben = factories.user("Ben Alt")
    factories.membership(ben, place, Role.COORDINATOR)
    invitation = actions.accept_invitation(user=ben, token=invite(admin, place, "Ben.Alt@ort.example").token)
    assert (invitation.accepted_by, invitation.accepted_on) == (ben, DAY)
    assert sorted(Membership.objects.filter(user=ben).values_list("role", flat=True)) == ["centre_lead", "coordinator"]


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR_ROLES))
def test_role_that_demands_a_second_factor_is_taken_by_the_invited_address_alone(place, role):
    token = invite(SYSTEM, place, roles=[Role.VOLUNTEER, role]).token
    cem = factories.user("Cem")
    with pytest.raises(ActionRefused) as refusal:
        actions.accept_invitation(user=cem, token=token)
    (reason,) = refusal.value.reasons
    assert reason.code == "other_address"
    assert str(reason.sentence) == (
        "Mit diesen Rollen kann nur die eingeladene Adresse annehmen: ben.neu@ort.example. Melden Sie sich damit an, "
        "oder bitten Sie KI Kreis Soest um eine Einladung an Ihre Adresse."
    )
    assert not Membership.objects.filter(user=cem).exists()
    assert Invitation.objects.get().accepted_on is None


def test_invited_address_itself_takes_such_a_role_in_capitals_or_not(admin, place):
    ben = factories.user("Ben Neu")
    User.objects.filter(pk=ben.pk).update(email="Ben.NEU@ort.example")
    ben.refresh_from_db()
    assert actions.accept_invitation(user=ben, token=invite(admin, place).token).accepted_by == ben


def test_who_invited_reads_which_other_address_has_accepted(admin, place):
    cem = factories.user("Cem")
    actions.accept_invitation(user=cem, token=invite(admin, place, roles=[Role.COORDINATOR]).token)
    (message,) = messages.inbox(admin)
    assert messages.sentence_of(message) == (
        "Cem hat die Einladung an ben.neu@ort.example mit einer anderen Adresse angenommen: cem@ort.example. "
        "Koordination, KI Kreis Soest. Ist das nicht richtig, beenden Sie die Rolle."
    )
    assert (messages.kind_of(message).address, message.subject_id) == ("network:members", place.pk)


def test_no_second_account_is_opened_for_an_address_that_has_one(admin, place):
    factories.user("Ben Neu")
    token = invite(admin, place).token
    assert refused(actions.accept_as_newcomer, token=token, name="Ben", password="x") == ("account_exists", "")
    assert invitation_page(token, on=DAY).has_account
    assert Invitation.objects.get().accepted_on is None


def test_admin_awaits_every_answer_at_her_house_and_the_operator_those_to_her_own_invitations(admin, place):
    office = factories.organisation("Betrieb", OrganisationKind.OPERATOR)
    operator = of_membership(factories.membership(factories.user("Olaf"), office, Role.OPERATOR))
    with clock.at(date(2026, 11, 20)):
        of_operator = invite(operator, place, "zuerst@ort.example")
    hers = invite(admin, place)
    for email, answer in (("ja@ort.example", "accepted_on"), ("nein@ort.example", "revoked_on")):
        row = invite(admin, place, email)
        more = {"accepted_by": User.objects.get(name="Anna Berg")} if answer == "accepted_on" else {}
        Invitation.objects.filter(pk=row.pk).update(**{answer: DAY}, **more)
    invite(SYSTEM, office, "betrieb@ort.example", [Role.OPERATOR])
    assert unanswered_invitations(admin) == [of_operator, hers]
    assert unanswered_invitations(operator) == [of_operator]
    assert unanswered_invitations(acting(Role.COORDINATOR, place.pk)) == []


def test_link_works_once(admin, place):
    token = invite(admin, place).token
    actions.accept_as_newcomer(token=token, name="Ben", password="x")
    other = factories.user("Cem")
    assert refused(actions.accept_invitation, user=other, token=token) == ("not_open", "")
    assert not Membership.objects.filter(user=other).exists()


@pytest.mark.parametrize(("on", "state"), [(LAST, "open"), (date(2026, 12, 7), "expired")])
def test_link_works_to_its_last_day(admin, place, on, state):
    invitation = invite(admin, place)
    assert invitation.state_on(on) == state
    with clock.at(on):
        if state == "open":
            assert actions.accept_as_newcomer(token=invitation.token, name="Ben", password="x").pk
        else:
            assert refused(actions.accept_as_newcomer, token=invitation.token, name="B", password="x") == (
                "not_open",
                "",
            )


@pytest.mark.parametrize("token", ["", "0" * 64, "\x00", "ü", "\ud800", "a" * 5000])
def test_unknown_token_is_not_there(admin, place, token):
    invite(admin, place)
    with pytest.raises(NotFound):
        actions.accept_as_newcomer(token=token, name="Ben", password="x")
    assert invitation_page(token, on=DAY) is None


# --- Mail -------------------------------------------------------------------------------------------------------------
def test_mail_names_the_organisation_the_roles_and_the_link(admin, place, sender):
    invitation = invite(admin, place)
    (letter,) = mail.outbox
    assert (letter.to, letter.from_email) == (["ben.neu@ort.example"], "vorort@land.example")
    assert "KI Kreis Soest lädt Sie ein, in vorort mitzuarbeiten: Koordination, Leitung." in letter.body
    assert f"bis zum 6.12.2026 diesen Link:\nhttps://vorort.land.example/netzwerk/einladung/{invitation.token}/" in (
        letter.body
    )
    assert Invitation.objects.get().emailed_on is not None


def test_mail_goes_once_and_again_only_with_a_new_link(admin, place, sender):
    invitation = invite(admin, place)
    mailing.email_invitation.func(invitation.pk)
    assert len(mail.outbox) == 1
    actions.resend_invitation(actor=admin, invitation=invitation)
    assert len(mail.outbox) == 2
    assert mail.outbox[0].body != mail.outbox[1].body


def test_no_mail_for_an_invitation_taken_back_meanwhile(admin, place, sender):
    invitation = actions.revoke_invitation(actor=admin, invitation=invite(admin, place))
    Invitation.objects.update(emailed_on=None)
    mail.outbox.clear()
    mailing.email_invitation.func(invitation.pk)
    assert mail.outbox == []


def test_without_a_sender_no_mail_leaves(admin, place):
    invite(admin, place)
    assert mail.outbox == []
    assert not mailing.is_configured()


# --- Settings and the database ----------------------------------------------------------------------------------------
def test_term_is_the_one_that_holds_on_the_day_it_begins():
    dated = (terms.Term(date(2026, 1, 1), 14, "alt"), terms.Term(date(2027, 1, 1), 7, "neu"))
    assert terms.last_day(dated, date(2026, 12, 31)) == date(2027, 1, 14)
    assert terms.last_day(dated, date(2027, 1, 1)) == date(2027, 1, 8)
    with pytest.raises(ValueError, match="empty"):
        terms.last_day(dated, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"revoked_on": DAY}, "network_invitation_accepted_or_revoked"),
        ({"accepted_by": None}, "network_invitation_accepted_by_somebody"),
    ],
)
def test_database_refuses_an_answer_that_makes_no_sense(admin, place, changes, name):
    invitation = invite(admin, place)
    actions.accept_as_newcomer(token=invitation.token, name="Ben", password="x")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Invitation.objects.update(**changes)


def test_database_refuses_a_second_open_invitation_for_an_address(admin, place):
    invitation = invite(admin, place)
    invitation.pk, invitation.token_digest, invitation.email = None, "another", "BEN.NEU@ort.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.save(force_insert=True)
