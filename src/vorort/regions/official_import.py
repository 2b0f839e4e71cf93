"""Compares an official file with the units that are stored: what would begin, change and end. Writes nothing.

What a file may look like stands in ``geojson``, how a change is written in ``official_steps``.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Prefetch
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vorort.core.imports import Change, Difference, Finding, Operation, Options, Plan, error, hint
from vorort.regions import fact_files, geojson, geometry
from vorort.regions.geojson import OfficialUnit
from vorort.regions.models import AreaPart, TerritorialUnit, UnitGeometry
from vorort.regions.official_steps import DIGITS_ABOVE, Begin, Correct, End, Rename, Stand, Step

KIND = "regions"
# What the licence of the Bundesamt für Kartographie und Geodäsie asks for: the year is that of the download.
ATTRIBUTION = "© GeoBasis-DE / BKG {year} (Daten verändert), Datenlizenz Deutschland – Namensnennung – Version 2.0"

Units = Mapping[str, TerritorialUnit]
Heirs = Mapping[str, OfficialUnit | None]
_UNKNOWN = _("Ihre Nachfolgerin ließ sich nicht bestimmen.")


def read(content: bytes, options: Options) -> tuple[list[OfficialUnit], Sequence[Finding]]:
    """The units of the Land that ``options`` names, and what is wrong with the file."""
    return geojson.read(content, land=options["land"])


# --- What would change ------------------------------------------------------------------------------------------------
def plan(official: list[OfficialUnit], options: Options) -> Plan:
    """What the file would change from ``valid_from`` on, with its errors and hints.

    Two statements, a third when a unit ends.
    """
    day, source = date.fromisoformat(options["valid_from"]), options["source"]
    levels = {len(unit.key) for unit in official}
    borders = UnitGeometry.objects.defer("outline").exclude(valid_to__lt=day)
    known = list(TerritorialUnit.objects.prefetch_related(Prefetch("borders", borders)))
    stored = {unit.key: unit for unit in known if _is_valid(unit, day)}
    in_file = {unit.key: unit for unit in official}
    missing = [unit for key, unit in stored.items() if len(key) in levels and key not in in_file]
    heirs = {unit.key: _heir(unit, in_file, day) for unit in missing}
    findings = [
        *_later_states(known, levels, day),
        *_parents_missing(official, stored),
        *_far_too_few(missing, stored, levels),
        *_just_begun(missing, day),
        *_where_they_went(missing, heirs, stored, day),
        *_areas_left_behind(missing, heirs),
    ]
    always = _levels_without_history(known)
    changes = [_change(unit, stored.get(unit.key), Stand(day, source), always) for unit in official]
    changes += [_ending(unit, heirs[unit.key], Stand(day, source)) for unit in missing]
    return Plan(tuple(changes), tuple(findings))


def _is_valid(item: TerritorialUnit | UnitGeometry, day: date) -> bool:
    return (item.valid_from is None or item.valid_from <= day) and (item.valid_to is None or item.valid_to >= day)


def _levels_without_history(known: Sequence[TerritorialUnit]) -> set[int]:
    """Levels (digits of the key) no official file was read for: their units have been there as far back as we look."""
    official = {len(unit.key) for unit in known if unit.source != fact_files.SOURCE or unit.borders.all()}
    return set(DIGITS_ABOVE) - official


def _change(official: OfficialUnit, unit: TerritorialUnit | None, stand: Stand, always: set[int]) -> Change:
    subject = _named(official)
    if unit is None:
        first_day = None if len(official.key) in always else stand.day
        return Change(official.row, Operation.CREATE, subject, data=Begin(stand, official, first_day))
    words = tuple(_different_words(unit, official))
    codes = _new_codes(unit, official, stand.day)
    border = _different_border(unit, official, stand.day)
    differences = (
        *words,
        *(Difference(name.upper(), getattr(unit, name), code) for name, code in codes.items()),
        *border,
    )
    if not differences:
        return Change(official.row, Operation.KEEP, subject)
    if words and unit.valid_from != stand.day:
        data: Step = Rename(stand, official, unit)
    else:
        data = Correct(stand, official, unit, words=bool(words), codes=codes, border=bool(border))
    return Change(official.row, Operation.CHANGE, subject, differences, data)


def _different_words(unit: TerritorialUnit, official: OfficialUnit) -> Iterator[Difference]:
    if unit.kind != official.kind:
        yield Difference(_("Art"), unit.get_kind_display(), str(official.kind.label))
    if unit.name != official.name:
        yield Difference(_("Name"), unit.name, official.name)
    if unit.short_name != official.short_name:
        yield Difference(_("Kurzname"), unit.short_name, official.short_name)


def _new_codes(unit: TerritorialUnit, official: OfficialUnit, day: date) -> dict[str, str]:
    """The codes to be corrected: facts about the same unit, no new row begins. An older file fills gaps only."""
    border = _border(unit, day)
    older = border is not None and border.as_of > day
    told = {"ars": official.ars, "nuts": official.nuts}
    stored = {name: getattr(unit, name) for name in told}
    return {name: code for name, code in told.items() if code and code != stored[name] and not (stored[name] and older)}


def _different_border(unit: TerritorialUnit, official: OfficialUnit, day: date) -> tuple[Difference, ...]:
    """A border is drawn when it is new or another one, and the one that is stored is not of a later day."""
    border = _border(unit, day)
    if official.shape is None or (border and border.as_of > day):
        return ()
    if border and border.shape == geometry.encode(official.shape):
        return ()
    return (Difference(_("Grenze"), f"{border.as_of:%d.%m.%Y}" if border else "", f"{day:%d.%m.%Y}"),)


def _ending(unit: TerritorialUnit, heir: OfficialUnit | None, stand: Stand) -> Change:
    differences = [Difference(_("gültig bis"), "", f"{stand.eve:%d.%m.%Y}")]
    if heir:
        differences.append(Difference(_("Nachfolgerin"), "", _named(heir)))
    return Change(0, Operation.END, _named(unit), tuple(differences), End(stand, unit, heir))


def _named(unit: TerritorialUnit | OfficialUnit) -> str:
    return f"{unit.name} ({unit.key})"


def _border(unit: TerritorialUnit, day: date) -> UnitGeometry | None:
    return next((border for border in unit.borders.all() if _is_valid(border, day)), None)


# --- What is wrong with it --------------------------------------------------------------------------------------------
def _later_states(known: Sequence[TerritorialUnit], levels: set[int], day: date) -> Iterator[Finding]:
    for unit in known:
        begins = [item.valid_from for item in (unit, *unit.borders.all()) if item.valid_from is not None]
        later = any(first > day for first in begins) or (unit.valid_to and unit.valid_to >= day)
        if later and len(unit.key) in levels:
            sentence = _("Der Bestand kennt schon einen späteren Stand als den {0}. Ältere Dateien kommen zuerst.")
            yield error(0, format_lazy(sentence, f"{day:%d.%m.%Y}"), value=unit.name)
            return


def _parents_missing(official: Sequence[OfficialUnit], stored: Units) -> Iterator[Finding]:
    keys = stored.keys() | {unit.key for unit in official}
    for unit in official:
        above = [unit.key[:digits] for digits in DIGITS_ABOVE[len(unit.key)]]
        if above and not keys & set(above):
            sentence = _("Die Gebietseinheit {0} darüber fehlt. Lesen Sie zuerst deren Ebene ein.")
            yield error(unit.row, format_lazy(sentence, above[0]), column="AGS", value=unit.key)


def _far_too_few(missing: Sequence[TerritorialUnit], stored: Units, levels: set[int]) -> Iterator[Finding]:
    for level in sorted(levels):
        there = sum(len(key) == level for key in stored)
        gone = sum(len(unit.key) == level for unit in missing)
        if 2 * gone > there:
            sentence = _("Von {0} Gebietseinheiten mit {1} Ziffern fehlen {2}. Die Datei ist wohl unvollständig.")
            yield error(0, format_lazy(sentence, there, level, gone))


def _just_begun(missing: Sequence[TerritorialUnit], day: date) -> Iterator[Finding]:
    for unit in missing:
        if unit.valid_from == day:
            sentence = _("Sie beginnt erst am {0} und kann nicht vorher enden. Nehmen Sie das frühere Einlesen zurück.")
            yield error(0, format_lazy(sentence, f"{day:%d.%m.%Y}"), value=unit.name)


def _where_they_went(missing: Sequence[TerritorialUnit], heirs: Heirs, stored: Units, day: date) -> Iterator[Finding]:
    ended = {unit.key for unit in missing}
    for unit in missing:
        heir = heirs[unit.key]
        went = format_lazy(_("Ihre Nachfolgerin ist: {0}."), _named(heir)) if heir else _UNKNOWN
        yield hint(
            0, format_lazy(_("Fehlt in der Datei und endet vor dem {0}. {1}"), f"{day:%d.%m.%Y}", went), value=unit.name
        )
        below = [key for key, child in stored.items() if child.parent_id == unit.pk and key not in ended]
        if below:
            sentence = _("{0} Gebietseinheiten gehören noch dazu. Lesen Sie auch deren Ebene neu ein.")
            yield hint(0, format_lazy(sentence, len(below)), value=unit.name)


def _areas_left_behind(missing: Sequence[TerritorialUnit], heirs: Heirs) -> Iterator[Finding]:
    """Areas of responsibility that name a key which ends: people decide what they are to name instead."""
    ended = {unit.key: unit for unit in missing}
    if not ended:
        return
    for part in AreaPart.objects.filter(prefix__in=ended).select_related("area").order_by("prefix", "area__code"):
        heir = heirs[part.prefix]
        sentence = _("Das Gebiet „{0}“ nennt noch den Schlüssel {1}. {2}")
        now = format_lazy(_("Der Schlüssel der Nachfolgerin ist {0}."), heir.key) if heir else _UNKNOWN
        yield hint(0, format_lazy(sentence, part.area.name, part.prefix, now), value=ended[part.prefix].name)


def _heir(unit: TerritorialUnit, in_file: Mapping[str, OfficialUnit], day: date) -> OfficialUnit | None:
    """The unit of the same level in which an inner point of ``unit`` lies now; None when there is none."""
    border = _border(unit, day)
    if border is None:
        return None
    inner = (border.inner_longitude, border.inner_latitude)
    same_level = (other for other in in_file.values() if other.shape and len(other.key) == len(unit.key))
    return next((other for other in same_level if other.shape and geometry.contains(other.shape, inner)), None)
