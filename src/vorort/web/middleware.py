"""What every request passes: security headers, the acting capacity, and refused actions turned into pages.

No rule of the business is decided here.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from vorort.core import clock, messages
from vorort.core.refusal import ActionRefused, NotFound, VersionConflict
from vorort.network.capacity import Capacity, capacities_of
from vorort.web import errors

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
        """The chosen capacity, or her only one. Nobody acts for an organisation she has not chosen."""
        chosen = self.request.session.get(SESSION_KEY)
        only = self.all[0] if len(self.all) == 1 else None
        return next((row for row in self.all if row.id == chosen), only)

    @cached_property
    def unread(self) -> int:
        """Messages not yet read in the current capacity."""
        if self.current is None:
            return 0
        return messages.inbox(self.current).filter(read_on__isnull=True).count()


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
            return render(request, "shell/no_capacity.html", status=403)
        if standing.current is None:
            return _ask_as_whom(request)
        if request.method == "POST" and request.POST.get("capacity") != str(standing.current.id):
            return errors.capacity_mismatch(request)
        return None


def _ask_as_whom(request: HttpRequest) -> HttpResponse:
    """Somebody with several capacities chooses first, and then goes where she wanted; a form of hers writes nothing."""
    if request.method == "POST":
        return errors.capacity_mismatch(request)
    return redirect(resolve_url("capacity") + "?" + urlencode({"next": request.get_full_path()}))


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
        return None
