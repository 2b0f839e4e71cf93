"""Anna, who signs in for real, as in tests/web/account; here she is the one somebody is after."""

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from tests.network.factories import organisation
from tests.web.account.conftest import SECRET, Browser, person, with_passkey
from tests.web.hostile.doors import Doors
from tests.web.scene import Scene
from vorort.accounts.models import User
from vorort.network.enums import Role

__all__ = ["with_passkey"]  # a fixture: Anna with a passkey


@pytest.fixture
def anna(db: None) -> User:
    """Coordination of a centre, with a password and no second factor."""
    cache.clear()
    return person("Anna", Role.COORDINATOR, organisation("Zentrum Beispielkreis"))


@pytest.fixture
def anna_with_app(anna: User) -> User:
    """Anna, who types a code after her password."""
    TOTP.activate(anna, SECRET)
    return anna


@pytest.fixture
def annas_browser(anna: User) -> Browser:
    """She has just typed her password."""
    browser = Browser()
    assert browser.types_password(anna)["Location"] == "/"
    return browser


@pytest.fixture
def doors(scene: Scene, anna_with_app: User, with_passkey: User, settings: Any) -> Doors:
    """Anna has an app, a passkey and recovery codes; mail goes out."""
    settings.MAIL_FROM = "vorort@land.example"
    RecoveryCodes.activate(anna_with_app)
    return Doors(scene, anna_with_app)
