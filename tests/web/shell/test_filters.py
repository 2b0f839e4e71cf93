"""Amounts, days and numbers read the German way."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from vorort.web.shell.templatetags import shell


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("4800"), "4.800,00\u00a0€"),
        (Decimal("0.5"), "0,50\u00a0€"),
        (Decimal("1243790.25"), "1.243.790,25\u00a0€"),
        (Decimal("-12.30"), "-12,30\u00a0€"),
        (35, "35,00\u00a0€"),
        (None, ""),
    ],
)
def test_an_amount_has_two_places_and_points_between_thousands(amount, written):
    assert shell.euro(amount) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 11, 22), "22.11.2026"),
        (date(2027, 3, 1), "1.3.2027"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1.1.2027"),
        (None, ""),
    ],
)
def test_a_day_is_the_day_in_germany(value, written):
    assert shell.day(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime(2026, 11, 22, 13, 2, tzinfo=UTC), "22.11.2026, 14:02 Uhr"),
        (datetime(2026, 7, 1, 6, 5, tzinfo=UTC), "1.7.2026, 08:05 Uhr"),
        (datetime(2026, 7, 1, 6, 5), "1.7.2026, 06:05 Uhr"),
        (None, ""),
    ],
)
def test_a_moment_is_local_time_to_the_minute(value, written):
    assert shell.moment(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("6.00"), "6"),
        (Decimal("3.50"), "3,5"),
        (Decimal("1250"), "1.250"),
        (Decimal("0"), "0"),
        (100, "100"),
        (None, ""),
    ],
)
def test_units_have_no_empty_decimals(value, written):
    assert shell.units(value) == written


@pytest.mark.parametrize(
    ("amount", "total", "written"),
    [(Decimal("22150"), Decimal("70289.82"), "32 %"), (Decimal("1"), Decimal("0"), ""), (0, Decimal("5"), "0 %")],
)
def test_a_share_is_a_whole_number_of_per_cent(amount, total, written):
    assert shell.share(amount, total) == written


def test_a_small_bar_is_as_long_as_the_share_and_hidden_from_screen_readers():
    bar = shell.amount_bar(Decimal("250"), Decimal("1000"))
    assert 'class="tone-1" width="250"' in bar
    assert 'aria-hidden="true"' in bar
