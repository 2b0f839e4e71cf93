"""The work list in the browser's eyes: filters in the address, pages and return, ticked files, one's own views; and
what is said when something in the address cannot be read.
"""

import re
from urllib.parse import quote, urlencode

import pytest
from django.http import QueryDict
from django.utils.html import escape

from tests.funding.world import fresh
from tests.web.corpus import CORPUS
from tests.web.scene import Person, Scene
from tests.web.test_query_counts import many_received
from vorort.funding.enums import ApplicationState
from vorort.funding.models import Application, SavedView
from vorort.web.funding import listing

DESK = "/foerderung/"
ROW = re.compile(r'<a href="/foerderung/antraege/(\d+)/\?liste=')
RECEIVED = {"submitted", "opinion_asked", "early_start", "early_start_released"}
OPEN = 15  # of the scene's twenty: all but two drafts and what is made known or withdrawn


def read(person: Person, query: str = "") -> str:
    answer = person.get(f"{DESK}?{query}" if query else DESK)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rows(html: str) -> list[int]:
    return [int(key) for key in ROW.findall(html)]


def stages(scene: Scene, html: str) -> set[str]:
    names = {row.pk: stage for stage, row in scene.applications.items()}
    return {names[key] for key in rows(html)}


# --- Filters ----------------------------------------------------------------------------------------------------------
def test_every_state_has_a_german_word():
    assert set(listing.STATES.values()) == set(ApplicationState)
    assert all(re.fullmatch(r"[a-z-]+", word) for word in listing.STATES)


def test_authority_begins_with_what_is_open_and_the_applicant_with_everything(scene):
    closed = {"notified", "withdrawn", "refused"}
    before = {"draft", "in_sign_off"}
    assert stages(scene, read(scene.clerk)) == set(scene.applications) - closed - before
    assert stages(scene, read(scene.clerk, "stand=alle")) == set(scene.applications) - before
    assert stages(scene, read(scene.coordinator)) == set(scene.applications)


def test_filters_stand_in_the_address(scene):
    assert stages(scene, read(scene.clerk, "stand=eingegangen")) == RECEIVED
    assert stages(scene, read(scene.clerk, "aufruf=aufruf-reviewed")) == {"reviewed"}
    assert len(rows(read(scene.clerk, "aufruf=programm:komm-an-ii"))) == OPEN
    assert stages(scene, read(scene.clerk, "zustaendig=ich")) == set()
    assert len(rows(read(scene.clerk, "zustaendig=niemand&frist=monat"))) == 7  # with a hearing and a late answer
    assert rows(read(scene.clerk, f"zustaendig={scene.world.second_clerk.id}")) == []


def test_address_names_nobody(scene):
    html = read(scene.clerk)
    assert f'<option value="{scene.world.second_clerk.id}">Sachbearbeitung</option>' in html


def test_filter_stays_while_paging_and_on_the_way_back(scene):
    many_received(scene)
    html = read(scene.clerk, "stand=eingegangen&sortierung=frist")
    first = rows(html)
    assert len(first) == 34
    assert f"?liste={quote('stand=eingegangen&sortierung=frist', safe='')}" in html
    back = scene.clerk.get(f"/foerderung/antraege/{first[0]}/?liste={quote('stand=eingegangen&sortierung=frist')}")
    assert '<a href="/foerderung/?stand=eingegangen&amp;sortierung=frist">Zurück zur Liste</a>' in back.content.decode()


def test_way_back_is_ours_alone(scene):
    path = scene.path("funding:application", "submitted")
    for text in ("https://boese.example/", "//boese.example", "javascript:alert(1)", "stand=<script>"):
        html = scene.clerk.get(path, {"liste": text}).content.decode()
        assert re.findall(r'(?:href|action)="[^"]*boese', html) == []
        assert "<script>" not in html.replace("<script src", "")
        assert "Zurück zur Liste" not in html


# --- What cannot be read in the address -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("stand=unsinn", "Stand"),
        ("aufruf=gibt-es-nicht", "Programm oder Aufruf"),
        ("zustaendig=999999", "Zuständig"),
        ("zustaendig=Erika", "Zuständig"),
        ("frist=irgendwann", "Fällig"),
        ("sortierung=zufall", "Reihenfolge"),
        ("weiter=2026-13-40.1", "Seite"),
        ("weiter=gestern", "Seite"),
        (f"suche={'a' * 101}", "Aktenzeichen, Titel oder Träger"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_said(scene, query, label):
    html = read(scene.clerk, query)
    assert escape(f"nicht zu lesen und gilt nicht: {label}.") in html
    assert len(rows(html)) == OPEN


def test_ministry_cannot_filter_by_who_is_in_charge(scene):
    html = read(scene.browser(scene.world.owner), "zustaendig=ich")
    assert "gilt nicht: Zuständig." in html
    assert '<th scope="col">zuständig</th>' not in html


def test_page_beyond_the_last_leads_to_the_beginning(scene):
    html = read(scene.clerk, "stand=offen&weiter=1990-01-01.1")
    assert "Weiter geht es hier nicht." in html
    assert 'href="?stand=offen"' in html


def test_reading_changes_nothing_and_keeps_its_words():
    query = QueryDict("suche=%C3%84rger&stand=alle&fremd=1")
    found = listing.read(query, colleagues=None, calls=[], side=None)
    assert (found.query, found.ignored) == ("stand=alle&suche=%C3%84rger", [])


# --- Ticked files -----------------------------------------------------------------------------------------------------
def tick(person: Person, files: list[Application], **values: object):
    return person.send("/foerderung/zustaendigkeit/", {"files": [str(row.pk) for row in files], **values})


def test_ticked_files_are_taken_over_given_and_handed_back(scene):
    files = [scene.applications["submitted"], scene.applications["reviewed"]]
    world = scene.world
    answer = tick(scene.clerk, files, do="take", liste="stand=eingegangen&sortierung=frist")
    assert answer["Location"] == "/foerderung/?stand=eingegangen&sortierung=frist"
    assert {fresh(row).authority_clerk_id for row in files} == {world.clerk.id}
    tick(scene.officer, files, do="give", to=str(world.second_clerk.id))
    assert {fresh(row).authority_clerk_id for row in files} == {world.second_clerk.id}
    assert "„" in scene.browser(world.second_clerk).get("/nachrichten/").content.decode()
    tick(scene.clerk, files, do="back")
    assert {fresh(row).authority_clerk_id for row in files} == {None}


def test_taking_over_from_the_file_leads_back_to_the_file(scene):
    row = scene.applications["submitted"]
    answer = tick(scene.clerk, [row], do="take", **{"from": "file"})
    assert answer["Location"] == f"/foerderung/antraege/{row.pk}/"
    html = " ".join(scene.clerk.get(answer["Location"]).content.decode().split())
    assert "Zuständig: ich" in html
    assert "Ein Vorgang hat gewechselt." in html
    assert "Das war schon so" in tick_and_look(scene, row)


def tick_and_look(scene: Scene, row: Application) -> str:
    tick(scene.clerk, [row], do="take")
    return scene.clerk.get(DESK).content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"do": "give"}, "Bitte wählen Sie, wer zuständig werden soll."),
        ({"do": "give", "to": "Erika"}, "Bitte wählen Sie, wer zuständig werden soll."),
        ({"do": "give", "to": "999999"}, "Diese Person kann bei Ihnen keine Vorgänge übernehmen."),
        ({"do": "unsinn"}, "Bitte wählen Sie: übernehmen, zuweisen oder abgeben."),
        ({"do": "take", "files": []}, "Kein Vorgang ist angekreuzt."),
        ({"do": "take", "files": ["x", "-1"]}, "Kein Vorgang ist angekreuzt."),
    ],
)
def test_wrong_tick_is_refused_with_its_reason(scene, values, sentence):
    answer = scene.clerk.send(
        "/foerderung/zustaendigkeit/", {"files": [str(scene.applications["submitted"].pk)], **values}
    )
    assert answer.status_code == 409
    assert sentence in answer.content.decode()


def test_officer_assigns_and_does_not_take_over(scene):
    answer = tick(scene.officer, [scene.applications["submitted"]], do="take")
    assert "In Ihrer Rolle können Sie selbst keine Vorgänge übernehmen." in answer.content.decode()


def test_foreign_file_among_the_ticked_is_not_there(scene):
    own, foreign = scene.applications["submitted"], scene.world.draft(scene.world.city)
    assert tick(scene.clerk, [own, foreign], do="take").status_code == 404
    assert fresh(own).authority_clerk_id is None


# --- One's own views --------------------------------------------------------------------------------------------------
VIEWS = "/foerderung/ansichten/"


def test_filter_is_kept_under_a_name_without_its_page(scene):
    values = {"name": "Dringend", "liste": "stand=offen&frist=woche&weiter=2026-11-02.7&fremd=1"}
    answer = scene.clerk.send(VIEWS, values)
    assert answer["Location"] == "/foerderung/?stand=offen&frist=woche"
    html = read(scene.clerk, "stand=offen&frist=woche")
    assert '<a href="?stand=offen&amp;frist=woche" aria-current="page">Dringend</a>' in html


def test_list_opens_with_the_view_chosen_as_the_first(scene):
    scene.clerk.send(VIEWS, {"name": "Eingang", "liste": "stand=eingegangen"})
    view = SavedView.objects.get(name="Eingang")
    assert scene.clerk.send(f"{VIEWS}{view.pk}/", {"do": "default"})["Location"] == VIEWS
    assert stages(scene, read(scene.clerk)) == RECEIVED
    assert len(rows(read(scene.clerk, "stand=offen"))) == OPEN
    scene.clerk.send(f"{VIEWS}{view.pk}/", {"do": "plain"})
    assert len(rows(read(scene.clerk))) == OPEN


def test_view_is_renamed_and_deleted(scene):
    view = SavedView.objects.get(owner_id=scene.world.clerk.id)
    scene.clerk.send(f"{VIEWS}{view.pk}/", {"do": "rename", "name": "Eilig"})
    assert "Eilig" in scene.clerk.get(VIEWS).content.decode()
    scene.clerk.send(f"{VIEWS}{view.pk}/", {"do": "delete"})
    assert "Noch keine Ansicht." in scene.clerk.get(VIEWS).content.decode()


def test_view_without_a_name_shows_the_reason_and_keeps_the_filter(scene):
    answer = scene.clerk.send(VIEWS, {"name": " ", "liste": "stand=alle"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="liste" value="stand=alle"' in html
    for number in range(19):
        scene.clerk.send(VIEWS, {"name": f"Nummer {number}", "liste": "stand=alle"})
    answer = scene.clerk.send(VIEWS, {"name": "Eine mehr", "liste": "stand=alle"})
    assert (answer.status_code, "Mehr als 20 Ansichten gehen nicht." in answer.content.decode()) == (422, True)
    assert "Sie haben schon 20 Ansichten." in read(scene.clerk, urlencode({"stand": "alle"}))


@pytest.mark.parametrize("name", ["name", "liste"])
def test_no_value_of_the_corpus_is_a_fault_of_a_view(scene, name):
    bad = {}
    for value in CORPUS[::9]:
        answer = scene.clerk.send(VIEWS, {"name": "Ansicht", "liste": "stand=alle"} | {name: value})
        if answer.status_code not in (302, 422):
            bad[value[:40]] = answer.status_code
    assert bad == {}
