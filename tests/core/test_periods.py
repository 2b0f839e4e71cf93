"""Ends of periods after §§ 187, 188, 193 BGB, counted by hand with a calendar."""

from datetime import date

import pytest

from vorort.core.periods import next_working_day, period_end


def test_day_of_the_event_does_not_count():
    assert period_end(date(2027, 1, 11), days=3) == date(2027, 1, 14)


def test_period_of_weeks_ends_on_the_same_weekday():
    assert period_end(date(2027, 1, 12), weeks=2) == date(2027, 1, 26)


def test_months_weeks_and_days_add_up_in_this_order():
    assert period_end(date(2027, 1, 31), months=1, weeks=1, days=2) == date(2027, 3, 9)


@pytest.mark.parametrize(
    ("event", "end"),
    [
        (date(2027, 4, 14), date(2027, 5, 14)),  # Friday
        (date(2026, 11, 16), date(2026, 12, 16)),  # the twelfth month stays in the year
    ],
)
def test_period_of_a_month_ends_on_the_day_with_the_same_number(event, end):
    assert period_end(event, months=1) == end


@pytest.mark.parametrize(
    ("event", "end"),
    [
        (date(2025, 1, 31), date(2025, 2, 28)),  # Friday
        (date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2027, 1, 31), date(2027, 3, 1)),  # 28 February is a Sunday
        (date(2028, 1, 31), date(2028, 2, 29)),  # leap year, Tuesday
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2027, 3, 31), date(2027, 4, 30)),  # Friday
    ],
)
def test_period_ends_on_the_last_day_of_a_month_that_lacks_the_number(event, end):
    assert period_end(event, months=1) == end


@pytest.mark.parametrize(
    ("event", "months", "end"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),  # Wednesday
        (date(2027, 11, 29), 3, date(2028, 2, 29)),  # Tuesday
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_leap_day_counts_only_in_leap_years(event, months, end):
    assert period_end(event, months=months) == end


@pytest.mark.parametrize(
    ("event", "months", "end"),
    [
        (date(2026, 2, 7), 1, date(2026, 3, 9)),  # Saturday 7 March
        (date(2027, 1, 14), 1, date(2027, 2, 15)),  # Sunday 14 February
        (date(2027, 2, 26), 1, date(2027, 3, 30)),  # Good Friday 26 March, then Easter
        (date(2027, 1, 29), 2, date(2027, 3, 30)),  # Easter Monday 29 March
        (date(2027, 4, 6), 1, date(2027, 5, 7)),  # Ascension Day 6 May
        (date(2027, 4, 17), 1, date(2027, 5, 18)),  # Whit Monday 17 May
        (date(2027, 4, 27), 1, date(2027, 5, 28)),  # Fronleichnam 27 May
        (date(2027, 10, 1), 1, date(2027, 11, 2)),  # Allerheiligen, a Monday
        (date(2025, 10, 1), 1, date(2025, 11, 3)),  # Allerheiligen, a Saturday
        (date(2027, 11, 25), 1, date(2027, 12, 27)),  # Christmas Day, a Saturday
        (date(2026, 12, 1), 1, date(2027, 1, 4)),  # New Year's Day, a Friday
    ],
)
def test_end_on_a_weekend_or_public_holiday_moves_to_the_next_working_day(event, months, end):
    assert period_end(event, months=months) == end


def test_end_moves_across_new_year_when_the_old_year_ends_on_a_weekend():
    assert period_end(date(2022, 12, 24), weeks=1) == date(2023, 1, 2)


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 1, 6),  # Epiphany: Baden-Württemberg, Bavaria, Saxony-Anhalt
        date(2028, 10, 31),  # Reformation Day: the north and east
        date(2026, 12, 24),
        date(2026, 12, 31),
    ],
)
def test_holidays_of_other_laender_are_working_days_here(day):
    assert next_working_day(day) == day


def test_end_stays_where_it_falls_when_no_working_day_is_asked_for():
    assert period_end(date(2027, 1, 31), months=1, on_working_day=False) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "length",
    [{}, {"days": 0}, {"months": -1}, {"weeks": -1}, {"days": -1}, {"months": 1, "days": -1}],
)
def test_empty_or_negative_period_is_refused(length):
    with pytest.raises(ValueError, match="positive"):
        period_end(date(2027, 1, 1), **length)
