"""Invented official files: units as squares on a grid of hundredths of a degree, from 8° east, 51° north."""

import json

from vorort.core.actor import SYSTEM
from vorort.regions import actions

AACHEN = "05334002"


def square(east, north, size=10):
    """The positions of a square ring, counter-clockwise."""
    west, south = 8 + east / 100, 51 + north / 100
    step = size / 100
    corners = [(0, 0), (step, 0), (step, step), (0, step), (0, 0)]
    return [[round(west + x, 5), round(south + y, 5)] for x, y in corners]


def unit(key, name, east=0, north=0, *, size=10, word="Stadt", geometry="square", **more):
    """A feature as VG250 writes it; ``more`` replaces attributes, None leaves one out."""
    ars = f"{key[:5]}0{key[5:]}{key[5:]}"[:12] if len(key) == 8 else key
    attributes = {"ARS": ars, "AGS": key, "GEN": name, "BEZ": word, "IBZ": 60, "BEM": "--", "NUTS": "DEA"} | more
    shape = {"type": "Polygon", "coordinates": [square(east, north, size)]} if geometry == "square" else geometry
    kept = {name: value for name, value in attributes.items() if value is not None}
    return {"type": "Feature", "properties": kept, "geometry": shape}


def collection(*features, **more):
    """The features as the bytes of a file."""
    whole = {"type": "FeatureCollection", "features": list(features)} | more
    return json.dumps(whole, ensure_ascii=False).encode()


def aachen():
    """The one municipality that ships with the project, so that a file of invented ones is no torso."""
    return unit(AACHEN, "Aachen", -200, 0)


# The three municipalities lie beside each other from west to east.
SOEST_2024 = (
    unit("05974004", "Anröchte", 0, word="Gemeinde"),
    unit("05974040", "Soest", 10),
    unit("05974052", "Werl", 20),
)


def look(content, day, *, source="Test"):
    """What the file would change from ``day`` on."""
    return actions.preview_units(content=content, file_name="gemeinden.geojson", valid_from=day, source=source)


def take_in(content, day, *, source="Test"):
    """Write what the file changes from ``day`` on."""
    return actions.import_units(actor=SYSTEM, preview=look(content, day, source=source))
