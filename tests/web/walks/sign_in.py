"""What people do around their own account: sign in with a code, a recovery code or a passkey, set these up, sign out.

The passkey lives in Chromium's virtual authenticator, which says yes as soon as it is asked.
"""

import time
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from tests.web.walks.people import Person
from tests.web.walks.scene import Member

PASSWORD = "Der Markt hat immer offen"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_of_the_app(secret: str) -> str:
    """What an app with this secret shows now. Waits when the code is about to change."""
    if time.time() % 30 > 25:
        time.sleep(31 - time.time() % 30)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_device(person: Person) -> None:
    """Let her window have a device that makes and keeps passkeys."""
    protocol = person.page.context.new_cdp_session(person.page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def types_password(person: Person, member: Member) -> None:
    """The first step of signing in."""
    person.opens("/anmelden/")
    person.writes("E-Mail-Adresse", member.email)
    person.writes("Passwort", member.password)
    person.presses("Anmelden")


def link_on(person: Person) -> str:
    """The path of the invitation's link, which stands once on the page."""
    return urlsplit(person.page.get_by_label("Link", exact=True).input_value()).path


def accepts_with_new_account(person: Person, name: str) -> None:
    """On the page an invitation leads to."""
    person.writes("Ihr Name", name)
    person.writes("Passwort", PASSWORD)
    person.writes("Passwort noch einmal", PASSWORD)
    person.presses("Konto anlegen und annehmen")


def signs_out(person: Person) -> None:
    """On the phone the button stands in the menu."""
    menu = person.page.locator("details.nav--phone > summary")
    if menu.is_visible():
        menu.click()
    person.presses("Abmelden")
    person.stands_on("Anmelden")


def sets_up_app(person: Person) -> str:
    """From „Mein Konto“ to the recovery codes. Returns the secret."""
    person.opens("/konto/")
    person.stands_on("Mein Konto")
    person.follows("App einrichten")
    person.stands_on("App einrichten")
    secret = person.page.get_by_label("Schlüssel", exact=True).input_value()
    person.writes("Code", code_of_the_app(secret))
    person.presses("App einrichten")
    person.stands_on("Ersatzcodes")
    return secret


def keeps_recovery_codes(person: Person) -> list[str]:
    """Read the ten codes and say that they are kept."""
    codes = person.page.locator(".codes li").all_inner_texts()
    person.presses("Ich habe sie verwahrt")
    expect(person.page.locator(".codes")).to_have_count(0)
    return codes


def confirmed_long_ago(person: Person) -> None:
    """Let her last confirmation be older than five minutes."""
    [key] = [row["value"] for row in person.page.context.cookies() if row["name"] == settings.SESSION_COOKIE_NAME]
    session = SessionStore(key)
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()


def types_code(person: Person, code: str) -> None:
    """The second step of signing in."""
    person.stands_on("Zweite Stufe der Anmeldung")
    person.writes("Code", code)
    person.presses("Anmelden")


def is_in(person: Person) -> None:
    person.sees("Wartet auf mich")


def sets_up_passkey(person: Person) -> None:
    """From „Mein Konto“ through the device to the recovery codes."""
    person.opens("/konto/")
    person.follows("Passkey hinzufügen")
    person.stands_on("Passkey einrichten")
    person.writes("Wie soll er heißen?", "Dienstrechner")
    person.presses("Passkey einrichten")
    person.stands_on("Ersatzcodes")
