"""Steps on a file that one form cannot show by itself: what was pressed, where it leads, and what the page says."""

from datetime import date, timedelta

import pytest

from tests.web.posts import filled
from tests.web.scene import Scene
from vorort.core import clock
from vorort.funding.models import Application, EarlyStart

AFTER_THE_ANSWER_WAS_DUE = date(2026, 11, 25)


def state(scene: Scene, stage: str) -> str:
    return Application.objects.get(pk=scene.applications[stage].pk).state


def sentences(answer) -> str:
    return " ".join(answer.content.decode().split())


# --- Review -----------------------------------------------------------------------------------------------------------
def test_taking_up_leads_to_the_points(scene):
    path = scene.path("funding:review", "submitted")
    answer = scene.clerk.send(path, filled(path), follow=True)
    assert "Die formelle Prüfung hat begonnen." in sentences(answer)
    assert state(scene, "submitted") == "formal_review"


def test_formal_review_is_closed_when_every_point_is_in_order(scene):
    path = scene.path("funding:review", "in_formal_review")
    answer = scene.clerk.send(path, filled(path) | {"close": "1"}, follow=True)
    assert "Die formelle Prüfung ist abgeschlossen." in sentences(answer)
    assert state(scene, "in_formal_review") == "substantive_review"


def test_point_that_is_not_in_order_keeps_the_formal_review_open_and_the_points_are_saved(scene):
    path = scene.path("funding:review", "in_formal_review")
    failed = {"result-complete": "failed", "remark-complete": "Die Anlage fehlt."}
    answer = scene.clerk.send(path, filled(path) | failed | {"close": "1"})
    html = sentences(answer)
    row = Application.objects.get(pk=scene.applications["in_formal_review"].pk)
    assert answer.status_code == 422
    assert "Abschließen lässt sich die formelle Prüfung noch nicht." in html
    assert list(answer.context["form"].errors) == ["result-complete"]
    assert (row.state, row.checks.get(code="complete").result) == ("formal_review", "failed")
    assert f'name="version" value="{row.version}"' in html


# --- Additional information -------------------------------------------------------------------------------------------
def test_answer_is_saved_by_the_coordinator_and_handed_in_by_the_lead(scene):
    path = scene.path("funding:information_answer", "asked_again")
    answer = scene.coordinator.send(path, filled(path), follow=True)
    assert "Gespeichert. Eine zweite Person zeichnet mit: die Leitung." in sentences(answer)
    answer = scene.lead.send(path, {"version": filled(path)["version"], "hand_in": "1"}, follow=True)
    assert "Ihre Angaben sind bei der Behörde." in sentences(answer)
    assert state(scene, "asked_again") == "formal_review"


def test_handing_in_without_a_version_leads_back_to_the_answer(scene):
    path = scene.path("funding:information_answer", "asked_again")
    assert scene.lead.send(path, {"hand_in": "1"})["Location"] == path
    assert state(scene, "asked_again") == "information_requested"


def test_the_authority_goes_on_without_the_answer_once_its_day_has_passed(scene):
    path = scene.path("funding:information_end", "asked_again")
    with clock.at(AFTER_THE_ANSWER_WAS_DUE):
        answer = scene.clerk.send(path, filled(path), follow=True)
    assert "Sie prüfen ohne die nachgeforderten Angaben weiter." in sentences(answer)
    assert state(scene, "asked_again") == "formal_review"


# --- Hearing, early start ---------------------------------------------------------------------------------------------
def test_lead_waives_her_answer_to_the_hearing(scene):
    path = scene.path("funding:hearing_answer", "in_hearing")
    answer = scene.lead.send(path, filled(path) | {"waive": "1"}, follow=True)
    assert "Sie haben auf eine Antwort verzichtet." in sentences(answer)
    assert scene.applications["in_hearing"].hearings.get().state == "waived"


def test_wish_for_an_early_start_opens_with_the_day_that_was_asked_for_and_is_answered(scene):
    scene.world.wish_early_start(scene.applications["submitted"])
    path = scene.path("funding:early_start_answer", "submitted")
    assert scene.clerk.get(path).context["form"].initial["starts_on"] == date(2026, 11, 15)
    answer = scene.clerk.send(path, filled(path), follow=True)
    assert "Die Antwort ist vorbereitet. Eine zweite Person gibt sie frei." in sentences(answer)
    assert EarlyStart.objects.get(application=scene.applications["submitted"]).starts_on == date(2026, 11, 20)


def test_prepared_answer_on_an_early_start_opens_as_it_is_and_is_changed(scene):
    path = scene.path("funding:early_start_answer", "early_start")
    row = EarlyStart.objects.get(application=scene.applications["early_start"])
    form = scene.clerk.get(path).context["form"]
    assert {name: form.initial[name] for name in ("version", "consented", "starts_on")} == {
        "version": row.version, "consented": "ja", "starts_on": row.starts_on,
    }  # fmt: skip
    later = row.starts_on + timedelta(days=1)
    answer = scene.clerk.send(path, filled(path) | {"starts_on": f"{later:%d.%m.%Y}"}, follow=True)
    assert "Die Antwort ist vorbereitet. Eine zweite Person gibt sie frei." in sentences(answer)
    row.refresh_from_db()
    assert row.starts_on == later


@pytest.mark.parametrize("value", ["", "31.2.2027"])
def test_early_start_without_a_day_says_so_beside_the_field(scene, value):
    path = scene.path("funding:early_start_answer", "early_start")
    answer = scene.clerk.send(path, filled(path) | {"starts_on": value})
    assert (answer.status_code, "starts_on" in answer.context["form"].errors) == (422, True)
