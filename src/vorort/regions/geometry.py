"""Shapes on the map without a GIS library: containment, distance, outlines, and how they are stored. Pure.

Coordinates are whole hundred-thousandths of a degree (about a metre), so that comparing and containing are exact.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

GRID = 100_000
EARTH_RADIUS_KM = 6371.0088
# A degree of longitude against one of latitude in the middle of Germany, for drawing.
NARROWING = 0.62
# How far an outline may leave the border: about 250 m, less than half a pixel of the Land on a screen.
OUTLINE_TOLERANCE = 250

Point = tuple[int, int]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
Shape = tuple[Polygon, ...]


@dataclass(frozen=True)
class Box:
    """The smallest rectangle around a shape."""

    west: int
    south: int
    east: int
    north: int


def grid_point(longitude: float, latitude: float) -> Point:
    """A place in degrees as a point of the grid."""
    return round(longitude * GRID), round(latitude * GRID)


def encode(shape: Shape) -> str:
    """``shape`` as compact text: polygons of rings of longitude and latitude in turn."""
    flat = [[[number for point in ring for number in point] for ring in polygon] for polygon in shape]
    return json.dumps(flat, separators=(",", ":"))


def decode(text: str) -> Shape:
    """The shape that ``encode`` has written."""
    return tuple(
        tuple(tuple(zip(flat[::2], flat[1::2], strict=True)) for flat in polygon) for polygon in json.loads(text)
    )


def box_of(shape: Shape) -> Box:
    """The rectangle around ``shape``, which must not be empty."""
    points = [point for polygon in shape for point in polygon[0]]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def contains(shape: Shape, point: Point) -> bool:
    """Whether ``point`` lies in ``shape``. Its border belongs to it, that of a hole too."""
    return any(_polygon_contains(polygon, point) for polygon in shape)


def _polygon_contains(polygon: Polygon, point: Point) -> bool:
    """By counting the edges that a ray to the east crosses; holes are rings like any other."""
    x, y = point
    inside = False
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if not min(y1, y2) <= y <= max(y1, y2):
                continue
            turn = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            if turn == 0 and min(x1, x2) <= x <= max(x1, x2):
                return True
            if (y1 > y) != (y2 > y) and (turn > 0) == (y2 > y1):
                inside = not inside
    return inside


def inner_point(shape: Shape) -> Point:
    """A point inside the largest part of ``shape``: its centre of gravity, or beside it on the same latitude. Where the
    part is narrower there than the grid (about a metre), the nearest point.
    """
    polygon = max(shape, key=lambda part: abs(_doubled_area(part[0])))
    centre = _centroid(polygon[0])
    if _polygon_contains(polygon, centre):
        return centre
    crossings = sorted(_crossings(polygon, centre[1]))
    stretches = [
        (right - left, (round((left + right) / 2), centre[1]))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False)
    ]
    inside = [(width, point) for width, point in stretches if _polygon_contains(polygon, point)]
    return max(inside or stretches)[1]


def _doubled_area(ring: Ring) -> int:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def _centroid(ring: Ring) -> Point:
    doubled = _doubled_area(ring)
    if doubled == 0:
        return ring[0]
    edges = [((x1, y1), (x2, y2), x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairwise(ring)]
    x = sum((first[0] + second[0]) * cross for first, second, cross in edges)
    y = sum((first[1] + second[1]) * cross for first, second, cross in edges)
    return x // (3 * doubled), y // (3 * doubled)


def _crossings(polygon: Polygon, y: int) -> Iterator[Fraction]:
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y):
                yield x1 + Fraction((y - y1) * (x2 - x1), y2 - y1)


def distance_km(first: Point, second: Point) -> float:
    """The way through the air in kilometres, on a sphere (haversine): within 0.5 % of the ellipsoid."""
    longitude, latitude = radians(first[0] / GRID), radians(first[1] / GRID)
    other_longitude, other_latitude = radians(second[0] / GRID), radians(second[1] / GRID)
    half = sin((other_latitude - latitude) / 2) ** 2
    half += cos(latitude) * cos(other_latitude) * sin((other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def outline(shape: Shape) -> Shape:
    """``shape`` for drawing: outer borders only, with as few points as the tolerance allows; specks are left out."""
    parts = [(_thinned(polygon[0]),) for polygon in shape]
    visible = [part for part in parts if len(part[0]) > 3 and abs(_doubled_area(part[0])) > 2 * OUTLINE_TOLERANCE**2]
    return tuple(visible) or (max(shape, key=lambda part: abs(_doubled_area(part[0])))[:1],)


def _thinned(ring: Ring) -> Ring:
    """Douglas and Peucker's line simplification, on the two halves between the first point and the farthest from it."""
    ring = _without_crowds(ring)
    start = ring[0]
    far = max(range(len(ring)), key=lambda index: _squared(start, ring[index]))
    kept = {0, far, len(ring) - 1}
    waiting = [(0, far), (far, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        index, gap = _farthest(ring, first, last)
        if gap > OUTLINE_TOLERANCE**2:
            kept.add(index)
            waiting += [(first, index), (index, last)]
    return tuple(ring[index] for index in sorted(kept))


def _without_crowds(ring: Ring) -> Ring:
    """``ring`` without points that lie closer to the one before than a quarter of the tolerance: for speed."""
    kept = [ring[0]]
    for point in ring[1:-1]:
        if _squared(kept[-1], point) >= OUTLINE_TOLERANCE**2 / 16:
            kept.append(point)
    return (*kept, ring[-1])


def _farthest(ring: Sequence[Point], first: int, last: int) -> tuple[int, float]:
    """The index between ``first`` and ``last`` whose point is farthest from the line between them, and its square."""
    (x1, y1), (x2, y2) = ring[first], ring[last]
    wide, high = (x2 - x1) * NARROWING, y2 - y1
    length = wide * wide + high * high
    found, gap = first, 0.0
    for index in range(first + 1, last):
        x, y = (ring[index][0] - x1) * NARROWING, ring[index][1] - y1
        along = min(1.0, max(0.0, (x * wide + y * high) / length)) if length else 0.0
        squared = (x - along * wide) ** 2 + (y - along * high) ** 2
        if squared > gap:
            found, gap = index, squared
    return found, gap


def _squared(first: Point, second: Point) -> float:
    return float((first[0] - second[0]) ** 2 * NARROWING**2 + (first[1] - second[1]) ** 2)
