"""A figure leads to its definition and to the objects it counts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vorort.core.money import ZERO
from vorort.steering import queries
from vorort.web.shell.components import Column, Crumb
from vorort.web.shell.request import Request
from vorort.web.shell.templatetags.shell import units
from vorort.web.steering.centres import counts_of, drawing_of
from vorort.web.steering.forms import DayForm


@require_GET
def figures(request: Request) -> HttpResponse:
    """Every metric with its value and its definition."""
    form = DayForm(request)
    values = {"figures": queries.all_figures(form.day), "day": form.day, "form": form}
    return render(request, "steering/figures.html", values)


@require_GET
def figure(request: Request, code: str) -> HttpResponse:
    """One figure on a day: value, definition, counted objects the reader may open."""
    form = DayForm(request)
    found = queries.figure(code, form.day, request.capacity)
    rows = [(row.label, reverse(found.metric.address, args=[row.key])) for row in found.objects]
    crumbs = [Crumb(_("Kennzahlen"), reverse("steering:figures")), Crumb(str(found.metric.title))]
    values = {"figure": found, "rows": rows, "course": _course(found), "crumb_items": crumbs, "form": form}
    return render(request, "steering/figure.html", values)


def _course(figure: queries.Figure) -> list[Column]:
    """The figure on this day of the years before, each a way to its own page; nothing while it was always nothing."""
    address = reverse("steering:figure", args=[figure.metric.code])
    readings = queries.course(figure)
    if not any(reading.value for reading in readings):
        return []
    return [
        Column(
            str(reading.day.year),
            reading.value or ZERO,
            "–" if reading.value is None else units(reading.value),
            f"{address}?tag={reading.day.isoformat()}",
        )
        for reading in readings
    ]


@require_GET
def centres(request: Request) -> HttpResponse:
    """Which centres exist and which are planned on a day, on the map and as a table."""
    form = DayForm(request)
    found = queries.centres_on(form.day)
    counts = [(state.label, count) for state, count in counts_of(found)]
    crumbs = [Crumb(_("Kennzahlen"), reverse("steering:figures")), Crumb(_("Zentren auf der Karte"))]
    shown = {"day": found.day, "drawing": drawing_of(found), "counts": counts, "crumb_items": crumbs, "form": form}
    return render(request, "steering/centres.html", shown)
