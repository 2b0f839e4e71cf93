"""Nobody learns from the time an answer takes who has an account: at most 5 ms between known and unknown.

With the password hash of real work, which the rest of the suite does without; of its rounds a tenth. One left out would
still be seen, and what a busy machine adds to a third of a second is more than what is looked for.

Where something is written for good, waiting for the database counts too: that is measured by the clock on the wall.
"""

from collections.abc import Callable
from functools import partial
from math import sqrt
from statistics import median, quantiles
from time import perf_counter, sleep, thread_time

import pytest
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django_tasks_db.backend import DatabaseBackend

from tests.web.account.conftest import PASSWORD, Browser
from vorort.accounts.models import User

pytestmark = pytest.mark.full
TRIES, MOST_TRIES = 40, 400
KINDS = ("with a password", "without one", "blocked")
MOST_MS = 5.0


@pytest.fixture
def known(anna, settings, monkeypatch) -> dict[str, str]:
    """An address of each kind somebody has."""
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", PBKDF2PasswordHasher.iterations // 10)
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    settings.MAIL_FROM = "vorort@land.example"
    anna.set_password(PASSWORD)
    anna.save()
    User.objects.create_user(email="ohne@ort.example", name="Ohne Passwort")
    blocked = User.objects.create_user(email="gesperrt@ort.example", name="Gesperrt", password=PASSWORD)
    User.objects.filter(pk=blocked.pk).update(is_active=False)
    return {"with a password": anna.email, "without one": "ohne@ort.example", "blocked": blocked.email}


def milliseconds(path: str, values: dict[str, str], status: int, clock: Callable[[], float] = thread_time) -> float:
    """How long the answer takes when nothing is counted yet: what the processor works on it and nothing else, unless
    another ``clock`` is asked.
    """
    cache.clear()
    browser = Browser()
    begun = clock()
    answer = browser.post(path, values)
    taken = (clock() - begun) * 1000
    assert answer.status_code == status
    return taken


def difference(
    path: str,
    known: dict[str, str],
    unknown: dict[str, str],
    status: int,
    clock: Callable[[], float] = thread_time,
) -> float:
    """The median by which the one takes longer than the other, in milliseconds. Each comes first in turns, and again
    until it is clear on which side of the bound the median is: a busy machine takes a tenth longer now and then.
    """
    known_takes, unknown_takes = (partial(milliseconds, path, values, status, clock) for values in (known, unknown))
    known_takes(), unknown_takes()
    longer: list[float] = []
    while len(longer) < TRIES or (len(longer) < MOST_TRIES and not is_clear(longer)):
        longer.append(known_takes() - unknown_takes())
        longer.append(-unknown_takes() + known_takes())
    return abs(median(longer))


def is_clear(longer: list[float]) -> bool:
    """Whether the median is further from the bound than twice what chance makes of it."""
    lower, _middle, upper = quantiles(longer, n=4)
    error = 1.25 * (upper - lower) / 1.35 / sqrt(len(longer))
    return abs(abs(median(longer)) - MOST_MS) > 2 * error


def sign_ins(email: str) -> tuple[dict[str, str], dict[str, str]]:
    """A wrong password for ``email``, and for an address nobody has."""
    known, unknown = ({"login": name, "password": "falsch geraten"} for name in (email, "nie@ort.example"))
    return known, unknown


@pytest.mark.parametrize("kind", KINDS)
def test_one_password_is_worked_out_whether_somebody_has_the_address_or_not(known, kind, monkeypatch):
    worked_out = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self, password, salt, iterations=None):
        worked_out.append(iterations or self.iterations)
        return encode(self, password, salt, 1)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    for values in sign_ins(known[kind]):
        milliseconds("/anmelden/", values, 200)
    assert worked_out == [PBKDF2PasswordHasher.iterations] * 2


@pytest.mark.parametrize("kind", KINDS)
def test_all_but_the_password_takes_as_long_for_an_address_nobody_has(known, kind, monkeypatch):
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(
        PBKDF2PasswordHasher, "encode", lambda self, password, salt, iterations=None: encode(self, password, salt, 1)
    )
    assert difference("/anmelden/", *sign_ins(known[kind]), 200) <= MOST_MS


def test_wrong_password_takes_as_long_for_an_address_nobody_has(known, figure):
    longer = difference("/anmelden/", *sign_ins(known["with a password"]), 200)
    assert longer <= MOST_MS
    figure("Falsches Passwort, Unterschied zwischen bekannten und unbekannten Adressen", f"{longer:.1f} ms")


@pytest.mark.parametrize("kind", KINDS)
def test_forgotten_password_takes_as_long_for_an_address_nobody_has(known, kind):
    first, second = {"email": known[kind]}, {"email": "nie@ort.example"}
    assert difference("/passwort-vergessen/", first, second, 302) <= MOST_MS


def test_difference_would_be_found(known, monkeypatch):
    """The seeded fault: for an address nobody has no password is worked out."""
    from allauth.account.auth_backends import AuthenticationBackend

    monkeypatch.setattr(AuthenticationBackend, "_mitigate_timing_attack", lambda self, password: None)
    assert difference("/anmelden/", *sign_ins(known["blocked"]), 200) > MOST_MS


# --- With all that is waited for --------------------------------------------------------------------------------------
@pytest.fixture
def known_for_good(committed_database, settings) -> dict[str, str]:
    """The same in a database where what is written is committed."""
    settings.MAIL_FROM = "vorort@land.example"
    User.objects.create_user(email="mit@ort.example", name="Mit Passwort", password=PASSWORD)
    User.objects.create_user(email="ohne@ort.example", name="Ohne Passwort")
    User.objects.create_user(email="gesperrt@ort.example", name="Gesperrt", password=PASSWORD)
    User.objects.filter(email="gesperrt@ort.example").update(is_active=False)
    return dict(zip(KINDS, ("mit@ort.example", "ohne@ort.example", "gesperrt@ort.example"), strict=True))


def waited_for_a_link(email: str) -> float:
    known, unknown = {"email": email}, {"email": "nie@ort.example"}
    return difference("/passwort-vergessen/", known, unknown, 302, perf_counter)


@pytest.mark.parametrize("kind", KINDS)
def test_forgotten_password_is_waited_for_as_long_for_an_address_nobody_has(known_for_good, kind, figure):
    longer = waited_for_a_link(known_for_good[kind])
    assert longer <= MOST_MS
    figure(f"Neues Passwort, Unterschied zwischen bekannten ({kind}) und unbekannten Adressen", f"{longer:.1f} ms")


def test_wait_for_those_who_are_known_would_be_found(known_for_good, monkeypatch):
    """The seeded fault: writing the job takes longer for somebody than for nobody."""
    enqueue = DatabaseBackend.enqueue

    def slow(self, task, args, kwargs):
        sleep(0.01 if args[0] else 0)
        return enqueue(self, task, args, kwargs)

    monkeypatch.setattr(DatabaseBackend, "enqueue", slow)
    assert waited_for_a_link(known_for_good["with a password"]) > MOST_MS
