"""Opens the pages that stop somebody, each for its real cause; for a fault of ours there is an address that fails."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from tests.web.walks.every_page import Pages, Sit, file_of
from tests.web.walks.network_scene import hired
from tests.web.walks.people import Person
from tests.web.walks.scene import Scene
from tests.web.walks.way import Way
from vorort.accounts import mail
from vorort.accounts.models import User
from vorort.core.actor import SYSTEM
from vorort.network import actions
from vorort.network.enums import Role
from vorort.network.models import Membership

ATTEMPTS = 30  # at signing in, from one line within a minute


def pages_that_stop(sit: Sit, scene: Scene) -> Pages:
    """What did not work, and the two links that work once."""
    yield from faults_of_ours(sit())
    yield from old_forms(sit, scene)
    yield from links(sit, scene)
    without = hired(scene, scene.new_town(), Role.VOLUNTEER, "Viola Vorbei")
    actions.end_membership(actor=SYSTEM, membership=Membership.objects.get(pk=without.capacity.id))
    roleless = sit(without)
    roleless.opens("/")
    yield "keine-rolle", roleless
    yield from too_often(sit())


def faults_of_ours(nobody: Person) -> Pages:
    for status in (400, 403, 500, 503):
        nobody.opens(f"/geht-nicht/{status}/")
        yield f"geht-nicht-{status}", nobody


def old_forms(sit: Sit, scene: Scene) -> Pages:
    """A form older than the sign-in, one made for another role, and the question before leaving."""
    town = scene.new_town()
    lead = sit(town.lead)
    lead.opens("/konto/name/")
    lead.writes("Name", "Lena Leitung")
    lead.page.context.clear_cookies(name="csrftoken")
    lead.presses("Speichern")
    lead.stands_on("Diese Seite war zu lange offen")
    yield "zu-lange-offen", lead
    Way(scene, town).begin()
    lead.opens(f"{file_of(town)}zurueckziehen/")
    lead.writes("Warum?", "Der Träger springt ab.")
    lead.page.locator("main input[name=capacity]").first.evaluate("field => { field.value = '0' }")
    lead.presses("Antrag zurückziehen")
    lead.stands_on("Sie handeln inzwischen in einer anderen Rolle")
    yield "andere-rolle", lead
    lead.opens("/abmelden/")
    yield "abmelden", lead


def links(sit: Sit, scene: Scene) -> Pages:
    """Behind the mailed links: a new password, with errors, and a new address."""
    town = scene.new_town()
    user = User.objects.get(pk=town.lead.capacity.user_id)
    forgetful, lead = sit(), sit(town.lead)
    key = default_token_generator.make_token(user)
    forgetful.opens(reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key]))
    forgetful.stands_on("Neues Passwort setzen")
    yield "neues-passwort", forgetful
    forgetful.presses("Passwort setzen")
    forgetful.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "neues-passwort-fehler", forgetful
    lead.opens(reverse("account:confirm_email", args=[mail.address_token(user, "lena@ort.example")]))
    yield "neue-adresse-erst-bestaetigen", lead
    lead.writes("Ihr Passwort", town.lead.password)
    lead.presses("Bestätigen")
    lead.stands_on("Neue E-Mail-Adresse bestätigen")
    yield "neue-adresse", lead


def too_often(nobody: Person) -> Pages:
    nobody.opens("/anmelden/")
    token = nobody.page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    wrong = {"csrfmiddlewaretoken": token, "login": "niemand@vorort.example", "password": "falsch"}
    for _attempt in range(ATTEMPTS):
        nobody.page.context.request.post(nobody.page.url, form=wrong)
    nobody.writes("E-Mail-Adresse", "niemand@vorort.example")
    nobody.writes("Passwort", "falsch")
    nobody.presses("Anmelden")
    nobody.stands_on("Das waren zu viele Versuche")
    yield "zu-viele-versuche", nobody
