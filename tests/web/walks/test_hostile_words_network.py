"""Words that would be a script in the network: what organisations, clubs, people and their views are called, and the
reasons somebody gives.
"""

from itertools import count
from urllib.parse import quote

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from tests.web.account.conftest import SECRET
from tests.web.walks import sign_in
from tests.web.walks.hostile_words import WORDS, Watch, of, types
from tests.web.walks.network_scene import hired, unit_of
from tests.web.walks.people import Person
from tests.web.walks.scene import Member, Scene, Town
from vorort.accounts.models import User
from vorort.demo import accounts
from vorort.network.enums import Role
from vorort.network.models import ClubRegistration, Invitation, Organisation

pytestmark = pytest.mark.full
CLUB = ("name", "address", "purpose", "contact_name")
_numbers = count(1)


@pytest.fixture
def admin(scene: Scene, town: Town) -> Member:
    return hired(scene, town, Role.ORGANISATION_ADMIN, "Verena Verwaltung")


@pytest.fixture
def operator(scene: Scene, town: Town) -> Member:
    return hired(scene, town, Role.OPERATOR, "Olga Betrieb")


def place_of(town: Town) -> str:
    return f"/netzwerk/organisationen/{town.organisation.pk}/"


def address() -> str:
    return f"jemand{next(_numbers)}@ort.example"


def confirmed(person: Person, path: str) -> str:
    """She opens the page and types her password where it is asked for once more; the page's address."""
    person.opens(path)
    if "/bestaetigen/" in person.page.url:
        person.writes("Ihr Passwort", accounts.PASSWORD)
        person.presses("Bestätigen")
    return path


# --- Organisations ----------------------------------------------------------------------------------------------------
@types("network:change name short_name address")
def test_every_word_in_the_name_of_an_organisation_runs_nowhere(watch, operator, town: Town):
    writer, reader = watch.seats(operator), watch.seats(town.lead)
    place = place_of(town)
    for _word in WORDS:
        typed = watch.fills(writer, f"{place}aendern/", "name", "short_name", "address")
        watch.looks(reader, place, of(typed, "name", "address"))
        watch.looks(reader, "/", of(typed, "short_name"))
        watch.looks(reader, f"/netzwerk/?suche={town.organisation.area.code}")
    watch.looks(writer, f"{place}aendern/", of(typed))
    for path in ("/netzwerk/", "/handeln-als/", "/kennzahlen/karte/zentren/"):
        watch.looks(reader, path)


@types("network:found name short_name address", "network:end_organisation why")
def test_words_in_an_organisation_that_is_founded_and_ends_run_nowhere(watch, operator, town: Town):
    writer, reader = watch.seats(operator), watch.seats(town.lead)
    beside = {"kind": "jobcenter", "unit": unit_of(town).key, "exists_from": "1.1.2020", "email": address()}
    typed = watch.fills(writer, "/netzwerk/organisationen/neu/", "name", "short_name", "address", beside=beside)
    place = f"/netzwerk/organisationen/{Organisation.objects.latest('pk').pk}/"
    newcomer = watch.seats()
    watch.looks(newcomer, f"/netzwerk/einladung/{Invitation.objects.latest('pk').token}/", of(typed, "name"))
    for person in (writer, reader):
        watch.looks(person, place, of(typed, "name", "address"))
    watch.looks(writer, f"{place}mitglieder/", of(typed, "name"))
    watch.fills(writer, f"{place}beenden/", "why")
    assert Organisation.objects.latest("pk").ended_on is not None
    for person in (writer, reader):
        watch.looks(person, place, of(typed, "name"))
        watch.looks(person, "/nachrichten/")


# --- People -----------------------------------------------------------------------------------------------------------
@types("network:invite name", "network:invitation name")
def test_words_in_the_name_of_somebody_invited_run_nowhere(watch, admin, town: Town):
    inviting, place = watch.seats(admin), place_of(town)
    beside = {"email": address(), "roles": ["coordinator"]}
    typed = watch.fills(inviting, f"{place}mitglieder/einladen/", "name", beside=beside)
    watch.looks(inviting, f"{place}mitglieder/", of(typed))
    newcomer = watch.seats()
    link = f"/netzwerk/einladung/{Invitation.objects.latest('pk').token}/"
    secret = dict.fromkeys(("password", "password_again"), sign_in.PASSWORD)
    own = watch.fills(newcomer, link, "name", beside=secret)
    watch.looks(newcomer, "/")
    watch.looks(newcomer, "/konto/", of(own))
    watch.looks(inviting, f"{place}mitglieder/", of(own))
    watch.looks(inviting, "/konto/zweite-stufe-anderer/", of(own))
    watch.looks(watch.seats(town.lead), f"/netzwerk/mitgliedschaften/{town.lead.capacity.id}/vertretung/")


@types("account:name name")
def test_every_word_in_the_name_of_a_person_runs_nowhere(watch, admin, town: Town):
    lead, colleague = watch.seats(town.lead), watch.seats(admin)
    for _word in WORDS:
        typed = watch.fills(lead, "/konto/name/", "name")
        watch.looks(lead, "/konto/", of(typed))
        watch.looks(colleague, f"{place_of(town)}mitglieder/", of(typed))
    watch.looks(lead, "/konto/name/", of(typed))
    watch.looks(colleague, "/konto/zweite-stufe-anderer/", of(typed))
    key = town.lead.capacity.id
    for path in ("weitere-rolle/", "beenden/"):
        watch.looks(colleague, f"/netzwerk/mitgliedschaften/{key}/{path}", of(typed))


@types("account:block reason")
def test_words_in_the_reasons_of_blocking_run_nowhere(watch, operator, town: Town):
    writer, key = watch.seats(operator), town.coordinator.capacity.user_id
    path = confirmed(writer, f"/konto/konten/{key}/sperre/")
    for active, button in ((False, "Konto sperren"), (True, "Sperre aufheben")):
        watch.fills(writer, path, "reason", button=button)
        assert User.objects.get(pk=key).is_active is active
        for other in (path, "/konto/zweite-stufe-anderer/"):
            watch.looks(writer, other)
    watch.looks(watch.seats(town.coordinator), "/nachrichten/")


@types("account:restore reason")
def test_words_in_the_reason_of_restoring_are_read_by_the_person(watch, admin, town: Town):
    key = town.coordinator.capacity.user_id
    TOTP.activate(User.objects.get(pk=key), SECRET)
    writer = watch.seats(admin)
    typed = watch.fills(writer, confirmed(writer, f"/konto/zweite-stufe-anderer/{key}/"), "reason")
    reader = watch.seats(town.coordinator)
    watch.looks(reader, "/nachrichten/", of(typed))
    for path in ("/", "/konto/"):
        watch.looks(reader, path)


@types("account:add_passkey name")
def test_words_in_the_name_of_a_passkey_run_nowhere(watch, town: Town):
    person = watch.seats(town.lead)
    sign_in.give_device(person)
    confirmed(person, "/konto/passkeys/neu/")
    typed = watch.types_into(person, "name")
    person.presses("Passkey einrichten")
    person.stands_on("Ersatzcodes")
    watch.looks(person, "/konto/", of(typed))
    person.page.locator("a[href^='/konto/passkeys/'][href$='/entfernen/']").click()
    watch.judges(person, of(typed))


# --- Clubs ------------------------------------------------------------------------------------------------------------
def registers(watch: Watch, town: Town) -> tuple[list[str], ClubRegistration]:
    """A stranger registers her club and confirms her address."""
    stranger = watch.seats()
    beside = {"kind": "association", "unit": unit_of(town).key, "contact_email": address()}
    typed = watch.fills(stranger, "/netzwerk/verein-anmelden/", *CLUB, beside=beside)
    registration = ClubRegistration.objects.latest("pk")
    path = f"/netzwerk/verein-anmelden/{registration.token}/"
    watch.looks(stranger, path, of(typed, "name"))
    stranger.presses("Ja, bestätigen")
    watch.judges(stranger, [])
    return of(typed), registration


@types("network:club name address purpose contact_name", "network:registration name reason")
def test_words_of_a_club_run_nowhere(watch, scene: Scene, town: Town):
    lead = watch.seats(town.lead)
    for answer, button in (("reason", "Ablehnen"), ("name", "Aufnehmen")):
        words, registration = registers(watch, town)
        path = f"/netzwerk/anmeldungen/{registration.pk}/"
        watch.looks(lead, path, words)
        watch.looks(lead, "/")
        watch.looks(lead, "/netzwerk/anmeldungen/", words[:1])
        typed = watch.fills(lead, path, answer, button=button)
        watch.looks(lead, path, [*words, *of(typed)])
    place = f"/netzwerk/organisationen/{Organisation.objects.latest('pk').pk}/"
    watch.looks(lead, place, of(typed))
    newcomer = watch.seats()
    watch.looks(newcomer, f"/netzwerk/einladung/{Invitation.objects.latest('pk').token}/", of(typed))
    for path in ("/netzwerk/", "/netzwerk/anmeldungen/", "/nachrichten/"):
        watch.looks(lead, path)


# --- Views of the list ------------------------------------------------------------------------------------------------
@types("funding:views name", "funding:view name")
def test_every_word_in_the_name_of_a_view_runs_nowhere(watch, town: Town):
    lead = watch.seats(town.lead)
    for _word in WORDS:
        typed = watch.fills(lead, "/foerderung/?stand=alle", "name", button="Speichern")
        for path in ("/foerderung/", "/foerderung/ansichten/"):
            watch.looks(lead, path, of(typed))
    renamed = watch.fills(lead, "/foerderung/ansichten/", "name")
    watch.looks(lead, "/foerderung/ansichten/", of(renamed))
    watch.looks(lead, "/", [])


# --- What takes no words ----------------------------------------------------------------------------------------------
@types(
    "network:club name address purpose contact_name contact_email",
    "network:found name short_name address email planned_from exists_from",
    "network:invite name email valid_to",
    "network:grant valid_to",
    "network:substitution valid_from valid_to",
    "account_login login",
    "account:members suche",
)
def test_words_where_an_address_or_a_day_belongs_are_shown_again(watch, admin, operator, scene: Scene, town: Town):
    hired(scene, town, Role.CENTRE_LEAD, "Konrad Kollege")
    nobody, manager, founder = watch.seats(), watch.seats(admin), watch.seats(operator)
    place, key = place_of(town), town.lead.capacity.id
    watch.is_refused(nobody, "/netzwerk/verein-anmelden/", "contact_email")
    watch.is_refused(nobody, "/anmelden/", "login")
    watch.is_refused(founder, "/netzwerk/organisationen/neu/", "email")
    watch.is_refused(manager, f"{place}mitglieder/einladen/", "email")
    watch.is_refused(manager, f"/netzwerk/mitgliedschaften/{key}/weitere-rolle/", "valid_to")
    watch.is_refused(manager, f"/netzwerk/mitgliedschaften/{key}/vertretung/", "valid_from")
    watch.looks(manager, f"/konto/zweite-stufe-anderer/?suche={quote(WORDS[1])}", [WORDS[1]])
