"""What the four tables have in common: a row of the file beside the row of the database, and what would change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Model
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vorort.core.imports import (
    Change,
    Column,
    Difference,
    Finding,
    Importer,
    Operation,
    Options,
    Plan,
    Row,
    error,
    hint,
    read_table,
)
from vorort.core.imports.journal import Journal
from vorort.core.imports.tables import Unreadable
from vorort.core.refusal import Reason
from vorort.core.sheets import csv_file, guarded
from vorort.funding.models import GuidelineVersion
from vorort.regions.models import Area

MOST_BYTES = 2 * 1024 * 1024
FIRST_YEAR, LAST_YEAR = 2000, 2100
Key = tuple[object, ...]


class CellFault(Exception):
    """A row that can be read, but says something that cannot be: ``column`` and a sentence for people."""

    def __init__(self, column: str, sentence: str | Promise, value: object = "") -> None:
        self.column, self.sentence, self.value = column, sentence, value
        super().__init__(str(sentence))


@dataclass(frozen=True)
class Lookup:
    """What rows point to, read once a file: areas by each of their names, and parts of the guideline by code."""

    guideline: GuidelineVersion
    areas: Mapping[str, Area]
    parts: Mapping[str, Any]

    def area(self, row: Row) -> Area:
        """The area a row names by its code or its official key. Raises CellFault."""
        if row["Gebiet"] not in self.areas:
            raise CellFault("Gebiet", _("Dieses Gebiet gibt es nicht."), row["Gebiet"])
        return self.areas[row["Gebiet"]]


@dataclass(frozen=True)
class Sheet:
    """One table. ``entry`` turns a row into its key and the values of its model; ``cells`` writes a model as a row.

    ``needs_draft``: it is taken into a draft alone. The others a second person may let into a released version too.
    """

    name: str
    title: str | Promise
    columns: Sequence[Column]
    present: Callable[[GuidelineVersion], Mapping[Key, Model]]
    parts: Callable[[GuidelineVersion], Mapping[str, Any]]
    entry: Callable[[Row, Lookup], tuple[Key, Model]]
    fields: Sequence[str]
    cells: Callable[[Any], Sequence[str]]
    needs_draft: bool = False
    settle: Callable[[GuidelineVersion, Journal], None] | None = None

    @property
    def kind(self) -> str:
        """The name of its importer."""
        return f"funding_{self.name}"

    @property
    def header(self) -> list[str]:
        """The first line of its file."""
        return [column.name for column in self.columns]


def importer(sheet: Sheet) -> Importer:
    """The importer of ``sheet``; the guideline version is chosen beside the file."""

    def read(content: bytes, options: Options) -> tuple[Sequence[Row], Sequence[Finding]]:
        table = read_table(content, sheet.columns)
        return table.rows, table.findings

    def plan(rows: Sequence[Row], options: Options) -> Plan:
        return _plan(sheet, rows, GuidelineVersion.objects.get(pk=int(options["guideline"])))

    def write(changes: Sequence[Change], journal: Journal) -> None:
        _write(sheet, changes, journal)

    return Importer(sheet.kind, sheet.title, MOST_BYTES, read, plan, write, row_by_row=True, at_desk=True)


def written(sheet: Sheet, guideline: GuidelineVersion, *, empty: bool = False) -> bytes:
    """The table as it stands, in the format it is read in; with ``empty`` the header alone. Two statements."""
    rows = [] if empty else [sheet.cells(item) for item in sheet.present(guideline).values()]
    return csv_file([sheet.header, *([guarded(cell) for cell in row] for row in rows)])


# --- From rows to changes ---------------------------------------------------------------------------------------------
def _plan(sheet: Sheet, rows: Sequence[Row], guideline: GuidelineVersion) -> Plan:
    present = sheet.present(guideline)
    lookup = Lookup(guideline, areas_by_name(), sheet.parts(guideline))
    changes: list[Change] = []
    findings: list[Finding] = []
    seen: dict[Key, int] = {}
    for row in rows:
        try:
            key, item = sheet.entry(row, lookup)
            _check(item)
        except CellFault as fault:
            findings.append(error(row.number, fault.sentence, column=fault.column, value=fault.value))
            continue
        if key in seen:
            findings.append(error(row.number, format_lazy(_("Dasselbe steht schon in Zeile {0}."), seen[key])))
            continue
        seen[key] = row.number
        changes.append(_change(sheet, row, item, present.get(key)))
    left = len(set(present) - set(seen))
    if left and not findings:
        sentence = _("Einträge, die nicht in der Datei stehen: {0}. Sie bleiben, wie sie sind.")
        findings.append(hint(0, format_lazy(sentence, left)))
    return Plan(tuple(changes), tuple(findings))


def _change(sheet: Sheet, row: Row, item: Model, old: Model | None) -> Change:
    new_cells = sheet.cells(item)
    old_cells = sheet.cells(old) if old else [""] * len(new_cells)
    differences = tuple(
        Difference(name, before, after)
        for name, before, after in zip(sheet.header, old_cells, new_cells, strict=True)
        if before != after
    )
    operation = Operation.CREATE if old is None else Operation.CHANGE if differences else Operation.KEEP
    subject = " · ".join(cell for cell in new_cells[:3] if cell)
    return Change(row.number, operation, subject, differences, data=(item, old))


def _write(sheet: Sheet, changes: Sequence[Change], journal: Journal) -> None:
    for change in changes:
        item, old = change.data
        if change.operation is Operation.CREATE:
            journal.create(item, row=change.row)
        elif change.operation is Operation.CHANGE:
            journal.change(old, row=change.row, **{name: getattr(item, name) for name in sheet.fields})
    if sheet.settle is not None and changes:
        item, _old = changes[0].data
        sheet.settle(item.component.guideline, journal)


def _check(item: Model) -> None:
    """Raises CellFault for a text its column cannot hold."""
    for field in item._meta.concrete_fields:
        if isinstance(field, CharField) and field.max_length:
            text = getattr(item, field.attname)
            if len(text) > field.max_length:
                sentence = _("Dieser Text ist zu lang, höchstens {0} Zeichen.")
                raise CellFault("", format_lazy(sentence, field.max_length), text)


def areas_by_name() -> dict[str, Area]:
    """Every area by its code, and by the official key of a part where that is the only area with it. Two statements."""
    by_name: dict[str, Area] = {}
    doubtful: set[str] = set()
    for area in Area.objects.prefetch_related("parts"):
        for name in {part.prefix for part in area.parts.all() if not part.excluded}:
            if name in by_name:
                doubtful.add(name)
            by_name[name] = area
    for name in doubtful:
        del by_name[name]
    return by_name | {area.code: area for area in Area.objects.all()}


# --- Cells ------------------------------------------------------------------------------------------------------------
def as_year(text: str) -> int:
    """A budget year of four digits. Raises Unreadable."""
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
        raise Unreadable(_("Das ist kein Haushaltsjahr, etwa 2027."))
    return int(text)


def as_yes_no(text: str) -> bool:
    """``ja`` or ``nein``. Raises Unreadable."""
    if text.casefold() not in ("ja", "nein"):
        raise Unreadable(_("Bitte „ja“ oder „nein“ schreiben."))
    return text.casefold() == "ja"


def quantity(column: str, value: Decimal, reasons: Sequence[Reason]) -> Decimal:
    """``value`` with two places. Raises CellFault when it has more, or for the first of ``reasons``."""
    if reasons:
        raise CellFault(column, reasons[0].sentence, value)
    if value != value.quantize(Decimal("0.01")):
        raise CellFault(column, _("Höchstens zwei Stellen nach dem Komma."), value)
    return value.quantize(Decimal("0.01"))


def number(value: Decimal) -> str:
    """``4800,00``: as a spreadsheet reads it."""
    return f"{value:.2f}".replace(".", ",")


def yes_no(value: bool) -> str:
    """``ja`` or ``nein``."""
    return "ja" if value else "nein"
