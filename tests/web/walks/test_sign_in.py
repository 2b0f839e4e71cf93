"""Signing in with an app, a recovery code and a passkey, in a real browser; by mouse, keyboard and finger."""

import re

import pytest

from tests.live_site import serve
from tests.web.walks import sign_in
from tests.web.walks.looks import Looks, faults_of, template_of
from tests.web.walks.network_scene import hired
from tests.web.walks.people import Keyboard, Person, Phone, WithoutScript
from tests.web.walks.scene import Member, Scene
from tests.web.walks.whole_pages import ACCOUNT, DUTY, RESTORING
from vorort.accounts.models import User
from vorort.core.actor import SYSTEM
from vorort.demo import stage
from vorort.network import actions as network
from vorort.network.enums import Role

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", [Person, Keyboard, Phone, WithoutScript])
def test_a_code_of_the_app_and_a_recovery_code_sign_in(people, town, kind):
    lead = people(kind=kind)
    sign_in.types_password(lead, town.lead)
    sign_in.is_in(lead)
    secret = sign_in.sets_up_app(lead)
    codes = sign_in.keeps_recovery_codes(lead)
    assert len(set(codes)) == 10
    lead.opens("/konto/")
    lead.sees("noch 10 von 10")

    sign_in.signs_out(lead)
    sign_in.types_password(lead, town.lead)
    sign_in.types_code(lead, "000000")
    lead.sees("Dieser Code stimmt nicht oder ist abgelaufen.")
    sign_in.types_code(lead, sign_in.code_of_the_app(secret))
    sign_in.is_in(lead)

    sign_in.signs_out(lead)
    sign_in.types_password(lead, town.lead)
    sign_in.types_code(lead, codes[3])
    sign_in.is_in(lead)
    lead.opens("/konto/")
    lead.sees("noch 9 von 10")

    sign_in.signs_out(lead)
    sign_in.types_password(lead, town.lead)
    sign_in.types_code(lead, codes[3])
    lead.sees("Dieser Code stimmt nicht oder ist abgelaufen.")


@pytest.mark.parametrize("kind", [Person, Keyboard, Phone])
def test_a_passkey_signs_in_without_a_password_and_confirms(people, town, kind):
    lead = people(kind=kind)
    sign_in.give_device(lead)
    sign_in.types_password(lead, town.lead)
    sign_in.is_in(lead)
    sign_in.sets_up_passkey(lead)
    sign_in.keeps_recovery_codes(lead)
    lead.opens("/konto/")
    lead.sees("Dienstrechner")

    sign_in.signs_out(lead)
    lead.presses("Mit Passkey anmelden")
    sign_in.is_in(lead)

    sign_in.signs_out(lead)
    sign_in.types_password(lead, town.lead)
    lead.stands_on("Zweite Stufe der Anmeldung")
    lead.presses("Mit Passkey bestätigen")
    sign_in.is_in(lead)

    lead.opens("/konto/bestaetigen/passkey/?next=/konto/")
    lead.presses("Mit Passkey bestätigen")
    lead.stands_on("Mein Konto")
    lead.follows(re.compile("^Entfernen"))
    lead.presses("Passkey entfernen")
    lead.sees("Die zweite Stufe ist entfernt.")


@pytest.fixture
def strict_site(monkeypatch, committed_database, static_folder):
    """A site of its own on which the marked roles need their second factor."""
    monkeypatch.setenv("SECOND_FACTOR_REQUIRED", "yes")
    with serve(committed_database, static_folder) as address:
        yield address


def sets_up_what_her_role_needs(person):
    person.stands_on("Diese Rolle braucht die zweite Stufe")
    person.follows("App einrichten")
    secret = person.page.get_by_label("Schlüssel", exact=True).input_value()
    person.writes("Code", sign_in.code_of_the_app(secret))
    person.presses("App einrichten")
    sign_in.keeps_recovery_codes(person)


def test_a_lead_without_a_factor_is_led_to_set_one_up_and_then_gets_in(strict_site, new_context):
    town = Scene.build().new_town()
    lead = Person(new_context().new_page(), strict_site)
    sign_in.types_password(lead, town.lead)
    lead.stands_on("Diese Rolle braucht die zweite Stufe")
    assert {template_of(lead.page)} == DUTY
    assert faults_of(lead.page) == []
    lead.opens("/foerderung/")
    lead.stands_on("Diese Rolle braucht die zweite Stufe")
    sets_up_what_her_role_needs(lead)
    lead.opens("/")
    sign_in.is_in(lead)
    coordinator = Person(new_context().new_page(), strict_site)
    sign_in.types_password(coordinator, town.coordinator)
    sign_in.is_in(coordinator)


@pytest.mark.parametrize("kind", [Keyboard, Phone])
def test_somebody_is_invited_sets_up_the_second_step_and_begins_her_first_application(strict_site, new_context, kind):
    scene = Scene.build()
    town = scene.new_town()
    admin = Person(new_context().new_page(), strict_site)
    sign_in.types_password(admin, hired(scene, town, Role.ORGANISATION_ADMIN, "Verena Verwaltung"))
    sets_up_what_her_role_needs(admin)
    admin.opens(f"/netzwerk/organisationen/{town.organisation.pk}/mitglieder/")
    admin.follows("Jemanden einladen")
    admin.writes("Name", "Ingrid Neu")
    admin.writes("E-Mail-Adresse", f"ingrid@ort-{town.organisation.pk}.example")
    admin.chooses(admin.page.get_by_label(str(Role.CENTRE_LEAD.label), exact=True))
    admin.presses("Einladen")

    newcomer = kind(new_context(**kind.window).new_page(), strict_site)
    newcomer.opens(sign_in.link_on(admin))
    sign_in.accepts_with_new_account(newcomer, "Ingrid Neu")
    sets_up_what_her_role_needs(newcomer)
    newcomer.begins_application()
    newcomer.writes_details()
    newcomer.sees_saved()
    assert faults_of(newcomer.page) == []


def test_a_device_that_refuses_says_so_and_can_be_asked_again(people):
    nobody = people()
    sign_in.give_device(nobody)
    nobody.opens("/anmelden/")
    nobody.presses("Mit Passkey anmelden")
    nobody.sees("Das hat nicht geklappt oder wurde abgebrochen.")
    nobody.stands_on("Anmelden")


def test_an_ended_sign_in_writes_nothing_and_shows_what_was_typed(people, town):
    at_work, at_home = people(), people()
    for window in (at_work, at_home):
        sign_in.types_password(window, town.lead)
        sign_in.is_in(window)
    at_work.opens("/konto/name/")
    at_work.writes("Name", "Anna Neu")
    at_home.opens("/konto/")
    at_home.presses("Alle anderen beenden")
    at_home.sees("dieser Browser")
    at_work.presses("Speichern")
    at_work.stands_on("Sie sind abgemeldet")
    assert at_work.page.locator("textarea.typed").input_value() == "Anna Neu"


def test_every_page_of_the_account_is_accessible_and_fits(people, town):
    looks = Looks()

    def looks_at(name, person):
        looks.at(name, person.page)

    nobody = people()
    nobody.opens("/passwort-vergessen/")
    looks_at("passwort-vergessen", nobody)
    for name in ("gesendet", "gesetzt", "1/abgelaufen"):
        nobody.opens(f"/passwort-vergessen/{name}/")
        looks_at(name, nobody)

    lead = people()
    sign_in.give_device(lead)
    sign_in.types_password(lead, town.lead)
    for name in (
        "",
        "name/",
        "e-mail/",
        "e-mail/bestaetigen/falsch/",
        "passwort/",
        "passkeys/neu/",
        "app/",
        "bestaetigen/",
    ):
        lead.opens(f"/konto/{name}")
        looks_at(f"konto/{name}", lead)
    for path, button in (("passwort/", "Passwort ändern"), ("app/", "App einrichten"), ("bestaetigen/", "Bestätigen")):
        lead.opens(f"/konto/{path}")
        lead.presses(button)
        lead.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
        looks_at(f"konto/{path}-fehler", lead)
    secret = sign_in.sets_up_app(lead)
    looks_at("ersatzcodes", lead)
    sign_in.keeps_recovery_codes(lead)
    lead.opens("/konto/passkeys/neu/")
    lead.presses("Passkey einrichten")
    lead.stands_on("Mein Konto")
    looks_at("konto-mit-allem", lead)
    for name in ("app/entfernen/", "ersatzcodes/", "bestaetigen/code/", "bestaetigen/passkey/"):
        lead.opens(f"/konto/{name}")
        looks_at(f"konto/{name}", lead)
    lead.opens("/konto/")
    lead.follows(re.compile("^Entfernen"))
    looks_at("passkey-entfernen", lead)
    sign_in.signs_out(lead)
    sign_in.types_password(lead, town.lead)
    looks_at("zweite-stufe", lead)
    sign_in.types_code(lead, "000000")
    looks_at("zweite-stufe-fehler", lead)
    assert len(secret) == 32
    assert looks.faults == {}
    assert ACCOUNT - looks.templates == set()


def test_the_admin_restores_what_a_colleague_lost(people, town):
    lead, user = people(), User.objects.get(pk=town.coordinator.capacity.user_id)
    sign_in.types_password(lead, town.lead)
    sign_in.sets_up_app(lead)
    sign_in.keeps_recovery_codes(lead)
    sign_in.signs_out(lead)

    role = network.grant_role(actor=SYSTEM, user=user, organisation=town.organisation, role=Role.ORGANISATION_ADMIN)
    admin = people(Member(stage.capacity_of(role), user.email))
    admin.opens("/konto/zweite-stufe-anderer/")
    assert faults_of(admin.page) == []
    admin.follows(re.compile(r"^Zweite Stufe entfernen\s*: Leitung"))
    admin.stands_on("Bitte bestätigen Sie, dass Sie es sind")
    admin.writes("Ihr Passwort", town.coordinator.password)
    admin.presses("Bestätigen")
    assert faults_of(admin.page) == []
    assert {template_of(admin.page)} == RESTORING
    admin.presses("Zweite Stufe entfernen")
    admin.sees("Fehler:")
    admin.writes("Warum?", "Telefon verloren, am Schalter ausgewiesen")
    admin.presses("Zweite Stufe entfernen")
    admin.sees("keine eingerichtet")

    sign_in.types_password(lead, town.lead)
    sign_in.is_in(lead)
    lead.opens("/nachrichten/")
    lead.sees("Grund: Telefon verloren, am Schalter ausgewiesen")
