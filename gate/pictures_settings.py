"""The demonstration on one fixed day, so that its pictures are the same tomorrow."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse

from vorort.config.settings.demo import *  # noqa: F403
from vorort.config.settings.demo import MIDDLEWARE
from vorort.core import clock

DAY = date(2026, 11, 23)
MIDDLEWARE = ["gate.pictures_settings.on_the_day", *MIDDLEWARE]


def on_the_day(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Every request happens on DAY."""

    def handle(request: HttpRequest) -> HttpResponse:
        with clock.at(DAY):
            return get_response(request)

    return handle
