"""Start: what waits, what is due, what I can do. Inbox. As whom I act."""

from itertools import groupby
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vorort.core import clock, messages
from vorort.core.pages import newest_first
from vorort.web.home.greeting import greeting
from vorort.web.home.parts import contribution
from vorort.web.middleware import SESSION_KEY, Standing, without_capacity
from vorort.web.shell import notice
from vorort.web.shell.request import Request, key_from


@require_GET
def start(request: Request) -> HttpResponse:
    """The first page after signing in."""
    found = contribution(request.capacity, clock.today())
    values = {"start": found, "greeting": greeting(found.waiting, clock.now().hour)}
    return render(request, "home/start.html", values)


@require_GET
def inbox(request: Request) -> HttpResponse:
    """The messages of the acting capacity, newest first."""
    page = newest_first(messages.inbox(request.capacity), before=key_from(request.GET.get("vor", "")))
    days = [
        (day, [(message, messages.sentence_of(message)) for message in rows])
        for day, rows in groupby(page.rows, key=lambda message: timezone.localdate(message.sent_on))
    ]
    return render(request, "home/inbox.html", {"days": days, "page": page})


@require_POST
def read_all(request: Request) -> HttpResponse:
    """Mark every message of this inbox read."""
    messages.mark_all_read(request.capacity)
    notice.success(request, _("Alle Nachrichten sind gelesen."))
    return redirect("inbox")


@require_POST
def open_message(request: Request, pk: int) -> HttpResponse:
    """Mark the message read and go where it leads."""
    message = get_object_or_404(messages.inbox(request.capacity), pk=pk)
    messages.mark_read(request.capacity, message)
    kind = messages.kind_of(message)
    return redirect(kind.address, *([message.subject_id] if kind.of_subject else []))


@without_capacity
@require_http_methods(["GET", "POST"])
def choose_capacity(request: HttpRequest) -> HttpResponse:
    """Choose as whom to act. Other open windows notice it before they write."""
    standing = cast("Standing", request.standing)  # type: ignore[attr-defined]
    status = 200
    if request.method == "POST":
        chosen = next((row for row in standing.all if str(row.id) == request.POST.get("chosen")), None)
        if chosen is not None:
            request.session[SESSION_KEY] = chosen.id
            label = f"{chosen.role_label} · {chosen.organisation_short_name}"
            notice.success(request, _("Sie handeln jetzt als %(capacity)s.") % {"capacity": label})
            return HttpResponseRedirect(_onward(request))  # redirect() would look for a route called so
        notice.warning(request, _("Diese Rolle haben Sie nicht oder nicht mehr. Bitte wählen Sie eine andere."))
        status = 422
    values = {"capacities": standing.all, "current": standing.current}
    return render(request, "home/capacity.html", values, status=status)


def _onward(request: HttpRequest) -> str:
    """The page she wanted before she was asked as whom she acts, when it is one of ours; otherwise the first page."""
    wanted = request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else reverse("start")
