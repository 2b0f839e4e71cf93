"""The stage the walks play on: one site and one set of data for all walks of a module, a town of its own for each.

What people do on the pages stands in tests/web/walks/people.py.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live_site import LiveSite, type_of_new_context
from tests.web.walks import looks
from tests.web.walks.complaints import Complaints
from tests.web.walks.hostile_words import Watch
from tests.web.walks.people import Person
from tests.web.walks.scene import Member, Scene, Town

type_of_people = Callable[..., Person]


@pytest.fixture(scope="session")
def scenes() -> dict[str, Scene]:
    """What is built already, by database."""
    return {}


@pytest.fixture
def scene(live_site: LiveSite, scenes: dict[str, Scene]) -> Scene:
    """The Land, the authority, the call for 2027; built the first time a walk asks for it."""
    name = live_site.database.name
    if name not in scenes:
        scenes[name] = Scene.build()
    return scenes[name]


@pytest.fixture
def town(scene: Scene) -> Town:
    """A centre that no other walk knows, with its coordination and its lead."""
    return scene.new_town()


@pytest.fixture
def complaints(live_site: LiveSite, static_folder: Path) -> Iterator[Complaints]:
    """Collects what the browser complains about; one complaint fails the walk."""
    found = Complaints(static_folder / f"gunicorn-{live_site.address.rpartition(':')[2]}.log")
    yield found
    assert found.sentences == []


@pytest.fixture
def people(live_site: LiveSite, new_context: type_of_new_context, complaints: Complaints) -> type_of_people:
    """Opens a window for somebody: ``people(town.lead)``, signed in. ``people()`` is nobody yet.

    ``kind`` is how she uses it (Person, or one of its kinds), everything else goes to the window.
    """

    def sit_down(member: Member | None = None, *, kind: type[Person] = Person, **options: object) -> Person:
        context = new_context(**(kind.window | options))
        complaints.listen_to(context)
        looks.remember(context)
        if member is not None:
            context.add_cookies([member.session_cookie(live_site.address)])
        return kind(context.new_page(), live_site.address)

    return sit_down


@pytest.fixture
def watch(
    people: type_of_people, request: pytest.FixtureRequest, figure: Callable[[str, object], None]
) -> Iterator[Watch]:
    """What comes of the words this walk types."""
    watch = Watch(people)
    yield watch
    watch.ends(request.function)
    figure("Seiten im Browser, auf denen Wörter eines Skripts stehen und keins läuft", watch.pages)
