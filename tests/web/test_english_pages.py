"""Every page somebody opens in English says no sentence that the catalogue could have said in English."""

from html.parser import HTMLParser

import pytest

from gate import translations
from tests.web.inventory import INVENTORY
from tests.web.scene import Person, Scene
from tests.web.test_url_inventory import address
from vorort.demo import accounts
from vorort.network.enums import Role

SPOKEN_ATTRIBUTES = {"alt", "aria-label", "data-label", "placeholder", "title"}
# Names of invented people, of the cast and of a saved view, units of the guideline: data, which stay German.
DATA = (
    {str(role.label) for role in Role}
    | {player.label for player in accounts.CAST}
    | {"Maßnahme", "Seite", "Überfällig"}
)
GERMAN_ALONE = {"gallery"}


class Said(HTMLParser):
    """The texts of a page, each as it stands between two tags or in a spoken attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts |= {value or "" for name, value in attrs if name in SPOKEN_ATTRIBUTES}

    def handle_data(self, data: str) -> None:
        self.texts.add(" ".join(data.split()))


@pytest.fixture(scope="module")
def german() -> set[str]:
    """The ids that English says in other words."""
    messages = [message for message in translations.load("en") if isinstance(message.id, str)]
    return {message.id for message in messages if message.id and message.id != message.string} - DATA


def pages(scene: Scene, person: Person) -> dict[str, set[str]]:
    """What each address with a page says to ``person``."""
    person.cookies["django_language"] = "en"
    found = {}
    for route in INVENTORY:
        if "GET" in route.methods and route.name not in GERMAN_ALONE:
            answer = person.get(address(scene, route.name))
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                said = Said()
                said.feed(answer.content.decode())
                found[route.name] = said.texts
    return found


@pytest.mark.parametrize("who", ["lead", "clerk"])
def test_no_page_says_german_what_the_catalogue_says_in_english(scene, german, who):
    found = pages(scene, getattr(scene, who))
    assert len(found) > 20
    assert {name: texts & german for name, texts in found.items() if texts & german} == {}


def test_a_german_sentence_on_an_english_page_is_found(german):
    said = Said()
    said.feed('<p title="Speichern">Keine\n Nachrichten.</p><b>Name</b>')
    assert said.texts & german == {"Speichern", "Keine Nachrichten."}
