"""A double click does it once, and ends on a page that says so."""

import re

import pytest

from tests.web.walks.people import CALL, WithoutScript
from tests.web.walks.way import Way
from vorort.core.models import Document, HistoryEntry
from vorort.funding.models import Application

pytestmark = pytest.mark.slow


def double_click(person, name):
    person.page.get_by_role("button", name=name, exact=True).dblclick()


def times(item, action):
    return HistoryEntry.objects.filter(stream=f"{item._meta.label_lower}:{item.pk}", action=action).count()


def test_a_double_click_begins_one_application(people, town):
    coordinator = people(town.coordinator)
    coordinator.opens("/")
    coordinator.follows(re.compile(f"^Antrag beginnen: {CALL}"))
    double_click(coordinator, "Antrag beginnen")
    coordinator.stands_on("Angaben zur Maßnahme")
    assert Application.objects.filter(applicant=town.organisation).count() == 1


def test_a_double_click_submits_once(people, town, scene):
    application = Way(scene, town).brought_to(Way.ask_for_sign_off)
    lead = people(town.lead)
    lead.opens(f"/foerderung/antraege/{application.pk}/einreichen/")
    double_click(lead, "Mitzeichnen und einreichen")
    lead.sees("Das Aktenzeichen ist")
    lead.stands_on(application.title)
    assert times(application, "application.submitted") == 1


def test_a_double_click_releases_once_and_makes_known_once(people, town, scene):
    application = Way(scene, town).brought_to(Way.prepare)
    officer = people(scene["officer"])
    officer.opens(f"/foerderung/antraege/{application.pk}/bewilligung/freigabe/")
    double_click(officer, "Bewilligung freigeben")
    officer.sees("Die Bewilligung ist freigegeben.")
    officer.stands_on(application.title)
    assert times(application.award, "award.released") == 1
    assert Document.objects.filter(owner_id=application.award.pk, kind="award_notice").count() == 1

    clerk = people(scene["clerk"])
    clerk.opens(f"/foerderung/antraege/{application.pk}/bewilligung/bekanntgabe/")
    double_click(clerk, "Bescheid bekannt geben")
    clerk.sees("Der Bescheid ist bekannt gegeben.")
    clerk.stands_on(application.title)
    assert times(application.award, "award.notified") == 1


def test_without_script_a_second_click_is_told_that_it_is_done(people, town, scene):
    application = Way(scene, town).brought_to(Way.ask_for_sign_off)
    lead = people(town.lead, kind=WithoutScript)
    second = WithoutScript(lead.page.context.new_page(), lead.address)
    for window in (lead, second):
        window.opens(f"/foerderung/antraege/{application.pk}/einreichen/")
    lead.presses("Mitzeichnen und einreichen")
    lead.sees("Das Aktenzeichen ist")
    second.presses("Mitzeichnen und einreichen")
    second.stands_on("Der Vorgang hat sich inzwischen geändert")
    assert times(application, "application.submitted") == 1
