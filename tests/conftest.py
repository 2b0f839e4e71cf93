"""Fixtures for every test: databases that keep apart, and what marks a test as slow, browser or committed.

The live site and the browser stand in tests/live_site.py, factories beside the tests of their context.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import TestCase, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from tests import databases, unordered
from tests.databases import Database, Store

pytest_plugins = ["tests.figures", "tests.live_site", "tests.whole_templates"]

# How long an example takes says how busy the machine is, not whether the example holds.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

unordered.install()

COMMITTED = {"committed_database", "committed_copy", "live_site", "fresh_live_site"}
STORE = "database_store"  # every way to a database leads through it
BROWSER = {"browser", "new_context", "browser_context", "browser_page"}
FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
NO_FLUSH = (
    "Dieser Test würde die Datenbank leeren (TransactionTestCase, transactional_db, live_server). "
    "Die Tabellen der Historie verweigern das. Nimm die Vorrichtung committed_database (oder live_site): "
    "sie gibt dem Test eine eigene Kopie der Datenbank."
)
NOT_BOTH = "db rollt zurück, committed_database (und live_site) schreibt fest: Ein Test nimmt nur eine davon."


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever uses the fixtures of a marker carries it, so that -m leaves the right tests out. To a test that asks no
    database, all are alike.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & BROWSER:
            item.add_marker("browser")
        if fixtures & COMMITTED:
            item.add_marker("committed")
        by_marker = any(item.get_closest_marker(name) for name in ("django_db", "committed"))
        if STORE not in fixtures and not by_marker:
            item.add_marker("alike")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Stop a test that would flush, or that asks for two databases at once, with a sentence."""
    fixtures = set(getattr(item, "fixturenames", ()))
    if _flushes(item, fixtures):
        pytest.fail(NO_FLUSH, pytrace=False)
    rolls_back = "db" in fixtures or item.get_closest_marker("django_db")
    if rolls_back and (fixtures & COMMITTED or item.get_closest_marker("committed")):
        pytest.fail(NOT_BOTH, pytrace=False)


def _flushes(item: pytest.Item, fixtures: set[str]) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and (marker.kwargs.get("transaction") or any(marker.args[:1]))
    case = getattr(item, "cls", None)
    flushing_case = case is not None and issubclass(case, TransactionTestCase) and not issubclass(case, TestCase)
    return bool(fixtures & FLUSHING or asked or flushing_case)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all workers of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if hasattr(request.config, "workerinput") else folder


@pytest.fixture(scope="session")
def database_store(run_folder: Path, django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Store:
    """The migrated template and the way to copy it. Built once a run."""
    with django_db_blocker.unblock():
        return databases.open_store(run_folder / "databases", django_settings.DATABASES["default"])


@pytest.fixture(scope="session")
def django_db_setup(database_store: Store, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What ``db`` works on: this worker's own copy, in a transaction that every test rolls back."""
    database = database_store.copy("worker")
    with django_db_blocker.unblock():
        pointing = databases.connected_to(database)
        pointing.__enter__()
    yield
    with django_db_blocker.unblock():
        pointing.__exit__(None, None, None)
    database_store.drop(database)


@pytest.fixture
def committed_copy(database_store: Store) -> Iterator[Database]:
    """A fresh copy that Django's connection does not point at; most tests want ``committed_database``."""
    database = database_store.copy("committed")
    yield database
    database_store.drop(database)


@pytest.fixture
def committed_database(committed_copy: Database, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """A copy of the database for this test alone; what it writes is committed, and seen by other processes.

    ``.url`` is the value of VORORT_DATABASE for them; a subprocess inherits it anyway.
    """
    with django_db_blocker.unblock(), databases.connected_to(committed_copy):
        yield committed_copy


@pytest.fixture(autouse=True)
def _committed_by_marker(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("committed") and not COMMITTED & set(request.fixturenames):
        request.getfixturevalue("committed_database")


@pytest.fixture(autouse=True)
def _german_again() -> Iterator[None]:
    """The language the last request was read in does not reach into the next test."""
    yield
    translation.deactivate()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The one process that started the run removes the template when all workers are done."""
    config: Any = session.config
    factory = getattr(config, "_tmp_path_factory", None)
    if hasattr(config, "workerinput") or factory is None or factory._basetemp is None:
        return
    databases.close_store(factory.getbasetemp() / "databases", django_settings.DATABASES["default"])
