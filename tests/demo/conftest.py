"""The stage and the story of 2012, told up to the release once a module, in a transaction that is rolled back."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.demo.told import Told
from vorort.demo import stage
from vorort.demo.stories import ki_2012


@pytest.fixture(scope="module")
def released_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Told]:
    """Sixteen awards are released, none is made known yet."""
    lines: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        built = stage.build()
        told = Told(built, ki_2012.release(built, ki_2012.prepare(built, progress=lines.append)), lines)
        with django_db_blocker.block():
            yield told
        transaction.set_rollback(True)


@pytest.fixture
def released(released_once: Told, db: None) -> Told:
    """The story before the notices are made known; what a test does to it is undone."""
    return released_once


@pytest.fixture
def told(released: Told) -> Told:
    """The whole story; what a test does to it is undone."""
    ki_2012.notify(released.stage, released.awards)
    return released
