"""Sets the stage for one database: two filled houses, a large one and one with a tenth of its rows, their sites, and
everybody's sessions.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection

from gate.bench import data, site
from gate.bench.data import Pattern
from gate.bench.subjects import House, Stage
from tests.databases import Store, close_store, connected_to, open_store
from vorort.accounts.models import User
from vorort.core import clock
from vorort.network.capacity import capacities_of
from vorort.web.middleware import SESSION_KEY as CAPACITY_KEY

SMALLER = 10


@contextmanager
def open_stage(folder: Path, rows: int, rounds: int) -> Iterator[Stage]:
    """Build everything below ``folder``. It always goes."""
    address = dict(settings.DATABASES["default"])
    store = open_store(folder / "databases", address)
    settings.STATIC_ROOT = Path(os.environ["VORORT_DATA"]) / "static"
    call_command("collectstatic", interactive=False, verbosity=0, stdout=StringIO())
    try:
        with connected_to(store.template):
            pattern = data.build_pattern()
            sessions = {user.pk: signed_in(user) for user in User.objects.all()}
            version = _version()
        with _house(store, pattern, "klein", rows // SMALLER) as small, _house(store, pattern, "gross", rows) as large:
            yield Stage(store, pattern, small, large, sessions, rounds, version)
    finally:
        close_store(folder / "databases", address)


@contextmanager
def _house(store: Store, pattern: Pattern, name: str, rows: int) -> Iterator[House]:
    database = store.copy(name)
    began = time.monotonic()
    with connected_to(database):
        amount = data.fill(pattern, rows)
    print(f"gebaut: {amount.applications} Anträge in {time.monotonic() - began:.0f} s", flush=True)
    log = Path(os.environ["VORORT_DATA"]) / f"{name}.log"
    try:
        with site.serve(database.url, log) as running:
            yield House(database, rows, amount, running)
    finally:
        store.drop(database)


def signed_in(user: User) -> str:
    """The key of a session of ``user``: signed in just now with a second factor, acting in her first capacity."""
    session = SessionStore()
    for capacity in capacities_of(user.pk, on=clock.today())[:1]:
        session[CAPACITY_KEY] = capacity.id
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.create()
    return str(session.session_key)


def confirmed_again(key: str) -> None:
    """Her last confirmation is now: what asks for one lets her in for five more minutes."""
    session = SessionStore(key)
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.save()


def _version() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
        else:
            cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0]).split()[0]
