"""The Land as a map of values: shapes as far as borders are loaded, else a tile for each district. Pure.

The markup is in ``templates/components/land_map.html``, the tiles' arrangement in ``land_tiles.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from vorort.regions.geometry import NARROWING, Shape
from vorort.regions.queries import Outline
from vorort.web.shell.land_tiles import TILES

WIDTH = 1000
STEPS = 6
TILE, GAP = 92, 8
NOTHING = 0


@dataclass(frozen=True)
class MapValue:
    """One area to be coloured: ``keys`` are its territorial units, ``shown`` is the value as people read it.

    ``step`` says how strong its colour is, 1 to 6; 0 means that there is no value.
    """

    keys: tuple[str, ...]
    name: str
    shown: str
    step: int
    url: str = ""


@dataclass(frozen=True)
class MapNumber:
    """One area with a number that ``by_number`` turns into a colour; None when there is none."""

    keys: tuple[str, ...]
    name: str
    number: Decimal | None
    url: str = ""


@dataclass(frozen=True)
class MapStep:
    """One colour and what it means."""

    step: int
    label: str


@dataclass(frozen=True)
class MapArea:
    """One area as it is drawn: a ``path``, or a tile with its ``sign`` at ``x`` and ``y``."""

    value: MapValue
    path: str = ""
    sign: str = ""
    x: int = 0
    y: int = 0

    @property
    def middle(self) -> tuple[int, int]:
        """Where the sign of a tile stands."""
        return self.x + TILE // 2, self.y + TILE // 2


@dataclass(frozen=True)
class LandMap:
    """The whole map. ``source`` is the attribution the borders' licence asks for, empty when there are only tiles;
    ``missing`` are the areas of which not every border is drawn.
    """

    areas: tuple[MapArea, ...]
    rows: tuple[MapValue, ...]
    legend: tuple[MapStep, ...]
    width: int
    height: int
    source: str = ""
    missing: tuple[str, ...] = ()

    @property
    def drawn(self) -> bool:
        """Whether these are borders, not tiles."""
        return bool(self.source)


def land_map(values: Sequence[MapValue], legend: Sequence[MapStep], outlines: Sequence[Outline]) -> LandMap:
    """``values`` drawn with ``outlines``; as tiles when more than half of them lack one."""
    rows = tuple(sorted(values, key=lambda value: value.name))
    by_key = {outline.key: outline for outline in outlines if outline.shape}
    missing = tuple(value.name for value in rows if not by_key.keys() >= set(value.keys))
    if rows and 2 * len(missing) <= len(rows):
        return _with_borders(rows, tuple(legend), by_key, missing)
    return _with_tiles(rows, tuple(legend))


# --- Steps ------------------------------------------------------------------------------------------------------------
def by_number(numbers: Sequence[MapNumber], *, unit: str) -> tuple[list[MapValue], list[MapStep]]:
    """Values and legend for ``numbers``: at most six steps of one round width, palest first."""
    known = [item.number for item in numbers if item.number is not None]
    width = _round_width(known)
    first = min(known, default=Decimal(0)) // width
    values = [
        MapValue(item.keys, item.name, _shown(item.number, unit), _step(item.number, width, first), item.url)
        for item in numbers
    ]
    used = sorted({value.step for value in values})
    return values, [MapStep(step, _range_of(step, width, first)) for step in used]


def _round_width(known: Sequence[Decimal]) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20 … with which six steps reach from the least to the most."""
    width = Decimal(1)
    factors = (Decimal(2), Decimal("2.5"), Decimal(2))
    turn = 0
    while known and max(known) // width - min(known) // width >= STEPS:
        width *= factors[turn % 3]
        turn += 1
    return width


def _step(number: Decimal | None, width: Decimal, first: Decimal) -> int:
    return NOTHING if number is None else int(number // width - first) + 1


def _range_of(step: int, width: Decimal, first: Decimal) -> str:
    if step == NOTHING:
        return _("keine Angabe")
    low = (first + step - 1) * width
    if width == 1:
        return f"{low:.0f}"
    return str(format_lazy(_("{0} bis unter {1}"), f"{low:.0f}", f"{low + width:.0f}"))


def _shown(number: Decimal | None, unit: str) -> str:
    return "–" if number is None else f"{number.normalize():f} {unit}".replace(".", ",")


# --- Drawing ----------------------------------------------------------------------------------------------------------
def _with_borders(
    rows: tuple[MapValue, ...], legend: tuple[MapStep, ...], by_key: Mapping[str, Outline], missing: tuple[str, ...]
) -> LandMap:
    used = [by_key[key] for value in rows for key in value.keys if key in by_key]
    points = [point for outline in used for part in outline.shape for point in part[0]]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    scale = WIDTH / ((east - west) * NARROWING)

    def path(shape: Shape) -> str:
        return "".join(
            _path([(round((x - west) * NARROWING * scale), round((north - y) * scale)) for x, y in part[0]])
            for part in shape
        )

    paths = [(value, "".join(path(by_key[key].shape) for key in value.keys if key in by_key)) for value in rows]
    areas = [MapArea(value, drawn) for value, drawn in paths if drawn]
    # A municipality that counts for itself lies on top of its district.
    areas.sort(key=lambda area: max(len(key) for key in area.value.keys))
    source = "; ".join(sorted({outline.source for outline in used}))
    return LandMap(tuple(areas), rows, legend, WIDTH, round((north - south) * scale), source, missing)


def _path(points: Sequence[tuple[int, int]]) -> str:
    """A closed SVG path: one absolute point, then steps; points that fall together on the screen are left out."""
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    moves = [f"{across}{'' if down < 0 else ' '}{down}" for across, down in steps if across or down]
    joined = "".join(move if move.startswith("-") else f" {move}" for move in moves[:-1]).lstrip()
    return f"M{points[0][0]} {points[0][1]}l{joined}z" if joined else ""


def _with_tiles(rows: tuple[MapValue, ...], legend: tuple[MapStep, ...]) -> LandMap:
    """A tile at its place for each area; what the arrangement does not know stands below it, by name."""
    lines = 1 + max(line for _sign, _column, line in TILES.values())
    columns = 1 + max(column for _sign, column, _line in TILES.values())
    areas, spare = [], 0
    for value in rows:
        if value.keys[0] in TILES:
            sign, column, line = TILES[value.keys[0]]
        else:
            sign, column, line = value.name[:3], spare % columns, lines + spare // columns
            spare += 1
        areas.append(MapArea(value, "", sign, column * (TILE + GAP), line * (TILE + GAP)))
    height = lines + -(-spare // columns)
    return LandMap(tuple(areas), rows, legend, columns * (TILE + GAP) - GAP, height * (TILE + GAP) - GAP)
