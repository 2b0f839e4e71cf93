"""Programmes with their rule sets, budgets, ceilings and calls: run by the ministry that owns them, and nobody else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.funding import world as worlds
from tests.funding.world import CALL, QUESTIONS, TODAY, fresh, last_entry, refused
from vorort.core.actor import SYSTEM
from vorort.funding import definitions
from vorort.funding.actions import programme
from vorort.funding.actions.programme import QuestionText
from vorort.funding.enums import QuestionKind
from vorort.funding.models import BudgetLine, Call, Ceiling, FlatRate, GuidelineVersion, Programme
from vorort.network.enums import OrganisationKind
from vorort.steering.actions import set_goal


def establish(world, actor, name="ki_2012", owner=None):
    return programme.establish_programme(
        actor=actor,
        definition=definitions.shipped(name),
        owner=owner or world.ministry,
        authority=world.authority,
    )


# --- Established ------------------------------------------------------------------------------------------------------
def test_programme_comes_with_its_whole_rule_set(world):
    guideline = establish(world, world.owner, "komm_an_i")
    assert guideline.programme.title == "KOMM-AN NRW Teil I: Stärkung der Kommunalen Integrationszentren"
    assert (guideline.programme.owner, guideline.programme.authority) == (world.ministry, world.authority)
    assert dict(guideline.parameters.values_list("code", "value")) == {
        "delivery_days": 3,
        "remedy_months": 1,
        "proof_due_months": 3,
        "hearing_refusal": 1,
        "hearing_partial": 1,
        "hearing_days": 14,
    }
    assert list(guideline.components.values_list("code", flat=True)) == ["I"]
    rate = FlatRate.objects.get(component__guideline=guideline, code="specialist")
    assert (rate.amount, rate.unit, rate.valid_from) == (57000, "Stelle", date(2022, 8, 1))
    assert "[S48]" in rate.source
    assert dict(rate.cap.limits.values_list("group", "units")) == {
        "class_1": Decimal("1.00"),
        "class_2": Decimal("1.50"),
        "class_3": Decimal("2.00"),
    }
    entry = last_entry(guideline)
    assert entry.action == "guideline.published"
    assert entry.payload.values["source"] == "Bezirksregierung Arnsberg, KOMM-AN Teil I [S48]"


def test_komm_an_two_comes_with_four_components_eleven_rates_and_two_ceilings(world):
    assert list(world.guideline.components.values_list("code", flat=True)) == ["A", "B", "C", "D"]
    assert FlatRate.objects.filter(component__guideline=world.guideline).count() == 11
    assert list(world.guideline.ceilings.values_list("area__code", "year", "amount")) == [
        ("centre-05762", 2021, Decimal("70289.82")),
        ("centre-05122", 2022, Decimal("58700.00")),
    ]


def test_second_guideline_version_joins_the_same_programme(world):
    first, second = establish(world, world.owner, "ki_2012"), establish(world, world.owner, "ki_2022")
    assert first.programme == second.programme
    assert list(first.programme.guidelines.values_list("valid_from", flat=True)) == [
        date(2012, 6, 25),
        date(2023, 3, 10),
    ]


def test_posts_in_kind_and_placeholders_stay_marked(world):
    guideline = establish(world, world.owner, "ki_2012")
    rates = FlatRate.objects.filter(component__guideline=guideline)
    teacher = rates.get(code="teacher")
    assert (teacher.kind, teacher.amount, teacher.placeholder) == ("in_kind", 0, False)
    assert teacher.provided_by == "Ministerium für Schule und Weiterbildung"
    assert set(rates.filter(placeholder=True).values_list("code", flat=True)) == {
        "specialist", "administration", "support",
    }  # fmt: skip


def test_installation_may_bring_a_programme_along(world):
    assert establish(world, SYSTEM).programme.owner == world.ministry


def test_clerk_establishes_no_programme(world):
    with refused("role"):
        establish(world, world.clerk)
    assert not Programme.objects.filter(code="ki-grundfoerderung").exists()


def test_nobody_establishes_a_programme_for_another_ministry(world):
    with refused("foreign"):
        establish(world, world.foreign_owner)
    assert not Programme.objects.filter(code="ki-grundfoerderung").exists()
    establish(world, world.owner)
    with refused("foreign"):
        establish(world, world.foreign_owner, "ki_2022", owner=world.foreign_ministry)
    assert GuidelineVersion.objects.filter(programme__code="ki-grundfoerderung").count() == 1


# --- Money ------------------------------------------------------------------------------------------------------------
def test_budget_line_is_entered_with_its_source(world):
    line = worlds.set_budget(world.owner, world.guideline, code="07 081", year=2028)
    assert (line.appropriated, line.bound, line.invented) == (Decimal("20000.00"), 0, True)
    assert str(line) == "07 081 (2028)"
    assert last_entry(line).action == "budget_line.set"
    assert last_entry(line).payload.values["appropriated"] == "20000.00"


def test_ceiling_is_set_for_an_area_and_a_year(world):
    ceiling = programme.set_ceiling(
        actor=world.owner,
        guideline=world.guideline,
        area="centre-05762",
        year=2027,
        amount=Decimal("70000.00"),
        source="Test",
        invented=True,
    )
    assert Ceiling.objects.get(year=2027) == ceiling
    assert (ceiling.area, ceiling.invented) == (world.district.organisation.area, True)
    assert last_entry(ceiling).action == "ceiling.set"


@pytest.mark.parametrize(("who", "code"), [("foreign_owner", "foreign"), ("clerk", "role")])
def test_nobody_else_enters_money(world, who, code):
    actor = getattr(world, who)
    with refused(code):
        worlds.set_budget(actor, world.guideline, year=2030)
    with refused(code):
        programme.set_ceiling(
            actor=actor,
            guideline=world.guideline,
            area="centre-05762",
            year=2030,
            amount=Decimal(1),
            source="Test",
        )
    assert not BudgetLine.objects.filter(year=2030).exists()
    assert not Ceiling.objects.filter(year=2030).exists()


# --- Calls ------------------------------------------------------------------------------------------------------------
def test_call_is_published_with_all_it_asks(world):
    goal = set_goal(actor=world.owner, code="sprache", title="Sprache", valid_from=TODAY, source="Test")
    call = programme.publish_call(
        actor=world.owner,
        guideline=world.guideline,
        text=replace(CALL, code="neu", eligible=(OrganisationKind.CENTRE, OrganisationKind.MUNICIPALITY)),
        goals=[goal],
        budget_lines=[world.budget],
    )
    row = fresh(call)
    assert (row.opens_on, row.closes_on, row.published_on) == (date(2026, 10, 1), date(2026, 11, 30), TODAY)
    assert (row.approval_from, row.execution_to) == (date(2027, 1, 1), date(2027, 12, 31))
    assert sorted(row.eligible_kinds.values_list("kind", flat=True)) == ["centre", "municipality"]
    assert list(row.goals.all()) == [goal]
    assert list(row.budget_lines.all()) == [world.budget]
    assert list(row.questions.values_list("version", "position", "code", "required")) == [
        (1, 1, "target_group", True),
        (1, 2, "concept", True),
        (1, 3, "remarks", False),
    ]
    assert last_entry(row).action == "call.published"


@pytest.mark.parametrize(("who", "code"), [("foreign_owner", "foreign"), ("officer", "role")])
def test_nobody_else_publishes_or_changes_a_call(world, who, code):
    actor = getattr(world, who)
    with refused(code):
        programme.publish_call(actor=actor, guideline=world.guideline, text=replace(CALL, code="neu"))
    with refused(code):
        programme.change_questions(actor=actor, call=world.call, questions=QUESTIONS)
    assert Call.objects.count() == 1
    assert fresh(world.call).question_version == 1


def test_call_does_not_spend_the_money_of_another_programme(world):
    other = worlds.set_budget(world.owner, establish(world, world.owner))
    with refused("foreign_budget"):
        world.open_call("neu", budget_lines=[world.budget, other])
    assert not Call.objects.filter(code="neu").exists()


def test_changed_questions_are_a_new_version_beside_the_old(world):
    questions = [
        QuestionText("where", "Wo?", QuestionKind.SHORT_TEXT),
        QuestionText("target_group", "Wen genau?", QuestionKind.LONG_TEXT, help="In zwei Sätzen."),
    ]
    call = programme.change_questions(actor=world.owner, call=world.call, questions=questions)
    assert fresh(call).question_version == 2
    assert list(call.questions.filter(version=2).values_list("position", "code", "help")) == [
        (1, "where", ""),
        (2, "target_group", "In zwei Sätzen."),
    ]
    assert call.questions.filter(version=1).count() == 3
    assert last_entry(call).action == "call.questions_changed"
    assert last_entry(call).payload.values["version"] == 2
