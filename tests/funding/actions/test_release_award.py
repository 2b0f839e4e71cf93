"""A second person releases: the money is bound, the application decided, the notice written."""

import hashlib
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.funding import world as worlds
from tests.funding.world import REQUESTED, SUBSTANTIVE, TODAY, fresh, hire, inbox, last_entry, refused
from vorort.accounts.models import User
from vorort.core.documents import of
from vorort.core.models import Document
from vorort.funding.actions import award as awards
from vorort.funding.actions.award import AwardText
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.models import Award, BudgetLine
from vorort.network.enums import Role


def test_released_award_is_bound_to_the_budget_line_and_decides_the_application(world):
    award = fresh(world.released())
    assert (award.state, award.version, award.released_on) == ("released", 2, TODAY)
    assert award.released_by_id == world.officer.user_id
    assert fresh(world.budget).bound == REQUESTED
    application = fresh(award.application)
    assert (application.state, application.version) == ("decided", 12)


def test_notice_is_written_and_its_checksum_stands_in_the_history(world, monkeypatch):
    monkeypatch.undo()  # this one is typeset
    award = world.released()
    notice = of(award).get()
    assert (notice.kind, notice.version, notice.title) == ("award_notice", 1, "Zuwendungsbescheid")
    assert bytes(notice.content).rstrip().endswith(b"%%EOF")
    assert notice.issued_on == TODAY
    entry = last_entry(award)
    assert entry.action == "award.released"
    assert entry.actor_user_id == world.officer.user_id
    assert entry.payload.values["notice_sha256"] == hashlib.sha256(bytes(notice.content)).hexdigest()
    assert entry.payload.values["amount"] == "3000.00"


def test_recipient_hears_nothing_before_the_notice_is_made_known(world):
    world.released()
    assert inbox(world.district.lead)[-1].startswith("Ihr Antrag ist eingegangen.")


# --- Four eyes --------------------------------------------------------------------------------------------------------
def test_whoever_edited_last_does_not_release(world):
    award = world.prepared()
    both_roles = hire(Role.RELEASING_OFFICER, world.authority, user=User.objects.get(pk=world.clerk.user_id))
    with refused("four_eyes") as reasons:
        awards.release_award(capacity=both_roles, award_id=award.pk, expected_version=1)
    assert reasons[0].source == "Vier-Augen-Prinzip"
    assert fresh(world.budget).bound == 0
    assert fresh(award.application).state == "substantive_review"
    assert not Document.objects.exists()


def test_a_later_editor_takes_the_place_of_the_first(world):
    award = world.prepared()
    awards.edit_award(
        capacity=world.second_clerk,
        award_id=award.pk,
        expected_version=1,
        text=AwardText(purpose="Von einer anderen gefasst."),
    )
    first = hire(Role.RELEASING_OFFICER, world.authority, user=User.objects.get(pk=world.clerk.user_id))
    second = hire(Role.RELEASING_OFFICER, world.authority, user=User.objects.get(pk=world.second_clerk.user_id))
    with refused("four_eyes"):
        awards.release_award(capacity=second, award_id=award.pk, expected_version=2)
    assert awards.release_award(capacity=first, award_id=award.pk, expected_version=2).state == "released"


def test_database_keeps_four_eyes_over_a_release_too(world):
    award = world.prepared()
    row = Award.objects.filter(pk=award.pk)
    with pytest.raises(IntegrityError, match="funding_award_four_eyes"), transaction.atomic():
        row.update(state="released", released_by=world.clerk.user_id, released_on=TODAY)
    assert fresh(award).released_by_id is None


def test_database_lets_nobody_change_a_released_award_without_voiding_the_release(world):
    award = world.released()
    row = Award.objects.filter(pk=award.pk)
    for change in ({"released_by": world.clerk.user_id}, {"content_edited_by": world.officer.user_id}, {"amount": 1}):
        with pytest.raises(IntegrityError, match="lässt die Freigabe erlöschen"), transaction.atomic():
            row.update(**change)
    assert fresh(award).released_by_id == world.officer.user_id


# --- Money ------------------------------------------------------------------------------------------------------------
def with_little_money(world, appropriated):
    line = worlds.set_budget(world.owner, world.guideline, code="wenig", appropriated=Decimal(appropriated))
    return line, world.open_call("wenig-geld", budget_lines=[line])


def test_last_euro_is_released(world):
    line, call = with_little_money(world, "3000.00")
    world.released(call=call)
    assert fresh(line).bound == fresh(line).appropriated == REQUESTED


def test_exhausted_budget_refuses_with_the_amount_that_is_free(world):
    line, call = with_little_money(world, "5999.99")
    world.released(call=call)
    award = world.prepared(world.city, call=call)
    with refused("budget_exhausted") as reasons:
        world.release(award)
    assert str(reasons[0].sentence) == (
        "In wenig (2027) sind noch 2.999,99\u00a0€ frei, gebraucht werden 3.000,00\u00a0€."
    )
    assert fresh(line).bound == REQUESTED
    assert (fresh(award).state, fresh(award.application).state) == ("prepared", "substantive_review")
    assert not of(award).exists()
    assert fresh(world.budget).bound == 0


def test_money_freed_by_one_goes_to_the_other(world):
    line, call = with_little_money(world, "3000.00")
    first = world.released(call=call)
    second = world.prepared(world.city, call=call)
    with refused("budget_exhausted"):
        world.release(second)
    world.edit(first, purpose="Noch einmal ansehen.")
    assert world.release(second).state == "released"
    assert fresh(line).bound == REQUESTED


def test_database_never_lets_a_budget_line_be_overdrawn(world):
    world.released()
    lines = BudgetLine.objects.filter(pk=world.budget.pk)
    with pytest.raises(IntegrityError, match="funding_budget_line_never_overdrawn"), transaction.atomic():
        lines.update(bound=Decimal("20000.01"))
    with pytest.raises(IntegrityError, match="funding_budget_line_bound_not_negative"), transaction.atomic():
        lines.update(bound=Decimal("-0.01"))
    assert lines.get().bound == REQUESTED


def test_award_whose_years_do_not_add_up_is_not_released(world):
    award = world.prepared()
    award.years.update(amount=Decimal("2999.99"))
    with refused("not_covered"):
        world.release(award)


# --- State ------------------------------------------------------------------------------------------------------------
def test_point_that_fails_after_the_preparation_stops_the_release(world):
    award = world.prepared()
    failed = {**SUBSTANTIVE, CheckCode.FINANCED: CheckEntry(CheckResult.FAILED, "Eigenmittel fehlen.")}
    world.check(fresh(award.application), failed)
    with refused("check_failed"):
        world.release(award)
    assert fresh(award).state == "prepared"


def test_award_is_not_released_twice(world):
    award = world.released()
    with refused("state"):
        world.release(award)
    assert fresh(world.budget).bound == REQUESTED
    assert of(award).count() == 1
