"""The small world, built once a module in a transaction that is rolled back; each test undoes what it did itself."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.funding.world import TODAY, World, build
from vorort.core import clock, documents


@pytest.fixture(scope="module")
def module_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Whoever uses ``world`` does not write to it; what its tests write is rolled back to this."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(TODAY):
            world = build()
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
    with clock.at(TODAY):
        yield module_world
