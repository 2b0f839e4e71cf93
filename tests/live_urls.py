"""The addresses of the running site in the browser tests, and four more behind which something goes wrong."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests import unordered
from vorort.config import urls
from vorort.config.urls import handler400, handler403, handler404, handler500

unordered.install()

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

CAUSES: dict[int, type[Exception]] = {
    400: SuspiciousOperation,
    403: PermissionDenied,
    500: ZeroDivisionError,
    503: OperationalError,
}


@login_not_required
def failing(request: HttpRequest, status: int) -> HttpResponse:
    raise CAUSES[status]


urlpatterns = [path("geht-nicht/<int:status>/", failing), *urls.urlpatterns]
