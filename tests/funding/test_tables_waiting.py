"""Which tables of released versions wait for the second person: handed in, or asked to be taken back by another."""

from datetime import date

import pytest

from tests.funding.world import TODAY, hire
from vorort.accounts.models import User
from vorort.core import clock, history
from vorort.core.models import HistoryEntry
from vorort.funding.actions import tables
from vorort.funding.queries.table_runs import tables_waiting
from vorort.funding.tables import CEILINGS, POSTS
from vorort.network.enums import Role

LATER = date(2026, 11, 5)


def hand_in(world, guideline, sheet=CEILINGS, row="05762;2027;70.000,00;Erlass;nein"):
    content = "\n".join([";".join(sheet.header), row]).encode()
    look = tables.look(
        capacity=world.owner, guideline_id=guideline.pk, sheet=sheet, content=content, file_name="tabelle.csv"
    )
    return tables.keep(capacity=world.owner, preview=look)


def waiting(capacity):
    return [(item.run, item.undo, item.since) for item in tables_waiting(capacity)]


def test_table_that_was_handed_in_waits_for_the_releaser_until_she_takes_it_in(world):
    run = hand_in(world, world.guideline)
    assert waiting(world.releaser) == [(run, False, TODAY)]
    [item] = tables_waiting(world.releaser)
    assert (item.guideline, str(item.title)) == (world.guideline, "Höchstbeträge")
    tables.apply(capacity=world.releaser, run_id=run.pk)
    assert waiting(world.releaser) == []


def test_table_to_be_taken_back_waits_since_the_day_it_was_asked_for_the_longest_first(world):
    run = tables.apply(capacity=world.releaser, run_id=hand_in(world, world.guideline).pk)
    with clock.at(LATER):
        tables.ask_undo(capacity=world.owner, run_id=run.pk)
        new = hand_in(world, world.guideline, POSTS, "05762;2027;trainer_fee;5;Test;")
    assert waiting(world.releaser) == [(run, True, LATER), (new, False, LATER)]
    tables.undo(capacity=world.releaser, run_id=run.pk)
    assert waiting(world.releaser) == [(new, False, LATER)]


def test_table_whose_request_is_erased_waits_since_it_was_looked_at(world):
    run = tables.apply(capacity=world.releaser, run_id=hand_in(world, world.guideline).pk)
    with clock.at(LATER):
        tables.ask_undo(capacity=world.owner, run_id=run.pk)
    asked = HistoryEntry.objects.get(action="guideline.import_undo_asked")
    history.erase(world.owner, asked, reason="Auf Verlangen.")
    assert waiting(world.releaser) == [(run, True, TODAY)]


def test_what_is_handed_in_for_a_draft_waits_for_no_second_person(world):
    hand_in(world, world.next_version())
    assert waiting(world.releaser) == []


def test_whoever_handed_it_in_or_asked_is_not_the_second_person(world):
    both = hire(Role.PROGRAMME_RELEASER, world.ministry, user=User.objects.get(pk=world.owner.user_id))
    run = hand_in(world, world.guideline)
    assert waiting(both) == []
    tables.apply(capacity=world.releaser, run_id=run.pk)
    tables.ask_undo(capacity=world.owner, run_id=run.pk)
    assert waiting(both) == []


def test_nobody_else_finds_it(world):
    hand_in(world, world.guideline)
    for other in (world.owner, hire(Role.PROGRAMME_RELEASER, world.foreign_ministry), world.clerk, world.district.lead):
        assert waiting(other) == []


@pytest.mark.parametrize("rows", [1, 12])
def test_three_statements_however_many_there_are(world, django_assert_num_queries, rows):
    for number in range(rows):
        run = hand_in(world, world.guideline, row=f"05762;{2027 + number};70.000,00;Erlass;nein")
        tables.apply(capacity=world.releaser, run_id=run.pk)
        tables.ask_undo(capacity=world.owner, run_id=run.pk)
    with django_assert_num_queries(3):
        assert len(tables_waiting(world.releaser)) == rows
