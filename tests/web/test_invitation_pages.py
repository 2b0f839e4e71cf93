"""The link of an invitation as people meet it: opening changes nothing, the button accepts, guessing leads nowhere."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.funding.world import TODAY
from tests.web.network_posts import NEWCOMER, PASSWORD
from tests.web.network_scene import INVITED
from tests.web.scene import Person, Scene, signed_in
from tests.web.structure import complaints
from vorort.accounts.models import User
from vorort.core.models import HistoryEntry
from vorort.network import actions
from vorort.network.enums import Role
from vorort.network.models import Invitation, Membership


@pytest.fixture
def path(scene: Scene) -> str:
    return scene.path("network:invitation")


def state() -> tuple[int, int, int]:
    return User.objects.count(), Membership.objects.count(), HistoryEntry.objects.count()


def test_opening_the_link_says_who_invites_to_what_and_changes_nothing(scene, path):
    before = state()
    for browser in (Client(), scene.clerk, scene.nobodys_browser()):
        html = browser.get(path).content.decode()
        assert "Einladung von KI Kreis Höxter" in html
        assert "Koordination" in html
        assert "Bis Sie den Knopf drücken, ändert sich nichts." in html
        assert complaints(html) == []
    assert state() == before


def test_page_behind_the_link_is_kept_nowhere(path, scene):
    assert "no-store" in Client().get(path)["Cache-Control"]


def test_newcomer_accepts_and_stands_on_the_first_page_in_her_role(scene, path):
    browser = Client()
    answer = browser.post(path, NEWCOMER, follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [("/", 302)]
    assert "Willkommen. Ihr Konto ist angelegt." in html
    assert "Koordination · KI Kreis Höxter" in html
    assert Client().login(email=INVITED, password=PASSWORD)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"password": "kurz", "password_again": "kurz"}, "password", "12 Zeichen"),
        ({"password": "123456789012345"}, "password_again", "verschieden"),
        ({"password": "passwordpassword", "password_again": ""}, "password_again", "Pflicht"),
        ({"name": " "}, "name", ""),
    ],
)
def test_newcomer_reads_beside_the_field_what_is_missing(scene, path, typed, field, words):
    before = state()
    answer = Client().post(path, NEWCOMER | typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in html
    assert PASSWORD not in html
    assert complaints(html) == []
    assert state() == before


def test_somebody_signed_in_accepts_with_her_account_and_reads_that_the_address_differs(scene, path):
    html = scene.clerk.get(path).content.decode()
    assert "Die Einladung ging an eine andere Adresse" in html
    answer = scene.clerk.post(path, follow=True)
    assert answer.redirect_chain == [("/handeln-als/", 302)]
    held = Membership.objects.filter(user_id=scene.world.clerk.user_id).values_list("role", flat=True)
    assert sorted(held) == ["clerk", "coordinator"]


def test_somebody_else_does_not_take_a_role_that_demands_a_second_factor_and_reads_why(scene, path):
    Invitation.objects.filter(pk=scene.network.invitation.pk).update(roles=["coordinator", "organisation_admin"])
    html = scene.clerk.get(path).content.decode()
    assert 'aria-disabled="true"' in html
    assert f"Mit diesen Rollen kann nur die eingeladene Adresse annehmen: {INVITED}." in html
    assert "können Sie mit diesem Konto annehmen" not in html
    assert complaints(html) == []
    before = state()
    assert scene.clerk.post(path).status_code == 409
    assert state() == before


def test_owner_of_the_address_signs_in_first_and_reads_no_warning(scene, path):
    owner = User.objects.create_user(email=INVITED, name="Ingrid Neu", password=PASSWORD)
    stranger = Client()
    html = stranger.get(path).content.decode()
    assert "Zu dieser Adresse gibt es schon ein Konto." in html
    assert f"/anmelden/?next={path}" in html
    assert complaints(html) == []
    assert stranger.post(path, NEWCOMER).status_code == 200
    assert not Membership.objects.filter(user=owner).exists()
    signed = Person(None, signed_in(owner))
    assert "eine andere Adresse" not in signed.get(path).content.decode()
    assert signed.post(path)["Location"] == "/handeln-als/"
    assert Membership.objects.filter(user=owner).count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"revoked_on": TODAY}, "hat sie zurückgenommen"),
        ({"valid_to": TODAY - timedelta(days=1)}, "um einen neuen Link"),
    ],
)
def test_link_that_holds_no_more_has_a_kind_page_and_does_nothing(scene, path, changes, words):
    Invitation.objects.filter(pk=scene.network.invitation.pk).update(**changes)
    before = state()
    for answer in (Client().get(path), Client().post(path, NEWCOMER), scene.clerk.get(path), scene.clerk.post(path)):
        assert answer.status_code == 410
        assert words in answer.content.decode()
        assert complaints(answer.content.decode()) == []
    assert state() == before


@pytest.mark.parametrize("password", ["{name} 2026", "{short}-1!"])
def test_the_password_is_not_made_of_the_name_of_the_organisation(scene, path, password):
    place = scene.network.invitation.organisation
    password = password.format(name=place.name, short=place.short_name)
    answer = Client().post(path, NEWCOMER | {"password": password, "password_again": password})
    assert answer.status_code == 422
    assert "aus dem Namen Ihrer Organisation" in answer.content.decode()


def test_link_that_was_used_says_so(scene, path):
    Client().post(path, NEWCOMER)
    answer = Client().get(path)
    assert answer.status_code == 410
    assert "Sie ist schon angenommen." in answer.content.decode()


def test_who_tries_many_tokens_meets_the_same_404_for_a_right_one(scene, path):
    guesser, wrong = Client(REMOTE_ADDR="198.51.100.7"), reverse("network:invitation", args=["0" * 64])
    assert [guesser.get(wrong).status_code for _ in range(20)] == [404] * 20
    answer = guesser.get(path)
    assert answer.status_code == 404
    assert "Einladung von" not in answer.content.decode()
    assert guesser.post(path, NEWCOMER).status_code == 404
    assert Client(REMOTE_ADDR="198.51.100.8").get(path).status_code == 200


def test_guesses_of_more_than_an_hour_ago_do_not_count(scene, path, monkeypatch):
    monkeypatch.setattr("vorort.web.limits.HOUR", 0)
    guesser = Client(REMOTE_ADDR="198.51.100.9")
    for _ in range(20):
        guesser.get(reverse("network:invitation", args=["0" * 64]))
    assert guesser.get(path).status_code == 200


# --- Inviting on the page ---------------------------------------------------------------------------------------------
def test_without_mail_the_link_is_shown_once_and_its_secret_is_not_in_the_session(scene):
    admin, typed = scene.admin, {"name": "Olga", "email": "olga@ort.example", "roles": ["coordinator"]}
    answer = admin.send(scene.path("network:invite"), typed, follow=True)
    invitation = Invitation.objects.get(email="olga@ort.example")
    assert invitation.token in answer.content.decode()
    assert invitation.token not in str(dict(admin.session))
    assert invitation.token not in admin.get(scene.path("network:members")).content.decode()


def test_with_mail_the_page_says_where_it_goes_and_shows_no_link(scene, settings):
    settings.MAIL_FROM = "vorort@land.example"
    typed = {"email": "olga@ort.example", "roles": ["coordinator"]}
    html = scene.admin.send(scene.path("network:invite"), typed, follow=True).content.decode()
    assert "Die Einladung geht an olga@ort.example." in html
    assert "/netzwerk/einladung/" not in html
    assert "per E-Mail" in scene.admin.get(scene.path("network:invite")).content.decode()


def test_new_link_is_shown_and_the_former_one_opens_nothing(scene, path):
    html = scene.admin.send(scene.path("network:resend"), follow=True).content.decode()
    fresh = Invitation.objects.get(pk=scene.network.invitation.pk)
    assert fresh.token in html
    assert Client().get(path).status_code == 404


def test_invitation_is_taken_back_on_the_page(scene, path):
    html = scene.admin.send(scene.path("network:revoke"), follow=True).content.decode()
    assert "Ihr Link öffnet nichts mehr." in html
    assert Client().get(path).status_code == 410


def test_address_that_is_invited_already_is_said_beside_its_field(scene):
    answer = scene.admin.send(scene.path("network:invite"), {"email": INVITED.upper(), "roles": ["coordinator"]})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_email_error"' in html
    assert "Diese Adresse ist schon eingeladen." in html


def test_role_of_another_kind_of_organisation_is_no_choice(scene):
    answer = scene.admin.send(scene.path("network:invite"), {"email": "x@ort.example", "roles": ["clerk"]})
    assert answer.status_code == 422
    assert not Invitation.objects.filter(email="x@ort.example").exists()


def test_inviter_opens_her_message_and_lands_on_the_members(scene, path):
    Client().post(path, NEWCOMER)
    admin = scene.admin
    html = admin.get("/nachrichten/").content.decode()
    assert "Ingrid Neu hat die Einladung angenommen: Koordination, KI Kreis Höxter." in html
    message = re.findall(r'action="/nachrichten/(\d+)/"', html)[0]
    assert admin.send(f"/nachrichten/{message}/")["Location"] == scene.path("network:members")


def test_operator_invites_the_first_admin_of_another_organisation(scene):
    place = scene.world.city.organisation
    answer = scene.operator.send(
        reverse("network:invite", args=[place.pk]), {"email": "x@ort.example", "roles": ["organisation_admin"]}
    )
    assert answer["Location"] == reverse("network:members", args=[place.pk])
    assert Invitation.objects.get(email="x@ort.example").invited_by_id == scene.people[Role.OPERATOR].user_id


def test_acting_admin_may_have_lost_her_role_while_the_form_was_open(scene):
    admin = scene.admin
    actions.end_membership(actor=scene.network.colleague, membership=Membership.objects.get(pk=scene.admin.capacity.id))
    answer = admin.send(scene.path("network:invite"), {"email": "x@ort.example", "roles": ["coordinator"]})
    assert answer.status_code == 403
    assert not Invitation.objects.filter(email="x@ort.example").exists()
