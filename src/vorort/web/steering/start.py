"""What steering brings to the start page: the way to the figures; the map for who works for the Land or a centre."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vorort.network.capacity import Capacity
from vorort.network.enums import OrganisationKind
from vorort.steering.queries import CentreState, centres_on
from vorort.web.home.parts import Contribution
from vorort.web.shell.components import Tile
from vorort.web.shell.land_map import MapCount, Sketch
from vorort.web.steering.centres import STRENGTH, counts_of, drawing_of

SEE_THE_LAND = frozenset(
    {
        OrganisationKind.MINISTRY,
        OrganisationKind.GRANTING_AUTHORITY,
        OrganisationKind.COORDINATION_OFFICE,
        OrganisationKind.CENTRE,
    }
)


def contribution(capacity: Capacity, on: date) -> Contribution:
    """One statement for those who see the Land, none for others."""
    detail = _("Jede Zahl mit ihrer Definition und dem, was gezählt wurde")
    ways = [Tile(_("Kennzahlen ansehen"), reverse("steering:figures"), detail)]
    return Contribution(ways=ways, land=_land(on) if capacity.organisation_kind in SEE_THE_LAND else None)


def _land(on: date) -> Sketch | None:
    """The centres on the map; nothing where none is planned."""
    found = centres_on(on)
    counts = [
        MapCount(STRENGTH[state], count, str(state.label))
        for state, count in counts_of(found)
        if count or state is CentreState.EXISTS
    ]
    if not found.places:
        return None
    return Sketch(
        drawing_of(found, linked=False),
        _("Kommunale Integrationszentren"),
        counts,
        reverse("steering:centres"),
        _("Karte und Tabelle öffnen"),
    )
