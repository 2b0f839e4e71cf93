"""Members, roles and substitution as people meet them on the pages; and the operator's desk."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.network_posts import FOUNDED, filled
from tests.web.network_scene import INVITED, unit
from vorort.network.enums import Role
from vorort.network.models import Invitation, Membership, Organisation, Substitution


def test_members_page_shows_people_roles_invitations_and_who_represents(scene):
    html = scene.admin.get(scene.path("network:members")).content.decode()
    colleague = Membership.objects.select_related("user").get(pk=scene.network.colleague.id).user.name
    assert scene.people[Role.FINANCE_CLERK].user_name in html
    assert INVITED in html
    assert f"vertreten durch {colleague}" in html


def test_page_of_an_organisation_without_anybody_says_how_to_begin(scene):
    place = scene.world.foreign_ministry
    Membership.objects.filter(organisation=place).delete()
    html = scene.operator.get(reverse("network:members", args=[place.pk])).content.decode()
    assert "Hier arbeitet noch niemand." in html
    assert "Keine offene Einladung." in html


def test_way_to_the_members_is_shown_to_whom_it_leads_somewhere(scene):
    path, members = scene.path("network:organisation"), scene.path("network:members")
    assert members in scene.admin.get(path).content.decode()
    assert members in scene.operator.get(path).content.decode()
    for person in (scene.lead, scene.clerk):
        assert members not in person.get(path).content.decode()


def test_further_role_is_given_and_named(scene):
    html = scene.admin.send(scene.path("network:grant"), filled("network:grant"), follow=True).content.decode()
    assert "hat jetzt die Rolle Koordination." in html


def test_role_is_given_for_a_time(scene):
    typed = filled("network:grant") | {"valid_to": "31.12.2026"}
    html = scene.admin.send(scene.path("network:grant"), typed, follow=True).content.decode()
    assert "hat bis zum 31.12.2026 die Rolle Koordination." in html
    assert " bis 31.12.2026" in html
    answer = scene.admin.send(scene.path("network:grant"), {"role": "centre_lead", "valid_to": "1.1.2026"})
    assert answer.status_code == 422
    assert 'id="id_valid_to_error"' in answer.content.decode()


def test_invitation_says_to_which_day_its_roles_hold(scene):
    typed = filled("network:invite") | {"valid_to": "31.12.2026"}
    html = scene.admin.send(scene.path("network:invite"), typed, follow=True).content.decode()
    assert "Rollen bis 31.12.2026" in html
    link = reverse("network:invitation", args=[Invitation.objects.get(email="olga.neu@ort.example").token])
    html = Client().get(link).content.decode()
    assert "Die Rollen gelten bis" in html
    assert "31.12.2026" in html


def test_role_that_is_held_is_said_beside_the_field(scene):
    answer = scene.admin.send(scene.path("network:grant"), {"role": "finance_clerk"})
    assert answer.status_code == 422
    assert "Diese Person hat diese Rolle schon." in answer.content.decode()


def test_whose_role_is_ended_gets_no_further_with_the_page_she_has_open(scene):
    clerk = scene.as_role(Role.FINANCE_CLERK)
    assert clerk.get("/").status_code == 200
    scene.admin.send(scene.path("network:end"))
    assert clerk.get("/").status_code == 403
    assert clerk.send("/handeln-als/", {"chosen": str(scene.people[Role.FINANCE_CLERK].id)}).status_code == 422


def test_admin_who_ends_herself_lands_outside(scene):
    path = reverse("network:end", args=[scene.admin.capacity.id])
    assert scene.admin.send(path)["Location"] == "/"


def test_last_admin_cannot_be_ended_and_the_page_says_why(scene):
    scene.admin.send(reverse("network:end", args=[scene.network.colleague.id]))
    answer = scene.admin.send(reverse("network:end", args=[scene.admin.capacity.id]))
    assert answer.status_code == 409
    assert "Das ist die letzte Person mit dieser Rolle." in answer.content.decode()


# --- Substitution -----------------------------------------------------------------------------------------------------
def test_person_enters_her_own_substitution_and_ends_it(scene):
    path = scene.path("network:substitution")
    html = scene.admin.send(path, filled("network:substitution"), follow=True).content.decode()
    assert "Die Vertretung ist eingetragen." in html
    assert "1.2.2027 – 14.2.2027" in html
    entered = Substitution.objects.latest("pk")
    html = scene.admin.send(reverse("network:end_substitution", args=[entered.pk]), follow=True).content.decode()
    assert "Die Vertretung ist beendet." in html
    assert "1.2.2027 – 14.2.2027" not in html


def test_admin_enters_one_for_a_colleague_and_is_told_whose_it_is(scene):
    path = reverse("network:substitution", args=[scene.world.district.lead.id])
    html = scene.admin.get(path).content.decode()
    assert f"Wer vertritt {scene.world.district.lead.user_name}?" in html
    members = scene.path("network:members")
    assert "Niemand hat dieselbe Rolle." in html
    assert "Wer Ihre Organisation verwaltet, kann eine Rolle auf Zeit geben." in html
    assert f'href="{members}">' in html
    assert f'href="{members}">' not in scene.lead.get(path).content.decode()
    assert "Wer vertritt mich?" in scene.lead.get(path).content.decode()


def test_what_the_rule_refuses_stands_beside_its_field(scene):
    typed = filled("network:substitution") | {"valid_from": "1.2.2027", "valid_to": "31.1.2027"}
    answer = scene.admin.send(scene.path("network:substitution"), typed)
    assert answer.status_code == 422
    assert "Der letzte Tag liegt vor dem ersten." in answer.content.decode()


def test_colleague_of_another_role_is_no_choice(scene):
    typed = filled("network:substitution") | {"substitute": str(scene.world.district.lead.id)}
    assert scene.admin.send(scene.path("network:substitution"), typed).status_code == 422


def test_same_substitution_twice_is_refused_with_the_reason(scene):
    path, typed = scene.path("network:substitution"), filled("network:substitution")
    scene.admin.send(path, typed)
    answer = scene.admin.send(path, typed)
    assert answer.status_code == 409
    assert "schon eingetragen" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.MEDIATOR, Role.COUNCIL_MEMBER])
def test_roles_without_a_desk_are_shown_no_names(scene, role):
    browser = scene.as_role(role)
    path = reverse("network:substitution", args=[scene.people[role].id])
    assert browser.get(path).status_code == 404
    assert path not in browser.get(scene.path("network:organisation")).content.decode()
    assert path not in scene.admin.get(scene.path("network:members")).content.decode()


# --- The operator -----------------------------------------------------------------------------------------------------
def test_operator_founds_and_the_first_admin_is_invited(scene):
    html = scene.operator.send(scene.path("network:found"), filled("network:found"), follow=True).content.decode()
    invitation = Invitation.objects.get(email="leitung@jobcenter.example")
    assert "„Jobcenter Kreis Höxter“ ist gegründet." in html
    assert invitation.token in html
    assert Client().get(reverse("network:invitation", args=[invitation.token])).status_code == 200


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"unit": ""}, "area"),
        ({"area": "land"}, "area"),
        ({"exists_from": ""}, "exists_from"),
        ({"name": "KI Kreis Höxter"}, "name"),
        ({"kind": ""}, "kind"),
    ],
)
def test_operator_reads_beside_the_field_what_is_missing(scene, typed, field):
    name = {"name": scene.world.district.organisation.name} if "name" in typed else {}
    before = Organisation.objects.count()
    answer = scene.operator.send(scene.path("network:found"), FOUNDED | {"unit": unit().key} | typed | name)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Organisation.objects.count() == before


# --- The list ---------------------------------------------------------------------------------------------------------
def test_network_is_searched_by_name_and_kind(scene):
    html = scene.clerk.get("/netzwerk/?suche=Höxter&art=centre").content.decode()
    assert "KI Kreis Höxter" in html
    assert "Schulministerium" not in html
    assert "Keine Organisation passt zu diesem Filter." in scene.clerk.get("/netzwerk/?suche=xyz").content.decode()


def test_only_the_operator_is_offered_to_found_and_only_deciders_the_registrations(scene):
    assert "/netzwerk/organisationen/neu/" in scene.operator.get("/netzwerk/").content.decode()
    html = scene.clerk.get("/netzwerk/").content.decode()
    assert "/netzwerk/organisationen/neu/" not in html
    assert "/netzwerk/anmeldungen/" not in html
    assert "/netzwerk/anmeldungen/" in scene.lead.get("/netzwerk/").content.decode()
