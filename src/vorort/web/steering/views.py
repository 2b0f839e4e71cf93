"""A figure leads to its definition and to the objects it counts."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from vorort.core import clock
from vorort.steering import metrics, queries
from vorort.web.shell.request import Request


@require_GET
def figures(request: Request) -> HttpResponse:
    """Every metric with its definition."""
    return render(request, "steering/figures.html", {"metrics": metrics.all_metrics(), "day": _day(request)})


@require_GET
def figure(request: Request, code: str) -> HttpResponse:
    """One figure on a day: value, definition, counted objects the reader may open."""
    found = queries.figure(code, _day(request), request.capacity)
    rows = [(row.label, reverse(found.metric.address, args=[row.key])) for row in found.objects]
    return render(request, "steering/figure.html", {"figure": found, "rows": rows})


def _day(request: Request) -> date:
    """The day asked for, today when none or nonsense is."""
    try:
        return date.fromisoformat(request.GET.get("tag", ""))
    except ValueError:
        return clock.today()
