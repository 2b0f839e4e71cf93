"""Opens every page of the network in the state that shows most: thirty rows, errors, links shown once."""

from tests.web.walks import sign_in
from tests.web.walks.every_page import Pages, Sit
from tests.web.walks.network_scene import fill, hired, registered
from tests.web.walks.people import Person
from tests.web.walks.scene import Member, Scene, Town
from vorort.demo import accounts
from vorort.network import actions
from vorort.network.enums import Role
from vorort.network.models import Invitation


def pages_of_the_network(sit: Sit, scene: Scene) -> Pages:
    """What admins, the operator, centres, clubs and the invited see."""
    town = scene.new_town()
    admin = hired(scene, town, Role.ORGANISATION_ADMIN, "Verena Verwaltung")
    fill(town, admin)
    yield from members(sit(admin), town)
    yield from invited(sit, town, admin)
    yield from clubs(sit, town)
    yield from desk(sit(hired(scene, town, Role.OPERATOR, "Olaf Betrieb")), town)
    yield from undecided(sit(), scene)


def members(person: Person, town: Town) -> Pages:
    """Thirty people, and every form with its errors."""
    place, lead = town.organisation.pk, town.lead.capacity.id
    for name, path in {
        "netzwerk": "/netzwerk/",
        "organisation-eigene": f"/netzwerk/organisationen/{place}/",
        "mitglieder": f"/netzwerk/organisationen/{place}/mitglieder/",
        "rolle-beenden": f"/netzwerk/mitgliedschaften/{lead}/beenden/",
    }.items():
        person.opens(path)
        yield name, person
    for name, path, button in (
        ("einladen", f"/netzwerk/organisationen/{place}/mitglieder/einladen/", "Einladen"),
        ("weitere-rolle", f"/netzwerk/mitgliedschaften/{lead}/weitere-rolle/", "Rolle geben"),
        ("vertretung", f"/netzwerk/mitgliedschaften/{lead}/vertretung/", "Eintragen"),
    ):
        person.opens(path)
        yield name, person
        person.presses(button)
        person.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
        yield f"{name}-fehler", person
    person.opens(f"/netzwerk/organisationen/{place}/mitglieder/")
    person.page.get_by_role("button", name="Neuen Link senden").first.click()
    person.sees("Der Link, einmal zum Weitergeben")
    yield "mitglieder-link", person


def invited(sit: Sit, town: Town, admin: Member) -> Pages:
    """The page behind the link for a newcomer, for somebody signed in, and when it is over."""
    first, second = Invitation.objects.unanswered().filter(organisation=town.organisation)[:2]
    newcomer = sit()
    newcomer.opens(f"/netzwerk/einladung/{first.token}/")
    yield "einladung", newcomer
    newcomer.presses("Konto anlegen und annehmen")
    newcomer.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "einladung-fehler", newcomer
    signed_in = sit(town.lead)
    signed_in.opens(f"/netzwerk/einladung/{first.token}/")
    yield "einladung-angemeldet", signed_in
    actions.revoke_invitation(actor=admin.capacity, invitation=second)
    newcomer.opens(f"/netzwerk/einladung/{second.token}/")
    yield "einladung-vorbei", newcomer


def clubs(sit: Sit, town: Town) -> Pages:
    """The public form with errors, the link, and the centre's desk of thirty rows."""
    nobody, lead = sit(), sit(town.lead)
    nobody.opens("/netzwerk/verein-anmelden/")
    yield "verein", nobody
    nobody.presses("Verein anmelden")
    nobody.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "verein-fehler", nobody
    nobody.opens("/netzwerk/verein-anmelden/angekommen/")
    yield "verein-angekommen", nobody
    twin = registered(town, 0)
    nobody.opens(f"/netzwerk/verein-anmelden/{twin.token}/")
    yield "verein-bestaetigt", nobody
    lead.opens("/")
    yield "start-mit-vereinen", lead
    lead.opens("/netzwerk/anmeldungen/")
    yield "anmeldungen", lead
    lead.opens(f"/netzwerk/anmeldungen/{twin.pk}/")
    yield "anmeldung", lead
    lead.presses("Ablehnen")
    lead.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "anmeldung-fehler", lead


def desk(operator: Person, town: Town) -> Pages:
    """Founding, changing, opening and ending organisations, and blocking an account, with errors."""
    place, lead = town.organisation.pk, town.lead.capacity.user_id
    operator.opens(f"/netzwerk/organisationen/{place}/aendern/")
    yield "angaben", operator
    for name, path, button in (
        ("beenden", f"/netzwerk/organisationen/{place}/beenden/", "Organisation jetzt beenden"),
        ("sperren", f"/konto/konten/{lead}/sperre/", "Konto sperren"),
    ):
        operator.opens(path)
        if "/bestaetigen/" in operator.page.url:  # before she blocks somebody, her password is asked for once more
            operator.writes("Ihr Passwort", accounts.PASSWORD)
            operator.presses("Bestätigen")
        yield name, operator
        operator.presses(button)
        operator.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
        yield f"{name}-fehler", operator
    operator.writes("Warum?", "Das Konto ist in fremden Händen.")
    sign_in.confirmed_long_ago(operator)
    operator.presses("Konto sperren")
    operator.stands_on("Bitte bestätigen Sie, dass Sie es sind")
    yield "sperren-zu-spaet", operator
    operator.opens(f"/netzwerk/organisationen/{place}/eroeffnen/")
    yield "eroeffnen-geht-nicht", operator
    operator.opens("/konto/zweite-stufe-anderer/")
    yield "konten", operator
    operator.opens("/netzwerk/organisationen/neu/")
    yield "gruenden", operator
    operator.presses("Gründen und einladen")
    operator.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "gruenden-fehler", operator


def undecided(newcomer: Person, scene: Scene) -> Pages:
    """Somebody with two roles who has chosen none."""
    town = scene.new_town()
    admin = hired(scene, town, Role.ORGANISATION_ADMIN, "Vera Verwaltung")
    invitation = actions.invite(
        actor=admin.capacity,
        organisation=town.organisation,
        email=f"zweifach@ort-{town.organisation.pk}.example",
        roles=[Role.COORDINATOR, Role.CENTRE_LEAD],
    )
    newcomer.opens(f"/netzwerk/einladung/{invitation.token}/")
    newcomer.writes("Ihr Name", "Zoe Zweifach")
    newcomer.writes("Passwort", "Der Markt hat immer offen")
    newcomer.writes("Passwort noch einmal", "Der Markt hat immer offen")
    newcomer.presses("Konto anlegen und annehmen")
    newcomer.stands_on("Als wen handeln Sie?")
    yield "als-wen", newcomer
