"""A figure leads to its definition and to the objects it counts."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vorort.core import clock
from vorort.steering import metrics, queries
from vorort.steering.queries import CentreState
from vorort.web.shell.components import Crumb
from vorort.web.shell.land_map import MapStep, MapValue, land_map
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


# How strongly each state is coloured.
STRENGTH = {CentreState.EXISTS: 6, CentreState.PLANNED: 3, CentreState.NONE: 0}


@require_GET
def centres(request: Request) -> HttpResponse:
    """Which centres exist and which are planned on a day, on the map and as a table."""
    found = queries.centres_on(_day(request))
    values = [
        MapValue(
            place.keys,
            place.area,
            str(place.state.label),
            STRENGTH[place.state],
            reverse("network:organisation", args=[place.organisation_id]),
        )
        for place in found.places
    ]
    legend = [MapStep(strength, str(state.label)) for state, strength in STRENGTH.items()]
    counts = [(state.label, sum(place.state is state for place in found.places)) for state in CentreState]
    crumbs = [Crumb(_("Kennzahlen"), reverse("steering:figures")), Crumb(_("Zentren auf der Karte"))]
    drawing = land_map(values, legend, found.outlines)
    shown = {"day": found.day, "drawing": drawing, "counts": counts, "crumb_items": crumbs}
    return render(request, "steering/centres.html", shown)


def _day(request: Request) -> date:
    """The day asked for, today when none or nonsense is."""
    try:
        return date.fromisoformat(request.GET.get("tag", ""))
    except ValueError:
        return clock.today()
