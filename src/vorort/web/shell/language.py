"""In which language somebody reads the pages. What is written for the file stays German, see docs/adr/0036."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to the page; an unknown language changes nothing."""
    return set_language(request)
