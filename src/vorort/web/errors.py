"""What people see when something does not work: refused, conflicting, missing, or a fault of ours.
Each function renders one page with its status; who catches which exception is decided by the middleware.
"""

import logging
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from vorort.core import busy, clock, logs
from vorort.network.queries.members import last_ended
from vorort.web import request_log
from vorort.web.reauthentication import where_to_confirm
from vorort.web.shell.components import Difference, ReasonLike, Typed
from vorort.web.shell.context import Shell

logger = logging.getLogger(__name__)

NEVER_SHOWN_AGAIN = {
    "csrfmiddlewaretoken",
    "capacity",
    "expected_version",
    "version",
    "chosen",
    "next",
    "language",
    "code",
    "credential",
}


class Naming(Protocol):
    """How the pages below one address name what was posted there: a module such as ``web/funding/typed.py``."""

    def labels(self, names: Iterable[str]) -> Mapping[str, str]: ...

    def spoken(self, name: str, value: str) -> str: ...


_naming: dict[str, Naming] = {}


def name_fields(namespace: str, naming: Naming) -> None:
    """Let ``naming`` name the posted fields of all pages in this namespace of addresses."""
    _naming[namespace] = naming


# --- Django's handlers ------------------------------------------------------------------------------------------------
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself is malformed."""
    return _page(request, "shell/400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not for this."""
    return _page(request, "shell/403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: does not exist, or belongs to somebody else; the page does not tell which."""
    return _page(request, "shell/404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the session. What was typed is shown again."""
    response = _page(request, "shell/csrf.html", 403, {"typed": what_was_typed(request)})
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503 when the database is only busy. The page needs no database.

    The number on it stands in the log beside the exception.
    """
    error = sys.exc_info()[1]
    passing = busy.passes_by_itself(error)
    reference = logs.number.get() or logs.fresh_number()
    where = f"{request_log.method_of(request)} {request_log.route_of(request)}"
    logger.error("%s %s: %s", "Gerade nicht möglich" if passing else "Fehler", reference, where, exc_info=error)
    values = {"reference": reference, "shell": Shell(), "contact": settings.OPERATOR_CONTACT}
    if not passing:
        return _whole_page(request, HttpResponse(render_to_string("shell/500.html", values), status=500))
    values |= {"typed": what_was_typed(request), "back_url": _origin(request)}
    response = HttpResponse(render_to_string("shell/503.html", values), status=503)
    response["Retry-After"] = str(busy.TRY_AGAIN_SECONDS)
    return _whole_page(request, response)


# --- Answers to an action that was not done ---------------------------------------------------------------------------
def refusal(
    request: HttpRequest, reasons: Sequence[ReasonLike], *, back_url: str = "", back_label: str = ""
) -> HttpResponse:
    """409: the action is refused for ``reasons``; ``back_url`` is the way on. What was typed is shown again."""
    values = {
        "reasons": reasons,
        "typed": what_was_typed(request),
        "back_url": back_url or _origin(request),
        "back_label": back_label or _("Zurück zum Vorgang"),
    }
    return _page(request, "shell/refusal.html", 409, values)


def conflict(
    request: HttpRequest, differences: Iterable[Difference], *, version: int = 0, back_url: str = "", changed: str = ""
) -> HttpResponse:
    """409: somebody else saved meanwhile. Both versions side by side; ``changed`` says who and when, if known.

    With ``version``, the one shown as stored, one's own can be sent again on top of it. Without ``differences`` what
    was typed is shown again.
    """
    rows = list(differences)
    values = {
        "differences": rows,
        "typed": [] if rows else what_was_typed(request),
        "again": _sent_again(request) if version else [],
        "version": version,
        "back_url": back_url or _origin(request),
        "changed": changed,
    }
    return _page(request, "shell/conflict.html", 409, values)


def capacity_mismatch(request: HttpRequest, *, back_url: str = "") -> HttpResponse:
    """409: the page was made for another capacity than the one the person acts in now. Nothing was written."""
    values = {"typed": what_was_typed(request), "back_url": back_url or _origin(request)}
    return _page(request, "shell/capacity_mismatch.html", 409, values)


def session_ended(request: HttpRequest, sign_in_url: str) -> HttpResponse:
    """403: a form was sent after the session had ended. Nothing was written; what was typed is shown again."""
    values = {"typed": what_was_typed(request), "sign_in_url": sign_in_url}
    return _page(request, "shell/session_ended.html", 403, values)


def no_capacity(request: HttpRequest) -> HttpResponse:
    """403: the person has no role, or it has just ended. Nothing was written; what was typed is shown again."""
    values = {"typed": what_was_typed(request), "ended": last_ended(request.user.pk or 0, on=clock.today())}
    return _page(request, "shell/no_capacity.html", 403, values)


def second_factor(request: HttpRequest, exists: bool) -> HttpResponse:
    """403: this role opens with a second factor only. Leads to setting one up, or to using the one that ``exists``."""
    url = where_to_confirm(request, _back(request), by_factor=True) if exists else ""
    values = {"typed": what_was_typed(request), "confirm_url": url}
    return _page(request, "account/second_factor.html", 403, values)


def confirm_first(request: HttpRequest) -> HttpResponse:
    """To the page where the person confirms herself. What was typed meanwhile is shown before, and kept nowhere."""
    typed, url = what_was_typed(request), where_to_confirm(request, _back(request))
    if typed:
        return _page(request, "account/confirm_first.html", 403, {"typed": typed, "confirm_url": url})
    return redirect(url)


# --- Parts ------------------------------------------------------------------------------------------------------------
def what_was_typed(request: HttpRequest) -> list[Typed]:
    """The values of a posted form that a person can have typed, without secrets."""
    naming = _naming.get(request.resolver_match.namespace) if request.resolver_match else None
    labels: Mapping[str, str] = {name: name for name in request.POST}
    try:
        labels = naming.labels(request.POST) if naming else labels
    except (DatabaseError, InterfaceError):  # what was typed matters more than what its fields are called
        naming = None
    return [
        Typed(labels[name], naming.spoken(name, value) if naming else value)
        for name, values in request.POST.lists()
        if name in labels and name not in NEVER_SHOWN_AGAIN and "password" not in name
        for value in values
        if value
    ]


def _sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, to be posted once more from the conflict page with a newer version and this page's own guard."""
    guarded = {"csrfmiddlewaretoken", "capacity", "version"}
    return [(name, value) for name, values in request.POST.lists() if name not in guarded for value in values]


def _page(request: HttpRequest, template: str, status: int, values: dict[str, Any] | None = None) -> HttpResponse:
    return _whole_page(request, render(request, template, values, status=status))


def _whole_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer to a fragment request replaces the whole page, not the fragment."""
    if request.headers.get("HX-Request") == "true":
        response["HX-Retarget"] = "body"
        response["HX-Reswap"] = "innerHTML show:window:top"
    return response


def _back(request: HttpRequest) -> str:
    """Where to come back to: this page, or the page the form stood on."""
    return request.get_full_path() if request.method == "GET" else _origin(request)


def _origin(request: HttpRequest) -> str:
    """The page somebody came from, when it is one of ours; otherwise this address."""
    origin = request.headers.get("Referer", "")
    own = request.build_absolute_uri("/")
    return origin if origin.startswith(own) else request.path
