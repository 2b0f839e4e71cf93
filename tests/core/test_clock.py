"""What day it is: in Berlin, unless a test, a story or the demo stands on another."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from vorort.core import clock


@pytest.fixture
def at_instant(monkeypatch):
    """Let the machine's clock show an instant."""

    def stand(*parts):
        monkeypatch.setattr(timezone, "now", lambda: datetime(*parts, tzinfo=UTC))

    return stand


def test_day_begins_at_midnight_in_berlin_in_winter(at_instant):
    at_instant(2026, 11, 21, 22, 59, 59)
    assert clock.today() == date(2026, 11, 21)
    at_instant(2026, 11, 21, 23, 0, 0)
    assert clock.today() == date(2026, 11, 22)


def test_day_begins_at_midnight_in_berlin_in_summer(at_instant):
    at_instant(2026, 6, 30, 21, 59, 59)
    assert clock.today() == date(2026, 6, 30)
    at_instant(2026, 6, 30, 22, 0, 0)
    assert clock.today() == date(2026, 7, 1)


def test_zone_of_the_reader_does_not_move_the_day(at_instant):
    at_instant(2026, 11, 21, 23, 30)
    with timezone.override("America/New_York"):
        assert clock.today() == date(2026, 11, 22)
        assert clock.now().isoformat() == "2026-11-22T00:30:00+01:00"


def test_at_stands_on_another_day_and_ends(at_instant):
    at_instant(2026, 11, 22, 12)
    with clock.at(date(2012, 6, 25)):
        assert clock.today() == date(2012, 6, 25)
    assert clock.today() == date(2026, 11, 22)


def test_at_nests():
    with clock.at(date(2012, 6, 25)):
        with clock.at(date(2012, 8, 31)):
            assert clock.today() == date(2012, 8, 31)
        assert clock.today() == date(2012, 6, 25)


def test_at_ends_with_an_error_too(at_instant):
    at_instant(2026, 11, 22, 12)
    with pytest.raises(LookupError), clock.at(date(2012, 6, 25)):
        raise LookupError
    assert clock.today() == date(2026, 11, 22)


def test_at_holds_for_its_own_thread_alone(at_instant):
    at_instant(2026, 11, 22, 12)
    seen = []
    with clock.at(date(2012, 6, 25)):
        thread = threading.Thread(target=lambda: seen.append(clock.today()))
        thread.start()
        thread.join()
    assert seen == [date(2026, 11, 22)]


def test_now_is_the_business_day_with_the_real_time_of_day(at_instant):
    at_instant(2026, 11, 22, 14, 30)
    with clock.at(date(2012, 9, 1)):
        now = clock.now()
    assert now.isoformat() == "2012-09-01T15:30:00+02:00"
    assert now.utcoffset() == timedelta(hours=2)


def test_now_stands_on_the_leap_day(at_instant):
    at_instant(2026, 11, 30, 8)
    with clock.at(date(2028, 2, 29)):
        assert clock.now().isoformat() == "2028-02-29T09:00:00+01:00"
