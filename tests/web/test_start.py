"""The start page of each role: what waits, what falls due, figures that lead somewhere, and ways that exist."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import resolve

from tests.funding.world import CALL, TODAY, hire
from tests.web.scene import ROLES, Scene
from vorort.core import clock
from vorort.funding.actions import call, charge, guideline, tables
from vorort.funding.models import GuidelineVersion
from vorort.funding.queries import desk
from vorort.funding.queries.classes import ClassGap
from vorort.funding.queries.overview import AuthorityFigures
from vorort.funding.queries.steps import Step
from vorort.funding.tables import GROUPS
from vorort.network import actions as network
from vorort.network.enums import Role
from vorort.network.models import ClubRegistration, Membership, Organisation
from vorort.web.funding import start
from vorort.web.funding.start import DOING
from vorort.web.home import parts
from vorort.web.home.greeting import COUNTED, greeting
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
        (100, "100 Dinge warten auf Sie."),
        (101, "Mehr als 100 Dinge warten auf Sie."),
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
    # Her draft, what the authority asks her once more in two files, and a club that wants to be taken in.
    assert "Vier Dinge warten auf Sie." in html
    assert "Entwurf fertigstellen: Geheimer Treff am Marktplatz" in html
    assert "Antragsfrist" in html
    assert "Antrag beginnen: KOMM-AN NRW Teil II 2027" in html
    assert "Anträge in Arbeit" in html
    assert "Formelle Prüfung</a>" not in html


def test_lead_sees_what_she_signs_and_the_hearing_she_answers_with_its_day(scene):
    html = page(scene, Role.CENTRE_LEAD)
    # One to sign, two asked again, one in a hearing, and a club that wants to be taken in.
    assert "Fünf Dinge warten auf Sie." in html
    assert "Auf die Anhörung antworten: Geheimer Treff am Marktplatz" in html
    assert ">Anhörung</a>" in html
    assert '<time datetime="2026-11-16">16.11.2026</time>' in html
    assert html.count("Klagefrist") == 2  # one notice of each kind
    file = scene.lead.get(scene.path("funding:application", "in_hearing")).content.decode()
    assert "Für Ihre Seite läuft gerade keine Frist." not in file
    assert "16.11.2026" in file


def test_clerk_sees_her_figures_and_what_waits(scene, monkeypatch):
    monkeypatch.setattr("vorort.funding.queries.desk.WAITING_SHOWN", 11)
    html = page(scene, Role.CLERK)
    # Three received, one in formal and two in substantive review without a decision, one of each kind released and not
    # made known, a refusal on which nobody has been heard, and an answer that is overdue.
    assert "Elf Dinge warten auf Sie." in html
    assert "Ohne Zuständigkeit" in html
    assert "Bewilligung bekannt geben: Geheimer Treff am Marktplatz" in html
    assert "Ablehnung bekannt geben: Geheimer Treff am Marktplatz" in html
    assert "Antwort zum vorzeitigen Beginn bekannt geben: Geheimer Treff am Marktplatz" in html
    assert "Anhörung eröffnen: Geheimer Treff am Marktplatz" in html
    assert "Ohne Antwort weiterprüfen: Geheimer Treff am Marktplatz" in html
    assert "frist=ueberfaellig" in html
    assert ">Stellungnahme</a>" in html


def test_officer_finds_only_what_she_can_release(scene):
    html = page(scene, Role.RELEASING_OFFICER)
    assert "Drei Dinge warten auf Sie." in html
    assert "Bewilligung freigeben: Geheimer Treff am Marktplatz" in html
    assert "Antwort zum vorzeitigen Beginn freigeben: Geheimer Treff am Marktplatz" in html
    assert "Ablehnung freigeben: Geheimer Treff am Marktplatz" in html
    assert scene.path("funding:application", "refusal_heard") in html
    assert scene.path("funding:application", "refusal") not in html  # nobody has been heard


def test_what_was_asked_today_waits_since_today_in_the_same_words_for_files_and_clubs(scene):
    html = page(scene, Role.COORDINATOR)
    assert html.count('<span class="tasks__when">seit heute</span>') == 3
    assert "seit 2.11.2026" not in html


def test_what_is_overdue_says_for_what(scene):
    with clock.at(date(2026, 12, 2)):
        html = page(scene, Role.CLERK)
    assert "Formelle Prüfung: seit 2 Tagen überfällig" in html


def test_clerk_who_stands_in_reads_for_whom(scene):
    """The start page names whom she stands in for; in the list the name stands above, so it says by whom."""
    world = scene.world
    application = scene.applications["submitted"]
    charge.assign(capacity=world.clerk, application_ids=[application.pk], membership_id=world.second_clerk.id)
    assert "in Vertretung für" not in page(scene, Role.CLERK)
    admin = hire(Role.ORGANISATION_ADMIN, world.authority)
    absent, substitute = (Membership.objects.get(pk=one.id) for one in (world.second_clerk, world.clerk))
    network.enter_substitution(actor=admin, absent=absent, substitute=substitute, valid_from=TODAY, valid_to=TODAY)
    assert "in Vertretung für Sachbearbeitung" in page(scene, Role.CLERK)
    html = scene.clerk.get("/foerderung/?zustaendig=ich").content.decode()
    assert "Sachbearbeitung<br><small>vertreten von Ihnen</small>" in " ".join(html.split())


def test_every_step_has_its_words():
    assert set(DOING) == set(Step)


# --- The ministry -----------------------------------------------------------------------------------------------------
def test_owner_finds_her_drafts_and_the_way_to_the_programmes(scene):
    html = page(scene, Role.PROGRAMME_OWNER)
    assert "Zwei Dinge warten auf Sie." in html
    assert "Fassung fertigstellen: Geheime Fassung 2028" in html
    assert "Aufruf fertigstellen: Geheimer Aufruf" in html
    assert 'href="/foerderung/programme/"' in html


def test_releaser_finds_what_she_is_asked_to_look_at(scene):
    html = page(scene, Role.PROGRAMME_RELEASER)
    assert "Gerade wartet nichts auf Sie." in html
    assert "Sobald jemand Sie um eine Freigabe bittet, steht sie hier." in html
    assert 'href="/foerderung/programme/"' in html
    owner, desk = scene.world.owner, scene.desk
    guideline.request_release(
        capacity=owner,
        guideline_id=desk.version.pk,
        expected_version=GuidelineVersion.objects.get(pk=desk.version.pk).version,
    )
    call.request_publication(capacity=owner, call_id=desk.call.pk, expected_version=desk.call.version)
    html = page(scene, Role.PROGRAMME_RELEASER)
    assert "Zwei Dinge warten auf Sie." in html
    assert "Fassung freigeben: Geheime Fassung 2028" in html
    assert "Aufruf veröffentlichen: Geheimer Aufruf" in html


def test_releaser_finds_the_tables_of_a_released_version_and_owner_the_classes_that_are_missing(scene):
    world = scene.world
    guideline = world.established("komm_an_i")
    content = b"Gebiet;Gruppe;G\xc3\xbcltig ab;Quelle;Erfunden\n05762;class_2;1.1.2027;Test;\n"
    look = tables.look(
        capacity=world.owner, guideline_id=guideline.pk, sheet=GROUPS, content=content, file_name="klassen.csv"
    )
    run = tables.keep(capacity=world.owner, preview=look)
    html = page(scene, Role.PROGRAMME_RELEASER)
    assert "Eine Sache wartet auf Sie." in html
    assert "Tabelle freigeben: Klassen" in html
    address = f"/foerderung/fassungen/{guideline.pk}/einlesen/{run.pk}/"
    assert f'href="{address}"' in html
    assert "Klassen eintragen" not in page(scene, Role.PROGRAMME_OWNER)
    world.published(replace(CALL, code="komm-an-i-2027"), guideline=guideline)
    html = page(scene, Role.PROGRAMME_OWNER)
    assert f"Klassen eintragen: {guideline.title}" in html
    assert "ohne Klasse zählt für sie nichts: KI Hagen, KI Kreis Höxter" in html
    assert f'href="/foerderung/fassungen/{guideline.pk}/tabellen/klassen/"' in html
    assert scene.releaser.send(address, {}).status_code == 302
    assert "ohne Klasse zählt für sie nichts: KI Hagen<" in page(scene, Role.PROGRAMME_OWNER)
    assert scene.owner.send(address, {"ask_undo": ""}).status_code == 302
    assert "Tabelle zurücknehmen: Klassen" in page(scene, Role.PROGRAMME_RELEASER)


def test_task_names_some_of_many_whose_class_is_missing():
    gap = ClassGap(GuidelineVersion(pk=1, title="Fassung"), tuple("ABCDEF"), since=TODAY)
    assert start._gap(gap, TODAY).detail == "ohne Klasse zählt für sie nichts: A, B, C, D und 2 weitere"
    one_more = ClassGap(GuidelineVersion(pk=1, title="Fassung"), tuple("ABCDE"), since=TODAY)
    assert start._gap(one_more, TODAY).detail == "ohne Klasse zählt für sie nichts: A, B, C, D und 1 weitere"


@pytest.mark.parametrize(
    ("days", "said", "note"),
    [
        (None, "–", "noch kein Bescheid in diesem Jahr"),
        (Decimal(0), "0 Tage", "Median, alle Behörden"),
        (Decimal(1), "1 Tag", "Median, alle Behörden"),
        (Decimal("3.5"), "3,5 Tage", "Median, alle Behörden"),
    ],
)
def test_days_to_the_notice_are_said_also_when_it_came_the_same_day(days, said, note):
    figure = start._of_authority(AuthorityFigures(open=0, late=0, of_nobody=0, days_to_notice=days))[-1]
    assert (figure.value, figure.chip) == (said, note)


def test_ministry_sees_how_much_of_its_budget_is_bound(scene):
    html = page(scene, Role.PROGRAMME_OWNER)
    assert "Was von Ihrem Haushalt gebunden ist" in html
    assert "20.000,00 €" in html


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.MEDIATOR, Role.COUNCIL_MEMBER])
def test_role_without_tasks_yet_is_told_so_and_promised_nothing(scene, role):
    html = page(scene, role)
    assert "In dieser Rolle legt Ihnen vorort noch keine Aufgaben vor." in html
    assert "Offene Aufrufe lesen" in html


def test_coordination_office_finds_the_opinion_it_is_asked_for_with_its_day(scene):
    html = " ".join(scene.browser(scene.world.adviser).get("/").content.decode().split())
    assert "Stellungnahme abgeben: Geheimer Treff am Marktplatz" in html
    assert '<time datetime="2026-11-16">16.11.2026</time>' in html
    assert ">Stellungnahme</a>" in html


# --- Who runs a house or the installation -----------------------------------------------------------------------------
def test_admin_finds_the_people_of_her_organisation_and_the_invitation_nobody_has_answered(scene):
    html = page(scene, Role.ORGANISATION_ADMIN)
    assert "Menschen und Rollen" in html
    assert "Verlorene zweite Stufe" in html
    assert "Läuft eine Einladung ab, die niemand angenommen hat, steht sie hier." in html
    assert '<time datetime="2026-11-16">16.11.2026</time>' in html
    assert ">Einladung läuft ab</a>" in html
    with clock.at(date(2026, 11, 18)):
        html = page(scene, Role.ORGANISATION_ADMIN)
    assert "Eine Sache wartet auf Sie." in html
    assert "Abgelaufene Einladung erneuern oder zurücknehmen: Ingrid" in html
    assert '<span class="tasks__when">seit gestern</span>' in html


def test_operator_finds_clubs_without_a_centre_and_her_own_invitations(scene):
    ClubRegistration.objects.filter(pk=scene.network.registration.pk).update(responsible=None)
    html = page(scene, Role.OPERATOR)
    assert "Eine Sache wartet auf Sie." in html
    assert "Anmeldung von „Treff am Markt e. V.“ entscheiden" in html
    assert "verlorene zweite Stufe, Sperre" in html
    assert "Organisation anlegen" in html


# --- The Land ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.PROGRAMME_OWNER, Role.CLERK, Role.CENTRE_LEAD, Role.COORDINATOR])
def test_land_is_drawn_for_who_works_for_it_or_in_a_centre(scene, role):
    html = page(scene, role)
    assert "Im Land" in html
    assert "besteht: 2" in html
    assert 'href="/kennzahlen/karte/zentren/"' in html


def test_land_is_not_drawn_where_nobody_works_for_it_nor_where_there_is_no_centre(scene):
    Organisation.objects.filter(pk=scene.world.district.organisation.pk).update(kind="association")
    assert "Im Land" not in page(scene, Role.COORDINATOR)
    Organisation.objects.centres().update(kind="association")
    assert "Im Land" not in page(scene, Role.CLERK)


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


def test_headline_and_desk_count_equally_far():
    assert COUNTED == desk.WAITING_COUNTED
