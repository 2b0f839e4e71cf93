"""Programmes with their rule sets, budgets, ceilings and calls: run by the ministry that owns them, and nobody else."""

from datetime import date
from decimal import Decimal

import pytest

from tests.funding import world as worlds
from tests.funding.world import entries_of, fresh, last_entry, refused
from vorort.core.refusal import NotFound, VersionConflict
from vorort.funding import definitions
from vorort.funding.actions import programme
from vorort.funding.actions.guideline import GuidelineText
from vorort.funding.actions.programme import ProgrammeText
from vorort.funding.models import (
    BudgetLine,
    Ceiling,
    FlatRate,
    GuidelineVersion,
    Programme,
    RecipientGroup,
    UnitCeiling,
)


def establish(world, actor, name="ki_2012", owner=None):
    return programme.establish_programme(
        actor=actor,
        definition=definitions.shipped(name),
        owner=owner or world.ministry,
        authority=world.authority,
    )


TEXT = GuidelineText(
    title="Richtlinie neu",
    dated_on=date(2026, 11, 1),
    valid_from=date(2027, 1, 1),
    valid_to=None,
    source="Erlass",
    purpose="Zweck.",
    ancillary_conditions="ANBest-G",
    payout="Auf Anforderung.",
)


def found(world, actor, code="neu"):
    return programme.found_programme(
        capacity=actor,
        programme=ProgrammeText(code, "Neues Programm", "§ 23 LHO NRW"),
        authority=world.authority,
        text=TEXT,
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
        "minimum_amount": 12500,
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
    assert (entry.action, guideline.state, guideline.content_edited_by_id) == (
        "guideline.begun",
        "draft",
        world.owner.user_id,
    )
    assert entry.payload.values["source"] == "Bezirksregierung Arnsberg, KOMM-AN Teil I [S48]"


def test_komm_an_two_comes_with_four_components_eleven_rates_and_two_ceilings(world):
    assert list(world.guideline.components.values_list("code", flat=True)) == ["A", "B", "C", "D"]
    assert FlatRate.objects.filter(component__guideline=world.guideline).count() == 11
    assert list(world.guideline.ceilings.values_list("area__code", "year", "amount")) == [
        ("centre-05762", 2021, Decimal("70289.82")),
        ("centre-05122", 2022, Decimal("58700.00")),
    ]


def test_rule_set_that_names_a_figure_twice_is_refused_with_a_reason(world):
    shipped = definitions.shipped("komm_an_i")
    with refused("figure_twice"):
        world.drafted("komm_an_i", parameters=(*shipped.parameters, shipped.parameters[0]))
    with refused("entered"):
        world.drafted("komm_an_ii", ceilings=definitions.shipped("komm_an_ii").ceilings[:1] * 2)
    assert not GuidelineVersion.objects.filter(programme__code="komm-an-i").exists()


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


def test_an_empty_programme_is_founded_for_the_ministry_of_whoever_founds_it(world):
    draft = found(world, world.owner)
    assert (draft.state, draft.version, draft.valid_from) == ("draft", 1, date(2027, 1, 1))
    assert (draft.programme.owner, draft.programme.authority) == (world.ministry, world.authority)
    assert str(draft.programme) == "Neues Programm"
    assert last_entry(draft).action == "guideline.begun"
    with refused("code_taken"):
        found(world, world.owner)
    with refused("role"):
        found(world, world.releaser, code="anderes")
    with refused("missing_value"):
        found(world, world.owner, code="  ")


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


def test_ceiling_is_set_for_an_area_and_a_year_and_is_an_edit_of_the_draft(world):
    draft = world.drafted("komm_an_i")
    ceiling = programme.set_ceiling(
        actor=world.owner,
        guideline=draft,
        area="centre-05762",
        year=2027,
        amount=Decimal("70000.00"),
        source="Test",
        invented=True,
    )
    assert Ceiling.objects.get(year=2027) == ceiling
    assert (fresh(draft).version, last_entry(draft).action) == (2, "guideline.part_saved")
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


def ceiling(world, draft, **changed):
    values = {"area": "centre-05762", "year": 2029, "amount": Decimal("70000.00"), "source": "Test"}
    return programme.set_ceiling(actor=world.owner, guideline=draft, **values | changed)


def test_a_second_ceiling_an_unknown_area_and_less_than_nothing_are_refused_with_a_reason(world):
    draft = world.drafted("komm_an_i")
    ceiling(world, draft)
    with refused("entered"):
        ceiling(world, draft, amount=Decimal(1))
    with refused("unknown_area"):
        ceiling(world, draft, area="centre-99999")
    with refused("out_of_range"):
        ceiling(world, draft, year=2030, amount=Decimal("-0.01"))
    assert list(Ceiling.objects.filter(year__gte=2029).values_list("amount", flat=True)) == [Decimal("70000.00")]


def test_posts_are_entered_once_by_rate_area_and_year(world):
    rate = FlatRate.objects.select_related("component").get(
        component__guideline=world.drafted("komm_an_i"), code="specialist"
    )
    values = {"actor": world.owner, "rate": rate, "area": "centre-05762", "year": 2027, "source": "Test"}
    row = programme.set_unit_ceiling(**values, units=Decimal("2.5"))
    assert (row.units, str(row)) == (Decimal("2.5"), f"{row.area_id} 2027: 2.5")
    assert last_entry(row).action == "unit_ceiling.set"
    with refused("entered"):
        programme.set_unit_ceiling(**values, units=Decimal(3))
    with refused("out_of_range"):
        programme.set_unit_ceiling(**values | {"year": 2028}, units=Decimal(-1))
    with refused("foreign"):
        programme.set_unit_ceiling(**values | {"actor": world.foreign_owner}, units=Decimal(3))
    assert UnitCeiling.objects.count() == 1


def test_a_municipality_is_counted_to_a_group_the_caps_know(world):
    guideline = world.drafted("komm_an_i")
    values = {"actor": world.owner, "guideline": guideline, "area": "centre-05762", "source": "Test"}
    row = programme.assign_group(**values, group="class_2", valid_from=date(2027, 1, 1))
    assert str(row) == f"{row.area_id}: class_2"
    assert last_entry(row).action == "recipient_group.set"
    with refused("entered"):
        programme.assign_group(**values, group="class_3", valid_from=date(2027, 1, 1))
    with refused("unknown_group"):
        programme.assign_group(**values, group="class_4", valid_from=date(2028, 1, 1))
    with refused("role"):
        programme.assign_group(**values | {"actor": world.releaser}, group="class_1", valid_from=date(2028, 1, 1))
    assert RecipientGroup.objects.count() == 1


def test_nothing_is_entered_past_the_second_person_once_the_version_is_released(world):
    guideline = world.established("komm_an_i")
    rate = FlatRate.objects.select_related("component").get(component__guideline=guideline, code="specialist")
    place = {"actor": world.owner, "area": "centre-05762", "source": "Test"}
    with refused("released"):
        programme.set_ceiling(**place, guideline=guideline, year=2027, amount=Decimal(1))
    with refused("released"):
        programme.set_unit_ceiling(**place, rate=rate, year=2027, units=Decimal(1))
    with refused("released"):
        programme.assign_group(**place, guideline=guideline, group="class_1", valid_from=date(2027, 1, 1))
    tables = (guideline.ceilings, rate.unit_ceilings, guideline.recipient_groups)
    assert [rows.count() for rows in tables] == [0, 0, 0]


def change(world, line, amount, *, who=None, version=None, source="Nachtrag"):
    return programme.change_budget_line(
        capacity=who or world.owner,
        line_id=line.pk,
        expected_version=version or line.version,
        appropriated=Decimal(amount),
        source=source,
    )


def test_budget_line_is_raised_and_lowered_but_never_below_what_is_bound(world):
    world.released()  # binds 3,000.00
    raised = change(world, fresh(world.budget), "25000.00")
    assert (raised.appropriated, raised.bound, raised.version, raised.source) == (25000, 3000, 2, "Nachtrag")
    lowered = change(world, raised, "3000.00")
    with refused("below_bound"):
        change(world, lowered, "2999.99")
    with refused("missing_value"):
        change(world, lowered, "4000.00", source=" ")
    with refused("out_of_range"):
        change(world, lowered, "-1")
    with pytest.raises(VersionConflict):
        change(world, lowered, "4000.00", version=1)
    assert fresh(world.budget).appropriated == Decimal("3000.00")
    assert entries_of(world.budget) == ["budget_line.set", "budget_line.changed", "budget_line.changed"]
    assert last_entry(world.budget).payload.values["before"] == "25000.00"


def test_nobody_else_changes_a_budget_line(world):
    for who in (world.clerk, world.releaser):
        with refused("role"):
            change(world, world.budget, "1.00", who=who)
    with pytest.raises(NotFound):
        change(world, world.budget, "1.00", who=world.foreign_owner)


def test_the_same_budget_line_twice_is_refused_with_a_reason(world):
    with refused("code_taken"):
        worlds.set_budget(world.owner, world.guideline)
    with refused("out_of_range"):
        worlds.set_budget(world.owner, world.guideline, year=2028, appropriated=Decimal(-1))
    assert BudgetLine.objects.count() == 1
