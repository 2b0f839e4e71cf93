"""No field in which somebody writes freely is left out: words that would be a script are typed into it by a walk, or it
stands here with the reason.
"""

import re
from types import ModuleType

import pytest

from tests.web import test_bad_input, test_bad_input_network, test_desk_bad_input
from tests.web.hostile.page_forms import fields_of, without_keys
from tests.web.hostile.test_every_field import KEYED, pages
from tests.web.walks import (
    test_hostile_words,
    test_hostile_words_application,
    test_hostile_words_decisions,
    test_hostile_words_desk,
    test_hostile_words_network,
)

pytestmark = [pytest.mark.slow, pytest.mark.alike, pytest.mark.no_cover]

WALKS = (
    test_hostile_words,
    test_hostile_words_application,
    test_hostile_words_decisions,
    test_hostile_words_desk,
    test_hostile_words_network,
)
UNWRITTEN = r"(?:hidden|checkbox|radio|submit|password)"
CHOSEN = re.compile(rf'<(?:select|button)\b[^>]*>|<input\b(?=[^>]*type="{UNWRITTEN}")[^>]*>')
GALLERY = "invented: the form of the gallery goes nowhere"
ANSWERS = "the question is the tests' own; answers of the same kinds: funding:answers target-group, partners"
CODE = "a wrong code is not shown again"
WITHOUT_A_BROWSER = "so far in test_other_forms.py alone: it reads the source of the page for what would run"
# Free fields no walk types into, each with its reason.
ELSEWHERE = {
    ("gallery", "title"): GALLERY,
    ("gallery", "purpose"): GALLERY,
    ("gallery", "begins_on"): GALLERY,
    ("gallery", "months"): GALLERY,
    ("gallery", "amount"): GALLERY,
    ("gallery", "email"): GALLERY,
    ("gallery", "attachment"): GALLERY,
    ("account:add_app", "code"): CODE,
    ("mfa_authenticate", "code"): CODE,
    ("mfa_reauthenticate", "code"): CODE,
    ("account:email", "email"): WITHOUT_A_BROWSER,
    ("account_reset_password", "email"): WITHOUT_A_BROWSER,
    ("network:open_centre", "exists_from"): WITHOUT_A_BROWSER,
    ("funding:answers", "target_group"): ANSWERS,
    ("funding:answers", "remarks"): ANSWERS,
    ("funding:answers", "places"): ANSWERS,
    ("funding:answers", "since"): ANSWERS,
}


def typed_by(module: ModuleType) -> set[tuple[str, str]]:
    """Route and name of every field the walks of a module type words into."""
    return {pair for walk in vars(module).values() for pair in getattr(walk, "types_words_into", ())}


def typed() -> set[tuple[str, str]]:
    return {pair for module in WALKS for pair in typed_by(module)}


def free_fields(html: str, page: str) -> set[tuple[str, str]]:
    """Route and name of every field of a page in which somebody writes, or whose file has a name of its own."""
    written = CHOSEN.sub("", html)
    return {pair for method in ("post", "get") for pair in fields_of(written, page, method)}


def in_the_tables() -> set[tuple[str, str]]:
    """The same of the tables of hostile values: they hold fields that stand on no page of the scene."""
    path = [(form.route, (*form.texts, *form.others)) for form in test_bad_input.FORMS.values()]
    network = [(form.route, form.typed) for form in test_bad_input_network.FORMS]
    desk = [(f"funding:{form.route}", form.typed) for form in test_desk_bad_input.FORMS.values()]
    pairs = [(route, name) for route, names in (*path, *network, *desk) for name in names]
    return {(route, KEYED.get((route, name), without_keys(name))) for route, name in pairs}


@pytest.fixture(scope="module")
def seen() -> dict[str, set[tuple[str, str]]]:
    return {}


@pytest.fixture
def free(doors, seen) -> set[tuple[str, str]]:
    """Every free field of the site, looked for once."""
    if not seen:
        seen["free"] = {pair for page, html in pages(doors).items() for pair in free_fields(html, page.split("#")[0])}
        seen["free"] |= in_the_tables()
    return seen["free"]


def test_words_are_typed_into_every_free_field(free):
    assert sorted(free - typed() - set(ELSEWHERE)) == []


def test_what_is_said_to_be_elsewhere_is_there_and_typed_by_no_walk(free):
    assert sorted(set(ELSEWHERE) - free) == []
    assert sorted(set(ELSEWHERE) & typed()) == []


def test_the_look_reaches_the_free_fields(free):
    assert len(free) > 150


def test_new_free_fields_would_be_found():
    html = (
        '<form method="post" action="/konto/name/"><input name="neu-17"><textarea name="text"></textarea>'
        '<input type="file" name="file"><input type="hidden" name="key"><select name="one"></select></form>'
        '<form action="/netzwerk/"><input type="search" name="wort"><input type="radio" name="art"></form>'
    )
    assert free_fields(html, "/") == {
        ("account:name", "neu-#"),
        ("account:name", "text"),
        ("account:name", "file"),
        ("network:organisations", "wort"),
    }
