"""What every request passes: security headers, the limits of a sign-in, the acting capacity with the duty of a second
factor, and refused actions turned into pages.

No rule of the business is decided here.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from vorort.accounts import devices, factors, sign_ins
from vorort.accounts.sign_ins import Over
from vorort.core import clock, messages
from vorort.core.refusal import ActionRefused, NotFound, VersionConflict
from vorort.network.capacity import Capacity, capacities_of
from vorort.network.enums import SECOND_FACTOR_ROLES
from vorort.web import errors
from vorort.web.shell import notice

Handler = Callable[[HttpRequest], HttpResponse]

SESSION_KEY = "capacity"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=()"


def security_headers(get_response: Handler) -> Handler:
    """Nothing from third parties, no inline script or style, no frame; pages of signed-in people are not kept."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        user = getattr(request, "user", None)
        failed = response.status_code >= 500  # there may be no database to ask who it is
        if failed or (user is not None and user.is_authenticated):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return handle


def sign_in_limits(get_response: Handler) -> Handler:
    """Ends a sign-in that was idle for thirty minutes or lasts twelve hours; notes when and where it is used."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, AnonymousUser):
            over = sign_ins.over(request.session)
            if over is None:
                try:
                    sign_ins.note(request.session, request.user, devices.name_of(request.headers.get("User-Agent", "")))
                except UpdateError:  # ended in another browser at this very moment
                    logout(request)
            else:
                logout(request)
                notice.hint(request, _why_over(over))
        return get_response(request)

    return handle


def _why_over(over: Over) -> str:
    if over is Over.IDLE:
        return _("Sie waren 30 Minuten lang nicht aktiv. Zum Schutz Ihrer Daten haben wir Sie abgemeldet.")
    return _("Eine Anmeldung gilt zwölf Stunden. Bitte melden Sie sich neu an.")


def without_capacity(view: Any) -> Any:
    """Mark a view that works for somebody who has no capacity yet, or who is just choosing one."""
    view.without_capacity = True
    return view


class Standing:
    """As whom the signed-in person may act, and as whom she acts now. Read once a request, when somebody asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def all(self) -> list[Capacity]:
        """Everything she may act as today."""
        user = self.request.user
        return [] if isinstance(user, AnonymousUser) else capacities_of(user.pk, on=clock.today())

    @cached_property
    def current(self) -> Capacity | None:
        """The chosen capacity, or her only one. Nobody acts for an organisation she has not chosen: also not when the
        chosen role has ended and one other is left.
        """
        chosen = self.request.session.get(SESSION_KEY)
        if chosen is None and len(self.all) == 1:
            return self.all[0]
        return next((row for row in self.all if row.id == chosen), None)

    @cached_property
    def unread(self) -> int:
        """Messages not yet read in the current capacity."""
        if self.current is None:
            return 0
        return messages.unread(self.current)


class acting_capacity:  # noqa: N801  named as the settings name it
    """Sets ``request.capacity``; refuses a form made for another one, or sent when the session had ended."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        standing = Standing(request)
        request.standing = standing  # type: ignore[attr-defined]
        request.unread = lambda: standing.unread  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.method == "POST" and _asks_to_sign_in(response) and errors.what_was_typed(request):
            return errors.session_ended(request, response["Location"])
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before the view: a person without any capacity, or a page of another one, gets no further."""
        if not request.user.is_authenticated:
            return None
        standing: Standing = request.standing  # type: ignore[attr-defined]
        request.capacity = standing.current  # type: ignore[attr-defined]
        if getattr(view, "without_capacity", False) or not getattr(view, "login_required", True):
            return None
        if not standing.all:
            return errors.no_capacity(request)
        if standing.current is None:
            return _ask_as_whom(request)
        if _lacks_second_factor(request, standing.current):
            return errors.second_factor(request, factors.of(request.user).exist)
        if request.method == "POST" and request.POST.get("capacity") != str(standing.current.id):
            return errors.capacity_mismatch(request)
        return None


def _ask_as_whom(request: HttpRequest) -> HttpResponse:
    """Somebody with several capacities chooses first, and then goes where she wanted; a form of hers writes nothing."""
    if request.method == "POST":
        return errors.capacity_mismatch(request)
    return redirect(resolve_url("capacity") + "?" + urlencode({"next": request.get_full_path()}))


def _lacks_second_factor(request: HttpRequest, capacity: Capacity) -> bool:
    """Whether this role demands a second factor and none was used in this session."""
    demanded = settings.SECOND_FACTOR_REQUIRED and capacity.role in SECOND_FACTOR_ROLES
    return demanded and not factors.was_used(request)


def _asks_to_sign_in(response: HttpResponse) -> bool:
    """Whether the answer sends somebody to the sign-in page, to come back afterwards."""
    address = urlsplit(response.get("Location", ""))
    return address.path == resolve_url(settings.LOGIN_URL) and "next=" in address.query


class refused_actions:  # noqa: N801  named as the settings name it
    """Turns what actions raise into pages: refused 409 with reasons, conflict 409, not hers 404."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for each kind of refusal; every other exception is a fault and goes on."""
        if isinstance(exception, ActionRefused):
            return errors.refusal(request, exception.reasons)
        if isinstance(exception, VersionConflict):
            return errors.conflict(request, [])
        if isinstance(exception, NotFound):
            return errors.page_not_found(request, exception)
        if isinstance(exception, ReauthenticationRequired):
            return errors.confirm_first(request)
        return None
