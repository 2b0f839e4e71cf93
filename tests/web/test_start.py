"""The start page of each role: what waits, what falls due, figures that lead somewhere, and ways that exist."""

import re

import pytest
from django.db.models import Case, When
from django.urls import resolve

from tests.funding.world import TODAY
from tests.web.scene import ROLES, Scene
from vorort.funding.actions import charge
from vorort.funding.queries import colleagues
from vorort.network.enums import Role
from vorort.web.home import parts
from vorort.web.home.greeting import greeting
from vorort.web.home.parts import Contribution
from vorort.web.shell.components import Task, Tile

LINK = re.compile(r'href="(/[^"#]*)"')


def page(scene: Scene, role: Role) -> str:
    answer = scene.as_role(role).get("/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# --- The headline -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (3, "Guten Abend."), (4, "Guten Morgen."), (10, "Guten Morgen."), (11, "Guten Tag."), (17, "Guten Tag."),
        (18, "Guten Abend."), (23, "Guten Abend."),
    ],
)  # fmt: skip
def test_greeting_knows_the_time_of_day(hour, words):
    assert greeting(0, hour).startswith(words)


@pytest.mark.parametrize(
    ("waiting", "sentence"),
    [
        (0, "Gerade wartet nichts auf Sie."),
        (1, "Eine Sache wartet auf Sie."),
        (2, "Zwei Dinge warten auf Sie."),
        (3, "Drei Dinge warten auf Sie."),
        (12, "Zwölf Dinge warten auf Sie."),
        (13, "13 Dinge warten auf Sie."),
        (300, "300 Dinge warten auf Sie."),
    ],
)
def test_greeting_counts_in_german(waiting, sentence):
    assert greeting(waiting, 9) == f"Guten Morgen. {sentence}"


# --- Every role -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ROLES)
def test_every_role_finds_a_truthful_page_whose_links_all_lead_somewhere(scene, role):
    html = page(scene, role)
    assert "Wartet auf mich" in html
    assert "Was Sie tun können" in html
    person = scene.as_role(role)
    main = html[html.index("<main") : html.index("</main>")]
    addresses = {address.replace("&amp;", "&") for address in LINK.findall(main)}
    assert addresses
    assert [address for address in sorted(addresses) if person.get(address).status_code != 200] == []


def test_coordinator_sees_her_draft_the_closing_day_and_calls_to_apply_to(scene):
    html = page(scene, Role.COORDINATOR)
    # Her draft, what the authority asks her once more, and a club that wants to be taken in.
    assert "Drei Dinge warten auf Sie." in html
    assert "Entwurf fertigstellen: Geheimer Treff am Marktplatz" in html
    assert "Antragsfrist" in html
    assert "Antrag beginnen: KOMM-AN NRW Teil II 2027" in html
    assert "Anträge in Arbeit" in html
    assert "Formelle Prüfung</a>" not in html


def test_clerk_sees_her_figures_and_what_waits(scene):
    html = page(scene, Role.CLERK)
    # Three received, one in formal and two in substantive review without a decision, one released, not made known.
    assert "Sieben Dinge warten auf Sie." in html
    assert "Ohne Zuständigkeit" in html
    assert "Bewilligung bekannt geben: Geheimer Treff am Marktplatz" in html
    assert "frist=ueberfaellig" in html


def test_clerk_who_stands_in_reads_for_whom(scene, monkeypatch):
    world = scene.world
    application = scene.applications["submitted"]
    charge.assign(capacity=world.clerk, application_ids=[application.pk], membership_id=world.second_clerk.id)
    assert "in Vertretung für" not in page(scene, Role.CLERK)
    away = Case(When(user_id=world.second_clerk.user_id, then=True), default=False)
    monkeypatch.setattr(colleagues, "is_represented_by", lambda capacity, on: away)
    assert "in Vertretung für Sachbearbeitung" in page(scene, Role.CLERK)
    html = scene.clerk.get("/foerderung/?zustaendig=ich").content.decode()
    assert "in Vertretung für Sachbearbeitung" in " ".join(html.split())


def test_ministry_sees_how_much_of_its_budget_is_bound(scene):
    html = page(scene, Role.PROGRAMME_OWNER)
    assert "Was von Ihrem Haushalt gebunden ist" in html
    assert "20.000,00 €" in html


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.MEDIATOR, Role.COUNCIL_MEMBER])
def test_role_without_tasks_yet_is_told_so_and_promised_nothing(scene, role):
    html = page(scene, role)
    assert "In dieser Rolle legt Ihnen vorort noch keine Aufgaben vor." in html
    assert "Offene Aufrufe lesen" in html


def test_coordination_office_finds_the_opinion_it_is_asked_for(scene):
    html = scene.browser(scene.world.adviser).get("/").content.decode()
    assert "Stellungnahme abgeben: Geheimer Treff am Marktplatz" in html


def test_admin_finds_the_people_of_her_organisation(scene):
    assert "Menschen und Rollen" in page(scene, Role.ORGANISATION_ADMIN)


# --- The parts --------------------------------------------------------------------------------------------------------
def test_each_part_contributes_and_none_is_asked_twice(scene, monkeypatch):
    monkeypatch.setattr(parts, "_PARTS", {})
    one = Contribution(tasks=[Task("heute", "Eins", "", "/", "Ansehen")], waiting=3, nothing="Nichts.")
    two = Contribution(waiting=1, all_tasks_url="/foerderung/", ways=[Tile("Weg", "/")], nothing="Gar nichts.")
    parts.register("eins", lambda capacity, on: one)
    parts.register("zwei", lambda capacity, on: Contribution(waiting=99))
    parts.register("zwei", lambda capacity, on: two)
    found = parts.contribution(scene.world.clerk, TODAY)
    assert [task.title for task in found.tasks] == ["Eins"]
    assert (found.waiting, found.all_tasks_url, found.nothing) == (4, "/foerderung/", "Nichts. Gar nichts.")
    assert [resolve(way.url).view_name for way in found.ways] == ["start"]
