"""Every document, attachment and export there is, asked for by everybody of another house: never there, never in it."""

import pytest
from django.test import Client

from tests.web.scene import TITLE, Scene
from tests.web.test_export import lines, texts_in_workbook
from tests.web.test_foreign_objects import FOREIGNERS, foreigner
from vorort.funding.models import Attachment
from vorort.funding.queries.file import documents_on
from vorort.network.models import Organisation


def addresses(scene: Scene) -> list[str]:
    """The address of every attachment and of every document, under its own application and under another."""
    attachments = [f"/foerderung/antraege/{row.application_id}/anlagen/{row.pk}/" for row in Attachment.objects.all()]
    other = scene.applications["submitted"].pk
    documents = [
        f"/foerderung/antraege/{pk}/schriftstuecke/{document.pk}/"
        for application in scene.applications.values()
        for document in documents_on(application, scene.world.clerk)
        for pk in (application.pk, other)
    ]
    return attachments + documents


def given(scene: Scene, browser: Client) -> list[str]:
    """Those that answer with a file."""
    statuses = {path: browser.get(path).status_code for path in addresses(scene)}
    assert set(statuses.values()) <= {200, 302, 404}
    return [path for path, status in statuses.items() if status == 200]


@pytest.mark.parametrize("who", FOREIGNERS)
def test_nobody_of_another_house_gets_a_document_or_an_attachment(scene, who):
    assert given(scene, scene.browser(foreigner(scene, who))) == []


def test_neither_does_a_stranger_nor_somebody_without_a_role(scene):
    assert given(scene, Client()) == []
    assert {scene.nobodys_browser().get(path).status_code for path in addresses(scene)} == {403}


def test_own_people_get_their_own_and_each_document_under_its_own_file_alone(scene):
    lead, clerk = given(scene, scene.lead), given(scene, scene.clerk)
    assert len([path for path in lead if "anlagen" in path]) == Attachment.objects.count()
    for found in (lead, clerk):
        documents = [path.rsplit("/", 2)[1] for path in found if "schriftstuecke" in path]
        assert len(documents) == len(set(documents)) > 0


@pytest.mark.parametrize("who", FOREIGNERS)
@pytest.mark.parametrize("query", ["stand=alle", f"stand=alle&suche={TITLE}", "stand=alle&weiter=2099-01-01.9"])
def test_no_export_of_another_house_holds_a_row_of_ours(scene, who, query):
    browser = scene.browser(foreigner(scene, who))
    [header] = lines(browser, query)
    assert texts_in_workbook(browser, query) == header


@pytest.mark.parametrize("who", FOREIGNERS)
def test_no_table_of_a_draft_is_given_to_another_house(scene, who):
    browser = scene.browser(foreigner(scene, who))
    for table in ("pauschalen", "hoechstbetraege", "stellen", "klassen"):
        assert browser.get(f"/foerderung/fassungen/{scene.desk.version.pk}/tabellen/{table}.csv").status_code == 404


@pytest.mark.parametrize("who", FOREIGNERS)
def test_no_list_of_people_of_another_house_is_given(scene, who):
    browser, own = scene.browser(foreigner(scene, who)), foreigner(scene, who).organisation_id
    others = Organisation.objects.exclude(pk=own).values_list("pk", flat=True)
    assert {browser.get(f"/netzwerk/organisationen/{pk}/mitglieder/").status_code for pk in others} == {404}
