"""Anna coordinates a centre and signs in for real: with her password, and with the app where she has one."""

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

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
