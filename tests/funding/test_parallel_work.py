"""Real processes at once on one database: one application for a double click, and never more money than there is."""

from copy import copy
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from tests.databases import run_processes
from tests.funding import world as worlds
from tests.funding.world import REQUESTED, TODAY, entries_of, fresh
from tests.scale import rounds
from vorort.core import clock, documents, history
from vorort.funding.actions.guideline import begin_version
from vorort.funding.models import (
    Application,
    Award,
    AwardLine,
    AwardYear,
    BudgetLine,
    Call,
    GuidelineVersion,
    ReviewCheck,
)

PROCESSES = 8
AWARDS = 200
PAYABLE = 10
AT_ONCE = 50 * PROCESSES  # awards that eight processes try to release before they end


@pytest.fixture
def committed_world(committed_database):
    """The world, committed."""
    with clock.at(TODAY), transaction.atomic():
        return worlds.build()


@pytest.mark.slow
def test_begun_by_two_people_at_once_there_is_one_application(committed_database, committed_world):
    people = [committed_world.district.coordinator.id, committed_world.district.lead.id]
    outcomes = run_processes(committed_database, 2, "tests.funding.processes:begin", people, committed_world.call.pk)
    assert [outcome.trace for outcome in outcomes] == ["", ""]
    application = Application.objects.get()
    assert [outcome.value for outcome in outcomes] == [application.pk] * 2
    assert entries_of(application) == ["application.begun"]


@pytest.mark.slow
def test_budget_line_that_carries_ten_releases_exactly_ten_of_two_hundred(committed_database, committed_world):
    [line], awards = _prepared(committed_world, carrying=PAYABLE, awards=AWARDS)
    shares = [awards[number::PROCESSES] for number in range(PROCESSES)]
    outcomes = run_processes(
        committed_database, PROCESSES, "tests.funding.processes:release", committed_world.officer.id, shares
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


@pytest.mark.slow
def test_last_money_of_a_line_goes_to_one_award_round_after_round(committed_database, committed_world, figure):
    """Every round has a line of its own that carries one award, and a release of every process at once."""
    count = rounds(20, 1_000)
    lines, awards = _prepared(committed_world, carrying=1, lines=count, awards=count * PROCESSES)
    for some in (awards[first : first + AT_ONCE] for first in range(0, len(awards), AT_ONCE)):
        shares = [some[number::PROCESSES] for number in range(PROCESSES)]
        outcomes = run_processes(
            committed_database, PROCESSES, "tests.funding.processes:release", committed_world.officer.id, shares
        )
        assert [outcome.trace for outcome in outcomes] == [""] * PROCESSES
        tried = [sorted(results) for results in zip(*(outcome.value for outcome in outcomes), strict=True)]
        assert tried == [["budget_exhausted"] * (PROCESSES - 1) + ["released"]] * (len(some) // PROCESSES)
    bound = set(BudgetLine.objects.filter(pk__in=[line.pk for line in lines]).values_list("bound", flat=True))
    assert bound == {REQUESTED}
    released = Award.objects.filter(state="released").count()
    assert released == count
    assert list(history.verify()) == []
    figure(
        f"Runden, in denen {PROCESSES} Prozesse dasselbe letzte Geld wollen, und Bewilligungen daraus",
        f"{count}, {released}",
    )


@pytest.mark.slow
def test_of_eight_versions_for_the_same_days_released_at_once_exactly_one_wins(committed_database, committed_world):
    world = committed_world
    with clock.at(TODAY), transaction.atomic():
        drafts = [
            begin_version(
                capacity=world.owner,
                predecessor_id=world.guideline.pk,
                title=f"Fassung {number}",
                dated_on=TODAY,
                valid_from=date(2027, 1, 1),
                source="Test",
            ).pk
            for number in range(PROCESSES)
        ]
    outcomes = run_processes(
        committed_database, PROCESSES, "tests.funding.processes:release_version", world.releaser.id, drafts
    )
    assert [outcome.trace for outcome in outcomes] == [""] * PROCESSES
    assert sorted(outcome.value for outcome in outcomes) == ["overlap"] * (PROCESSES - 1) + ["released"]
    assert GuidelineVersion.objects.filter(pk__in=drafts, state="released").count() == 1
    assert fresh(world.guideline).valid_to == date(2026, 12, 31)
    assert list(history.verify()) == []


def _prepared(world, *, carrying, awards, lines=1):
    """Budget lines that carry so many awards each, and the keys of prepared ``awards``, as many on every line: one
    through the actions, the others its copies.

    The copies are bulk-made, each under a copy of the call: that many ways through the actions would take longer than
    the test itself.
    """
    with clock.at(TODAY), transaction.atomic():
        money = carrying * REQUESTED + Decimal("2999.99")
        line = worlds.set_budget(world.owner, world.guideline, code="knapp", appropriated=money)
        call = world.open_call("knapp", budget_lines=[line])
        first = world.prepared(call=call)
        application = first.application
        all_lines = [line, *_copies(BudgetLine, [line] * (lines - 1), code=lambda n: f"knapp-{n}")]
        calls = _copies(Call, [call] * (awards - 1), code=lambda n: f"knapp-{n}")
        applications = _copies(
            Application,
            [application] * len(calls),
            call=lambda n: calls[n],
            file_number=lambda n: f"36.01-2026-K{n}",
        )
        twins = _copies(Award, [first] * len(calls), application=lambda n: applications[n])
        for check in application.checks.all():
            _copies(ReviewCheck, [check] * len(calls), application=applications.__getitem__)
        for row in first.lines.all():
            _copies(AwardLine, [row] * len(calls), award=twins.__getitem__)
        for row in first.years.all():
            on_line = {"budget_line": lambda n: all_lines[(n + 1) * lines // awards]}
            _copies(AwardYear, [row] * len(calls), award=twins.__getitem__, **on_line)
    return all_lines, [first.pk, *(award.pk for award in twins)]


def _copies(model, rows, **changed):
    """New rows like ``rows``; each function in ``changed`` gives the value of its field by number."""
    made = []
    for number, row in enumerate(rows):
        twin = copy(row)
        twin.pk = None
        for name, value in changed.items():
            setattr(twin, name, value(number))
        made.append(twin)
    return model.objects.bulk_create(made)
