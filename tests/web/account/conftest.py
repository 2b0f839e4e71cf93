"""Anna coordinates a centre and signs in for real: with her password, and with the app where she has one."""

import hashlib
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from tests.network.factories import membership, organisation
from vorort.accounts.models import User
from vorort.network.capacity import of_membership
from vorort.network.enums import Role

PASSWORD = "dreizehn Birnen im Korb"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Browser(Client):
    """A browser with a name. ``types_…`` fill in what a person fills in."""

    def __init__(self, user_agent="Mozilla/5.0 (X11; Linux) Firefox/145.0"):
        super().__init__(headers={"User-Agent": user_agent})

    def types_password(self, user, password=PASSWORD):
        return self.post("/anmelden/", {"login": user.email, "password": password})

    def types_code(self, code):
        return self.post("/anmelden/zweite-stufe/", {"code": code})

    def text(self, path):
        return self.get(path).content.decode()


def person(name, role, place):
    user = User.objects.create_user(email=f"{name.lower()}@ort.example", name=name, password=PASSWORD)
    user.capacity = of_membership(membership(user, place, role))
    return user


def code_now(step=0):
    """What the app shows ``step`` half minutes from now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


@pytest.fixture
def centre(db):
    return organisation("Zentrum Beispielkreis")


@pytest.fixture
def anna(centre):
    return person("Anna", Role.COORDINATOR, centre)


@pytest.fixture
def browser():
    return Browser()


@pytest.fixture
def signed_in(browser, anna):
    """Anna's browser; she has just typed her password."""
    assert browser.types_password(anna)["Location"] == "/"
    return browser


@pytest.fixture
def with_app(anna):
    TOTP.activate(anna, SECRET)
    return anna


@pytest.fixture
def with_passkey(anna):
    """Anna with a passkey that lies in a drawer: it was set up, and nothing here can sign with it."""
    public_key = ES256.from_cryptography_key(ec.derive_private_key(7, ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(bytes(16), b"anna", public_key)
    proof = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), 0x41, 0, attested)
    asked = CollectedClientData.create(type="webauthn.create", challenge=bytes(16), origin="https://testserver")
    response = {
        "clientDataJSON": websafe_encode(asked),
        "attestationObject": websafe_encode(AttestationObject.create("none", proof, {})),
    }
    key = websafe_encode(b"anna")
    credential = {"id": key, "rawId": key, "type": "public-key", "response": response}
    Authenticator.objects.create(
        user=anna, type=Authenticator.Type.WEBAUTHN, data={"name": "Schublade", "credential": credential}
    )
    return anna
