"""Delicate steps ask once more who is sitting there: the password, a code or the passkey, good for five minutes.

A page of an export, a removal or a new address is marked ``reauthenticated``. Nothing posted is kept meanwhile.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.http import HttpRequest
from django.utils.http import urlencode

from vorort.accounts.models import User


def reauthenticated(view: Any) -> Any:
    """Mark a view that opens only to somebody who has confirmed herself within the last five minutes.

    Otherwise the middleware leads there and back.
    """
    return reauthentication_required(view)


def sign_in(request: HttpRequest, user: User) -> None:
    """Sign in somebody who has just chosen her password; that counts as confirmed."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, method="password")


def where_to_confirm(request: HttpRequest, back: str, *, by_factor: bool = False) -> str:
    """The page where the signed-in person confirms herself, and from which she comes back to ``back``.

    ``by_factor``: the password is not enough there.
    """
    methods = get_adapter().get_reauthentication_methods(request.user)
    ways = [way["url"] for way in methods if way["id"].startswith("mfa") or not by_factor]
    return f"{ways[0]}?{urlencode({REDIRECT_FIELD_NAME: back})}"
