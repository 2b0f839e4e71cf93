"""What the form of an award begins with: each item with what was asked, what counts after the caps, what is granted."""

from dataclasses import dataclass
from decimal import Decimal

from vorort.funding.models import Application, ApplicationItem, Award
from vorort.funding.rules.calculation import Calculation


@dataclass(frozen=True)
class GrantRow:
    """One item of the application. Units, not euro."""

    item: ApplicationItem
    counted: Decimal
    granted: Decimal


def grant_rows(application: Application, award: Award | None, calculation: Calculation) -> list[GrantRow]:
    """Every item in its order; ``calculation`` is the application's. What is granted at first is what counts. One
    statement, two with an award.
    """
    items = application.items.select_related("rate").order_by("pk")
    already = {line.item_id: line.units for line in award.lines.all()} if award else None
    return [
        GrantRow(item, line.counted, line.counted if already is None else already.get(item.pk, Decimal(0)))
        for item, line in zip(items, calculation.lines, strict=True)
    ]
