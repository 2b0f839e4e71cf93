"""Looks at one page on the phone and at the desk, in light and in dark: accessible, and never wider than the window.

With ``--full`` its address is read in English too; what a form has answered stands there in German alone.
"""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.scale import FULL

LOOKS = (("light", 320), ("light", 1280), ("dark", 1280), *([("dark", 320)] if FULL else []))
CONTRAST_ONLY: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def faults_of(page: Page) -> list[str]:
    """What is wrong with the page as it stands. Dark differs in colours alone: there contrast is enough."""
    found = _in_every_look(page)
    return [*found, *(f"en {fault}" for fault in _in_english(page))] if FULL else found


def _in_every_look(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    return [fault for scheme, width in looks(page) for fault in _faults(page, scheme, width)]


def _in_english(page: Page) -> list[str]:
    context = page.context
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": page.url}])
    try:
        if not context.request.get(page.url).ok:  # what only a form leads to
            return []
        other = context.new_page()
        other.goto(page.url)
        expect(other.locator("html")).to_have_attribute("lang", "en")
        found = _in_every_look(other)
        other.close()
        return found
    finally:
        context.clear_cookies(name=settings.LANGUAGE_COOKIE_NAME)


def looks(page: Page) -> Iterator[tuple[str, int]]:
    """Bring the page into each look, one after the other."""
    for scheme, width in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        yield scheme, width


def _faults(page: Page, scheme: str, width: int) -> Iterator[str]:
    options = {"resultTypes": ["violations"]} | (CONTRAST_ONLY if scheme == "dark" else {})
    found = page.evaluate("options => axe.run(options)", options)
    for violation in found["violations"]:
        for node in violation["nodes"]:
            yield f"{width} {scheme} {violation['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
    if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
        yield f"{width} {scheme}: breiter als das Fenster"
