"""Days as words, the same on every page."""

from datetime import date

import pytest

from vorort.web.shell.days import in_days, since

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "seit heute"),
        (date(2026, 11, 28), "seit heute"),
        (date(2026, 11, 26), "seit gestern"),
        (date(2026, 11, 25), "seit 2 Tagen"),
        (date(2026, 10, 12), "seit 46 Tagen"),
    ],
)
def test_since_when_something_waits(day, words):
    assert since(day, TODAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "heute"), (1, "noch 1 Tag"), (8, "noch 8 Tage"), (69, "noch 69 Tage"), (70, "noch 2 Monate")],
)
def test_how_long_is_left(days, words):
    assert in_days(days) == words
