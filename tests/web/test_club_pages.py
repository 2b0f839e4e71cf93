"""A club registers itself: the same answer for everybody, the button in the mail, and the desk of the centre."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.network_posts import filled
from tests.web.network_scene import CLUB as WAITING
from vorort.core.models import HistoryEntry
from vorort.network.models import ClubRegistration, Invitation, Organisation

FORM, RECEIVED = "/netzwerk/verein-anmelden/", "/netzwerk/verein-anmelden/angekommen/"


def register(browser: Client, **typed: str) -> object:
    return browser.post(FORM, filled("network:club") | typed)


def test_club_registers_confirms_and_is_told_to_wait(scene):
    browser = Client()
    assert register(browser)["Location"] == RECEIVED
    item = ClubRegistration.objects.latest("pk")
    link = reverse("network:club_address", args=[item.token])
    assert link in browser.get(RECEIVED).content.decode()
    html = browser.get(link).content.decode()
    assert "Laufgruppe am See" in html
    assert "Bis Sie den Knopf drücken, ändert sich nichts." in html
    assert ClubRegistration.objects.get(pk=item.pk).state == "unconfirmed"
    html = browser.post(link, follow=True).content.decode()
    assert "Danke. Ihre Adresse ist bestätigt." in html
    assert ClubRegistration.objects.get(pk=item.pk).state == "waiting"
    assert browser.post(link).status_code == 409


def test_link_is_shown_once_and_to_nobody_else(scene):
    browser = Client()
    register(browser)
    token = ClubRegistration.objects.latest("pk").token
    assert token not in Client().get(RECEIVED).content.decode()
    assert token in browser.get(RECEIVED).content.decode()
    assert token not in browser.get(RECEIVED).content.decode()


def test_with_mail_no_page_shows_the_link(scene, settings):
    settings.MAIL_FROM = "vorort@land.example"
    browser = Client()
    register(browser)
    html = browser.get(RECEIVED).content.decode()
    assert "Wir schreiben an die angegebene Adresse." in html
    assert ClubRegistration.objects.latest("pk").token not in html


def test_answer_is_the_same_for_a_club_that_is_known(scene):
    answers = [register(Client(), name=name) for name in (WAITING, scene.world.district.organisation.name, "Neu")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, RECEIVED)}


def test_registering_again_and_again_is_the_same_answer_and_then_a_pause(scene):
    browser = Client(REMOTE_ADDR="198.51.100.20")
    before = ClubRegistration.objects.count()
    answers = [register(browser).status_code for _ in range(12)]
    assert answers == [302] * 10 + [429, 429]
    assert ClubRegistration.objects.count() == before + 3
    answer = register(browser)
    assert "Bitte versuchen Sie es in einer Stunde." in answer.content.decode()
    assert "Laufgruppe am See" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "ministry"}, "kind"),
        ({"unit": "05"}, "unit"),
        ({"contact_email": "jan(at)lauf"}, "contact_email"),
    ],
)
def test_what_is_missing_stands_beside_its_field_and_nothing_is_written(scene, typed, field):
    before = ClubRegistration.objects.count()
    answer = register(Client(), **typed)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert ClubRegistration.objects.count() == before


def test_opening_the_link_changes_nothing(scene):
    before = HistoryEntry.objects.count()
    for browser in (Client(), scene.clerk):
        assert "Stimmt das?" in browser.get(scene.path("network:club_address")).content.decode()
    assert HistoryEntry.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"valid_to": "2026-01-01"}, "Bitte melden Sie sich noch einmal an."),
        ({"state": "refused", "reason": "Nicht hier.", "address_confirmed_on": "2026-11-22"}, "Nicht hier."),
    ],
)
def test_link_says_how_it_stands(scene, changes, words):
    ClubRegistration.objects.filter(pk=scene.network.unconfirmed.pk).update(**changes)
    assert words in Client().get(scene.path("network:club_address")).content.decode()


def test_unknown_link_is_not_there_and_guessing_ends_like_that(scene):
    guesser = Client(REMOTE_ADDR="198.51.100.21")
    wrong = reverse("network:club_address", args=["0" * 64])
    assert [guesser.get(wrong).status_code for _ in range(20)] == [404] * 20
    assert guesser.get(scene.path("network:club_address")).status_code == 404


# --- The centre's desk ------------------------------------------------------------------------------------------------
def test_club_waits_on_the_first_page_of_the_centre_and_nowhere_else(scene):
    words = "Anmeldung von „Treff am Markt e. V.“ entscheiden"
    assert words in scene.lead.get("/").content.decode()
    assert words in scene.coordinator.get("/").content.decode()
    assert words not in scene.clerk.get("/").content.decode()
    assert words not in scene.browser(scene.world.city.lead).get("/").content.decode()


def test_centre_takes_the_club_in_and_passes_the_link_on(scene):
    path = scene.path("network:registration")
    html = scene.lead.send(path, filled("network:registration"), follow=True).content.decode()
    invitation = Invitation.objects.latest("pk")
    assert "Der Verein ist aufgenommen." in html
    assert invitation.token in html
    club = Organisation.objects.get(name=WAITING)
    assert reverse("network:organisation", args=[club.pk]) in html
    assert Client().get(scene.path("network:club_address")).status_code == 200
    link = reverse("network:club_address", args=[scene.network.registration.token])
    assert "Ihr Verein ist aufgenommen." in Client().get(link).content.decode()


def test_name_that_is_taken_is_said_beside_the_name(scene):
    typed = filled("network:registration") | {"name": scene.world.district.organisation.name}
    answer = scene.lead.send(scene.path("network:registration"), typed)
    assert answer.status_code == 422
    assert "Eine Organisation mit diesem Namen gibt es schon." in answer.content.decode()


def test_centre_refuses_for_a_reason_the_contact_reads(scene):
    path = scene.path("network:registration")
    assert scene.lead.send(path, {"decision": "refuse", "reason": ""}).status_code == 422
    html = scene.lead.send(path, {"decision": "refuse", "reason": "Nicht im Kreis."}, follow=True).content.decode()
    assert "Nicht im Kreis." in html
    assert "Aufnehmen" not in html


def test_possible_duplicates_are_shown_before_the_decision(scene):
    twin = ClubRegistration.objects.get(pk=scene.network.registration.pk)
    twin.pk, twin.token_digest, twin.name = None, "twin", "Treff am Markt"
    twin.save()
    html = scene.lead.get(scene.path("network:registration")).content.decode()
    assert "Gibt es den Verein schon?" in html
    assert reverse("network:registration", args=[twin.pk]) in html


def test_second_decision_is_refused(scene):
    path = scene.path("network:registration")
    scene.lead.send(path, {"decision": "refuse", "reason": "Nein."})
    assert scene.coordinator.send(path, filled("network:registration")).status_code == 409


def test_list_is_empty_elsewhere_and_says_how_it_fills(scene):
    html = scene.browser(scene.world.city.lead).get("/netzwerk/anmeldungen/").content.decode()
    assert "Keine Anmeldung." in html
    assert FORM in html
    assert WAITING in scene.lead.get("/netzwerk/anmeldungen/").content.decode()


def test_a_form_of_the_network_whose_session_ended_shows_again_what_was_typed_by_its_label(scene):
    answer = Client().post(scene.path("network:registration"), {"reason": "Nicht im Kreis.", "unit": "05762"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Warum nicht?" in html
    assert "Nicht im Kreis.</textarea>" in html


def test_typed_roles_and_kinds_are_shown_as_their_words(scene):
    typed = {"email": "x@ort.example", "roles": ["coordinator"], "kind": "jobcenter"}
    html = Client().post(scene.path("network:invite"), typed).content.decode()
    assert "Koordination</textarea>" in html
    assert "Jobcenter</textarea>" in html


def test_club_page_is_the_same_for_somebody_signed_in(scene):
    assert scene.clerk.get(FORM).status_code == 200
    assert scene.clerk.get(RECEIVED).status_code == 200
