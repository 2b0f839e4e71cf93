"""Goals: who sets them, what is written, what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.network.factories import acting
from vorort.core.actor import SYSTEM, SystemActor
from vorort.core.models import HistoryEntry
from vorort.core.refusal import ActionRefused
from vorort.network.enums import Role
from vorort.steering import actions, permissions
from vorort.steering.models import Goal

# role: sets goals of the Land
MATRIX = {
    "programme_owner": True,  # the ministry's own
    "programme_releaser": False,  # releases what others set
    "clerk": False,
    "releasing_officer": False,
    "payment_officer": False,
    "proof_auditor": False,
    "adviser": False,
    "auditor": False,
    "centre_lead": False,  # goals of a centre's own concept come with the concept
    "coordinator": False,
    "finance_clerk": False,
    "case_manager": False,
    "case_lead": False,
    "provider_editor": False,
    "provider_signatory": False,
    "volunteer_coordinator": False,
    "volunteer": False,
    "mediator": False,
    "integration_officer": False,
    "agency_contact": False,
    "council_member": False,
    "organisation_admin": False,
    "data_protection_officer": False,
    "operator": False,  # runs the installation, and has no say in what it is for
}


def set_goal(actor=SYSTEM, **more):
    values = {"code": "ki.2012", "title": "54 Zentren", "valid_from": date(2012, 2, 14), "source": "TIntG § 7"}
    return actions.set_goal(actor=actor, **(values | more))


# --- By whom ----------------------------------------------------------------------------------------------------------
def differences():
    """Roles that may something else than the matrix says."""
    return [
        role for role, may in MATRIX.items() if may != (not permissions.reasons_against_setting_goals(acting(role)))
    ]


def test_the_matrix_names_every_role():
    assert set(MATRIX) == set(Role.values)


def test_every_role_may_what_the_matrix_says():
    assert differences() == []


def test_a_role_that_may_more_is_found(monkeypatch):
    monkeypatch.setattr(permissions, "reasons_against_setting_goals", lambda actor: [])
    assert differences() == [role for role in MATRIX if role != "programme_owner"]


def test_goals_come_with_the_reference_data(db):
    assert permissions.reasons_against_setting_goals(SYSTEM) == []
    assert set_goal().pk


def test_who_only_looks_like_the_installation_sets_none():
    assert [reason.code for reason in permissions.reasons_against_setting_goals(SystemActor("anderes"))] == ["role"]


def test_refused_goal_is_not_written(db):
    with pytest.raises(ActionRefused) as refusal:
        set_goal(acting("centre_lead"))
    assert [str(reason.sentence) for reason in refusal.value.reasons] == [
        "Ziele setzt die Programmverantwortung im Ministerium."
    ]
    assert not Goal.objects.exists()
    assert not HistoryEntry.objects.exists()


# --- What is written --------------------------------------------------------------------------------------------------
def test_set_goal_has_what_was_said_of_it(db):
    goal = Goal.objects.get(pk=set_goal(acting("programme_owner"), description="In jedem Kreis eines.").pk)
    assert (goal.code, goal.title, goal.description) == ("ki.2012", "54 Zentren", "In jedem Kreis eines.")
    assert (goal.valid_from, goal.valid_to, goal.source) == (date(2012, 2, 14), None, "TIntG § 7")
    assert str(goal) == "54 Zentren"


def test_setting_a_goal_is_logged(db):
    goal = set_goal(acting("programme_owner"))
    entry = HistoryEntry.objects.get(stream=f"steering.goal:{goal.pk}")
    assert (entry.action, entry.actor_role) == ("goal.set", "programme_owner")
    assert entry.payload.values == {
        "actor": "Anna Berg",
        "code": "ki.2012",
        "title": "54 Zentren",
        "valid_from": "2012-02-14",
        "source": "TIntG § 7",
    }


def test_taken_code_is_refused_beside_its_field_and_the_goal_there_stays(db):
    set_goal()
    with pytest.raises(ActionRefused) as refusal:
        set_goal(title="53 Zentren")
    (reason,) = refusal.value.reasons
    assert (reason.code, reason.field) == ("code_taken", "code")
    assert [goal.title for goal in Goal.objects.all()] == ["54 Zentren"]


# --- What the database refuses ----------------------------------------------------------------------------------------
def goal(**more):
    return Goal.objects.create(**({"code": "a", "title": "a", "valid_from": date(2012, 1, 1), "source": "a"} | more))


def test_code_stands_once(db):
    goal()
    with pytest.raises(IntegrityError), transaction.atomic():
        goal()


def test_goal_that_ends_before_it_began_is_refused(db):
    with pytest.raises(IntegrityError, match="steering_goal_ends_after_it_began"), transaction.atomic():
        goal(valid_to=date(2011, 12, 31))


def test_goal_of_a_single_day_is_one(db):
    assert goal(valid_to=date(2012, 1, 1)).pk
