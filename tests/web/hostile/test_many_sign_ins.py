"""A thousand sign-ins in a minute: at most ten of one household reach a password, five for one person, and nobody
else is shut out for longer than the minute.
"""

from types import SimpleNamespace

import pytest
from allauth.account import adapter
from allauth.core.internal import ratelimit
from django.test import Client

from tests.web.account.conftest import PASSWORD
from vorort.accounts.models import User

pytestmark = pytest.mark.full
A_THOUSAND = range(1000)
TOLD = "Tausend Anmeldeversuche in einer Minute, davon bis zum Passwort"
ATTACKER, NEIGHBOUR = "192.0.2.7", "198.51.100.9"


class Minute:
    """The clock of the limits, and how many tries came as far as a password."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0
        self.checked = 0


@pytest.fixture
def minute(monkeypatch) -> Minute:
    found = Minute()
    check = adapter.authenticate

    def counted(*args, **more):
        found.checked += 1
        return check(*args, **more)

    real = ratelimit.time
    clock = SimpleNamespace(time=lambda: found.seconds, monotonic=real.monotonic, sleep=real.sleep)
    monkeypatch.setattr(ratelimit, "time", clock)
    monkeypatch.setattr(adapter, "authenticate", counted)
    return found


def tries(email: str, password: str = "falsch", *, at: str = ATTACKER) -> int:
    """One try; the status of the answer."""
    return Client(REMOTE_ADDR=at).post("/anmelden/", {"login": email, "password": password}).status_code


def in_a_minute(minute: Minute, one_try) -> dict[int, int]:
    """How often each status came when ``one_try`` was made a thousand times within sixty seconds."""
    found: dict[int, int] = {}
    for number in A_THOUSAND:
        minute.seconds += 0.059
        status = one_try(number)
        found[status] = found.get(status, 0) + 1
    return found


def test_one_household_against_one_person_reaches_her_password_five_times(anna, minute, figure):
    assert in_a_minute(minute, lambda number: tries(anna.email)) == {200: 30, 429: 970}
    assert minute.checked == 5
    figure(f"{TOLD} einer Person", minute.checked)


def test_one_household_against_a_thousand_people_reaches_ten_passwords(anna, minute, figure):
    assert in_a_minute(minute, lambda number: tries(f"person{number}@ort.example")) == {200: 30, 429: 970}
    assert minute.checked == 10
    figure(f"{TOLD} aus einem Haus", minute.checked)


def test_a_thousand_households_against_one_person_reach_her_password_five_times(anna, minute):
    households = in_a_minute(minute, lambda number: tries(anna.email, at=f"10.0.{number // 250}.{number % 250}"))
    assert households == {200: 1000}
    assert minute.checked == 5


def test_all_addresses_of_one_line_of_ipv6_are_one_household(anna, minute):
    answers = in_a_minute(minute, lambda number: tries(f"p{number}@ort.example", at=f"2001:db8:0:1::{number:x}"))
    assert answers == {200: 30, 429: 970}
    assert minute.checked == 10


def test_address_in_another_spelling_is_the_same_person(anna, minute):
    spellings = ("anna@ort.example", "Anna@Ort.example", " anna@ort.example", "ANNA@ORT.EXAMPLE ")
    in_a_minute(minute, lambda number: tries(spellings[number % 4], at=f"10.0.{number // 250}.{number % 250}"))
    assert minute.checked == 5


def test_somebody_else_signs_in_meanwhile_elsewhere_and_a_minute_later_in_the_same_household(anna, minute):
    User.objects.create_user(email="ben@ort.example", name="Ben", password=PASSWORD)
    in_a_minute(minute, lambda number: tries(anna.email))
    assert tries("ben@ort.example", PASSWORD, at=NEIGHBOUR) == 302
    assert tries("ben@ort.example", PASSWORD) == 429
    minute.seconds += 61
    assert tries("ben@ort.example", PASSWORD) == 302


def test_person_who_was_tried_comes_in_after_five_minutes(anna, minute):
    in_a_minute(minute, lambda number: tries(anna.email))
    assert tries(anna.email, PASSWORD, at=NEIGHBOUR) == 200
    minute.seconds += 301
    assert tries(anna.email, PASSWORD, at=NEIGHBOUR) == 302


def test_invented_header_does_not_make_another_household(anna, minute):
    def one_try(number: int) -> int:
        headers = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250}", "X-Real-Ip": f"10.1.0.{number % 250}"}
        browser = Client(REMOTE_ADDR=ATTACKER, headers=headers)
        return browser.post("/anmelden/", {"login": f"p{number}@ort.example", "password": "falsch"}).status_code

    assert in_a_minute(minute, one_try) == {200: 30, 429: 970}
    assert minute.checked == 10


def test_a_thousand_people_of_a_thousand_households_all_come_in(anna, minute):
    for number in A_THOUSAND:
        User.objects.create_user(email=f"person{number}@ort.example", name="Person", password=PASSWORD)
    answers = in_a_minute(
        minute, lambda number: tries(f"person{number}@ort.example", PASSWORD, at=f"10.0.{number // 250}.{number % 250}")
    )
    assert answers == {302: 1000}
