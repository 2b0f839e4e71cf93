"""The only code that writes territory: what ships as facts, further areas, and official files with their borders."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history, imports
from vorort.core.actor import Actor
from vorort.core.imports import Preview
from vorort.core.models import ImportRun
from vorort.core.refusal import ActionRefused, Reason
from vorort.regions import fact_files, official_import, queries
from vorort.regions.areas import KeyArea
from vorort.regions.enums import UnitKind
from vorort.regions.fact_files import AreaFact, RowError, UnitFact
from vorort.regions.models import Area, AreaPart, TerritorialUnit


class Outcome(StrEnum):
    """What became of one fact. Kept: the database says the same already, or knows it from another source."""

    CREATED = "created"
    CORRECTED = "corrected"
    KEPT = "kept"


@dataclass(frozen=True)
class LoadResult:
    """How many units and areas were created, corrected and kept; with ``errors`` nothing was written."""

    units: Counter[Outcome]
    areas: Counter[Outcome]
    errors: tuple[RowError, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return any(count[Outcome.CREATED] or count[Outcome.CORRECTED] for count in (self.units, self.areas))


@transaction.atomic
def load_reference_units(*, actor: Actor, folder: Path = fact_files.FOLDER) -> LoadResult:
    """Bring the units and centre areas of the fact files in ``folder`` into the database; a second run changes nothing.

    With an error in any row nothing is written and the result names every row. What another source has brought stays.
    """
    facts = fact_files.read(_text(folder / fact_files.UNITS), _text(folder / fact_files.CENTRE_AREAS))
    if facts.errors:
        return LoadResult(Counter(), Counter(), tuple(facts.errors))
    result = LoadResult(_load_units(facts.units), _load_areas(facts.areas))
    if result.changed:
        _record(actor, result)
    return result


@transaction.atomic
def create_area(*, actor: Actor, code: str, name: str, area: KeyArea, source: str) -> Area:
    """Create the area ``code``, say the whole Land for its ministry. Raises ActionRefused when the code is taken."""
    if Area.objects.filter(code=code).exists():
        raise ActionRefused([Reason("area_code_taken", _("Ein Gebiet mit diesem Kürzel gibt es schon."), field="code")])
    created = Area.objects.create(code=code, name=name, source=source)
    _write_parts([(created, area)])
    values = {"code": code, "prefixes": sorted(area.prefixes), "exceptions": sorted(area.exceptions), "source": source}
    history.record(actor, "regions.area_created", created, name=name, **values)
    return created


def preview_units(*, content: bytes, file_name: str, valid_from: date, source: str = "") -> Preview:
    """What the official file would change from ``valid_from`` on. Raises ActionRefused as long as there is no Land.

    ``source`` is the attribution the licence of the file asks for; without one, that of the BKG.
    """
    land = TerritorialUnit.objects.filter(kind=UnitKind.LAND).order_by("pk").first()
    if land is None:
        raise ActionRefused([Reason("no_land", _("Die mitgelieferten Gebietseinheiten sind noch nicht geladen."))])
    attribution = source or official_import.ATTRIBUTION.format(year=clock.today().year)
    options = {"land": land.key, "valid_from": valid_from.isoformat(), "source": attribution}
    return imports.preview(official_import.KIND, content, file_name=file_name, options=options)


def import_units(*, actor: Actor, preview: Preview) -> ImportRun:
    """Write what ``preview`` shows. Raises ActionRefused with its errors, and when nothing would change."""
    return imports.take(actor=actor, preview=preview)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _record(actor: Actor, result: LoadResult) -> None:
    land = TerritorialUnit.objects.filter(kind=UnitKind.LAND).earliest("pk")
    values = {"source": fact_files.SOURCE, "units": dict(result.units), "areas": dict(result.areas)}
    history.record(actor, "regions.loaded", land, **values)


def _load_units(facts: Iterable[UnitFact]) -> Counter[Outcome]:
    # A unit from another source hides ours of the same key: an official import knows more than these facts.
    ours_first = sorted(
        TerritorialUnit.objects.select_related("parent"), key=lambda unit: unit.source != fact_files.SOURCE
    )
    stored = {unit.key: unit for unit in ours_first}
    outcomes: Counter[Outcome] = Counter()
    for fact in facts:
        outcomes[_load_unit(fact, stored)] += 1
    return outcomes


def _load_unit(fact: UnitFact, stored: dict[str, TerritorialUnit]) -> Outcome:
    unit = stored.get(fact.key)
    if unit and (unit.source != fact_files.SOURCE or _same_unit(unit, fact)):
        return Outcome.KEPT
    outcome = Outcome.CORRECTED if unit else Outcome.CREATED
    unit = unit or TerritorialUnit(key=fact.key, source=fact_files.SOURCE)
    unit.name, unit.short_name, unit.kind, unit.valid_from = fact.name, fact.short_name, fact.kind, fact.valid_from
    unit.parent = stored[fact.parent] if fact.parent else None
    unit.save()
    stored[fact.key] = unit
    return outcome


def _same_unit(unit: TerritorialUnit, fact: UnitFact) -> bool:
    parent_key = unit.parent.key if unit.parent else ""
    stored = (unit.name, unit.short_name, unit.kind, unit.valid_from, parent_key)
    return stored == (fact.name, fact.short_name, fact.kind, fact.valid_from, fact.parent)


def _load_areas(facts: Iterable[AreaFact]) -> Counter[Outcome]:
    stored = {area.code: area for area in Area.objects.prefetch_related("parts")}
    created: list[Area] = []
    corrected: list[Area] = []
    parts: dict[str, KeyArea] = {}
    outcomes: Counter[Outcome] = Counter()
    for fact in facts:
        outcome, area = _compared(fact, stored.get(fact.code))
        outcomes[outcome] += 1
        if outcome is not Outcome.KEPT:
            area.name, parts[fact.code] = fact.name, fact.area
            (created if outcome is Outcome.CREATED else corrected).append(area)
    Area.objects.bulk_create(created)
    Area.objects.bulk_update(corrected, ["name"])
    AreaPart.objects.filter(area__in=corrected).delete()
    _write_parts((area, parts[area.code]) for area in (*created, *corrected))
    return outcomes


def _compared(fact: AreaFact, area: Area | None) -> tuple[Outcome, Area]:
    """What becomes of the area of ``fact``, and the area: an official import knows more than these facts."""
    if area is None:
        return Outcome.CREATED, Area(code=fact.code, source=fact_files.SOURCE)
    if area.source != fact_files.SOURCE or (area.name, queries.key_area(area)) == (fact.name, fact.area):
        return Outcome.KEPT, area
    return Outcome.CORRECTED, area


def _write_parts(areas: Iterable[tuple[Area, KeyArea]]) -> None:
    AreaPart.objects.bulk_create(
        AreaPart(area=area, prefix=prefix, excluded=excluded)
        for area, parts in areas
        for excluded, prefixes in ((False, parts.prefixes), (True, parts.exceptions))
        for prefix in sorted(prefixes)
    )
