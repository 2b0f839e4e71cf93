"""The tables of a year: ceilings in euro, posts by flat rate, and the classes of the recipients."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from vorort.core.imports import Column, Row, as_date, as_decimal
from vorort.funding.models import Ceiling, FlatRate, GuidelineVersion, RecipientGroup, UnitCeiling
from vorort.funding.queries.guideline import groups_of
from vorort.funding.rules import programme as rules
from vorort.funding.tables.sheet import CellFault, Key, Lookup, Sheet, as_year, as_yes_no, number, quantity, yes_no

_AREA, _YEAR = Column("Gebiet"), Column("Jahr", as_year)
_SOURCE, _INVENTED = Column("Quelle"), Column("Erfunden", as_yes_no, may_be_empty=True)


def _nothing(guideline: GuidelineVersion) -> Mapping[str, Any]:
    return {}


# --- Ceilings ---------------------------------------------------------------------------------------------------------
def _present_ceilings(guideline: GuidelineVersion) -> dict[Key, Ceiling]:
    rows = guideline.ceilings.select_related("area").order_by("year", "area__code")
    return {(row.area_id, row.year): row for row in rows}


def _ceiling(row: Row, lookup: Lookup) -> tuple[Key, Ceiling]:
    area = lookup.area(row)
    item = Ceiling(
        guideline=lookup.guideline,
        area=area,
        year=row["Jahr"],
        amount=quantity("Betrag", row["Betrag"], rules.reasons_against_quantity(row["Betrag"], field="amount")),
        source=row["Quelle"],
        invented=bool(row["Erfunden"]),
    )
    return (area.pk, item.year), item


def _ceiling_cells(row: Ceiling) -> Sequence[str]:
    return [row.area.code, str(row.year), number(row.amount), row.source, yes_no(row.invented)]


CEILINGS = Sheet(
    name="hoechstbetraege",
    title=_("Höchstbeträge"),
    columns=(_AREA, _YEAR, Column("Betrag", as_decimal), _SOURCE, _INVENTED),
    present=_present_ceilings,
    parts=_nothing,
    entry=_ceiling,
    fields=("amount", "source", "invented"),
    cells=_ceiling_cells,
)


# --- Posts ------------------------------------------------------------------------------------------------------------
def _present_posts(guideline: GuidelineVersion) -> dict[Key, UnitCeiling]:
    rows = UnitCeiling.objects.filter(rate__component__guideline=guideline).select_related("area", "rate")
    return {(row.area_id, row.year, row.rate.code): row for row in rows.order_by("year", "area__code", "rate__code")}


def _rates(guideline: GuidelineVersion) -> Mapping[str, Any]:
    """The newest rate of each code."""
    rates = FlatRate.objects.filter(component__guideline=guideline).order_by("valid_from", "pk")
    return {rate.code: rate for rate in rates}


def _posts(row: Row, lookup: Lookup) -> tuple[Key, UnitCeiling]:
    area, rate = lookup.area(row), lookup.parts.get(row["Pauschale"])
    if rate is None:
        raise CellFault("Pauschale", _("Diese Pauschale gibt es in dieser Fassung nicht."), row["Pauschale"])
    item = UnitCeiling(
        rate=rate,
        area=area,
        year=row["Jahr"],
        units=quantity("Menge", row["Menge"], rules.reasons_against_quantity(row["Menge"], field="units")),
        source=row["Quelle"],
        invented=bool(row["Erfunden"]),
    )
    return (area.pk, item.year, rate.code), item


def _post_cells(row: UnitCeiling) -> Sequence[str]:
    return [row.area.code, str(row.year), row.rate.code, number(row.units), row.source, yes_no(row.invented)]


POSTS = Sheet(
    name="stellen",
    title=_("Stellentabelle"),
    columns=(_AREA, _YEAR, Column("Pauschale"), Column("Menge", as_decimal), _SOURCE, _INVENTED),
    present=_present_posts,
    parts=_rates,
    entry=_posts,
    fields=("units", "source", "invented"),
    cells=_post_cells,
)


# --- Classes ----------------------------------------------------------------------------------------------------------
def _present_groups(guideline: GuidelineVersion) -> dict[Key, RecipientGroup]:
    rows = guideline.recipient_groups.select_related("area").order_by("valid_from", "area__code")
    return {(row.area_id, row.valid_from): row for row in rows}


def _known_groups(guideline: GuidelineVersion) -> Mapping[str, Any]:
    return dict.fromkeys(groups_of(guideline))


def _group(row: Row, lookup: Lookup) -> tuple[Key, RecipientGroup]:
    area = lookup.area(row)
    reasons = rules.reasons_against_group(row["Gruppe"], known=lookup.parts.keys())
    if reasons:
        raise CellFault("Gruppe", reasons[0].sentence, row["Gruppe"])
    item = RecipientGroup(
        guideline=lookup.guideline,
        area=area,
        group=row["Gruppe"],
        valid_from=row["Gültig ab"],
        source=row["Quelle"],
        invented=bool(row["Erfunden"]),
    )
    return (area.pk, item.valid_from), item


def _group_cells(row: RecipientGroup) -> Sequence[str]:
    return [row.area.code, row.group, f"{row.valid_from:%d.%m.%Y}", row.source, yes_no(row.invented)]


GROUPS = Sheet(
    name="klassen",
    title=_("Klassen"),
    columns=(_AREA, Column("Gruppe"), Column("Gültig ab", as_date), _SOURCE, _INVENTED),
    present=_present_groups,
    parts=_known_groups,
    entry=_group,
    fields=("group", "source", "invented"),
    cells=_group_cells,
)
