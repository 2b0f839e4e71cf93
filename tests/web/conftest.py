"""The scene of the page tests: a database of its own, built once a worker; each test undoes what it did itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.signals import request_started
from pytest_django import DjangoDbBlocker

from tests.databases import Database, Store, connected_to
from tests.funding.world import TODAY
from tests.web.scene import MOMENT, Scene, build_scene
from vorort.accounts import sign_ins
from vorort.core import clock

QUICK = {"test_whole_path", "test_conflicts", "test_missing_points", "test_asked_again_pages", "test_decision_pages"}
# Where the database has a say: what it takes, what it finds, how often it is asked.
OF_THE_DATABASE = {
    "test_bad_input", "test_bad_input_network", "test_desk_bad_input", "test_desk", "test_desk_query_counts",
    "test_other_forms", "test_export", "test_foreign_objects", "test_query_counts",
}  # fmt: skip
# The same few lines of ours hundreds of times with other values or people: what they reach, others reach too.
REPEATING = {
    "test_bad_input", "test_bad_input_network", "test_desk_bad_input", "test_english_pages", "test_every_document",
    "test_every_field", "test_extra_fields", "test_foreign_objects", "test_other_forms", "test_roles",
}  # fmt: skip
HOSTILE = "Anfragen in den Proben mit feindlichen Werten, Feldern und Dateien"
FOREIGN = "Anfragen in den Proben nach dem, was anderen gehört"
# Rows of tests of which the gate tells how many requests they make, those that open a form among them.
COUNTED = {
    "test_bad_input": HOSTILE, "test_bad_input_network": HOSTILE, "test_desk_bad_input": HOSTILE,
    "test_other_forms": HOSTILE, "test_extra_fields": HOSTILE, "test_files": HOSTILE,
    "test_foreign_objects": FOREIGN, "test_every_document": FOREIGN,
}  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Rows of pages are slow together, however quick each is: the fast loop walks the path alone. Those that are alike
    on every database run once in the gate.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "scene" in getattr(item, "fixturenames", ()) and item.path.stem not in QUICK:
            item.add_marker("slow")
            if item.path.stem not in OF_THE_DATABASE:
                item.add_marker("alike")
            if item.path.stem in REPEATING:
                item.add_marker("no_cover")


@pytest.fixture(scope="session")
def scene_database(
    django_db_setup: None, database_store: Store, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Database, Scene]]:
    """A copy of the database in which the scene stands, and the scene."""
    database = database_store.copy("pages")
    with django_db_blocker.unblock(), connected_to(database), clock.at(TODAY):
        scene = build_scene()
    yield database, scene
    database_store.drop(database)


@pytest.fixture(scope="module")
def module_scene(scene_database: tuple[Database, Scene], django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Points Django at the scene's database while the tests of a module run."""
    database, scene = scene_database
    with django_db_blocker.unblock(), connected_to(database), django_db_blocker.block():
        yield scene


@pytest.fixture
def scene(module_scene: Scene, db: None) -> Iterator[Scene]:
    """The scene on TODAY, a moment after everybody signed in. What a test writes is rolled back."""
    with clock.at(TODAY), sign_ins.at(MOMENT):
        yield module_scene


@pytest.fixture(autouse=True)
def _requests_counted(request: pytest.FixtureRequest, figure: Callable[[str, object], None]) -> Iterator[None]:
    """Tells how many requests a test of one of these rows has made."""
    asked: list[object] = []

    def note(sender: object, **_more: object) -> None:
        asked.append(sender)

    request_started.connect(note)
    yield
    request_started.disconnect(note)
    what = COUNTED.get(request.node.path.stem)
    if what and asked:
        figure(what, len(asked))
