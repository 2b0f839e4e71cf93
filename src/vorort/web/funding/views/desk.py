"""The funding desk: open calls and applications. And the page of a budget line, for whoever runs the programme."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from vorort.core import clock
from vorort.funding.enums import ApplicationState
from vorort.funding.models import BudgetLine
from vorort.funding.permissions import reasons_against_running
from vorort.funding.queries import desk as queries
from vorort.funding.querysets import AUTHORITY_ROLES, OWNER_ROLES
from vorort.web.funding import words
from vorort.web.shell.request import Request, key_from


@require_GET
def desk(request: Request) -> HttpResponse:
    """Open calls and the reader's applications, filtered by state and text, in pages by key."""
    before, state, text = (request.GET.get(name, "").strip() for name in ("vor", "stand", "suche"))
    text = text.replace("\x00", "")[:100]
    states = [state] if state in ApplicationState.values else []
    page = queries.applications(request.capacity, before=key_from(before), states=states, text=text)
    return render(
        request,
        "funding/desk.html",
        {
            "calls": queries.open_calls(request.capacity, clock.today()),
            "rows": [(row, words.tone(row)) for row in page.rows],
            "page": page,
            "states": ApplicationState.choices,
            "state": state,
            "text": text,
            "sees_programmes": request.capacity.role in (*OWNER_ROLES, *AUTHORITY_ROLES),
        },
    )


@require_GET
def budget_line(request: Request, pk: int) -> HttpResponse:
    """What a budget line carries and what awards have bound of it."""
    line = get_object_or_404(BudgetLine.objects.visible_to(request.capacity).select_related("programme"), pk=pk)
    return render(
        request,
        "funding/budget_line.html",
        {
            "line": line,
            "awards": queries.awards_of(line, request.capacity),
            "may_change": not reasons_against_running(request.capacity, line.programme),
        },
    )
