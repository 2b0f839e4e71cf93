"""The demonstration: a bar on every page, and one click to be somebody of the cast and nobody else."""

import pytest
from django.test import Client

from tests.web.scene import Scene
from vorort.accounts.models import User
from vorort.demo import accounts


@pytest.fixture
def cast(scene: Scene) -> Scene:
    """The people of the bar have accounts."""
    for player in accounts.CAST:
        User.objects.create_user(email=player.email, name=player.label)
    return scene


def bar(html: str) -> bool:
    return '<aside class="strip demo" aria-label="Demonstration">' in html and "erfunden" in html


def test_the_bar_is_on_every_page(scene):
    pages = [
        scene.coordinator.get("/"),
        scene.coordinator.get(scene.path("funding:details", "draft")),
        scene.coordinator.get("/gibt-es-nicht/"),
        scene.coordinator.post("/handeln-als/", {}),
        scene.nobodys_browser().get("/"),
        Client().get("/anmelden/"),
        Client().get("/bausteine/"),
    ]
    assert [bar(page.content.decode()) for page in pages] == [True] * 7


def test_the_bar_stands_on_the_page_of_a_fault_too(scene, monkeypatch):
    monkeypatch.setattr("vorort.funding.queries.desk.waiting_for", lambda *args: 1 / 0)
    answer = scene.browser(scene.world.clerk, raise_request_exception=False).get("/")
    assert (answer.status_code, bar(answer.content.decode())) == (500, True)


def test_one_click_signs_in_as_somebody_of_the_cast(cast):
    browser = Client()
    answer = browser.post("/demo/handeln-als/officer/")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.get("/").context["request"].user.email == "officer@vorort.example"


def test_one_click_leaves_the_session_of_the_person_before(cast):
    browser = cast.lead
    before = browser.cookies["sessionid"].value
    browser.post("/demo/handeln-als/clerk/")
    assert browser.cookies["sessionid"].value != before


def test_nobody_outside_the_cast_can_be_taken_over(cast):
    User.objects.create_user(email="fremd@vorort.example", name="Fremd")
    for key in ("fremd", "niemand", "1", "CLERK", "clerk-2"):
        assert Client().post(f"/demo/handeln-als/{key}/").status_code == 404
    assert cast.lead.post("/demo/handeln-als/fremd/").status_code == 404


def test_switching_needs_the_token_and_a_post(cast):
    assert Client(enforce_csrf_checks=True).post("/demo/handeln-als/clerk/").status_code == 403
    assert Client().get("/demo/handeln-als/clerk/").status_code == 405


@pytest.mark.parametrize(
    "onward",
    [
        "https://fremd.example/",
        "//fremd.example/",
        "///fremd.example",
        "/\\fremd.example",
        "\\\\fremd.example",
        "javascript:alert(1)",
        "http:fremd.example",
        " //fremd.example",
        "\x00//fremd.example",
    ],
)
def test_the_click_leads_to_no_other_site(cast, onward):
    answer = Client().post("/demo/handeln-als/clerk/", {"next": onward})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


@pytest.mark.parametrize("onward", ["https://fremd.example/", "//fremd.example/", "/\\fremd.example"])
def test_the_sign_in_leads_to_no_other_site(scene, onward):
    user = User.objects.create_user(email="neu@vorort.example", name="Neu", password="ein-langes-passwort")
    answer = Client().post("/anmelden/", {"login": user.email, "password": "ein-langes-passwort", "next": onward})
    assert (answer.status_code, answer["Location"]) == (302, "/")
