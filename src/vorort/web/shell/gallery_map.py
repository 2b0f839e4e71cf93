"""The map in the gallery, in each of its states: borders, a gap, tiles, few values, none. All invented."""

from decimal import Decimal

from vorort.regions.geometry import Ring
from vorort.regions.queries import Outline
from vorort.web.shell.land_map import LandMap, MapNumber, MapStep, MapValue, by_number, land_map
from vorort.web.shell.land_tiles import TILES

SOURCE = "© Beispiel, erfunden"
WEST: Ring = ((0, 0), (60000, 5000), (64000, 30000), (8000, 36000), (0, 0))
EAST: Ring = ((60000, 5000), (99000, 0), (90000, 33000), (64000, 30000), (60000, 5000))
CITY: Ring = ((20000, 10000), (34000, 9000), (36000, 22000), (22000, 24000), (20000, 10000))

STATES = (
    MapValue(("1",), "West ohne Stadt", "geplant", 3),
    MapValue(("2",), "Ost", "kein Zentrum", 0),
    MapValue(("1001",), "Stadt", "besteht", 6),
)
STEPS = (MapStep(6, "besteht"), MapStep(3, "geplant"), MapStep(0, "kein Zentrum"))


def sample_values() -> dict[str, LandMap]:
    """What the gallery's template shows."""
    numbers = [
        MapNumber((key,), f"Gebiet {sign}", Decimal(7 * number % 43), "#")
        for number, (key, (sign, _column, _line)) in enumerate(TILES.items())
    ]
    few = [MapNumber(n.keys, n.name, n.number if n.number and n.number > 36 else None) for n in numbers]
    outlines = [Outline(key, "", ((ring,),), SOURCE) for key, ring in (("1", WEST), ("2", EAST), ("1001", CITY))]
    return {
        "map_drawn": land_map(STATES, STEPS, outlines),
        "map_of_all": land_map(*by_number(numbers, unit="Stellen"), []),
        "map_of_few": land_map(*by_number(few, unit="Stellen"), []),
        "map_of_none": land_map([], [], []),
        "map_with_gap": land_map(STATES, STEPS, outlines[:2]),
    }
