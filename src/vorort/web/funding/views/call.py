"""The page of a call, and the beginning of an application."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core import clock
from vorort.funding.actions import draft
from vorort.funding.models import Call
from vorort.funding.permissions import reasons_against_beginning
from vorort.funding.queries.call import call_page
from vorort.web.shell.components import Crumb
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def call(request: Request, code: str) -> HttpResponse:
    """Read the call; posting begins the application, or opens the one already begun."""
    found = get_object_or_404(
        Call.objects.visible_to(request.capacity).select_related("guideline__programme__authority"), code=code
    )
    if request.method == "POST":
        begun = draft.begin_application(capacity=request.capacity, call=found)
        return redirect("funding:details" if begun.state == "draft" else "funding:application", begun.pk)
    values = {
        "page": call_page(found, request.capacity),
        "today": clock.today(),
        "reasons": reasons_against_beginning(request.capacity),
        "crumb_items": [Crumb(_("Förderung"), reverse("funding:desk")), Crumb(found.title)],
    }
    return render(request, "funding/call.html", values)
