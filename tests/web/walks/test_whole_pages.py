"""Every page of the site is looked at in one of the walks: what the source holds is what their table holds."""

import re
from pathlib import Path

from tests.web.walks.whole_pages import LOOKED_AT

SOURCE = Path(__file__).resolve().parents[3] / "src" / "vorort"
EXTENDS = re.compile(r"{% extends (?:\"([^\"]+)\"|layout) %}")
# What pages are put into; nothing renders them themselves.
FRAMES = {
    "shell/frame.html",
    "shell/base.html",
    "shell/signed_out.html",
    "account/reauthenticate_frame.html",
    "funding/draft/frame.html",
    "funding/programme/frame.html",
}


def frame_of_each() -> dict[str, str]:
    """The templates that are put into another, with that other; empty where the view chooses it."""
    found = {}
    for file in SOURCE.glob("web/**/templates/**/*.html"):
        match = EXTENDS.search(file.read_text(encoding="utf-8"))
        if match:
            found[file.as_posix().partition("/templates/")[2]] = match[1] or ""
    return found


def test_every_page_is_looked_at_and_none_that_is_gone():
    pages = set(frame_of_each()) - FRAMES
    assert len(pages) > 90
    assert sorted(pages - set().union(*LOOKED_AT)) == []
    assert sorted(set().union(*LOOKED_AT) - pages) == []


def test_every_page_stands_in_the_table_once():
    assert sum(len(templates) for templates in LOOKED_AT) == len(set().union(*LOOKED_AT))


def test_frames_are_frames():
    assert set(frame_of_each().values()) - {""} - FRAMES == {"funding/programme/texts.html"}  # a page as well
    assert FRAMES - set(frame_of_each().values()) == set()
