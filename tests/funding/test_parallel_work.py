"""Real processes at once on one database: one application for a double click, and never more money than there is."""

from decimal import Decimal

import pytest
from django.db import transaction

from tests.databases import run_processes
from tests.funding import world as worlds
from tests.funding.world import REQUESTED, TODAY, entries_of, fresh
from vorort.core import clock, documents, history
from vorort.funding.models import Application, Award

PROCESSES = 8
AWARDS = 200
PAYABLE = 10


@pytest.fixture
def committed_world(committed_database):
    """The world, committed."""
    with clock.at(TODAY), transaction.atomic():
        return worlds.build()


def test_begun_by_two_people_at_once_there_is_one_application(committed_database, committed_world):
    people = [committed_world.district.coordinator, committed_world.district.lead]
    outcomes = run_processes(committed_database, 2, "tests.funding.processes:begin", people, committed_world.call.pk)
    assert [outcome.trace for outcome in outcomes] == ["", ""]
    application = Application.objects.get()
    assert [outcome.value for outcome in outcomes] == [application.pk] * 2
    assert entries_of(application) == ["application.begun"]


@pytest.mark.slow
def test_budget_line_that_carries_ten_releases_exactly_ten_of_two_hundred(committed_database, committed_world):
    line, awards = _prepared(committed_world)
    shares = [awards[number::PROCESSES] for number in range(PROCESSES)]
    outcomes = run_processes(
        committed_database, PROCESSES, "tests.funding.processes:release", committed_world.officer, shares
    )
    assert [outcome.trace for outcome in outcomes] == [""] * PROCESSES
    results = [result for outcome in outcomes for result in outcome.value]
    assert sorted(results) == ["budget_exhausted"] * 190 + ["released"] * PAYABLE
    assert fresh(line).bound == PAYABLE * REQUESTED
    assert Award.objects.filter(state="released").count() == PAYABLE
    assert Application.objects.filter(state="decided").count() == PAYABLE
    released = Award.objects.filter(state="released")
    assert all(documents.of(award).count() == 1 for award in released)
    assert list(history.verify()) == []


def _prepared(world):
    """Two hundred awards through the actions, one a call, all on one budget line."""
    with clock.at(TODAY), transaction.atomic():
        line = worlds.set_budget(
            world.owner, world.guideline, code="knapp", appropriated=PAYABLE * REQUESTED + Decimal("2999.99")
        )
        calls = [world.open_call(f"aufruf-{number}", budget_lines=[line]) for number in range(AWARDS)]
        return line, [world.prepared(call=call).pk for call in calls]
