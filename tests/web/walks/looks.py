"""Looks at one page on the phone and at the desk, in light and in dark: accessible, and never wider than the window.

With ``--full`` it is asked for in English too, as it was asked for in German: what a form has answered is sent again.
"""

import re
from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, Request, Response, Route, expect

from tests.scale import FULL

LOOKS = (("light", 320), ("light", 1280), ("dark", 1280))
MORE_LOOKS = (("dark", 320),)
CONTRAST_ONLY: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

_asked: WeakKeyDictionary[Page, Request] = WeakKeyDictionary()


class Looks:
    """What was wrong with the pages looked at, by their names, and from which templates these pages were."""

    def __init__(self) -> None:
        self.faults: dict[str, list[str]] = {}
        self.templates: set[str] = set()
        self.pages = 0

    def at(self, name: str, page: Page) -> None:
        """Look at the page as it stands."""
        self.pages += 1
        self.templates.add(template_of(page))
        found = faults_of(page)
        if found:
            self.faults[name] = found


def template_of(page: Page) -> str:
    """The template of the page as it stands, see tests/live_templates.py."""
    return page.locator("main").get_attribute("data-template") or ""


def faults_of(page: Page, *, full: bool = FULL) -> list[str]:
    """What is wrong with the page as it stands. Dark differs in colours alone: there contrast is enough."""
    found = _in_every_look(page, full)
    return [*found, *(f"en {fault}" for fault in _in_english(page, full))] if full else found


def _in_every_look(page: Page, full: bool) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    return [fault for scheme, width in looks(page, full=full) for fault in _faults(page, scheme, width)]


def looks(page: Page, *, full: bool = FULL) -> Iterator[tuple[str, int]]:
    """Bring the page into each look, one after the other."""
    for scheme, width in (*LOOKS, *(MORE_LOOKS if full else ())):
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


# --- Once more in English ---------------------------------------------------------------------------------------------
def remember(context: BrowserContext) -> None:
    """Keep by which request each page of this window came."""
    context.on("response", _keep)


def _keep(response: Response) -> None:
    request = response.request
    if request.is_navigation_request() or response.headers.get("hx-retarget") == "body":
        _asked[request.frame.page] = request


def _in_english(page: Page, full: bool) -> list[str]:
    context = page.context
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": page.url}])
    other = context.new_page()
    try:
        _ask_again(page, other)
        expect(other.locator("html")).to_have_attribute("lang", "en")
        expect(other.locator("main")).to_have_attribute("data-template", template_of(page))
        return _in_every_look(other, full)
    finally:
        other.close()
        context.clear_cookies(name=settings.LANGUAGE_COOKIE_NAME)


def _ask_again(page: Page, other: Page) -> None:
    """Open in ``other`` what stands in ``page``. What was refused or had errors is so again."""
    request = _asked.get(page)
    if request is None or request.method != "POST":
        other.goto(page.url)
        return
    body = _as_it_stands(page, request)
    kept = {name: request.headers[name] for name in ("content-type", "referer") if name in request.headers}

    def send(route: Route) -> None:
        headers = route.request.headers | kept
        route.continue_(method="POST", headers=headers, post_data=body)

    other.route(request.url, send, times=1)
    other.goto(request.url)


def _as_it_stands(page: Page, request: Request) -> bytes:
    """What was sent; where part of it was saved before the errors came, on top of that."""
    sent = request.post_data_buffer or b""
    answer, version = request.response(), page.locator("main input[name=version]")
    if answer is None or answer.status != 422 or version.count() == 0:
        return sent
    return re.sub(rb"\bversion=\d+", f"version={version.first.input_value()}".encode(), sent)
