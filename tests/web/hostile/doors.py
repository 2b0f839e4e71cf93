"""Every form beside the path with its door open: whoever it asks for stands before it, with the password and the code
typed, a passkey, recovery codes, a link by mail, a centre that is planned.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.network.factories import organisation
from tests.web import network_posts
from tests.web.account.conftest import PASSWORD, SECRET, Browser, code_now
from tests.web.account.test_forgotten_password import NEW, link_for
from tests.web.hostile.other_forms import REASON, Form
from tests.web.posts import filled, form_of
from tests.web.scene import Scene
from vorort.accounts import mail
from vorort.accounts.models import User

NEW_ADDRESS = "anna.neu@ort.example"
RIGHT: dict[str, dict[str, str]] = {
    "account_login": {"login": "anna@ort.example", "password": PASSWORD},
    "account_reset_password": {"email": "anna@ort.example"},
    "account_reset_password_from_key": {"password1": NEW, "password2": NEW},
    "account_reauthenticate": {"password": PASSWORD},
    "account:name": {"name": "Anna Neu"},
    "account:email": {"email": NEW_ADDRESS},
    "account:password": {"password": NEW, "again": NEW},
    "account:recovery_codes": {"kept": ""},
    "account:restore": REASON,
    "account:block": REASON,
    "account_logout": {"next": "/bausteine/"},
    "language": {"language": "en"},
}


class Doors:
    """The scene with Anna in it, who has every factor; and of the others whatever a form asks for."""

    def __init__(self, scene: Scene, anna: User) -> None:
        self.scene, self.anna = scene, anna
        self.planned = organisation("Zentrum in Planung", planned_from=date(2026, 12, 1))
        User.objects.create_user(email="clerk@vorort.example", name="Sachbearbeitung")
        TOTP.activate(User.objects.get(pk=scene.world.district.coordinator.user_id), SECRET)

    @cached_property
    def at_the_second_step(self) -> str:
        """The session in which she has typed her password and nothing else."""
        browser = Browser()
        assert browser.types_password(self.anna)["Location"] == "/anmelden/zweite-stufe/"
        return key_of(browser)

    @cached_property
    def inside(self) -> str:
        """The session in which she has just typed her code too."""
        browser = with_session(self.at_the_second_step)
        assert browser.types_code(code_now())["Location"] == "/"
        return key_of(browser)

    @cached_property
    def link(self) -> tuple[str, str]:
        """The session of whoever has opened the link for a new password, and where it led."""
        browser = Browser()
        page = browser.get(link_for(self.anna))["Location"]
        return key_of(browser), page

    def browser(self, who: str) -> Client:
        """As ``who`` of ``other_forms``; the same whatever was sent before."""
        match who:
            case "":
                return Client()
            case "anna":
                return with_session(self.inside)
            case "at_the_second_step":
                return with_session(self.at_the_second_step)
            case "who_has_the_link":
                return with_session(self.link[0])
        browser: Client = getattr(self.scene, who)
        return browser

    def path(self, form: Form) -> str:
        """The address of the form, for whoever stands before it."""
        match form.route, form.who:
            case "account:remove_passkey", "anna":
                passkey = Authenticator.objects.get(user=self.anna, type=Authenticator.Type.WEBAUTHN)
                return reverse(form.route, args=[passkey.pk])
            case "account:confirm_email", "anna":
                return reverse(form.route, args=[mail.address_token(self.anna, NEW_ADDRESS)])
            case "network:open_centre", _:
                return reverse(form.route, args=[self.planned.pk])
            case _, "who_has_the_link":
                return self.link[1]
        return self.scene.path(form.route, form.stage)

    def send(self, form: Form, typed: Mapping[str, Any]) -> Any:
        """The answer to ``typed``, with what the page itself puts into the form."""
        browser = self.browser(form.who)
        browser.raise_request_exception = False
        return getattr(browser, "send", browser.post)(self.path(form), typed)

    def opened(self, form: Form) -> dict[str, Any]:
        """Sign in whoever the form asks for; what stands in it beside the names that are tried."""
        self.browser(form.who)
        cache.clear()  # a code counts once, and so many tries a minute
        return filled(self.path(form)) if form.stage else dict(form.right)

    def right(self, form: Form) -> dict[str, Any]:
        """The form as somebody fills it in who wants nothing but what it is for."""
        match form.route:
            case "mfa_authenticate" | "mfa_reauthenticate":
                return {"code": code_now()}
            case "capacity":
                return {"chosen": str(self.scene.lead.capacity.id)}
            case "funding:attachments":
                return {"version": "5", "remove": str(self.scene.applications["draft"].attachments.get().pk)}
            case "funding:publish_call":
                return filled(self.path(form)) | {"ask": ""}
        if form.route.startswith("funding:"):
            return form_of(form.route, self.path(form), self.scene, form.stage or "submitted")
        return RIGHT.get(form.route) or network_posts.filled(form.route)


def key_of(browser: Client) -> str:
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def with_session(key: str) -> Browser:
    browser = Browser()
    browser.cookies[settings.SESSION_COOKIE_NAME] = key
    return browser
