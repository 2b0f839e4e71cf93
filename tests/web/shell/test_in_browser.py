"""What only a browser can tell: contrast, width, and that nothing typed is lost when the line is cut.

No server: the browser's requests are answered here, with the policy that the site sends.
"""

import mimetypes
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.template import RequestContext, Template

from vorort.web.shell.gallery import WRONG, SampleForm, gallery

pytestmark = [pytest.mark.urls("tests.web.shell.sample_urls"), pytest.mark.slow]

POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'"
DRAFT = """{% extends "shell/base.html" %}{% block content %}{% save_state %}
<form id="draft" method="post" action="/submit/" {% autosave "/save/" %}>
<input type="hidden" name="version" id="version" value="1">
<label>Titel <input name="title" id="title"></label>{% button "Einreichen" %}</form>
<div id="save-result"></div>{% endblock %}"""


@dataclass
class Site:
    """Answers by path: a page's text, a status and text, or None for a cut line. ``posts`` remembers what came in."""

    answers: dict = field(default_factory=dict)
    posts: list = field(default_factory=list)
    held: list = field(default_factory=list)
    hold: bool = False

    def answer(self, route):
        path = route.request.url.removeprefix("http://localhost").split("?")[0]
        if path.startswith("/static/"):
            return route.fulfill(path=finders.find(path.removeprefix("/static/")))
        if route.request.method == "POST":
            self.posts.append((path, route.request.post_data))
            if self.hold:
                return self.held.append(route)
        return self.send(route, self.answers.get(path, (404, "")))

    def send(self, route, answer):
        if answer is None:
            return route.abort("internetdisconnected")
        status, text = (200, answer) if isinstance(answer, str) else answer
        headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
        return route.fulfill(status=status, body=text, headers=headers)


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def open_page(new_context, site):
    """Open a page of ``site`` in a window of its own; what the browser complains about fails the test."""
    complaints = []

    def open_at(path, **options):
        page = new_context(**options).new_page()
        page.on("console", lambda message: complaints.append(message.text) if "Policy" in message.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("http://localhost/**", site.answer)
        page.goto(f"http://localhost{path}")
        return page

    yield open_at
    assert complaints == []


@pytest.fixture
def draft(site, open_page, visitor):
    """A page with a form that saves itself; the first save is answered with version 2."""
    site.answers["/draft/"] = Template(DRAFT).render(RequestContext(visitor, {}))
    site.answers["/save/"] = '<input type="hidden" name="version" id="version" value="2" hx-swap-oob="true">'
    site.answers["/submit/"] = "<!doctype html><title>x</title><p>eingereicht</p>"
    return open_page("/draft/")


def state(page, sentence):
    page.locator("#save-state", has_text=sentence).wait_for()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_component_is_accessible_and_fits(site, open_page, centre_lead, width, scheme, direction):
    centre_lead.GET = QueryDict(f"dir={direction}")
    site.answers["/bausteine/"] = gallery(centre_lead).content.decode()
    page = open_page("/bausteine/", viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.body).direction") == direction


def test_what_kern_draws_on_the_left_stands_on_the_right_from_right_to_left(site, open_page, visitor):
    visitor.GET = QueryDict("dir=rtl")
    site.answers["/bausteine/"] = gallery(visitor).content.decode()
    page = open_page("/bausteine/")
    style = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    assert page.evaluate(style, [".kern-form-input--error", "borderLeftWidth"]) == "0px"
    assert page.evaluate(style, [".kern-form-input--error", "borderRightWidth"]) == "4px"
    assert page.evaluate(style, [".kern-form-input__select", "paddingLeft"]) == "40px"
    assert page.evaluate(style, [".money__bar", "transform"]) == "matrix(-1, 0, 0, 1, 0, 0)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_bears_the_content_alone(site, open_page, centre_lead, scheme):
    site.answers["/bausteine/"] = gallery(centre_lead).content.decode()
    page = open_page("/bausteine/", color_scheme=scheme)
    page.emulate_media(media="print")
    colours = (
        "name => { const s = getComputedStyle(document.querySelector(name)); return [s.color, s.backgroundColor] }"
    )
    assert page.evaluate(colours, "#angaben") == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
    assert page.evaluate(colours, "body") == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
    assert page.get_by_role("heading", name="Das Geld, Teile ineinander").is_visible()
    assert [page.locator(name).first.is_visible() for name in ("header", "footer", ".kern-btn")] == [False] * 3
    assert page.locator("#karte td").first.is_visible()  # folded up on the screen
    assert (
        page.locator(".on-paper").inner_text().startswith("Demonstration · http://testserver/foerderung/antraege/ · ")
    )


def test_errors_take_the_focus_when_the_page_opens(site, open_page, visitor):
    template = Template('{% extends "shell/base.html" %}{% block content %}{{ form }}{% endblock %}')
    site.answers["/formular/"] = template.render(RequestContext(visitor, {"form": SampleForm(WRONG)}))
    page = open_page("/formular/")
    assert page.evaluate("document.activeElement.textContent") == "Bitte prüfen Sie Ihre Angaben"


def test_the_gallery_opens_at_its_top_though_it_shows_errors(site, open_page, visitor):
    site.answers["/bausteine/"] = gallery(visitor).content.decode()
    page = open_page("/bausteine/")
    assert page.get_by_text("Bitte prüfen Sie Ihre Angaben").is_visible()
    assert page.evaluate("[document.activeElement.tagName, scrollY]") == ["BODY", 0]


def test_the_menu_of_the_phone_opens_without_script(site, open_page, centre_lead):
    site.answers["/bausteine/"] = gallery(centre_lead).content.decode()
    page = open_page("/bausteine/", viewport={"width": 390, "height": 800}, java_script_enabled=False)
    assert not page.get_by_role("link", name="Start").is_visible()
    page.get_by_text("Menü").click()
    assert page.get_by_role("link", name="Start").is_visible()
    assert page.get_by_role("button", name="Abmelden").is_visible()


def test_a_double_click_submits_once(draft, site):
    site.hold = True
    draft.evaluate(
        "const f = document.getElementById('draft'); f.requestSubmit(); setTimeout(() => f.requestSubmit(), 100)"
    )
    draft.wait_for_timeout(400)
    assert [path for path, _ in site.posts] == ["/submit/"]


def test_what_is_typed_is_saved_and_the_version_moves_on(draft, site):
    draft.fill("#title", "Treff")
    state(draft, "Gespeichert um ")
    assert draft.input_value("#version") == "2"
    assert "title=Treff" in site.posts[0][1]
    assert draft.evaluate("document.activeElement.id") == "title"


def test_a_cut_line_loses_nothing_and_is_taken_up_again(draft, site):
    answer, site.answers["/save/"] = site.answers["/save/"], None
    draft.fill("#title", "Treff")
    state(draft, "Keine Verbindung. Ihre Eingaben stehen noch hier.")
    assert draft.input_value("#title") == "Treff"
    site.answers["/save/"] = answer
    draft.evaluate("window.dispatchEvent(new Event('online'))")
    state(draft, "Gespeichert um ")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(422, "Noch nicht gespeichert."), (500, "Das Speichern klappt gerade nicht."), (403, "Sie sind abgemeldet.")],
)
def test_what_could_not_be_saved_says_why(draft, site, status, sentence):
    site.answers["/save/"] = (status, "")
    draft.fill("#title", "Treff")
    state(draft, sentence)


class EndedSession(BaseHTTPRequestHandler):
    """A site whose session has ended: saving is redirected to the sign-in page. A routed answer cannot redirect."""

    draft = ""

    def do_GET(self):
        file = finders.find(self.path.removeprefix("/static/")) if self.path.startswith("/static/") else None
        body = Path(file).read_bytes() if file else {"/draft/": self.draft}.get(self.path, "<h1>Anmelden</h1>").encode()
        self.send_response(200)
        self.send_header("content-type", mimetypes.guess_type(self.path)[0] or "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.send_response(302)
        self.send_header("location", "/login/")
        self.end_headers()

    def log_message(self, *args):
        """Silence."""


def test_an_ended_session_never_puts_the_sign_in_page_into_the_form(browser_page, visitor):
    EndedSession.draft = Template(DRAFT).render(RequestContext(visitor, {}))
    server = ThreadingHTTPServer(("127.0.0.1", 0), EndedSession)
    Thread(target=server.serve_forever, daemon=True).start()
    browser_page.goto(f"http://localhost:{server.server_port}/draft/")
    browser_page.fill("#title", "Treff")
    state(browser_page, "Sie sind abgemeldet. Ihre Eingaben stehen noch hier.")
    assert browser_page.locator("#save-result").inner_html() == ""
    assert browser_page.input_value("#title") == "Treff"
    server.shutdown()
    server.server_close()


def test_submitting_waits_for_the_save_under_way(draft, site):
    site.hold = True
    draft.fill("#title", "Treff")
    state(draft, "Wird gespeichert")
    draft.get_by_role("button", name="Einreichen").click()
    draft.wait_for_timeout(200)
    assert [path for path, _ in site.posts] == ["/save/"]
    site.hold = False
    site.send(site.held.pop(), site.answers["/save/"])
    draft.get_by_text("eingereicht").wait_for()
    assert site.posts[-1][0] == "/submit/"
    assert "version=2" in site.posts[-1][1]


@pytest.mark.parametrize(("answer", "asked"), [(None, True), ("", False)])
def test_leaving_asks_only_while_something_is_unsaved(draft, site, answer, asked):
    site.answers["/save/"] = answer
    dialogs = []
    draft.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    draft.locator("#title").press_sequentially("Treff")
    state(draft, "Keine Verbindung" if asked else "Gespeichert um ")
    draft.goto("about:blank")
    assert dialogs == (["beforeunload"] if asked else [])
