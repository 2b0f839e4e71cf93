"""The roles that demand a second factor open with one alone; everything else stays shut, and nothing typed is lost."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from tests.web.account.conftest import SECRET, Browser, code_now, person
from tests.web.inventory import INVENTORY
from tests.web.scene import Scene
from vorort.core.actor import SYSTEM
from vorort.network import actions
from vorort.network.enums import SECOND_FACTOR_ROLES, Role

HEADING = "Diese Rolle braucht die zweite Stufe"
CAPACITY = [route for route in INVENTORY if route.access == "capacity"]
STAGES = {
    "funding:desk": "",
    "funding:budget_line": "",
    "funding:opinion": "opinion_asked",
    "funding:opinion_drop": "opinion_asked",
}


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def lead(centre):
    return person("Lena", Role.CENTRE_LEAD, centre)


@pytest.mark.slow
# --- Nothing opens ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("route", CAPACITY, ids=lambda route: route.name)
def test_no_address_of_a_capacity_opens_without_a_factor(scene: Scene, route):
    stage = STAGES.get(route.name, "notified") if route.name.startswith("funding:") else ""
    browser, path = scene.as_role(Role.CENTRE_LEAD), scene.path(route.name, stage)
    answers = [browser.get(path)] if "GET" in route.methods else []
    answers += [browser.send(path, {"version": "1", "reason": "Ich"})] if "POST" in route.methods else []
    assert [answer.status_code for answer in answers] == [403] * len(answers)
    assert all(HEADING in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("role", sorted(Role))
def test_exactly_the_marked_roles_are_asked(scene: Scene, role):
    assert (scene.as_role(role).get("/").status_code == 403) == (role in SECOND_FACTOR_ROLES)


def test_what_was_typed_is_shown_and_nothing_is_written(scene: Scene):
    path = scene.path("funding:withdraw", "submitted")
    answer = scene.lead.send(path, {"version": "9", "reason": "Der Träger ist umgezogen."})
    assert answer.status_code == 403
    assert "Der Träger ist umgezogen.</textarea>" in answer.content.decode()
    scene.applications["submitted"].refresh_from_db()
    assert scene.applications["submitted"].state == "submitted"


def test_the_role_can_be_changed_and_the_account_looked_after(scene: Scene):
    browser = scene.lead
    for path in ("/handeln-als/", "/konto/", "/konto/app/", "/konto/passkeys/neu/", "/abmelden/"):
        assert browser.get(path).status_code == 200, path


def test_in_the_demonstration_nobody_is_asked(scene: Scene, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert scene.lead.get("/").status_code == 200


# --- The way in -------------------------------------------------------------------------------------------------------
def test_who_has_no_factor_is_led_to_set_one_up(browser, lead):
    browser.types_password(lead)
    html = browser.text("/")
    assert HEADING in html
    assert 'href="/konto/passkeys/neu/"' in html
    assert 'href="/konto/app/"' in html
    assert 'href="/handeln-als/"' in html


def test_setting_one_up_opens_the_role_at_once(browser, lead):
    browser.types_password(lead)
    browser.get("/konto/app/")
    session = browser.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    assert browser.post("/konto/app/", {"code": code_now()})["Location"] == "/konto/ersatzcodes/?danach=start"
    assert browser.post("/konto/ersatzcodes/?danach=start", {"kept": "1"})["Location"] == "/"
    assert browser.get("/").status_code == 200


def test_signing_in_with_the_factor_opens_the_role(browser, with_app, centre):
    with_app.memberships.update(role=Role.CENTRE_LEAD)
    browser.types_password(with_app)
    assert browser.types_code(code_now())["Location"] == "/"
    assert browser.get("/").status_code == 200


def test_a_session_that_never_used_the_factor_is_led_to_use_it(browser, lead):
    browser.types_password(lead)
    TOTP.activate(lead, SECRET)
    html = browser.text("/foerderung/?suche=x")
    assert "Sie haben eine zweite Stufe eingerichtet." in html
    assert "/konto/passkeys/neu/" not in html
    assert 'href="/konto/bestaetigen/code/?next=%2Ffoerderung%2F%3Fsuche%3Dx"' in html
    answer = browser.post("/konto/bestaetigen/code/", {"code": code_now(), "next": "/foerderung/?suche=x"})
    assert answer["Location"] == "/foerderung/?suche=x"
    assert browser.get("/foerderung/?suche=x").status_code == 200


def test_the_password_once_more_is_no_second_factor(browser, lead):
    browser.types_password(lead)
    browser.post("/konto/bestaetigen/", {"password": "dreizehn Birnen im Korb"})
    assert browser.get("/").status_code == 403


def test_the_factor_of_one_browser_opens_nothing_in_another(with_app):
    with_app.memberships.update(role=Role.CENTRE_LEAD)
    first, second = Browser(), Browser()
    first.types_password(with_app)
    first.types_code(code_now())
    second.types_password(with_app)
    assert first.get("/").status_code == 200
    assert second.get("/")["Location"] == "/anmelden/?next=/"


def test_who_accepts_an_invitation_sets_up_her_factor_without_typing_the_password_again(browser, centre):
    invitation = actions.invite(actor=SYSTEM, organisation=centre, email="neu@ort.example", roles=[Role.CENTRE_LEAD])
    form = {"name": "Nele Neu", "password": "sechzehn Quitten", "password_again": "sechzehn Quitten"}
    answer = browser.post(f"/netzwerk/einladung/{invitation.token}/", form)
    assert answer["Location"] == "/"
    assert HEADING in browser.text("/")
    assert browser.get("/konto/app/").status_code == 200
    assert browser.get("/konto/passkeys/neu/").status_code == 200
