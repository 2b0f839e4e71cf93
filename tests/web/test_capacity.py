"""In which capacity somebody acts: a form made for another one writes nothing, and an ended membership ends at once."""

from datetime import timedelta

import pytest

from tests.funding.world import TODAY, hire
from tests.web.posts import filled
from tests.web.scene import Person, Scene, signed_in
from vorort.accounts.models import User
from vorort.core import clock
from vorort.core.models import HistoryEntry, Message
from vorort.funding.models import Application
from vorort.network.capacity import Capacity
from vorort.network.enums import Role
from vorort.network.models import Membership


@pytest.fixture
def second(scene: Scene) -> Capacity:
    """The lead of the district's centre coordinates the city's as well."""
    lead = Membership.objects.select_related("user").get(pk=scene.world.district.lead.id)
    return hire(Role.COORDINATOR, scene.world.city.organisation, user=lead.user)


@pytest.fixture
def both(scene: Scene, second: Capacity) -> Person:
    """Her browser; she acts for the district."""
    browser = scene.lead
    browser.send("/handeln-als/", {"chosen": str(scene.world.district.lead.id)})
    return browser


def end(capacity: Capacity) -> None:
    Membership.objects.filter(pk=capacity.id).update(valid_to=TODAY - timedelta(days=1))


def test_a_form_made_for_another_capacity_writes_nothing_and_shows_what_was_typed(scene, second, both):
    path, entries = scene.path("funding:withdraw", "submitted"), HistoryEntry.objects.count()
    answer = both.send(path, filled(path) | {"capacity": str(second.id), "reason": "Der Träger ist umgezogen."})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Sie handeln inzwischen in einer anderen Rolle" in html
    assert "Der Träger ist umgezogen.</textarea>" in html
    assert HistoryEntry.objects.count() == entries
    assert Application.objects.get(pk=scene.applications["submitted"].pk).state == "submitted"


def test_a_form_without_a_capacity_writes_nothing(scene):
    path = scene.path("funding:details", "draft")
    assert scene.coordinator.post(path, filled(path)).status_code == 409
    assert Application.objects.get(pk=scene.applications["draft"].pk).version == 5


def test_saving_while_typing_in_another_capacity_replaces_the_page_by_the_reason(scene, second, both):
    answer = both.type(scene.path("funding:details", "draft"), {"capacity": str(second.id), "version": "5"})
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "body")


def test_choosing_a_capacity_changes_what_is_there(scene, second, both):
    assert both.get(scene.path("funding:application", "draft")).status_code == 200
    answer = both.send("/handeln-als/", {"chosen": str(second.id)}, follow=True)
    assert "Sie handeln jetzt als Koordination · KI Hagen" in answer.content.decode()
    assert both.get(scene.path("funding:application", "draft")).status_code == 404


def test_the_choice_lists_ones_own_capacities_and_marks_the_present_one(scene, second):
    html = scene.lead.get("/handeln-als/").content.decode()
    assert html.count("so handeln Sie jetzt") == 1
    assert html.count('name="chosen"') == 1
    assert f'value="{second.id}"' in html


def test_nobody_chooses_the_capacity_of_somebody_else(scene):
    browser = scene.lead
    answer = browser.send("/handeln-als/", {"chosen": str(scene.world.clerk.id)})
    assert answer.status_code == 422
    assert "Diese Rolle haben Sie nicht oder nicht mehr." in answer.content.decode()
    assert browser.get("/").context["request"].capacity == scene.world.district.lead


# --- Several roles, none chosen yet -----------------------------------------------------------------------------------
@pytest.fixture
def undecided(scene: Scene, second: Capacity) -> Person:
    """The lead of the district after signing in anew: she has two roles and has chosen none."""
    lead = User.objects.get(pk=second.user_id)
    Membership.objects.filter(user=lead).update(valid_from=TODAY + timedelta(days=1))
    session = signed_in(lead)
    Membership.objects.filter(user=lead).update(valid_from=TODAY)
    return Person(scene.world.district.lead, session)


def test_who_has_several_roles_chooses_before_anything_else(scene, undecided):
    answer = undecided.get("/foerderung/?stand=draft")
    assert (answer.status_code, answer["Location"]) == (302, "/handeln-als/?next=%2Ffoerderung%2F%3Fstand%3Ddraft")
    html = undecided.get(answer["Location"]).content.decode()
    assert "Wählen Sie, in welcher Sie jetzt handeln." in html
    assert "bitte wählen" in html
    assert html.count('name="chosen"') == 2
    assert "so handeln Sie jetzt" not in html


def test_after_choosing_she_lands_where_she_wanted_to_go(scene, undecided):
    answer = undecided.send(
        "/handeln-als/?next=%2Ffoerderung%2F%3Fstand%3Ddraft", {"chosen": str(scene.world.district.lead.id)}
    )
    assert answer["Location"] == "/foerderung/?stand=draft"


@pytest.mark.parametrize("wanted", ["https://boese.example/", "//boese.example", "javascript:alert(1)", ""])
def test_no_choice_leads_off_the_site(scene, undecided, wanted):
    answer = undecided.post(f"/handeln-als/?next={wanted}", {"chosen": str(scene.world.district.lead.id)})
    assert answer["Location"] == "/"


def test_a_form_of_somebody_who_has_not_chosen_writes_nothing(scene, undecided):
    path, entries = scene.path("funding:withdraw", "submitted"), HistoryEntry.objects.count()
    answer = undecided.send(path, filled(path))
    assert answer.status_code == 409
    assert "So geht es nicht.</textarea>" in answer.content.decode()
    assert HistoryEntry.objects.count() == entries


def test_whose_chosen_role_has_ended_chooses_among_the_remaining_ones(scene, second, both):
    hire(Role.VOLUNTEER, scene.world.city.organisation, user=User.objects.get(pk=second.user_id))
    end(scene.world.district.lead)
    assert both.get("/")["Location"] == "/handeln-als/?next=%2F"


def test_an_ended_membership_has_no_effect_from_the_next_day(scene, second):
    browser = scene.lead
    browser.send("/handeln-als/", {"chosen": str(second.id)})
    end(second)
    assert browser.get("/")["Location"] == "/handeln-als/?next=%2F"  # though only one is left
    answer = browser.send("/foerderung/aufrufe/komm-an-ii-2027/", {"capacity": str(second.id)})
    assert answer.status_code == 409
    assert not Application.objects.filter(applicant=scene.world.city.organisation).exists()


def test_whose_only_membership_has_ended_gets_the_page_without_a_role(scene):
    end(scene.world.district.coordinator)
    for path in ("/", scene.path("funding:application", "draft")):
        answer = scene.coordinator.get(path)
        assert answer.status_code == 403
        html = answer.content.decode()
        assert "Sie haben zurzeit keine Rolle" in html
        assert "Ihre Rolle „Koordination“ bei" in html
        assert "Ihr letzter Tag war der 1.11.2026." in html
        assert "keine Rolle</span>" in html
        assert "bitte wählen" not in html


def test_a_membership_that_begins_tomorrow_has_no_effect_today(scene):
    Membership.objects.filter(pk=scene.world.clerk.id).update(valid_from=TODAY + timedelta(days=1))
    assert scene.clerk.get("/").status_code == 403
    with clock.at(TODAY + timedelta(days=1)):
        assert scene.clerk.get("/").status_code == 200


def test_who_may_no_longer_sign_in_is_a_stranger(scene):
    User.objects.filter(pk=scene.world.clerk.user_id).update(is_active=False)
    assert scene.clerk.get("/")["Location"] == "/anmelden/?next=/"


def test_the_header_counts_the_unread_messages_of_the_present_capacity(scene, second, both):
    unread = Message.objects.filter(
        recipient_user_id=second.user_id, recipient_organisation_id=scene.world.district.organisation.pk, read_on=None
    )
    count = unread.count()
    assert count > 1
    assert f"{count} ungelesen" in both.get("/").content.decode()
    both.send(f"/nachrichten/{unread[0].pk}/")
    assert f"{count - 1} ungelesen" in both.get("/").content.decode()
    both.send("/handeln-als/", {"chosen": str(second.id)})
    assert "ungelesen" not in both.get("/").content.decode()


def test_opening_a_message_leads_to_what_it_is_about(scene):
    message = Message.objects.filter(recipient_user_id=scene.world.district.lead.user_id, kind="award_notified").get()
    answer = scene.lead.send(f"/nachrichten/{message.pk}/")
    assert answer["Location"] == scene.path("funding:application", "notified")
