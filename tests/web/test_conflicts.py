"""Two people, or two windows: what was saved meanwhile is never written over, and nothing typed is lost."""

import pytest

from tests.web.posts import DETAILS, PURPOSE, ask_more, filled, upload
from tests.web.scene import Scene
from vorort.core.models import HistoryEntry
from vorort.funding.models import Application, Award, BudgetLine, FlatRate
from vorort.network.enums import Role


def stored(scene: Scene, stage: str = "draft") -> Application:
    return Application.objects.get(pk=scene.applications[stage].pk)


def in_the_other_window(scene: Scene, section: str, **fields: str) -> None:
    """The lead saves the section first."""
    path = scene.path(f"funding:{section}", "draft")
    assert scene.lead.send(path, filled(path) | fields).status_code == 302


# --- Sections of the draft --------------------------------------------------------------------------------------------
def test_details_saved_meanwhile_are_shown_beside_ones_own(scene):
    path = scene.path("funding:details", "draft")
    mine = filled(path) | {"title": "Meine Fassung", "own_funds": "300", "begins_on": "1.3.2027"}
    in_the_other_window(scene, "details", title="Ihre Fassung")
    entries = HistoryEntry.objects.count()
    answer = scene.coordinator.send(path, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    shown = [(row.label, row.mine, row.theirs) for row in answer.context["differences"]]
    assert shown == [
        ("Bezeichnung der Maßnahme", "Meine Fassung", "Ihre Fassung"),
        ("Beginn", "1.3.2027", "1.2.2027"),
        ("Eigene Mittel", "300", "250"),
    ]
    assert "Meine Fassung" in html
    assert "Ihre Fassung" in html
    assert (stored(scene).title, stored(scene).version) == ("Ihre Fassung", 6)
    assert HistoryEntry.objects.count() == entries


def test_a_box_ticked_meanwhile_is_shown_in_words(scene):
    path = scene.path("funding:details", "draft")
    mine = {name: value for name, value in filled(path).items() if name != "not_begun"}
    in_the_other_window(scene, "details")
    answer = scene.coordinator.send(path, mine)
    shown = [(row.label, row.mine, row.theirs) for row in answer.context["differences"]]
    assert shown == [("Die Maßnahme hat noch nicht begonnen.", "nein", "ja")]


def test_items_saved_meanwhile_are_shown_beside_ones_own(scene):
    path = scene.path("funding:items", "draft")
    mine = filled(path)
    [units] = [name for name in mine if name.startswith("units-")]
    in_the_other_window(scene, "items", **{units: "7"})
    answer = scene.coordinator.send(path, mine | {units: "5,5"})
    label = FlatRate.objects.get(code="trainer_fee", component__guideline=scene.world.guideline).label
    shown = [(row.label, row.mine, row.theirs) for row in answer.context["differences"]]
    assert (answer.status_code, shown) == (409, [(label, "5,5", "7")])
    assert [str(item.units) for item in stored(scene).items.all()] == ["7.00"]


def test_answers_saved_meanwhile_are_shown_beside_ones_own(scene):
    path = scene.path("funding:answers", "draft")
    mine = filled(path) | {"target_group": "Meine Antwort"}
    in_the_other_window(scene, "answers", target_group="Ihre Antwort")
    answer = scene.coordinator.send(path, mine)
    shown = [(row.label, row.mine, row.theirs) for row in answer.context["differences"]]
    assert (answer.status_code, shown) == (409, [("Wen erreichen Sie?", "Meine Antwort", "Ihre Antwort")])


def test_ones_own_version_can_be_saved_over_the_other_from_the_conflict_page(scene):
    path = scene.path("funding:details", "draft")
    mine = filled(path) | {"title": "Meine Fassung"}
    in_the_other_window(scene, "details", title="Ihre Fassung")
    refused = scene.coordinator.send(path, mine)
    again = dict(refused.context["again"]) | {"version": str(refused.context["version"])}
    assert scene.coordinator.send(path, again).status_code == 302
    assert (stored(scene).title, stored(scene).version) == ("Meine Fassung", 7)


def test_a_third_save_between_is_shown_again_instead_of_written_over(scene):
    path = scene.path("funding:details", "draft")
    mine = filled(path) | {"title": "Meine Fassung"}
    in_the_other_window(scene, "details", title="Ihre Fassung")
    refused = scene.coordinator.send(path, mine)
    again = dict(refused.context["again"]) | {"version": str(refused.context["version"])}
    in_the_other_window(scene, "details", title="Noch eine Fassung")
    assert scene.coordinator.send(path, again).status_code == 409
    assert stored(scene).title == "Noch eine Fassung"


def test_two_people_write_different_sections_without_getting_in_each_others_way(scene):
    items = scene.path("funding:items", "draft")
    mine = filled(items)
    [units] = [name for name in mine if name.startswith("units-")]
    in_the_other_window(scene, "details", title="Ihre Fassung")
    assert scene.coordinator.send(items, mine | {units: "7"}).status_code == 302
    assert (stored(scene).title, stored(scene).version) == ("Ihre Fassung", 7)
    in_the_other_window(scene, "details", title="Weiter geschrieben")
    assert [str(item.units) for item in stored(scene).items.all()] == ["7.00"]


def test_a_version_that_does_not_exist_yet_writes_nothing(scene):
    path = scene.path("funding:details", "draft")
    answer = scene.coordinator.send(path, filled(path) | {"version": "99", "title": "Aus der Zukunft"})
    assert (answer.status_code, stored(scene).version) == (409, 5)


def test_a_file_is_added_while_somebody_writes_another_section(scene):
    path = scene.path("funding:attachments", "draft")
    in_the_other_window(scene, "details")
    answer = scene.coordinator.send(path, {"version": "5", "file": upload(), "question": ""})
    assert answer.status_code == 302
    assert stored(scene).attachments.count() == 2


def test_a_file_is_not_removed_from_a_list_that_has_changed(scene):
    path = scene.path("funding:attachments", "draft")
    key = stored(scene).attachments.get().pk
    scene.lead.send(path, {"version": "5", "file": upload(), "question": ""})
    assert scene.coordinator.send(path, {"version": "5", "remove": str(key)}).status_code == 409
    assert stored(scene).attachments.count() == 2


@pytest.mark.parametrize(
    ("section", "otherwise"),
    [
        ("details", {"begins_on": "01.02.2027", "own_funds": "250", "title": " Treff im Quartier "}),
        ("items", {}),
        ("answers", {}),
    ],
)
def test_ones_own_save_whose_answer_was_lost_counts_as_saved(scene, section, otherwise):
    path = scene.path(f"funding:{section}", "draft")
    mine = filled(path)
    assert scene.coordinator.send(path, mine).status_code == 302
    answer = scene.coordinator.send(path, mine | otherwise)
    assert answer.status_code == 302
    assert stored(scene).version == 6


def test_while_typing_the_lost_answer_brings_the_new_version(scene):
    path = scene.path("funding:details", "draft")
    mine = filled(path)
    scene.coordinator.type(path, mine)
    answer = scene.coordinator.type(path, mine)
    assert (answer.status_code, 'name="version" value="6"' in answer.content.decode()) == (200, True)


def test_while_typing_a_conflict_replaces_the_whole_page(scene):
    path = scene.path("funding:details", "draft")
    in_the_other_window(scene, "details", title="Ihre Fassung")
    answer = scene.coordinator.type(path, {**DETAILS, "version": "5", "title": "Meine Fassung"})
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "body")


# --- Steps ------------------------------------------------------------------------------------------------------------
STEPS = {
    "check": ("funding:check", "draft", Role.COORDINATOR, ""),
    "return_to_draft": ("funding:return_to_draft", "in_sign_off", Role.COORDINATOR, "reason"),
    "submit": ("funding:submit", "in_sign_off", Role.CENTRE_LEAD, ""),
    "withdraw": ("funding:withdraw", "submitted", Role.CENTRE_LEAD, "reason"),
    "begin the review": ("funding:review", "submitted", Role.CLERK, ""),
    "check points": ("funding:review", "in_formal_review", Role.CLERK, "remark-complete"),
    "prepare": ("funding:award", "reviewed", Role.CLERK, "purpose"),
    "edit": ("funding:award", "prepared", Role.CLERK, "special_conditions"),
    "release": ("funding:release", "prepared", Role.RELEASING_OFFICER, ""),
    "notify": ("funding:notify", "released", Role.CLERK, ""),
    "waive": ("funding:waive", "notified", Role.CENTRE_LEAD, ""),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_from_an_old_version_is_a_conflict_that_keeps_what_was_typed(scene, step):
    route, stage, role, typed = STEPS[step]
    path = scene.path(route, stage)
    values = filled(path) | ({typed: "Das habe ich geschrieben."} if typed else {})
    Application.objects.filter(pk=scene.applications[stage].pk).update(version=90)
    Award.objects.filter(application=scene.applications[stage]).update(version=90)
    entries = HistoryEntry.objects.count()
    answer = scene.as_role(role).send(path, values)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Der Vorgang hat sich inzwischen geändert" in html
    assert typed == "" or "Das habe ich geschrieben.</textarea>" in html
    assert HistoryEntry.objects.count() == entries


def test_a_double_click_begins_one_application(scene):
    path = scene.path("funding:call")
    answers = [scene.coordinator.send(path) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Application.objects.filter(call=scene.world.call).count() == 1


def test_a_double_click_submits_once(scene):
    path = scene.path("funding:submit", "in_sign_off")
    values = filled(path)
    assert [scene.lead.send(path, values).status_code for _ in range(2)] == [302, 409]


def test_a_double_click_releases_once(scene):
    path = scene.path("funding:release", "prepared")
    values = filled(path)
    assert [scene.officer.send(path, values).status_code for _ in range(2)] == [302, 409]
    # Three awards of 3,000 euro: released, notified, and this one, once.
    assert BudgetLine.objects.get(pk=scene.world.budget.pk).bound == 9000


# --- Nothing typed is lost --------------------------------------------------------------------------------------------
def test_a_remark_without_a_result_asks_for_the_result(scene):
    path = scene.path("funding:review", "in_formal_review")
    answer = scene.clerk.send(path, filled(path) | {"result-complete": "", "remark-complete": "Seite 3 fehlt."})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"result-complete": ["Bitte wählen Sie ein Ergebnis zu dieser Anmerkung."]}
    assert 'value="Seite 3 fehlt."' in answer.content.decode()


def test_an_opinion_without_a_recommendation_can_be_handed_in_from_the_page_that_asks_for_it(scene):
    path = scene.path("funding:opinion", "opinion_asked")
    values = filled(path) | {"recommendation": "", "text": "Passt gut.", "hand_in": "1"}
    asked = scene.adviser.send(path, values)
    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["recommendation"])
    version = asked.context["form"]["version"].value()
    assert scene.adviser.send(path, values | {"version": version, "recommendation": "yes"}).status_code == 302


def test_a_building_without_units_asks_for_them_but_not_while_typing(scene):
    path = scene.path("funding:items", "draft")
    rate = FlatRate.objects.filter(cap__scope="place", component__guideline=scene.world.guideline)[0]
    values = {"version": "5", f"place-{rate.pk}-2027-0": "Altes Pfarrhaus"}
    assert scene.coordinator.type(path, values).status_code == 200
    answer = scene.coordinator.send(path, values | {"version": "6"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [f"units-{rate.pk}-2027-0"])
    assert 'value="Altes Pfarrhaus"' in answer.content.decode()


def test_an_award_opens_with_what_it_grants_not_with_what_was_asked(scene):
    path = scene.path("funding:award", "prepared")
    values = filled(path)
    name = next(key for key in values if key.startswith("units-"))
    assert values[name] == "6,00"
    less = values | {name: "2", "reasoning": "Die Mittel reichen nicht.", "purpose": PURPOSE}
    assert scene.clerk.send(path, less).status_code == 302
    assert scene.clerk.get(path).context["form"].initial[name] == 2


def test_a_number_in_an_answer_is_shown_the_german_way_and_read_again(scene):
    ask_more(scene)
    path = scene.path("funding:answers", "draft")
    values = filled(path) | {"places": "1.250,50"}
    assert scene.coordinator.send(path, values).status_code == 302
    assert scene.coordinator.get(path).context["form"]["places"].value() == "1.250,5"
    again = values | {"version": "6", "places": "1.250,5"}
    assert scene.coordinator.send(path, again).status_code == 302
