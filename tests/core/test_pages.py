"""Long lists in pages by key: newest first, nothing twice, nothing left out, one statement each."""

from datetime import date

import pytest

from vorort.core.messages import Recipient
from vorort.core.models import DailyRun, Message
from vorort.core.pages import DayKey, by_day, newest_first

RECIPIENT = Recipient(user_id=7, organisation_id=3)


@pytest.fixture
def make(db):
    """Make the messages 1 to ``last``, or ``first`` to ``last``."""

    def make(last, first=1):
        for number in range(first, last + 1):
            Message.objects.create(
                key=str(number),
                kind="run_done",
                subject_kind="core.dailyrun",
                subject_id=number,
                recipient_user_id=RECIPIENT.user_id,
                recipient_organisation_id=RECIPIENT.organisation_id,
                sent_on="2026-11-22T12:00:00Z",
            )

    return make


def pages(size, rows=None):
    """The numbers on each page, one after the other."""
    rows = Message.objects.all() if rows is None else rows
    found, before = [], None
    while True:
        page = newest_first(rows, before=before, size=size)
        found.append([message.subject_id for message in page.rows])
        before = page.next_before
        if before is None:
            return found


def test_pages_together_hold_every_row_once_with_the_newest_first(make):
    make(5)
    assert pages(size=2) == [[5, 4], [3, 2], [1]]


def test_list_that_fills_its_last_page_has_no_empty_one_after_it(make):
    make(4)
    assert pages(size=2) == [[4, 3], [2, 1]]


def test_empty_list_is_one_empty_page(make):
    assert pages(size=2) == [[]]


def test_row_that_comes_in_meanwhile_shifts_no_page(make):
    make(4)
    first = newest_first(Message.objects.all(), size=2)
    make(5, first=5)
    second = newest_first(Message.objects.all(), before=first.next_before, size=2)
    assert [message.subject_id for message in second.rows] == [2, 1]


def test_page_stays_within_the_rows_it_was_given_and_in_its_own_order(make):
    make(5)
    assert pages(size=2, rows=Message.objects.exclude(subject_id=3).order_by("subject_id")) == [[5, 4], [2, 1]]


def test_page_is_one_statement_however_many_rows_there_are(make, django_assert_num_queries):
    make(30)
    with django_assert_num_queries(1):
        assert len(newest_first(Message.objects.all(), size=10).rows) == 10
    with django_assert_num_queries(1):
        assert newest_first(Message.objects.all()).next_before is None


# --- By a day ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def runs(db):
    """Daily runs of three days in November and two in December, numbered as they were made."""
    days = ["2026-11-04", "2026-11-02", "2026-12-01", "2026-11-03", "2026-12-02"]
    return [DailyRun.objects.create(day=day, finished_at=f"{day}T02:00:00Z").pk for day in days]


def runs_by_day(size, **order):
    found, after = [], None
    while True:
        rows = list(by_day(DailyRun.objects.all(), "day", after=after, size=size, **order))
        found.append([str(run.day) for run in rows[:size]])
        if len(rows) <= size:
            return found
        after = DayKey(rows[size - 1].day, rows[size - 1].pk)


def test_pages_by_day_hold_everything_once_in_both_directions(runs):
    assert runs_by_day(2) == [["2026-11-02", "2026-11-03"], ["2026-11-04", "2026-12-01"], ["2026-12-02"]]
    assert runs_by_day(3, latest_first=True) == [
        ["2026-12-02", "2026-12-01", "2026-11-04"], ["2026-11-03", "2026-11-02"],
    ]  # fmt: skip


def test_a_key_is_read_as_it_is_written():
    key = DayKey(date(2026, 11, 22), 417)
    assert str(key) == "2026-11-22.417"
    assert DayKey.read(str(key)) == key


@pytest.mark.parametrize("text", ["", "417", "2026-11-22", "2026-13-01.1", "2026-11-22.", "2026-11-22.-1", "x.1"])
def test_what_is_no_key_is_none(text):
    assert DayKey.read(text) is None
