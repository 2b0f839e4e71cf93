"""What belongs to another centre, authority or ministry is not there: 404, and nothing of it on the page."""

from itertools import product

import pytest
from django.urls import reverse

from tests.web.inventory import BY_NAME, INVENTORY
from tests.web.network_scene import CLUB, INVITED
from tests.web.posts import filled
from tests.web.scene import TITLE, Scene
from vorort.core import messages
from vorort.core.models import HistoryEntry, Message
from vorort.network.capacity import Capacity

# Addresses with the number of an object that belongs to somebody, and the state in which that object is complete.
OWNED = {
    "message": "",
    "network:change": "filled",
    "network:open_centre": "filled",
    "network:end_organisation": "filled",
    "network:members": "",
    "network:invite": "filled",
    "network:grant": "filled",
    "network:end": "filled",
    "network:resend": "filled",
    "network:revoke": "filled",
    "network:substitution": "filled",
    "network:end_substitution": "filled",
    "network:registration": "filled",
    "account:confirm_email": "",
    "account:remove_passkey": "",
    "account:restore": "",
    "account:block": "",
    "funding:budget_line": "",
    "funding:edit_budget_line": "draft",
    "funding:programme": "draft",
    "funding:new_version": "draft",
    "funding:new_budget_line": "draft",
    "funding:guideline": "draft",
    "funding:guideline_texts": "draft",
    "funding:guideline_parameters": "draft",
    "funding:guideline_part": "draft",
    "funding:guideline_release": "draft",
    "funding:guideline_discard": "draft",
    "funding:guideline_import": "draft",
    "funding:guideline_table": "draft",
    "funding:import_run": "draft",
    "funding:new_call": "draft",
    "funding:edit_call": "draft",
    "funding:publish_call": "draft",
    "funding:view": "",
    "funding:application": "notified",
    "funding:details": "draft",
    "funding:items": "draft",
    "funding:answers": "draft",
    "funding:attachments": "draft",
    "funding:attachment": "notified",
    "funding:check": "draft",
    "funding:return_to_draft": "in_sign_off",
    "funding:submit": "in_sign_off",
    "funding:withdraw": "submitted",
    "funding:review": "submitted",
    "funding:information": "in_formal_review",
    "funding:information_answer": "asked_again",
    "funding:information_end": "asked_again",
    "funding:opinion_request": "submitted",
    "funding:opinion": "opinion_asked",
    "funding:opinion_drop": "opinion_asked",
    "funding:hearing": "refusal",
    "funding:hearing_answer": "in_hearing",
    "funding:refusal": "refusal",
    "funding:refusal_preview": "refusal",
    "funding:refusal_release": "refusal",
    "funding:refusal_notify": "refusal",
    "funding:early_start": "submitted",
    "funding:early_start_answer": "early_start",
    "funding:early_start_preview": "early_start",
    "funding:early_start_release": "early_start",
    "funding:early_start_notify": "early_start",
    "funding:award": "prepared",
    "funding:award_preview": "prepared",
    "funding:release": "prepared",
    "funding:notify": "released",
    "funding:waive": "notified",
    "funding:document": "notified",
}
# Addresses with a key that lead to something everybody who works here may know.
KNOWN_TO_ALL = {"network:organisation", "steering:figure", "funding:call", "demo:act_as"}
# Addresses with a secret: whoever knows it is meant.
SECRET = {"account_reset_password_from_key", "network:invitation", "network:club_address"}
FOREIGNERS = (
    "another lead",
    "another coordinator",
    "another clerk",
    "another officer",
    "another ministry",
    "another admin",
    "another adviser",
)


def foreigner(scene: Scene, who: str) -> Capacity:
    world = scene.world
    return {
        "another lead": world.city.lead,
        "another coordinator": world.city.coordinator,
        "another clerk": world.foreign_clerk,
        "another officer": world.foreign_officer,
        "another ministry": world.foreign_owner,
        "another admin": scene.network.foreign_admin,
        "another adviser": world.foreign_adviser,
    }[who]


def test_every_address_with_a_key_is_decided(scene):
    keyed = {row.name for row in INVENTORY if "<" in pattern_of(scene, row.name)}
    assert keyed == set(OWNED) | KNOWN_TO_ALL | SECRET


def pattern_of(scene: Scene, name: str) -> str:
    """``<`` when the route cannot be reversed without a key."""
    try:
        return reverse(name)
    except Exception:  # noqa: BLE001 - Django's NoReverseMatch and nothing else comes from here
        return "<"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "who"), list(product(OWNED, FOREIGNERS)))
def test_a_foreign_object_is_not_there(scene, name, who):
    path = scene.path(name, OWNED[name])
    browser = scene.browser(foreigner(scene, who))
    entries, unread = HistoryEntry.objects.count(), Message.objects.filter(read_on=None).count()
    answers = []
    if "GET" in BY_NAME[name].methods:
        answers.append(browser.get(path))
    if "POST" in BY_NAME[name].methods:
        answers.append(browser.send(path, filled(path) if OWNED[name] else {}))
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    planted = (TITLE, "36.01-2026-", "KI Kreis Höxter", INVITED, CLUB)
    assert [words for words in planted for answer in answers if words in answer.content.decode()] == []
    assert (HistoryEntry.objects.count(), Message.objects.filter(read_on=None).count()) == (entries, unread)


def test_a_foreign_attachment_is_not_there_under_ones_own_number(scene):
    own, foreign = scene.applications["draft"], scene.applications["submitted"].attachments.get()
    assert scene.coordinator.get(f"/foerderung/antraege/{own.pk}/anlagen/{foreign.pk}/").status_code == 404


def test_an_attachment_of_another_file_cannot_be_removed_from_ones_own(scene):
    path, foreign = scene.path("funding:attachments", "draft"), scene.applications["submitted"].attachments.get()
    answer = scene.coordinator.send(path, {"version": "5", "remove": str(foreign.pk)})
    assert answer.status_code == 404
    assert scene.applications["submitted"].attachments.count() == 1


def test_a_document_of_another_award_is_not_there_under_ones_own_number(scene):
    released = scene.path("funding:document", "released").rsplit("/", 2)[1]
    own = scene.applications["notified"].pk
    assert scene.lead.get(f"/foerderung/antraege/{own}/schriftstuecke/{released}/").status_code == 404


def test_a_colleagues_message_stays_hers(scene):
    colleagues = messages.inbox(scene.world.district.lead).order_by("pk")[0]
    assert scene.coordinator.send(reverse("message", args=[colleagues.pk])).status_code == 404
    colleagues.refresh_from_db()
    assert colleagues.read_on is None


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 19, "9" * 5000])
def test_a_number_that_is_nobodys_is_not_there(scene, number):
    assert scene.lead.get(f"/foerderung/antraege/{number}/").status_code == 404
    assert scene.lead.get(f"/netzwerk/organisationen/{number}/").status_code == 404


@pytest.mark.parametrize("who", FOREIGNERS)
def test_lists_show_nothing_foreign(scene, who):
    browser = scene.browser(foreigner(scene, who))
    for path in ("/", "/foerderung/", f"/foerderung/?suche={TITLE}", "/nachrichten/", "/kennzahlen/ki.first_notices/"):
        html = browser.get(path).content.decode()
        assert html.replace(f'value="{TITLE}"', "").count(TITLE) == 0, path
        assert "36.01-2026-" not in html, path
