"""The suite's own databases: copies keep apart, processes see what was committed, and nothing ever flushes."""

import os

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection

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
    if connection.vendor != "sqlite":
        pytest.skip("nur SQLite lässt sich dazu bringen, Zeilen rückwärts zu liefern")
    for number in range(3):
        add_person(number, "example.org")
    numbers = list(get_user_model().objects.order_by().values_list("pk", flat=True))
    assert numbers == sorted(numbers, reverse=True)


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
