"""The suite's own databases: copies keep apart, processes see what was committed, and nothing ever flushes."""

import os

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Count

from tests.databases import run_processes


def people() -> int:
    return get_user_model().objects.count()


def add_person(number: int, domain: str) -> int:
    """Runs in a process of its own."""
    get_user_model().objects.create_user(email=f"{number}@{domain}", name="Probe")
    return number * 2


def refuse(number: int) -> None:
    """Runs in a process of its own."""
    raise LookupError(number)


@pytest.mark.parametrize("time", ["once", "again"])
def test_each_test_that_commits_has_a_fresh_copy(committed_database, time):
    assert people() == 0
    add_person(1, "example.org")
    assert people() == 1
    assert os.environ["VORORT_DATABASE"] == committed_database.url


@pytest.mark.committed
def test_the_marker_alone_gives_the_copy_too():
    add_person(1, "example.org")
    cache.set("said", "heard")
    assert cache.get("said") == "heard"


def test_nothing_committed_reaches_the_tests_that_roll_back(db):
    assert people() == 0


def test_whoever_asks_for_no_order_cannot_rely_on_one(db):
    for number in range(5):
        add_person(number, "example.org")
    keys = get_user_model().objects.values_list("pk", flat=True)
    assert len({tuple(keys.order_by()) for _again in range(50)}) > 1
    assert len({tuple(keys.order_by("pk")) for _again in range(50)}) == 1


def test_what_may_not_be_shuffled_is_left_as_it_is(db):
    """Rows that are distinct, summed, united or inside another query."""
    for number in range(3):
        add_person(number, "example.org")
    people = get_user_model().objects.order_by()
    names, keys = people.values_list("name", flat=True), people.values_list("pk", flat=True)
    assert list(names.distinct()) == ["Probe"]
    assert people.aggregate(number=Count("pk")) == {"number": 3}
    assert list(names.annotate(number=Count("pk")).values_list("number", flat=True)) == [3]
    assert sorted(keys.filter(email__startswith="0").union(keys.filter(email__startswith="1"))) == sorted(keys)[:2]
    assert people.filter(pk__in=keys).count() == 3


@pytest.mark.slow
def test_processes_work_on_the_copy_and_bring_back_what_they_found(committed_database):
    outcomes = run_processes(committed_database, 3, "tests.test_databases:add_person", "example.org")
    assert [(outcome.value, outcome.error) for outcome in outcomes] == [(0, ""), (2, ""), (4, "")]
    assert people() == 3


@pytest.mark.slow
def test_a_process_that_fails_says_how(committed_database):
    outcomes = run_processes(committed_database, 2, "tests.test_databases:refuse")
    assert [outcome.error for outcome in outcomes] == ["LookupError", "LookupError"]
    assert "in refuse" in outcomes[0].trace
