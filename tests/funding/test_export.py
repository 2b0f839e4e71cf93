"""The work list as a table: the rows of every page in the same order, and no more than the reader may know."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.funding.world import REQUESTED, TODAY
from vorort.core import clock
from vorort.funding.actions import charge
from vorort.funding.models import Application
from vorort.funding.queries.colleagues import colleagues_of
from vorort.funding.queries.export import exported
from vorort.funding.queries.worklist import Charge, Due, ListFilter, work_list


def rows(capacity, on=TODAY, **wanted):
    return list(exported(capacity, ListFilter(**wanted), colleagues_of(capacity, on), on=on))


def numbers(capacity, on=TODAY, **wanted):
    return [row.file_number for row in rows(capacity, on, **wanted)]


def test_row_says_what_the_list_says(world):
    application = world.submitted(title="Treffpunkt Warburg")
    charge.assign(capacity=world.clerk, application_ids=[application.pk], membership_id=world.clerk.id)
    [row] = rows(world.clerk)
    assert row == (
        application.file_number,
        "KOMM-AN NRW Teil II 2027",
        "KI Kreis Höxter",
        "Treffpunkt Warburg",
        "submitted",
        REQUESTED,
        TODAY,
        date(2026, 11, 30),
        None,
        world.clerk.id,
    )


FILTERS = (
    ListFilter(),
    ListFilter(open_only=True),
    ListFilter(states=("submitted",)),
    ListFilter(call="zwei"),
    ListFilter(programme="komm-an-ii"),
    ListFilter(charge=Charge.NOBODY),
    ListFilter(due=Due.MONTH),
    ListFilter(text="höxter"),
)


@pytest.mark.parametrize("by_due_day", [False, True])
@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_export_has_the_rows_of_the_list_in_its_order(world, wanted, by_due_day):
    for day, code in ((4, "eins"), (2, "zwei"), (2, "drei")):
        with clock.at(date(2026, 11, day)):
            world.submitted(call=world.open_call(code))
    world.withdrawn(call=world.open_call("vier"))
    world.draft()
    wanted = replace(wanted, by_due_day=by_due_day)
    for capacity in (world.clerk, world.district.lead, world.owner):
        colleagues = colleagues_of(capacity, TODAY)
        listed = work_list(capacity, wanted, colleagues, on=TODAY).rows
        found = [(row.file_number, row.call) for row in exported(capacity, wanted, colleagues, on=TODAY)]
        assert found == [(row.file_number, row.call) for row in listed]


def test_each_side_exports_its_own(world):
    world.draft()
    received = world.submitted(world.city)
    assert numbers(world.clerk) == numbers(world.owner) == [received.file_number]
    assert numbers(world.district.lead) == [None]
    assert numbers(world.foreign_clerk) == numbers(world.foreign_owner) == []


def test_applicants_do_not_learn_by_when_the_authority_means_to_be_ready(world):
    world.submitted()
    assert [row.due_on for row in rows(world.clerk)] == [date(2026, 11, 30)]
    assert [row.due_on for row in rows(world.district.lead)] == [None]


def awarded(capacity):
    return [row.awarded for row in rows(capacity)]


def test_award_is_known_from_its_release_on_and_to_the_applicant_from_its_notice_on(world):
    award = world.prepared()
    everybody = (world.clerk, world.owner, world.district.lead)
    assert [awarded(capacity) for capacity in everybody] == [[None]] * 3
    award = world.release(award)
    assert [awarded(capacity) for capacity in everybody] == [[REQUESTED], [REQUESTED], [None]]
    world.edit(award)
    assert [awarded(capacity) for capacity in everybody] == [[None]] * 3


def test_notified_award_is_known_to_the_applicant(world):
    world.notified()
    assert awarded(world.district.lead) == [Decimal("3000.00")]


def test_office_asked_for_an_opinion_learns_of_no_award(world):
    application = world.reviewed()
    world.ask_office(application)
    award = world.prepare(Application.objects.get(pk=application.pk))
    world.release(award)
    assert awarded(world.adviser) == [None]
    assert awarded(world.clerk) == [REQUESTED]


def test_each_side_has_its_own_in_charge(world):
    application = world.submitted()
    charge.assign(capacity=world.clerk, application_ids=[application.pk], membership_id=world.clerk.id)
    assert [row.in_charge for row in rows(world.clerk)] == [world.clerk.id]
    assert [row.in_charge for row in rows(world.district.lead)] == [None]
    assert [row.in_charge for row in rows(world.owner)] == [None]


@pytest.mark.parametrize("count", [1, 12])
def test_export_takes_one_statement(world, django_assert_num_queries, count):
    for number in range(count):
        world.submitted(call=world.open_call(f"aufruf-{number}"))
    colleagues = colleagues_of(world.clerk, TODAY)
    with django_assert_num_queries(1):
        assert len(list(exported(world.clerk, ListFilter(), colleagues, on=TODAY))) == count
