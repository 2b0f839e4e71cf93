"""Two addresses for machines: does the process answer, and can it work? No session, no capacity, nothing kept.

What is wrong stands in the log and in ``vorort check``; the answer itself tells strangers nothing.
"""

import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vorort.core import health

Handler = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers. Asks no database."""
    return JsonResponse({"alive": True})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when database, migrations, guards, worker and daily work are as they should be, else 503."""
    faults = health.faults()
    if faults:
        logger.warning("Nicht bereit: %s", " ".join(faults))
    return JsonResponse({"ready": not faults}, status=503 if faults else 200)


ADDRESSES = {"/gesund/": alive, "/bereit/": ready}


def health_addresses(get_response: Handler) -> Handler:
    """Answers both before sessions, hosts and sign-in are looked at: a probe has none of them."""

    def handle(request: HttpRequest) -> HttpResponse:
        view = ADDRESSES.get(request.path_info)
        return view(request) if view else get_response(request)

    return handle
