"""Gives each request a number and writes one line about it: never who, from where, or what was asked for in words."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from vorort.core import logs

Handler = Callable[[HttpRequest], HttpResponse]

HEADER = "X-Request-Number"
KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

logger = logging.getLogger(__name__)


def request_log(get_response: Handler) -> Handler:
    """The outermost of all. A number from outside is not taken: it could be anything."""

    def handle(request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        token = logs.number.set(logs.fresh_number())
        try:
            response = get_response(request)
            response[HEADER] = logs.number.get()
            _write(request, response.status_code, round((time.monotonic() - began) * 1000))
            return response
        finally:
            logs.number.reset(token)

    return handle


def route_of(request: HttpRequest) -> str:
    """The address as the code knows it, ``foerderung/antraege/<int:pk>/``; ``-`` for one it does not know."""
    return str(request.resolver_match.route) if request.resolver_match else "-"


def method_of(request: HttpRequest) -> str:
    """The method, if it is one: anybody can send any word."""
    return request.method if request.method in KNOWN_METHODS else "-"


def _write(request: HttpRequest, status: int, milliseconds: int) -> None:
    """Files and signs of life that are answered as they should be are not worth a line."""
    if request.resolver_match is None and status < 400:
        return
    fields = {"method": method_of(request), "route": route_of(request), "status": status, "ms": milliseconds}
    logger.info("%(method)s %(route)s %(status)s %(ms)s ms", fields, extra={"fields": fields})
