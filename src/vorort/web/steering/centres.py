"""The centres as a map: how strongly each state is coloured, and how many areas are in each."""

from collections.abc import Sequence

from django.urls import reverse

from vorort.steering.queries import CentresOnDay, CentreState
from vorort.web.shell.land_map import LandMap, MapStep, MapValue, land_map

STRENGTH = {CentreState.EXISTS: 6, CentreState.PLANNED: 3, CentreState.NONE: 0}


def drawing_of(found: CentresOnDay, *, linked: bool = True) -> LandMap:
    """Each area in the colour of its state; a way to its centre when ``linked``."""
    values = [
        MapValue(
            place.keys,
            place.area,
            str(place.state.label),
            STRENGTH[place.state],
            reverse("network:organisation", args=[place.organisation_id]) if linked else "",
        )
        for place in found.places
    ]
    legend = [MapStep(strength, str(state.label)) for state, strength in STRENGTH.items()]
    return land_map(values, legend, found.outlines)


def counts_of(found: CentresOnDay) -> Sequence[tuple[CentreState, int]]:
    """How many areas are in each state."""
    return [(state, sum(place.state is state for place in found.places)) for state in CentreState]
