"""What every answer carries, and what no page of the path contains: inline script or style, addresses of others."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.web.inventory import INVENTORY
from tests.web.posts import filled
from tests.web.role_table import TABLE
from tests.web.scene import ROLES, Scene
from vorort.accounts.models import User

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
DOWNLOADS = "default-src 'none'; sandbox"
# The first role of each row that gets a page: one look at every page in every state of the table.
SEEN = [(row, ROLES[row.expected.index("p")]) for row in TABLE if "p" in row.expected]


def missing(answer: HttpResponse, *, signed_in: bool) -> list[str]:
    """Headers an answer lacks."""
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }
    found = [f"{name}: {answer.get(name)}" for name, value in wanted.items() if answer.get(name) != value]
    if answer.get("Content-Security-Policy") not in (POLICY, DOWNLOADS):
        found.append(f"CSP: {answer.get('Content-Security-Policy')}")
    if signed_in and "no-store" not in answer.get("Cache-Control", ""):
        found.append(f"Cache-Control: {answer.get('Cache-Control')}")
    return found


def faults(html: str) -> list[str]:
    """What a strict policy would block, or what would tell others who reads."""
    patterns = {
        "style attribute": r"<[a-z][^>]*\sstyle=",
        "style element": r"<style",
        "handler": r"<[a-z][^>]*\son[a-z]+=",
        "inline script": r"<script(?![^>]*\ssrc=)",
        "foreign address": r"""(?:src|href|action|data|poster|hx-[a-z]+)=["'](?:[a-z]+:)?//""",
        "script address": r"""(?:src|href|action)=["']\s*javascript:""",
        "eval in htmx": r"hx-on|hx-vals=[\"']js:",
    }
    return [name for name, pattern in patterns.items() if re.search(pattern, html, re.IGNORECASE)]


@pytest.mark.slow
@pytest.mark.parametrize(("row", "role"), SEEN, ids=lambda value: str(value))
def test_every_page_carries_the_headers_and_nothing_inline_or_foreign(scene, row, role):
    answer = scene.as_role(role).get(scene.path(row.name, row.stage))
    assert missing(answer, signed_in=True) == []
    if answer["Content-Type"].startswith("text/html"):
        assert faults(answer.content.decode()) == []
    elif answer.streaming:
        assert b"".join(answer)  # to its end, so that nothing is left open


@pytest.mark.slow
@pytest.mark.parametrize("name", [route.name for route in INVENTORY])
def test_every_answer_to_a_stranger_carries_the_headers(scene, name):
    stage = "notified" if name.startswith("funding:") and name not in ("funding:desk", "funding:budget_line") else ""
    stage = "opinion_asked" if name.startswith("funding:opinion") else stage
    for answer in (Client().get(scene.path(name, stage)), Client().post(scene.path(name, stage))):
        assert missing(answer, signed_in=False) == []


def refused(scene: Scene) -> dict[str, HttpResponse]:
    """One answer of each kind that is no page of the path."""
    draft, sign_off = scene.path("funding:details", "draft"), scene.path("funding:submit", "in_sign_off")
    return {
        "invalid": scene.coordinator.send(draft, {"version": "5", "begins_on": "morgen"}),
        "fragment": scene.coordinator.type(draft, filled(draft)),
        "conflict": scene.coordinator.send(draft, {"version": "1", "title": '"><script>'}),
        "refused": scene.coordinator.send(sign_off, {"version": "6"}),
        "mismatch": scene.coordinator.post(draft, {"version": "5", "title": "<script>alert(1)</script>"}),
        "missing": scene.coordinator.get("/foerderung/antraege/999999/"),
        "nowhere": scene.coordinator.get("/gibt-es-nicht/"),
        "forged": scene.browser(scene.world.district.lead, enforce_csrf_checks=True).send(draft, {"title": "<b>"}),
        "roleless": scene.nobodys_browser().get("/"),
        "wrong method": scene.coordinator.put(draft),
        "done": scene.coordinator.send("/handeln-als/", {"chosen": str(scene.world.district.coordinator.id)}),
    }


def test_what_is_refused_carries_the_headers_too(scene):
    answers = refused(scene)
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "invalid": 422,
        "fragment": 200,
        "conflict": 409,
        "refused": 409,
        "mismatch": 409,
        "missing": 404,
        "nowhere": 404,
        "forged": 403,
        "roleless": 403,
        "wrong method": 405,
        "done": 302,
    }
    assert {name: missing(answer, signed_in=True) for name, answer in answers.items()} == {name: [] for name in answers}
    assert {name: faults(answer.content.decode()) for name, answer in answers.items()} == {name: [] for name in answers}


def test_the_policy_allows_nothing_inline():
    assert "unsafe" not in POLICY


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p style="color:red">', "style attribute"),
        ("<style>p{}</style>", "style element"),
        ('<a onclick="x()">', "handler"),
        ("<script>x()</script>", "inline script"),
        ('<img src="https://fremd.example/x.png">', "foreign address"),
        ('<link href="//fremd.example/x.css">', "foreign address"),
        ('<a href="javascript:x()">', "script address"),
    ],
)
def test_a_fault_in_a_page_would_be_found(html, fault):
    assert faults(html) == [fault]


def test_the_cookie_of_the_session_is_for_this_site_and_no_script(db):
    User.objects.create_user(email="clerk@vorort.example", name="Sachbearbeitung")
    browser = Client()
    browser.post("/demo/handeln-als/clerk/")
    cookie = browser.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["expires"]) == (True, "Lax", "")
