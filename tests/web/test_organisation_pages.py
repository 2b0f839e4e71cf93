"""What becomes of an organisation, as people meet it on the pages: changed, opened, ended; and an account blocked."""

import pytest
from django.urls import reverse

from tests.funding.world import TODAY, hire
from tests.web.network_posts import CHANGED, filled
from tests.web.scene import TITLE, Person, Scene, signed_in
from vorort.accounts.models import User
from vorort.network.enums import Role
from vorort.network.models import Organisation
from vorort.web.network.typed import labels


@pytest.fixture
def operator(scene: Scene) -> Person:
    """An operator who works elsewhere, as in real life: whoever ends her own house is out of it herself."""
    capacity = hire(Role.OPERATOR, scene.world.authority)
    return Person(capacity, signed_in(User.objects.get(pk=capacity.user_id)))


def place(scene: Scene) -> Organisation:
    return Organisation.objects.get(pk=scene.world.district.organisation.pk)


# --- Changed ----------------------------------------------------------------------------------------------------------
def test_admin_changes_short_name_and_address_and_reads_who_changes_the_rest(scene):
    path = scene.path("network:change")
    html = scene.admin.get(path).content.decode()
    assert 'name="short_name"' in html
    assert 'name="name"' not in html
    assert "Name und Art ändert der Betrieb." in html
    html = scene.admin.send(path, CHANGED | {"name": "Etwas anderes"}, follow=True).content.decode()
    assert "Die Angaben sind geändert." in html
    stored = place(scene)
    assert (stored.name, stored.short_name) == ("KI Kreis Höxter", "KI Höxter")
    assert stored.address.replace("\r\n", "\n") == "Moltkestraße 12\n37671 Höxter"


def test_operator_changes_the_name_and_reads_what_keeps_the_old_one(scene):
    path = scene.path("network:change")
    assert "behalten den Namen" in scene.operator.get(path).content.decode()
    html = scene.operator.send(path, CHANGED | {"name": "KI Höxterland"}, follow=True).content.decode()
    assert "<h1>KI Höxterland</h1>" in html


def test_operator_reads_beside_the_field_why_a_centre_stays_a_centre(scene):
    answer = scene.operator.send(scene.path("network:change"), CHANGED | {"kind": "association"})
    assert answer.status_code == 422
    assert 'id="id_kind_error"' in answer.content.decode()


def test_what_was_saved_meanwhile_is_shown_beside_ones_own(scene):
    path = scene.path("network:change")
    scene.operator.send(path, CHANGED | {"name": "KI Höxterland"})
    answer = scene.operator.send(path, CHANGED | {"short_name": "Höxter"})
    assert answer.status_code == 409
    assert [(row.label, row.mine, row.theirs) for row in answer.context["differences"]] == [
        ("Name", "KI Kreis Höxter", "KI Höxterland"),
        ("Kurzname", "Höxter", "KI Höxter"),
    ]
    again = dict(answer.context["again"]) | {"version": str(answer.context["version"])}
    assert scene.operator.send(path, again).status_code == 302
    assert place(scene).short_name == "Höxter"


def test_a_kind_saved_meanwhile_is_shown_by_its_word(scene):
    Organisation.objects.filter(pk=place(scene).pk).update(kind="provider")
    path = scene.path("network:change")
    scene.operator.send(path, CHANGED | {"kind": "provider", "address": "Neu"})
    answer = scene.operator.send(path, CHANGED | {"kind": "welfare_body", "address": "Neu"})
    assert [(row.label, row.mine, row.theirs) for row in answer.context["differences"]] == [
        ("Art", "Wohlfahrtsverband, Integrationsagentur", "anderer Träger")
    ]


def test_way_to_change_and_end_is_shown_to_whom_it_leads_somewhere(scene):
    path, change, end = (scene.path(f"network:{name}") for name in ("organisation", "change", "end_organisation"))
    seen = {
        who: [url in getattr(scene, who).get(path).content.decode() for url in (change, end)]
        for who in ("admin", "operator", "lead")
    }
    assert seen == {"admin": [True, False], "operator": [True, True], "lead": [False, False]}


# --- Opened -----------------------------------------------------------------------------------------------------------
def test_planned_centre_is_opened_from_a_day_on(scene):
    Organisation.objects.filter(pk=place(scene).pk).update(planned_from="2026-01-01", exists_from=None)
    path = scene.path("network:open_centre")
    assert path in scene.operator.get(scene.path("network:organisation")).content.decode()
    assert "Organisationen legt nur der Betrieb an." in scene.admin.get(path).content.decode()
    assert scene.operator.send(path, {"exists_from": "31.2.2027"}).status_code == 422
    html = scene.operator.send(path, filled("network:open_centre"), follow=True).content.decode()
    assert "Das Zentrum ist eröffnet." in html
    assert "1.1.2027" in html
    assert path not in html


# --- Ended ------------------------------------------------------------------------------------------------------------
def test_page_says_what_ends_before_it_does(scene):
    html = scene.operator.get(scene.path("network:end_organisation")).content.decode()
    for words in ("Rollen enden.", "1 offene Einladung wird zurückgenommen.", "1 Anmeldung eines Vereins geht"):
        assert words in html


def test_organisation_is_not_ended_without_a_reason(scene):
    assert scene.operator.send(scene.path("network:end_organisation"), {"why": " "}).status_code == 422
    assert place(scene).ended_on is None


def test_whoever_acted_for_it_gets_no_further_and_its_files_stay_with_the_authority(scene, operator):
    file = scene.path("funding:application", "submitted")
    assert scene.lead.get(file).status_code == 200
    html = operator.send(scene.path("network:end_organisation"), {"why": "Aufgelöst."}, follow=True).content.decode()
    assert "„KI Kreis Höxter“ ist beendet." in html
    for person in (scene.lead, scene.admin, scene.coordinator):
        assert [person.get(path).status_code for path in ("/", file)] == [403, 403]
    assert scene.lead.send(scene.path("funding:withdraw", "submitted"), {"version": "1"}).status_code == 403
    for person in (scene.clerk, scene.owner):
        answer = person.get(file)
        assert answer.status_code == 200
        assert TITLE in answer.content.decode()


def test_authority_still_decides_what_an_ended_organisation_has_handed_in(scene, operator):
    operator.send(scene.path("network:end_organisation"), {"why": "Aufgelöst."})
    path = scene.path("funding:notify", "released")
    answer = scene.clerk.send(path, {"version": str(scene.award("released").version)})
    assert answer.status_code == 302
    assert scene.award("released").state == "notified"


def test_page_of_an_ended_organisation_offers_nothing_any_more(scene, operator):
    operator.send(scene.path("network:end_organisation"), {"why": "Aufgelöst."})
    html = operator.get(scene.path("network:organisation")).content.decode()
    assert "Beendet am" in html
    for name in ("network:change", "network:open_centre", "network:end_organisation"):
        assert scene.path(name) not in html
        assert "Diese Organisation ist beendet." in operator.get(scene.path(name)).content.decode()
        assert operator.send(scene.path(name), filled(name)).status_code == 409
    html = operator.get(scene.path("network:members")).content.decode()
    assert "Niemand handelt mehr für sie." in html
    assert scene.path("network:invite") not in html
    for name in ("network:invite", "network:grant"):
        assert 'aria-disabled="true"' in operator.get(scene.path(name)).content.decode()
        assert operator.send(scene.path(name), filled(name)).status_code == 409


def test_no_office_or_authority_that_has_ended_can_be_chosen(scene):
    office = Organisation.objects.get(pk=scene.world.adviser.organisation_id)
    authority = scene.world.authority
    ask, found = scene.path("funding:opinion_request", "submitted"), scene.path("funding:new_programme")
    assert office.name in scene.clerk.get(ask).content.decode()
    assert f'value="{authority.pk}"' in scene.owner.get(found).content.decode()
    Organisation.objects.filter(pk__in=[office.pk, authority.pk]).update(ended_on=TODAY)
    assert office.name not in scene.clerk.get(ask).content.decode()
    assert f'value="{authority.pk}"' not in scene.owner.get(found).content.decode()


# --- Taken in ---------------------------------------------------------------------------------------------------------
def test_centre_takes_a_club_in_as_what_it_is(scene):
    path = scene.path("network:registration")
    assert '<option value="association" selected>' in scene.lead.get(path).content.decode()
    scene.lead.send(path, filled("network:registration") | {"kind": "religious_community"})
    registration = scene.network.registration
    registration.refresh_from_db()
    assert (registration.kind, registration.organisation.kind) == ("association", "religious_community")
    assert scene.lead.send(path, filled("network:registration") | {"kind": "ministry"}).status_code == 422


# --- Blocked ----------------------------------------------------------------------------------------------------------
def test_blocked_person_is_out_with_her_next_request_and_in_the_list_of_the_operator(scene):
    path, who = scene.path("account:block"), scene.world.district.coordinator.user_name
    assert scene.coordinator.get("/").status_code == 200
    html = scene.operator.send(path, {"reason": "Zugang verkauft", "do": "block"}, follow=True).content.decode()
    assert f"Das Konto von {who} ist gesperrt." in html
    assert scene.coordinator.get("/")["Location"] == "/anmelden/?next=/"
    found = scene.operator.get(reverse("account:members"), {"suche": who}).content.decode()
    assert "gesperrt" in found
    assert path in found


def test_block_is_lifted_from_the_page_that_says_so(scene):
    path = scene.path("account:block")
    scene.operator.send(path, {"reason": "Zugang verkauft", "do": "block"})
    html = scene.operator.get(path).content.decode()
    assert 'value="unblock"' in html
    assert scene.operator.send(path, {"reason": "", "do": "unblock"}).status_code == 422
    assert scene.operator.send(path, {"reason": "Noch einmal", "do": "block"}).status_code == 409
    html = scene.operator.send(path, {"reason": "War ein Irrtum", "do": "unblock"}, follow=True).content.decode()
    assert "ist aufgehoben." in html
    assert User.objects.get(pk=scene.world.district.coordinator.user_id).is_active


def test_operator_reads_why_she_cannot_block_herself(scene):
    path = reverse("account:block", args=[scene.operator.capacity.user_id])
    assert "Das eigene Konto sperrt immer eine andere Person." in scene.operator.get(path).content.decode()
    assert scene.operator.send(path, {"reason": "Weg"}).status_code == 409


def test_admin_is_not_offered_to_block(scene):
    assert "/sperre/" not in scene.admin.get(reverse("account:members")).content.decode()
    assert "/sperre/" in scene.operator.get(reverse("account:members")).content.decode()


# --- What was typed ---------------------------------------------------------------------------------------------------
def test_every_field_of_the_new_forms_is_known_by_its_label():
    assert labels(["name", "short_name", "kind", "address", "exists_from", "why"]) == {
        "name": "Name",
        "short_name": "Kurzname",
        "kind": "Art",
        "address": "Anschrift",
        "exists_from": "Besteht ab",
        "why": "Warum?",
    }
