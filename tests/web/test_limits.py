"""How often a stranger may try: a number an hour and household, counted even when many try at once."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from vorort.web import limits


def stranger(address):
    return RequestFactory().get("/", REMOTE_ADDR=address)


@pytest.fixture(autouse=True)
def _nothing_counted(db):
    cache.clear()


def test_three_tries_are_counted_and_the_fourth_has_no_room():
    request = stranger("192.0.2.7")
    assert [limits.count(request, "token", most=3) for _ in range(4)] == [True, True, True, False]
    assert limits.is_spent(request, "token", most=3)


def test_before_the_last_try_nothing_is_spent():
    request = stranger("192.0.2.7")
    limits.count(request, "token", most=3)
    limits.count(request, "token", most=3)
    assert not limits.is_spent(request, "token", most=3)


def test_another_matter_and_another_household_have_their_own():
    limits.count(stranger("192.0.2.7"), "token", most=1)
    assert limits.is_spent(stranger("192.0.2.7"), "token", most=1)
    assert not limits.is_spent(stranger("192.0.2.7"), "club", most=1)
    assert not limits.is_spent(stranger("192.0.2.8"), "token", most=1)


def test_all_addresses_of_one_line_of_ipv6_count_as_one():
    assert limits.count(stranger("2001:db8:0:1::1"), "token", most=1)
    assert limits.is_spent(stranger("2001:db8:0:1:ffff::9"), "token", most=1)
    assert not limits.is_spent(stranger("2001:db8:0:2::1"), "token", most=1)


def test_an_hour_later_there_is_room_again(monkeypatch):
    monkeypatch.setattr(limits, "HOUR", 0)
    request = stranger("192.0.2.7")
    limits.count(request, "token", most=1)
    assert not limits.is_spent(request, "token", most=1)


def test_the_address_is_kept_nowhere():
    request = stranger("192.0.2.7")
    assert not any("192.0.2" in place for place in limits._places(request, "token", 2))


def test_four_hundred_others_who_try_do_not_make_us_forget_the_first():
    limits.count(stranger("192.0.2.7"), "token", most=1)
    for number in range(400):
        limits.count(stranger(f"198.51.{number // 200}.{number % 200}"), "token", most=1)
    assert limits.is_spent(stranger("192.0.2.7"), "token", most=1)
