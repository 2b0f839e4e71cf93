"""The demonstration at one fixed moment, so that its pictures are the same tomorrow."""

from collections.abc import Callable
from unittest.mock import patch

from django.http import HttpRequest, HttpResponse

from gate.pictures import NOW
from vorort.config.settings.demo import *  # noqa: F403
from vorort.config.settings.demo import MIDDLEWARE
from vorort.core import clock

DAY = NOW.date()
MIDDLEWARE = ["gate.pictures.settings.at_the_moment", *MIDDLEWARE]


def at_the_moment(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Every request happens on DAY, at the hour of NOW."""
    patch.object(clock, "now", lambda: NOW).start()

    def handle(request: HttpRequest) -> HttpResponse:
        with clock.at(DAY):
            return get_response(request)

    return handle
