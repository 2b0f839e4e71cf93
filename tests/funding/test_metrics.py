"""Funding's figures: what they count, what they must not count, and who may open what is counted."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.funding import world as worlds
from tests.funding.world import TODAY, hire
from vorort.core import clock
from vorort.core.refusal import NotFound
from vorort.funding.metrics import METRICS, median_of
from vorort.funding.models import FlatRate
from vorort.funding.rules.items import ItemEntry
from vorort.network.enums import Role
from vorort.steering import metrics, queries

POSTS = {"specialist": "2", "administration": "1", "support": "0.5", "teacher": "2"}


@pytest.fixture
def base_funding(world):
    """A call of the centres' base funding in 2012, on TODAY's calendar, and the rows everybody applies for."""
    guideline = world.established("ki_2012", valid_to=None)
    budget = worlds.set_budget(world.owner, guideline, appropriated=Decimal("900000.00"))
    text = replace(worlds.CALL, code="ki-2027", file_prefix="36.02")
    call = world.published(text, guideline=guideline, budget_lines=[budget])
    rates = dict(FlatRate.objects.filter(component__guideline=guideline).values_list("code", "pk"))
    entries = [ItemEntry(rates[code], 2027, Decimal(units)) for code, units in POSTS.items()]
    return {"guideline": guideline, "budget": budget, "call": call, "entries": entries}


def value(code, day=TODAY):
    return metrics.metric(code).value(day)


def released(world, base_funding, centre=None):
    return world.released(centre, call=base_funding["call"], entries=base_funding["entries"])


@pytest.mark.slow
def test_released_notices_of_the_base_funding_are_counted_by_the_kind_of_their_centre(world, base_funding):
    released(world, base_funding)
    released(world, base_funding, world.city)
    released(world, base_funding, worlds.centre_of("05334002"))
    released(world, base_funding, worlds.centre_of("05334"))
    assert value("ki.first_notices") == 4
    assert value("ki.first_districts") == 2
    assert value("ki.first_cities") == 2


def test_notices_of_other_programmes_and_awards_not_released_are_not_counted(world, base_funding):
    world.notified()
    world.prepared(call=base_funding["call"], entries=base_funding["entries"])
    assert value("ki.first_notices") == 0
    assert value("ki.posts_per_centre") is None


def test_notice_counts_from_the_day_it_was_released(world, base_funding):
    award = world.prepared(call=base_funding["call"], entries=base_funding["entries"])
    with clock.at(date(2026, 11, 20)):
        world.release(award)
    assert value("ki.first_notices", date(2026, 11, 19)) == 0
    assert value("ki.first_notices", date(2026, 11, 20)) == 1


def test_centre_with_a_second_notice_is_still_one_centre(world, base_funding):
    text = replace(worlds.CALL, code="ki-2027-b", file_prefix="36.02")
    again = world.published(text, guideline=base_funding["guideline"], budget_lines=[base_funding["budget"]])
    first = released(world, base_funding)
    one_post = base_funding["entries"][:1]
    world.released(call=again, entries=one_post)
    assert value("ki.first_notices") == 1
    assert list(metrics.metric("ki.first_notices").objects(TODAY)) == [first]
    assert value("ki.posts_per_centre") == Decimal("5.5")


def test_posts_are_counted_in_money_and_in_kind(world, base_funding):
    released(world, base_funding)
    world.released(world.city, call=base_funding["call"], entries=base_funding["entries"][:1])
    assert value("ki.posts_per_centre") == Decimal("3.75")


def test_budget_is_the_entered_one_of_the_year_and_the_programme(world, base_funding):
    worlds.set_budget(world.owner, base_funding["guideline"], year=2028)
    assert value("ki.budget", date(2027, 6, 30)) == Decimal("900000.00")
    assert value("ki.budget", date(2028, 1, 1)) == Decimal("20000.00")
    assert value("ki.budget", date(2029, 1, 1)) == 0


def test_whoever_may_not_open_an_award_sees_the_figure_and_how_many_are_hidden(world, base_funding):
    released(world, base_funding)
    released(world, base_funding, world.city)
    clerk = queries.figure("ki.first_notices", TODAY, world.clerk)
    assert (clerk.value, len(clerk.objects), clerk.hidden) == (2, 2, 0)
    assert [counted.label for counted in clerk.objects] == [
        "KI Hagen (36.02-2026-0002)",
        "KI Kreis Höxter (36.02-2026-0001)",
    ]
    lead = queries.figure("ki.first_notices", TODAY, world.district.lead)
    assert (lead.value, lead.objects, lead.hidden) == (2, [], 2)


def test_counted_award_opens_at_its_application(world, base_funding):
    award = released(world, base_funding)
    [counted] = queries.figure("ki.first_notices", TODAY, world.officer).objects
    assert counted.key == award.application_id
    assert metrics.metric("ki.first_notices").address == "funding:application"


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("owner", True),
        ("clerk", True),
        ("officer", True),
        ("foreign_owner", False),
        ("foreign_clerk", False),
        ("foreign_officer", False),
    ],
)
def test_budget_line_opens_to_its_ministry_and_its_authority(world, base_funding, who, sees):
    found = queries.figure("ki.budget", date(2027, 1, 1), getattr(world, who))
    assert found.value == Decimal("900000.00")
    assert [counted.key for counted in found.objects] == ([base_funding["budget"].pk] if sees else [])


def test_budget_line_opens_to_no_recipient(world, base_funding):
    for person in (world.district.lead, hire(Role.PROGRAMME_RELEASER, world.city.organisation)):
        assert queries.figure("ki.budget", date(2027, 1, 1), person).objects == []


@pytest.mark.parametrize("rows", [1, 3])
def test_figure_takes_four_statements(world, base_funding, django_assert_num_queries, rows):
    for centre in (world.district, world.city, worlds.centre_of("05122"))[:rows]:
        released(world, base_funding, centre)
    with django_assert_num_queries(4):
        assert len(queries.figure("ki.first_notices", TODAY, world.clerk).objects) == rows


def test_every_figure_says_what_it_is():
    assert [metric.code for metric in METRICS] == [
        "ki.first_notices", "ki.first_districts", "ki.first_cities", "ki.posts_per_centre", "ki.budget",
        "funding.days_to_notice",
    ]  # fmt: skip
    for metric in METRICS:
        assert str(metric.statement).endswith(".")
        assert metrics.metric(metric.code) is metric
    with pytest.raises(NotFound):
        metrics.metric("ki.unknown")


@given(numbers=st.lists(st.integers(0, 400)))
def test_median_of_numbers_with_how_often_they_occur_is_that_of_all(numbers):
    counted = sorted(Counter(numbers).items())
    assert median_of(counted) == (Decimal(median(numbers)) if numbers else None)
