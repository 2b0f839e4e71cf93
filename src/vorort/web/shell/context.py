"""What every template knows: the operator, the navigation, the acting capacity and the number of unread messages.
Each value is worked out only when a template asks for it, so that an error page needs no database, and once a page.
"""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from vorort.core import clock, logs
from vorort.web.shell import navigation

if TYPE_CHECKING:
    from vorort.network.capacity import Capacity


class Shell:
    """The frame of one page. Read by ``shell/base.html`` as ``shell``."""

    product = "vorort"

    def __init__(self, request: HttpRequest | None = None) -> None:
        self._request = request

    @property
    def operator_name(self) -> str:
        """Who runs this installation."""
        return str(settings.OPERATOR_NAME)

    @property
    def operator_logo(self) -> str:
        """Path of the operator's logo below the static files; empty: the name alone."""
        return str(settings.OPERATOR_LOGO)

    @property
    def operator_contact(self) -> str:
        """Whom people turn to when something does not work; empty: nobody named."""
        return str(settings.OPERATOR_CONTACT)

    @property
    def request_number(self) -> str:
        """The number under which the log knows this request; empty outside of one."""
        return logs.number.get()

    @cached_property
    def navigation(self) -> list[navigation.Link]:
        """The parts of the product, the current one marked."""
        return navigation.links(self._request.path) if self._request else []

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    @property
    def person(self) -> str:
        """The signed-in person as the header names her."""
        return str(getattr(self._request, "user", ""))

    @property
    def capacity(self) -> "Capacity | None":
        """On whose behalf the person acts; none before she has chosen."""
        if hasattr(self._request, "capacity"):
            return getattr(self._request, "capacity", None)
        return getattr(getattr(self._request, "standing", None), "current", None)

    @property
    def has_roles(self) -> bool:
        """Whether there is any role she could choose."""
        return bool(getattr(getattr(self._request, "standing", None), "all", ()))

    @cached_property
    def unread(self) -> int:
        """How many messages the person has not opened."""
        count = getattr(self._request, "unread", 0)
        return int(count() if callable(count) else count)

    @cached_property
    def capacity_url(self) -> str:
        """Where the person changes her capacity."""
        return navigation.address("capacity")

    @cached_property
    def inbox_url(self) -> str:
        """Where her messages are."""
        return navigation.address("inbox")

    @cached_property
    def account_url(self) -> str:
        """Where her own account is."""
        return navigation.address("account:overview")

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """The languages the page could also be read in, each by its own name; none where nothing can be posted."""
        if self._request is None or not self.language_url:
            return []
        return [(code, name) for code, name in settings.LANGUAGES if code != get_language()]

    @cached_property
    def language_url(self) -> str:
        """Where she changes the language."""
        return navigation.address("language")

    @property
    def page_url(self) -> str:
        """The address of this page; empty for the answer to a form, which cannot be fetched again."""
        return self._request.get_full_path() if self._request and self._request.method == "GET" else ""

    @property
    def page_address(self) -> str:
        """Where a printed page was found; without the query, in which somebody may have searched for a name."""
        return self._request.build_absolute_uri(self._request.path) if self._request else ""

    @property
    def today(self) -> date:
        """The business day, for paper."""
        return clock.today()

    @cached_property
    def sign_out_url(self) -> str:
        """Where she signs out."""
        return navigation.address("account_logout")

    @cached_property
    def start_url(self) -> str:
        """The first page, also for somebody who is not signed in."""
        return navigation.address("start") or "/"


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {"shell": Shell(request)}
