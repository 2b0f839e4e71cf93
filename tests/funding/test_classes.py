"""Whose class is missing: what the programme owner is told, by hand, and that it is what the calculation says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.funding.world import CALL, TODAY, found
from vorort.core import clock
from vorort.funding.actions import tables
from vorort.funding.enums import MunicipalityRule
from vorort.funding.models import Application
from vorort.funding.queries import facts, rule_set
from vorort.funding.queries.classes import classes_missing, without_class
from vorort.funding.rules.items import ItemEntry
from vorort.funding.tables import GROUPS
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.regions.models import Area

AFTER = date(2026, 12, 1)  # the window is closed


@pytest.fixture
def call(world):
    """Its caps distinguish classes; nobody is in one."""
    return world.published(replace(CALL, code="komm-an-i-2027"), guideline=world.established("komm_an_i"))


def count_to(world, call, area, group, day=date(2027, 1, 1)):
    return world.enter(call.guideline, GROUPS, f"{area};{group};{day:%d.%m.%Y};Test;")


def take_back(world, run):
    tables.ask_undo(capacity=world.owner, run_id=run.pk)
    tables.undo(capacity=world.releaser, run_id=run.pk)


def entries(call, units="1"):
    rates = {rate.code: pk for pk, rate in rule_set.rates_of(call).items()}
    return [ItemEntry(rates["specialist"], 2027, Decimal(units))]


def missing(world, on=TODAY):
    return [(gap.guideline, gap.applicants, gap.since) for gap in classes_missing(world.owner, on)]


def test_owner_is_told_whose_class_is_missing_while_the_call_is_open(world, call):
    assert missing(world) == [(call.guideline, ("KI Hagen", "KI Kreis Höxter"), date(2026, 10, 1))]
    count_to(world, call, "centre-05762", "class_2")
    assert missing(world) == [(call.guideline, ("KI Hagen",), date(2026, 10, 1))]
    count_to(world, call, "centre-05914", "class_1")
    assert missing(world) == missing(world, on=AFTER) == []


def test_nothing_is_missing_where_a_cap_holds_for_everybody_or_by_the_kind_of_the_area(world):
    assert missing(world) == []
    world.published(replace(CALL, code="ki-2027"), guideline=world.established("ki_2022"))
    assert missing(world) == []


def test_class_that_begins_after_the_execution_does_not_help(world, call):
    count_to(world, call, "centre-05762", "class_2", date(2027, 1, 2))
    count_to(world, call, "centre-05914", "class_1")
    assert [names for _, names, _ in missing(world)] == [("KI Kreis Höxter",)]


def test_class_no_cap_has_a_limit_for_is_as_good_as_none(world, call):
    count_to(world, call, "centre-05914", "class_1")
    count_to(world, call, "centre-05762", "class_1", date(2022, 1, 1))
    call.guideline.recipient_groups.filter(area__code="centre-05762").update(group="class_9")
    assert [names for _, names, _ in missing(world)] == [("KI Kreis Höxter",)]


def test_after_the_call_has_closed_only_received_and_undecided_applications_count(world, call):
    run = count_to(world, call, "centre-05762", "class_2")
    application = world.submitted(call=call, entries=entries(call))
    take_back(world, run)
    assert missing(world, on=AFTER) == [(call.guideline, ("KI Kreis Höxter",), date(2026, 10, 1))]
    with clock.at(TODAY):
        world.withdraw(application)
    assert missing(world, on=AFTER) == []


def test_municipality_that_may_apply_where_there_is_no_centre_is_told_by_its_application_alone(world, call):
    found("Stadt Hamm", OrganisationKind.MUNICIPALITY, Area.objects.get(code="centre-05915"))
    both = (OrganisationKind.CENTRE, OrganisationKind.MUNICIPALITY)
    only_where_missing = replace(CALL, eligible=both, municipalities=MunicipalityRule.WITHOUT_CENTRE)
    world.published(replace(only_where_missing, code="ohne-zentrum"), guideline=call.guideline)
    assert [names for _, names, _ in missing(world)] == [("KI Hagen", "KI Kreis Höxter")]
    world.published(replace(CALL, code="jede-kommune", eligible=both), guideline=call.guideline)
    assert [names for _, names, _ in missing(world)] == [("KI Hagen", "KI Kreis Höxter", "Stadt Hamm")]


def test_nobody_else_is_told(world, call):
    for other in (world.releaser, world.foreign_owner, world.clerk, world.district.lead):
        assert classes_missing(other, TODAY) == []


def test_condition_says_what_the_calculation_says(world, call):
    world.draft(call=call, entries=entries(call))
    world.draft(world.city, call=call, entries=entries(call, "30"))
    world.draft()
    base = world.published(replace(CALL, code="ki-2027"), guideline=world.established("ki_2022"))
    world.draft(call=base, entries=entries(base))
    for area, group, day in (
        ("centre-05762", "class_1", date(2022, 8, 1)),
        ("centre-05762", "class_3", date(2027, 1, 2)),
        ("centre-05914", "class_2", date(2027, 1, 2)),
    ):
        assert says_the_condition() == says_the_calculation()
        count_to(world, call, area, group, day)
    assert says_the_condition() == says_the_calculation()
    assert list(Application.objects.filter(without_class()).values_list("applicant__short_name", flat=True)) == [
        "KI Hagen"
    ]


def says_the_condition():
    return set(Application.objects.filter(without_class()).values_list("pk", flat=True))


def says_the_calculation():
    rows = Application.objects.select_related("call", "applicant")
    return {row.pk for row in rows if facts.calculation_of(row).without_class}


@pytest.mark.parametrize("rows", [1, 12])
def test_two_statements_however_many_calls_and_applicants(world, call, django_assert_num_queries, rows):
    for number in range(1, rows):
        world.published(replace(CALL, code=f"mehr-{number}"), guideline=call.guideline)
        found(f"KI Probe {number:02}", OrganisationKind.CENTRE, Area.objects.get(code="centre-05915"))
    with django_assert_num_queries(2):
        [gap] = classes_missing(world.owner, TODAY)
    assert len(gap.applicants) == Organisation.objects.centres().count() == rows + 1
