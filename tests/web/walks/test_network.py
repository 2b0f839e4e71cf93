"""Organisations run themselves: from the invitation to the first page, from a club that registers to its answer."""

import re
from urllib.parse import urlsplit

import pytest

from tests.web.walks import sign_in
from tests.web.walks.looks import Looks
from tests.web.walks.network_pages import pages_of_the_network
from tests.web.walks.network_scene import hired, unit_of
from tests.web.walks.people import Keyboard, Phone, WithoutScript
from tests.web.walks.scene import Scene, Town
from tests.web.walks.whole_pages import NETWORK
from vorort.network.enums import Role

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", [Keyboard, Phone, WithoutScript])
def test_somebody_is_invited_accepts_and_stands_on_her_first_page(people, scene: Scene, town: Town, kind):
    admin = people(hired(scene, town, Role.ORGANISATION_ADMIN, "Verena Verwaltung"))
    admin.opens("/netzwerk/")
    admin.follows(town.organisation.short_name)
    admin.follows("Wer hier arbeitet")
    admin.follows("Jemanden einladen")
    admin.writes("Name", "Ingrid Neu")
    admin.writes("E-Mail-Adresse", f"ingrid@ort-{town.organisation.pk}.example")
    admin.chooses(admin.page.get_by_label("Koordination", exact=True))
    admin.presses("Einladen")
    admin.sees("Eingeladen.")

    newcomer = people(kind=kind)
    newcomer.opens(sign_in.link_on(admin))
    newcomer.stands_on(f"Einladung von {town.organisation.name}")
    sign_in.accepts_with_new_account(newcomer, "Ingrid Neu")
    newcomer.sees("Willkommen. Ihr Konto ist angelegt.")

    admin.opens(f"/netzwerk/organisationen/{town.organisation.pk}/mitglieder/")
    admin.sees("Ingrid Neu")
    admin.page.get_by_role("link", name=re.compile("^Rolle beenden.*Ingrid Neu")).click()
    admin.presses("Rolle jetzt beenden")
    admin.sees("Die Rolle ist beendet.")
    newcomer.opens("/")
    newcomer.stands_on("Sie haben zurzeit keine Rolle")


@pytest.mark.parametrize("kind", [Keyboard, Phone, WithoutScript])
def test_club_registers_and_is_taken_in_by_the_centre(people, town: Town, kind):
    name = f"Laufgruppe {town.organisation.pk}"
    club = people(kind=kind)
    club.opens("/netzwerk/verein-anmelden/")
    club.writes("Name des Vereins oder der Gruppe", name)
    club.field("Was sind Sie?").select_option("sports_club")
    club.field("Wo sind Sie tätig?").select_option(unit_of(town).key)
    club.writes("Anschrift", "Seeweg 1")
    club.writes("Was tun Sie?", "Wir laufen zusammen.")
    club.writes("Ansprechperson", "Jan Lauf")
    club.writes("E-Mail-Adresse der Ansprechperson", f"jan@lauf-{town.organisation.pk}.example")
    club.presses("Verein anmelden")
    club.stands_on("Danke, Ihre Anmeldung ist angekommen")
    club.opens(urlsplit(club.page.get_by_role("link", name="Weiter zur Bestätigung").get_attribute("href")).path)
    club.presses("Ja, bestätigen")
    club.sees("Das Zentrum Ihres Gebiets liest jetzt Ihre Anmeldung")

    lead = people(town.lead)
    lead.opens("/")
    lead.page.get_by_role("link", name=re.compile(rf"^Ansehen.*{name}")).click()
    lead.stands_on(name)
    lead.presses("Aufnehmen")
    lead.sees("Der Verein ist aufgenommen.")

    newcomer = people(kind=kind)
    newcomer.opens(sign_in.link_on(lead))
    newcomer.stands_on(f"Einladung von {name}")
    sign_in.accepts_with_new_account(newcomer, "Jan Lauf")
    newcomer.sees("Willkommen. Ihr Konto ist angelegt.")


def test_somebody_enters_her_own_substitution_by_keyboard(people, scene: Scene, town: Town):
    hired(scene, town, Role.CENTRE_LEAD, "Konrad Kollege")
    lead = people(town.lead, kind=Keyboard)
    lead.opens(f"/netzwerk/organisationen/{town.organisation.pk}/")
    lead.follows("Meine Vertretung")
    lead.stands_on("Wer vertritt mich?")
    lead.reaches(lead.field("Wer vertritt?"))
    lead.page.keyboard.type("Konrad")
    lead.writes("Erster Tag", "1.2.2099")
    lead.writes("Letzter Tag", "14.2.2099")
    lead.presses("Eintragen")
    lead.sees("Die Vertretung ist eingetragen.")
    lead.sees("1.2.2099 – 14.2.2099")


def test_every_page_of_the_network_is_accessible_and_fits(people, scene: Scene, figure):
    looks = Looks()
    for name, person in pages_of_the_network(people, scene):
        looks.at(name, person.page)
    assert looks.faults == {}
    assert NETWORK - looks.templates == set()
    figure("Seiten des Netzwerks, mit axe angesehen", looks.pages)
