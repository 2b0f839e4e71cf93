"""Words that would be a script, typed into the forms and looked at in a real browser by everybody who reads them.

Nothing of them runs, loads or becomes an element, and the policy has nothing to stop.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from tests.web.posts import DETAILS
from tests.web.walks.network_scene import hired, registered, unit_of
from tests.web.walks.people import Person
from tests.web.walks.scene import Member, Scene, Town
from tests.web.walks.way import ANSWERS, Way
from vorort.funding.models import Application, Award
from vorort.network.enums import Role
from vorort.network.models import ClubRegistration, Organisation

pytestmark = pytest.mark.full
WORDS = (
    "<script data-planted>alert(1)</script>",
    '"><img data-planted src=/gepflanzt onerror=alert(1)>',
    "'><svg data-planted onload=alert(1)>",
    "</textarea><img data-planted src=/gepflanzt onerror=alert(1)>",
    "</title><script data-planted>alert(1)</script>",
    "--><script data-planted>alert(1)</script>",
    '" autofocus data-planted onfocus="alert(1)',
    "' data-planted onmouseover='alert(1)",
    "javascript:alert(1)//",
    '<a data-planted href="javascript:alert(1)">x</a>',
    "<iframe data-planted srcdoc='<script>alert(1)</script>'>",
    '<form data-planted action="javascript:alert(1)"><button>',
    "<b data-planted hx-get=/gepflanzt hx-trigger=load>",
    '<b data-planted hx-on:load="alert(1)">',
    "<style data-planted>@import '/gepflanzt'</style>",
    '{{constructor.constructor("alert(1)")()}} ${alert(1)}',
    "&lt;img data-planted src=/gepflanzt onerror=alert(1)&gt;",
)
ALL = "\n".join(WORDS)


class Watch:
    """What came of the words: dialogs, requests, elements."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.pages = 0

    def over(self, page: Page) -> None:
        """Watch this page from now on."""
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self._request(request.url))

    def _dialog(self, dialog: Any) -> None:
        self.found.append(f"dialog on {dialog.page.url}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        if "gepflanzt" in url.split("?")[0]:
            self.found.append(f"loaded {url}")

    def looks(self, person: Person, path: str) -> None:
        """Open the page and move over the words; they stand on it as words."""
        person.opens(path)
        self.pages += 1
        if person.page.locator("[data-planted]").count():
            self.found.append(f"an element on {path}")
        if person.page.locator("a[href^='javascript'], form[action^='javascript']").count():
            self.found.append(f"a script in an address on {path}")
        for place in person.page.get_by_text("data-planted").all()[:2]:
            place.dispatch_event("mouseover")


@pytest.fixture
def watch() -> Iterator[Watch]:
    found = Watch()
    yield found
    assert found.found == []


class Forms:
    """Sends somebody's forms as her page does, to the database the site works on."""

    def __init__(self, member: Member) -> None:
        self.capacity = str(member.capacity.id)
        self.client = Client()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = member.session_cookie("http://localhost")["value"]

    def send(self, path: str, values: Mapping[str, Any], *, taken: bool = True) -> HttpResponse:
        answer = self.client.post(path, {"capacity": self.capacity} | dict(values))
        if taken:
            assert answer.status_code == 302, (path, answer.status_code)
        return answer


def file_of(town: Town) -> str:
    return f"/foerderung/antraege/{town.application.pk}/"


def version(town: Town) -> str:
    return str(Application.objects.get(pk=town.application.pk).version)


def sat_down(people: Any, watch: Watch, member: Member) -> Person:
    person = people(member)
    watch.over(person.page)
    return person


# --- An application ---------------------------------------------------------------------------------------------------
def test_words_in_an_application_run_nowhere(people, watch, scene: Scene, town: Town):
    way, forms = Way(scene, town), Forms(town.coordinator)
    way.brought_to(Way.write)
    coordinator = sat_down(people, watch, town.coordinator)
    for words in WORDS:
        values = DETAILS | {"title": words, "need": ALL, "version": version(town)}
        forms.send(f"{file_of(town)}angaben/", values)
        for path in ("/foerderung/", file_of(town), f"{file_of(town)}angaben/"):
            watch.looks(coordinator, path)
    forms.send(f"{file_of(town)}fragen/", ANSWERS | {"target-group": ALL, "version": version(town)})
    way.ask_for_sign_off()
    for path in ("bausteine/", "fragen/", "anlagen/", "pruefen/", "einreichen/"):
        watch.looks(coordinator, file_of(town) + path)
    assert watch.pages == 3 * len(WORDS) + 5


def test_words_of_an_application_run_at_no_desk_of_the_authority(people, watch, scene: Scene, town: Town):
    way, clerk_forms = Way(scene, town), Forms(scene["clerk"])
    way.brought_to(Way.write)
    values = DETAILS | {"title": WORDS[1], "need": ALL, "version": version(town)}
    Forms(town.coordinator).send(f"{file_of(town)}angaben/", values)
    way.ask_for_sign_off()
    way.submit()
    way.take_up()
    clerk, officer = sat_down(people, watch, scene["clerk"]), sat_down(people, watch, scene["officer"])
    lead = sat_down(people, watch, town.lead)
    checks = {f"remark-{code}": ALL for code in ("complete", "eligible", "threshold", "not_begun")}
    results = {f"result-{code}": "ok" for code in ("complete", "eligible", "threshold", "not_begun")}
    clerk_forms.send(f"{file_of(town)}pruefung/", checks | results | {"save": "1", "version": version(town)})
    for path in ("/", "/foerderung/?stand=alle", file_of(town), f"{file_of(town)}pruefung/", "/nachrichten/"):
        watch.looks(clerk, path)
    asked = {"question": ALL, "due_on": "31.12.2099", "fields": ["need"], "version": version(town)}
    clerk_forms.send(f"{file_of(town)}nachforderung/", asked, taken=False)
    for path in ("/", "/nachrichten/", file_of(town)):
        watch.looks(lead, path)
    Forms(town.lead).send(f"{file_of(town)}zurueckziehen/", {"reason": ALL[:500], "version": version(town)})
    for person in (clerk, officer, lead):
        for path in ("/", "/nachrichten/", file_of(town), "/foerderung/?stand=alle"):
            watch.looks(person, path)
    assert watch.pages == 5 + 3 + 12


def test_words_in_an_award_run_nowhere(people, watch, scene: Scene, town: Town):
    way = Way(scene, town)
    way.brought_to(Way.prepare)
    award = Award.objects.get(application=town.application)
    units = {f"units-{item.pk}": f"{item.units}".replace(".", ",") for item in town.application.items.all()}
    texts = {"purpose": ALL, "reasoning": ALL, "special_conditions": ALL}
    Forms(scene["clerk"]).send(f"{file_of(town)}bewilligung/", units | texts | {"version": str(award.version)})
    for person in (scene["clerk"], scene["officer"]):
        reader = sat_down(people, watch, person)
        for path in ("bewilligung/", "bewilligung/freigabe/", ""):
            watch.looks(reader, file_of(town) + path)
    way.release()
    way.make_known()
    lead = sat_down(people, watch, town.lead)
    for path in ("/", "/nachrichten/", file_of(town)):
        watch.looks(lead, path)


def test_words_in_an_older_version_run_nowhere(people, watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.write)
    coordinator = sat_down(people, watch, town.coordinator)
    coordinator.opens(f"{file_of(town)}angaben/")
    values = DETAILS | {"title": WORDS[0], "need": ALL, "version": version(town)}
    Forms(town.lead).send(f"{file_of(town)}angaben/", values)
    coordinator.writes("Warum ist sie nötig?", ALL)
    coordinator.stands_on("Jemand hat inzwischen etwas anderes gespeichert")
    assert coordinator.page.locator("[data-planted]").count() == 0


# --- Names ------------------------------------------------------------------------------------------------------------
def test_words_in_the_name_of_a_view_run_nowhere(people, watch, scene: Scene, town: Town):
    forms, lead = Forms(town.lead), sat_down(people, watch, town.lead)
    for words in WORDS:
        forms.send("/foerderung/ansichten/", {"name": words[:60], "liste": "stand=alle"})
    forms.send("/foerderung/ansichten/", {"name": WORDS[0][:60], "liste": f"suche={WORDS[1]}"})
    for path in ("/foerderung/", "/foerderung/ansichten/"):
        watch.looks(lead, path)
        assert lead.page.get_by_text("data-planted").count() + lead.page.locator("input[value*=planted]").count() > 0


def test_words_in_the_name_of_a_person_run_nowhere(people, watch, scene: Scene, town: Town):
    forms, lead = Forms(town.lead), sat_down(people, watch, town.lead)
    place = f"/netzwerk/organisationen/{town.organisation.pk}/"
    admin = sat_down(people, watch, hired(scene, town, Role.ORGANISATION_ADMIN, "Verena Verwaltung"))
    for words in WORDS:
        forms.send("/konto/name/", {"name": words})
        watch.looks(lead, "/konto/")
        watch.looks(admin, f"{place}mitglieder/")
    watch.looks(admin, "/konto/zweite-stufe-anderer/")


def test_words_in_the_name_of_an_organisation_run_nowhere(people, watch, scene: Scene, town: Town):
    operator = hired(scene, town, Role.OPERATOR, "Olga Betrieb")
    forms = Forms(operator)
    reader = sat_down(people, watch, town.lead)
    place = f"/netzwerk/organisationen/{town.organisation.pk}/"
    for words in WORDS:
        values = {"name": words, "short_name": words[:40], "kind": "centre", "address": ALL[:240]}
        current = str(Organisation.objects.get(pk=town.organisation.pk).version)
        forms.send(f"{place}aendern/", values | {"version": current})
        for path in ("/", place, "/netzwerk/", "/handeln-als/"):
            watch.looks(reader, path)
    watch.looks(reader, "/kennzahlen/karte/zentren/")


def test_words_of_a_club_run_nowhere(people, watch, scene: Scene, town: Town):
    lead, names = sat_down(people, watch, town.lead), dict(enumerate(WORDS))
    for number, words in names.items():
        registration = registered(town, number)
        club = {"name": words, "purpose": ALL, "address": ALL[:240], "contact_name": words[:120]}
        ClubRegistration.objects.filter(pk=registration.pk).update(**club)
        watch.looks(lead, f"/netzwerk/anmeldungen/{registration.pk}/")
    for path in ("/", "/netzwerk/anmeldungen/", "/nachrichten/"):
        watch.looks(lead, path)


def test_words_a_stranger_registers_run_nowhere(people, watch, scene: Scene, town: Town):
    stranger = people()
    watch.over(stranger.page)
    stranger.opens("/netzwerk/verein-anmelden/")
    for label in ("Name des Vereins oder der Gruppe", "Anschrift", "Was tun Sie?", "Ansprechperson"):
        stranger.writes(label, WORDS[1])
    stranger.field("Wo sind Sie tätig?").select_option(unit_of(town).key)
    stranger.writes("E-Mail-Adresse der Ansprechperson", WORDS[1])
    stranger.presses("Verein anmelden")
    stranger.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    assert stranger.page.locator("[data-planted]").count() == 0


# --- Addresses --------------------------------------------------------------------------------------------------------
def test_words_in_an_address_run_nowhere(people, watch, town: Town):
    lead = sat_down(people, watch, town.lead)
    for words in WORDS:
        for path in ("/foerderung/?suche=", "/netzwerk/?suche=", "/kennzahlen/?tag="):
            watch.looks(lead, path + quote(words))
    nobody = people()
    watch.over(nobody.page)
    for words in WORDS:
        watch.looks(nobody, f"/anmelden/?next={quote(words)}")


# --- The watch --------------------------------------------------------------------------------------------------------
def test_words_that_did_run_would_be_found(people, watch, town: Town):
    person = sat_down(people, watch, town.lead)
    person.opens("/")
    plant = "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)"
    person.page.evaluate(plant, "<img data-planted src=/gepflanzt>")
    person.page.evaluate("alert(1)")
    person.page.wait_for_load_state("networkidle")
    assert person.page.locator("[data-planted]").count() == 1
    assert sorted(words.split(" ")[0] for words in watch.found) == ["dialog", "loaded"]
    watch.found.clear()
