"""A blocked account: only the operator blocks it and lifts the block, with a reason; nobody signs in meanwhile."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from tests.network.factories import acting, membership, organisation, user
from tests.web.scene import signed_in
from vorort.accounts.models import SignIn
from vorort.core import clock
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry
from vorort.core.refusal import ActionRefused
from vorort.network import actions, permissions
from vorort.network.capacity import capacities_of
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership
from vorort.network.queries import second_factor

DAY = date(2026, 11, 22)
OPERATOR = acting("operator", 999, user_id=998)


@pytest.fixture(autouse=True)
def day(db):
    with clock.at(DAY):
        yield


@pytest.fixture
def ada(db):
    ada = user("Ada")
    membership(ada, organisation("Verein", OrganisationKind.ASSOCIATION), Role.ORGANISATION_ADMIN)
    return ada


def block(person, actor=OPERATOR, reason=" Zugang verkauft "):
    actions.block_account(actor=actor, user=person, reason=reason)


def unblock(person, actor=OPERATOR, reason="War ein Irrtum"):
    actions.unblock_account(actor=actor, user=person, reason=reason)


def refused(action, *args, **more):
    with pytest.raises(ActionRefused) as refusal:
        action(*args, **more)
    return [(reason.code, reason.field) for reason in refusal.value.reasons]


def test_blocked_person_acts_no_more_and_all_her_sign_ins_end(ada):
    keys = {signed_in(ada), signed_in(ada)}
    block(ada)
    ada.refresh_from_db()
    assert not ada.is_active
    assert not Session.objects.filter(pk__in=keys).exists()
    assert not SignIn.objects.filter(user=ada).exists()
    assert capacities_of(ada.pk, on=DAY) == []


def test_roles_are_not_ended_and_hold_again_without_the_block(ada):
    block(ada)
    unblock(ada)
    assert Membership.objects.get(user=ada).ended_on is None
    assert [capacity.role for capacity in capacities_of(ada.pk, on=DAY)] == ["organisation_admin"]


def test_both_are_logged_with_who_and_why(ada):
    block(ada)
    unblock(ada)
    entries = HistoryEntry.objects.filter(stream=f"accounts.user:{ada.pk}").order_by("number")
    assert [(entry.action, entry.actor_user_id, entry.payload.values["reason"]) for entry in entries] == [
        ("account.blocked", 998, "Zugang verkauft"),
        ("account.unblocked", 998, "War ein Irrtum"),
    ]


def test_person_is_told_by_mail_who_it_was_and_why(ada, settings):
    settings.MAIL_FROM = "vorort@land.example"
    block(ada)
    unblock(ada)
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.order_by("enqueued_at")] == [
        ["ada@ort.example", "Ihr Zugang wurde von Anna Berg gesperrt. Grund: Zugang verkauft"],
        ["ada@ort.example", "Die Sperre Ihres Zugangs ist aufgehoben."],
    ]


@pytest.mark.parametrize("action", [block, unblock])
def test_neither_is_done_without_a_reason(ada, action):
    assert refused(action, ada, reason="  ") == [("no_reason", "reason")]


def test_neither_is_done_twice(ada):
    assert refused(unblock, ada) == [("not_blocked", "")]
    block(ada)
    assert refused(block, ada) == [("blocked_already", "")]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_nobody_but_the_operator_does_either(ada, role):
    own_house = acting(role, ada.memberships.get().organisation_id, user_id=998)
    assert refused(block, ada, actor=own_house) == [("role", "")]
    assert refused(unblock, ada, actor=own_house) == [("role", "")]
    assert not second_factor.blocked_by(own_house).exists()


def test_installation_itself_blocks_nobody(ada):
    assert refused(block, ada, actor=SYSTEM) == [("role", "")]


def test_operator_does_not_block_herself(ada):
    assert refused(block, ada, actor=acting("operator", 999, user_id=ada.pk)) == [("own_account", "")]
    assert permissions.reasons_against_blocking(OPERATOR, ada.pk) == []


# --- The list ---------------------------------------------------------------------------------------------------------
def test_operator_still_finds_who_is_blocked_and_the_admin_does_not(ada):
    ben = user("Ben")
    place = ada.memberships.get().organisation
    membership(ben, place, Role.VOLUNTEER)
    block(ben)
    admin = acting("organisation_admin", place.pk, user_id=ada.pk)
    assert [(row.user.name, row.user.is_active) for row in second_factor.people(OPERATOR)] == [
        ("Ada", True),
        ("Ben", False),
    ]
    assert second_factor.people(admin) == []
    assert not second_factor.looked_after_by(OPERATOR).filter(pk=ben.pk).exists()
