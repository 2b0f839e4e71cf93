"""A role with a last day: given or offered by an invitation, over by itself; the last admin has none."""

from datetime import date

import pytest

from tests.network import factories
from tests.network.factories import acting
from vorort.core import clock, messages
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry
from vorort.core.refusal import ActionRefused
from vorort.network import actions
from vorort.network.capacity import capacities_of
from vorort.network.enums import InvitationState, Role
from vorort.network.models import Invitation, Membership

DAY, EVE = date(2026, 11, 22), date(2026, 11, 21)
LAST, AFTER = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture(autouse=True)
def day(db):
    with clock.at(DAY):
        yield


@pytest.fixture
def place(db):
    return factories.organisation("KI Kreis Soest")


@pytest.fixture
def ada(db):
    return factories.user("Ada")


def grant(user, place, role=Role.COORDINATOR, actor=SYSTEM, **more):
    return actions.grant_role(actor=actor, user=user, organisation=place, role=role, **more)


def invite(place, **more):
    return actions.invite(actor=SYSTEM, organisation=place, email="ada@ort.example", roles=[Role.COORDINATOR], **more)


def refused(action, *args, **more):
    with pytest.raises(ActionRefused) as refusal:
        action(*args, **more)
    return [(reason.code, reason.field) for reason in refusal.value.reasons]


# --- Given ------------------------------------------------------------------------------------------------------------
def test_role_holds_to_its_last_day_and_no_longer(ada, place):
    grant(ada, place, valid_to=LAST)
    assert [len(capacities_of(ada.pk, on=day)) for day in (EVE, DAY, LAST, AFTER)] == [0, 1, 1, 0]


def test_last_day_is_logged_and_told(ada, place):
    ben = factories.user("Ben")
    granted = grant(ada, place, actor=acting("organisation_admin", place.pk, ben.pk), valid_to=LAST)
    entry = HistoryEntry.objects.get(stream=f"network.membership:{granted.pk}")
    assert entry.payload.values["valid_to"] == "2026-12-31"
    (message,) = messages.inbox(acting("coordinator", place.pk, ada.pk))
    assert messages.sentence_of(message) == (
        "Sie haben bis zum 31.12.2026 eine weitere Rolle: Koordination, KI Kreis Soest."
    )


def test_role_without_a_last_day_says_nothing_of_one(ada, place):
    granted = grant(ada, place)
    assert granted.valid_to is None
    entry = HistoryEntry.objects.get(stream=f"network.membership:{granted.pk}")
    assert "valid_to" not in entry.payload.values


def test_role_may_hold_for_one_day(ada, place):
    assert grant(ada, place, valid_to=DAY).valid_to == DAY


def test_last_day_is_neither_past_nor_before_the_first(ada, place):
    assert refused(grant, ada, place, valid_to=EVE) == [("ends_before_it_begins", "valid_to")]
    assert refused(grant, ada, place, valid_from=date(2026, 1, 1), valid_to=EVE) == [("long_past", "valid_to")]
    assert refused(grant, ada, place, valid_from=AFTER, valid_to=LAST) == [("ends_before_it_begins", "valid_to")]
    assert not Membership.objects.exists()


def test_after_its_last_day_the_role_is_given_again(ada, place):
    grant(ada, place, valid_to=LAST)
    assert refused(grant, ada, place) == [("held_already", "role")]
    with clock.at(AFTER):
        assert grant(ada, place).valid_from == AFTER


@pytest.mark.parametrize("role", [Role.ORGANISATION_ADMIN, Role.OPERATOR])
def test_nobody_with_a_last_day_stands_in_for_the_last_one_without(ada, place, role):
    lasting = factories.membership(ada, place, role)
    factories.membership(factories.user("Ben"), place, role, valid_to=LAST)
    assert refused(actions.end_membership, actor=SYSTEM, membership=lasting) == [("last_one", "")]


def test_who_has_a_last_day_may_be_ended_before(ada, place):
    factories.membership(factories.user("Ben"), place, Role.ORGANISATION_ADMIN)
    limited = factories.membership(ada, place, Role.ORGANISATION_ADMIN, valid_to=LAST)
    assert actions.end_membership(actor=SYSTEM, membership=limited).ended_on == DAY


# --- Offered by an invitation -----------------------------------------------------------------------------------------
def test_invitation_gives_the_role_to_the_last_day_it_names(place):
    invitation = invite(place, valid_to=LAST)
    assert (invitation.roles_valid_to, invitation.valid_to) == (LAST, date(2026, 12, 6))
    user = actions.accept_as_newcomer(token=invitation.token, name="Ada", password="x")
    assert Membership.objects.get(user=user).valid_to == LAST
    entry = HistoryEntry.objects.get(stream=f"network.invitation:{invitation.pk}", action="invitation.sent")
    assert entry.payload.values["roles_valid_to"] == "2026-12-31"


def test_link_holds_no_longer_than_the_roles_it_gives(place):
    invitation = invite(place, valid_to=date(2026, 11, 25))
    assert invitation.valid_to == date(2026, 11, 25)
    assert invitation.state_on(date(2026, 11, 26)) == InvitationState.EXPIRED


def test_invitation_to_a_day_that_is_past_is_refused_beside_its_field(place):
    assert refused(invite, place, valid_to=EVE) == [("ends_before_it_begins", "valid_to")]
    assert not Invitation.objects.exists()


def test_invitation_is_not_sent_again_once_its_roles_are_over(place):
    invitation = invite(place, valid_to=date(2026, 11, 25))
    with clock.at(date(2026, 11, 25)):
        assert actions.resend_invitation(actor=SYSTEM, invitation=invitation).valid_to == date(2026, 11, 25)
    with clock.at(date(2026, 11, 26)):
        assert refused(actions.resend_invitation, actor=SYSTEM, invitation=invitation) == [("roles_over", "")]
        assert actions.revoke_invitation(actor=SYSTEM, invitation=invitation).revoked_on == date(2026, 11, 26)
