"""The look itself finds what it is there for: in each of its looks, in both languages, and after a form was sent."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from playwright.sync_api import Page

from tests.web.walks.looks import faults_of, remember

pytestmark = pytest.mark.slow

PALE = '<p class="pale">Diesen Satz sieht kaum jemand.</p>'
NAMELESS = '<input name="wort">'
WIDE = '<p class="wide">Breit.</p>'
FORM = '<form method="post"><button>Senden</button></form>'
ERROR = "<p>Da fehlt etwas.</p>"


def page_of(content: str, language: str) -> str:
    style = "body { background: #fff; color: #000 } .pale { color: #bbb } .wide { width: 900px }"
    return (
        f'<!doctype html><html lang="{language}"><head><title>Gesät</title><style>{style}</style></head>'
        f'<body><main data-template="gesaet.html"><h1>Gesät</h1>{content}</main></body></html>'
    )


class Answer(BaseHTTPRequestHandler):
    """Answers each method with its own content, in the language of the cookie."""

    contents: ClassVar[dict[str, str]] = {}

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        language = "en" if "django_language=en" in self.headers.get("Cookie", "") else "de"
        self.send_response(200 if self.command == "GET" else 422)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page_of(self.contents[self.command], language).encode())

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def log_message(self, *parts: object) -> None:
        """Nothing is said."""


@pytest.fixture
def seeded(new_context):
    """Opens the page of a small site whose pages have ``contents`` by method."""
    context = new_context()
    remember(context)
    with ThreadingHTTPServer(("localhost", 0), Answer) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()

        def opened(**contents: str) -> Page:
            Answer.contents = contents
            page = context.new_page()
            page.goto(f"http://localhost:{site.server_port}/")
            return page

        yield opened
        context.close()
        site.shutdown()


def kinds(faults: list[str]) -> list[str]:
    return [fault.partition(": ")[0] for fault in faults]


def test_a_seeded_fault_is_found_in_each_look_of_the_gate(seeded):
    page = seeded(GET=PALE + NAMELESS + WIDE)
    assert kinds(faults_of(page, full=False)) == [
        "320 light color-contrast",
        "320 light label",
        "320 light",
        "1280 light color-contrast",
        "1280 light label",
        "1280 dark color-contrast",
    ]


def test_the_whole_run_looks_in_two_widths_two_colours_and_two_languages(seeded):
    page = seeded(GET=PALE)
    assert kinds(faults_of(page, full=True)) == [
        "320 light color-contrast",
        "1280 light color-contrast",
        "1280 dark color-contrast",
        "320 dark color-contrast",
        "en 320 light color-contrast",
        "en 1280 light color-contrast",
        "en 1280 dark color-contrast",
        "en 320 dark color-contrast",
    ]


def test_what_a_form_has_answered_is_looked_at_in_english_too(seeded):
    page = seeded(GET=FORM, POST=ERROR + NAMELESS)
    page.get_by_role("button").click()
    page.get_by_text("Da fehlt etwas.").wait_for()
    assert kinds(faults_of(page, full=True)) == [
        "320 light label",
        "1280 light label",
        "en 320 light label",
        "en 1280 light label",
    ]


def test_a_page_without_faults_has_none(seeded):
    assert faults_of(seeded(GET=FORM), full=True) == []


def test_another_page_in_english_is_no_look_at_this_one(seeded):
    page = seeded(GET=FORM)
    page.evaluate("document.querySelector('main').dataset.template = 'anders.html'")
    with pytest.raises(AssertionError, match="data-template"):
        faults_of(page, full=True)
