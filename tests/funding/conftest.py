"""The small world, in a database of its own, built once a worker; each test undoes what it did itself."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.databases import Database, Store, connected_to
from tests.funding.world import TODAY, World, build
from vorort.core import clock, documents


@pytest.fixture(scope="session")
def world_database(
    django_db_setup: None, database_store: Store, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Database, World]]:
    """A copy of the database in which the world stands, and the world."""
    database = database_store.copy("world")
    with django_db_blocker.unblock(), connected_to(database), clock.at(TODAY), transaction.atomic():
        world = build()
        world.steps.start()
    yield database, world
    database_store.drop(database)


@pytest.fixture(scope="module")
def module_world(world_database: tuple[Database, World], django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Points Django at the world's database while a module's tests run, in a transaction that is rolled back.

    Whoever uses ``world`` does not write to it; what its tests write is rolled back to this.
    """
    database, world = world_database
    with django_db_blocker.unblock(), connected_to(database), transaction.atomic():
        with django_db_blocker.block():
            yield world
        transaction.set_rollback(True)


@pytest.fixture
def blank_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notices are put together but not typeset, which would take longer than the rest of most tests."""
    monkeypatch.setattr(documents, "render", lambda template, data: f"%PDF-1.7 {sorted(data)}".encode())


@pytest.fixture
def world(module_world: World, db: None, blank_paper: None) -> Iterator[World]:
    """The world on TODAY."""
    module_world.steps.begin()
    with clock.at(TODAY):
        yield module_world
    module_world.steps.end()
