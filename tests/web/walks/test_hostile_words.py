"""Words that would be a script, on a few pages many open; and that the watch over them finds one that runs.

All other forms: test_hostile_words_*.py beside this.
"""

import html
from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from tests.web.walks.complaints import POLICY
from tests.web.walks.every_page import file_of
from tests.web.walks.hostile_words import WORDS, numbered, of, types
from tests.web.walks.scene import Scene, Town
from tests.web.walks.way import Way

pytestmark = pytest.mark.slow


@types("funding:details title need")
def test_words_in_an_application_run_on_none_of_its_first_pages(watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.write)
    lead = watch.seats(town.lead)
    typed = watch.fills(lead, f"{file_of(town)}angaben/", "title", "need", button="Nur speichern")
    watch.looks(lead, f"{file_of(town)}angaben/", of(typed))
    watch.looks(lead, file_of(town), of(typed))
    watch.looks(lead, "/foerderung/", of(typed, "title"))
    watch.looks(lead, "/")
    assert watch.pages == 5


# --- The watch --------------------------------------------------------------------------------------------------------
def unescaped(policy: bool) -> Callable[[Route], None]:
    """An answer of the site with its words let loose, with its policy or without."""

    def answer(route: Route) -> None:
        found = route.fetch()
        kept = {name: value for name, value in found.headers.items() if policy or name != "content-security-policy"}
        route.fulfill(response=found, headers=kept, body=html.unescape(found.text()))

    return answer


@types("funding:details title need")
def test_words_let_loose_are_found(watch, complaints, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.write)
    lead = watch.seats(town.lead)
    path = f"{file_of(town)}angaben/"
    watch.fills(lead, path, "title", "need", button="Nur speichern")
    for policy, kinds in ((True, {"an", "a", "loaded"}), (False, {"an", "a", "loaded", "dialog"})):
        lead.page.route(f"**{file_of(town)}", unescaped(policy))
        watch.looks(lead, file_of(town))
        lead.page.wait_for_load_state("networkidle")
        assert {words.split(" ")[0] for words in watch.found} == kinds
        assert any(POLICY in words for words in complaints.sentences) is policy
        lead.page.unroute_all()
        watch.found.clear()
        complaints.sentences.clear()


@pytest.mark.full
@types("funding:details title")
@pytest.mark.parametrize("change", [html.escape, lambda text: text.replace("data-planted", "")])
def test_words_escaped_twice_or_dropped_are_missed(watch, scene: Scene, town: Town, change):
    Way(scene, town).brought_to(Way.write)
    lead = watch.seats(town.lead)
    typed = watch.fills(lead, f"{file_of(town)}angaben/", "title", button="Nur speichern")
    shown = [html.escape(word) for word in of(typed)]

    def answer(route: Route) -> None:
        found = route.fetch()
        text = found.text()
        for word in shown:
            text = text.replace(word, change(word))
        route.fulfill(response=found, body=text)

    lead.page.route(f"**{file_of(town)}", answer)
    with pytest.raises(AssertionError, match="is not on"):
        watch.looks(lead, file_of(town), of(typed))


def test_every_field_has_words_of_its_own_and_they_take_turns():
    assert numbered(3)[0] == "</textarea><img data-planted=3 src=/gepflanzt onerror=alert(3)>"
    assert len(numbered(3)) == len(WORDS)
    assert numbered(7, 20) == ["<q data-planted=7>"]
    assert numbered(8, 60) == ["javascript:alert(8)//"]
    assert not set(numbered(1)) & set(numbered(18))
