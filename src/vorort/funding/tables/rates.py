"""The table of flat rates (Pauschalen). It is part of the rule set: only a draft takes it in."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from vorort.core.imports import Column, Row, as_date, as_decimal
from vorort.core.imports.journal import Journal
from vorort.core.imports.tables import Unreadable
from vorort.funding.enums import RateKind
from vorort.funding.models import FlatRate, GuidelineVersion
from vorort.funding.rules import programme as rules
from vorort.funding.tables.sheet import CellFault, Key, Lookup, Sheet, as_yes_no, number, quantity, yes_no

_KINDS = {"geld": RateKind.MONEY, "sachleistung": RateKind.IN_KIND}
_KIND_WORDS = {RateKind.MONEY: "Geld", RateKind.IN_KIND: "Sachleistung"}


def _as_kind(text: str) -> RateKind:
    if text.casefold() not in _KINDS:
        raise Unreadable(_("Bitte „Geld“ oder „Sachleistung“ schreiben."))
    return _KINDS[text.casefold()]


COLUMNS = (
    Column("Baustein"),
    Column("Kürzel"),
    Column("Gegenstand"),
    Column("Einheit"),
    Column("Einheiten"),
    Column("Art", _as_kind, may_be_empty=True),
    Column("Betrag", as_decimal),
    Column("Obergrenze", may_be_empty=True),
    Column("Bereitgestellt von", may_be_empty=True),
    Column("Gültig ab", as_date, may_be_empty=True),
    Column("Quelle"),
    Column("Anmerkung", may_be_empty=True),
    Column("Platzhalter", as_yes_no, may_be_empty=True),
    Column("Teilbar", as_yes_no, may_be_empty=True),
)
FIELDS = (
    "label", "unit", "unit_plural", "kind", "amount", "cap", "provided_by", "source", "note", "placeholder",
    "divisible",
)  # fmt: skip


def _present(guideline: GuidelineVersion) -> dict[Key, FlatRate]:
    rates = FlatRate.objects.filter(component__guideline=guideline).select_related("component", "cap")
    return {(rate.component.code, rate.code, rate.valid_from): rate for rate in rates}


def _parts(guideline: GuidelineVersion) -> Mapping[str, Any]:
    components = {f"component {row.code}": row for row in guideline.components.select_related("guideline")}
    return components | {f"cap {row.code}": row for row in guideline.caps.all()}


def _entry(row: Row, lookup: Lookup) -> tuple[Key, FlatRate]:
    draft = lookup.guideline
    component, cap = _pointers(row, lookup)
    kind, valid_from = row["Art"] or RateKind.MONEY, row["Gültig ab"] or draft.valid_from
    reasons = rules.reasons_against_rate(
        kind=kind, amount=row["Betrag"], valid_from=valid_from, validity=(draft.valid_from, draft.valid_to)
    )
    if reasons and reasons[0].field == "valid_from":
        raise CellFault("Gültig ab", reasons[0].sentence, f"{valid_from:%d.%m.%Y}")
    rate = FlatRate(
        component=component,
        code=row["Kürzel"],
        label=row["Gegenstand"],
        unit=row["Einheit"],
        unit_plural=row["Einheiten"],
        kind=kind,
        amount=quantity("Betrag", row["Betrag"], reasons),
        cap=cap,
        provided_by=row["Bereitgestellt von"] or "",
        valid_from=valid_from,
        source=row["Quelle"],
        note=row["Anmerkung"] or "",
        placeholder=bool(row["Platzhalter"]),
        divisible=bool(row["Teilbar"]),
        position=row.number,
    )
    return (component.code, rate.code, rate.valid_from), rate


def _pointers(row: Row, lookup: Lookup) -> tuple[Any, Any]:
    component, cap = lookup.parts.get(f"component {row['Baustein']}"), None
    if component is None:
        raise CellFault("Baustein", _("Diesen Baustein gibt es in dieser Fassung nicht."), row["Baustein"])
    if row["Obergrenze"]:
        cap = lookup.parts.get(f"cap {row['Obergrenze']}")
        if cap is None:
            raise CellFault("Obergrenze", _("Diese Obergrenze gibt es in dieser Fassung nicht."), row["Obergrenze"])
    return component, cap


def _cells(rate: FlatRate) -> Sequence[str]:
    return [
        rate.component.code,
        rate.code,
        rate.label,
        rate.unit,
        rate.unit_plural,
        _KIND_WORDS[RateKind(rate.kind)],
        number(Decimal(rate.amount)),
        rate.cap.code if rate.cap else "",
        rate.provided_by,
        f"{rate.valid_from:%d.%m.%Y}",
        rate.source,
        rate.note,
        yes_no(rate.placeholder),
        yes_no(rate.divisible),
    ]


def _settle(guideline: GuidelineVersion, journal: Journal) -> None:
    """A rate ends the day before the next one of its code begins; through the journal, so that it can be undone."""
    following: dict[Key, FlatRate] = {}
    for rate in FlatRate.objects.filter(component__guideline=guideline).order_by("-valid_from", "pk"):
        key = (rate.component_id, rate.code)
        ends = following[key].valid_from - timedelta(days=1) if key in following else None
        if rate.valid_to != ends:
            journal.change(rate, row=0, valid_to=ends)
        following[key] = rate


RATES = Sheet(
    name="pauschalen",
    title=_("Pauschalen"),
    columns=COLUMNS,
    present=_present,
    parts=_parts,
    entry=_entry,
    fields=FIELDS,
    cells=_cells,
    needs_draft=True,
    settle=_settle,
)
