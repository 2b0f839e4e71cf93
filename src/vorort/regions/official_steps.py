"""The steps an official file leads to, and how each is written: through the journal, units above before those below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vorort.core.imports import Change, Journal, Operation
from vorort.regions import geometry
from vorort.regions.geojson import OfficialUnit
from vorort.regions.models import TerritorialUnit, UnitGeometry

# Digits of the key of the unit above, the nearest first: some Länder have no Regierungsbezirke.
DIGITS_ABOVE: Mapping[int, tuple[int, ...]] = {2: (), 3: (2,), 5: (3, 2), 8: (5,)}
BORDER_FIELDS = (
    *("shape", "outline", "west", "south", "east", "north", "inner_longitude", "inner_latitude"),
    *("as_of", "source"),
)

Units = dict[str, TerritorialUnit]


@dataclass(frozen=True)
class Stand:
    """The state (Stand) of a file: from which day it holds, and the attribution its licence asks for."""

    day: date
    source: str

    @property
    def eve(self) -> date:
        """The last day of what is no longer in the file."""
        return self.day - timedelta(days=1)


@dataclass(frozen=True)
class Begin:
    """A unit that was not there before."""

    stand: Stand
    official: OfficialUnit
    first_day: date | None

    def write(self, row: int, units: Units, journal: Journal) -> None:
        """Insert the unit below the one whose key begins its own, and its border."""
        key = self.official.key
        unit = TerritorialUnit(
            key=key,
            ars=self.official.ars,
            nuts=self.official.nuts,
            name=self.official.name,
            short_name=self.official.short_name,
            kind=self.official.kind,
            parent=next((units[key[:digits]] for digits in DIGITS_ABOVE[len(key)] if key[:digits] in units), None),
            valid_from=self.first_day,
            source=self.stand.source,
        )
        journal.create(unit, row=row)
        units[key] = unit
        if self.official.shape:
            journal.create(UnitGeometry(unit=unit, **_border(self.official.shape, self.stand)), row=row)


@dataclass(frozen=True)
class Rename:
    """A unit with another name or kind: the old row ends, a new one begins, and what lies below belongs to that one."""

    stand: Stand
    official: OfficialUnit
    unit: TerritorialUnit

    def write(self, row: int, units: Units, journal: Journal) -> None:
        """End the old row, begin the new one with the file's border or else the old one, hand the children over."""
        old = self.unit
        journal.change(old, row=row, valid_to=self.stand.eve)
        official = replace(self.official, ars=self.official.ars or old.ars, nuts=self.official.nuts or old.nuts)
        Begin(self.stand, official, self.stand.day).write(row, units, journal)
        if not self.official.shape:
            for border in UnitGeometry.objects.valid_on(self.stand.day).filter(unit=old):
                values = {name: getattr(border, name) for name in BORDER_FIELDS}
                journal.create(UnitGeometry(unit=units[old.key], **values), row=row)
        for child in units.values():
            if child.parent_id == old.pk:
                journal.change(child, row=row, parent=units[old.key])


@dataclass(frozen=True)
class Correct:
    """A unit that stays: with other words on the very day it began, with other codes, or with another border."""

    stand: Stand
    official: OfficialUnit
    unit: TerritorialUnit
    words: bool
    codes: Mapping[str, str]
    border: bool

    def write(self, row: int, units: Units, journal: Journal) -> None:
        """Change words and codes in place; another border begins on the day of the file."""
        if self.words:
            words = {"name": self.official.name, "short_name": self.official.short_name}
            journal.change(self.unit, row=row, kind=self.official.kind.value, source=self.stand.source, **words)
        if self.codes:
            journal.change(self.unit, row=row, **self.codes)
        if self.border and self.official.shape:
            self._draw(_border(self.official.shape, self.stand), row, journal)

    def _draw(self, values: Mapping[str, object], row: int, journal: Journal) -> None:
        """The first border a unit gets is as old as the unit; one of this very day is corrected in place."""
        day = self.stand.day
        drawn = UnitGeometry.objects.valid_on(day).filter(unit=self.unit).first()
        if drawn is None:
            journal.create(UnitGeometry(unit=self.unit, **values), row=row)
        elif day in {drawn.as_of, self.unit.valid_from}:
            journal.change(drawn, row=row, **values)
        else:
            journal.change(drawn, row=row, valid_to=self.stand.eve)
            journal.create(UnitGeometry(unit=self.unit, valid_from=day, **values), row=row)


@dataclass(frozen=True)
class End:
    """A unit that is no longer in the file; ``heir`` has its territory, None when that could not be told."""

    stand: Stand
    unit: TerritorialUnit
    heir: OfficialUnit | None

    def write(self, row: int, units: Units, journal: Journal) -> None:
        """Give the unit its last day and its successor. What is in the file has been written before."""
        successor = units[self.heir.key] if self.heir else None
        journal.change(self.unit, row=row, valid_to=self.stand.eve, successor=successor)


Step = Begin | Rename | Correct | End


def write(changes: Sequence[Change], journal: Journal) -> None:
    """Write what was planned."""
    steps: list[tuple[int, Step]] = [(c.row, c.data) for c in changes if c.operation is not Operation.KEEP]
    units = {unit.key: unit for unit in TerritorialUnit.objects.valid_on(steps[0][1].stand.day)}
    for row, step in steps:
        step.write(row, units, journal)


def _border(shape: geometry.Shape, stand: Stand) -> dict[str, object]:
    box, inner = geometry.box_of(shape), geometry.inner_point(shape)
    return {
        "shape": geometry.encode(shape),
        "outline": geometry.encode(geometry.outline(shape)),
        "west": box.west,
        "south": box.south,
        "east": box.east,
        "north": box.north,
        "inner_longitude": inner[0],
        "inner_latitude": inner[1],
        "as_of": stand.day,
        "source": stand.source,
    }
