"""What a list of items comes to: rate × units, cut at the caps, with a reason for every cut."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from vorort.core.money import ZERO, euro
from vorort.core.refusal import Reason
from vorort.funding.enums import CapScope, RateKind

EVERYBODY = ""
NO_CLASS = "no_class"


@dataclass(frozen=True)
class Cap:
    """A limit in units shared by several rates, per budget year or per building.

    ``limits`` maps recipient groups to units. Raises ValueError without any: such a cap would limit nobody.
    """

    code: str
    label: str
    scope: CapScope
    limits: Mapping[str, Decimal]
    source: str

    def __post_init__(self) -> None:
        if not self.limits:
            raise ValueError(f"a cap without limits: {self.code}")

    def limit_for(self, groups: Iterable[str]) -> Decimal | None:
        """Units allowed for a recipient in ``groups``; None when it has limits for others alone: then she has yet to
        be counted to a class, and nothing counts.
        """
        for group in (*groups, EVERYBODY):
            if group in self.limits:
                return self.limits[group]
        return None


@dataclass(frozen=True)
class Rate:
    """A flat rate: euro per ``unit``, or a unit provided in kind; ``divisible``: parts of a unit count too."""

    code: str
    label: str
    unit: str
    amount: Decimal
    source: str
    kind: RateKind = RateKind.MONEY
    cap: Cap | None = None
    provided_by: str = ""
    unit_plural: str = ""
    divisible: bool = False


@dataclass(frozen=True)
class Item:
    """Units applied for at a rate, in a budget year and, where a cap asks for it, for a building."""

    rate: Rate
    units: Decimal
    year: int
    place: str = ""


@dataclass(frozen=True)
class Line:
    """An item with what counts of it: ``counted`` units and their ``amount`` in euro, and why fewer count than
    asked.
    """

    item: Item
    counted: Decimal
    amount: Decimal
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Calculation:
    """All lines, their sum, and the sum of each budget year, in euro."""

    lines: tuple[Line, ...]
    total: Decimal
    by_year: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def reasons(self) -> list[Reason]:
        return [reason for line in self.lines for reason in line.reasons]

    @property
    def without_class(self) -> list[Line]:
        """The lines that do not count because nobody has said which class the recipient is in."""
        return [line for line in self.lines if any(reason.code == NO_CLASS for reason in line.reasons)]


def calculate(items: Sequence[Item], *, groups: Sequence[str] = ()) -> Calculation:
    """Units × rate for every item, cut at the caps; the order of the items does not change the total.

    Where several items share a cap, the dearer rate is counted first: a cap limits units, and the recipient keeps
    the better ones. Of equally dear items the smaller comes first, so that fewer of them are cut.
    Amounts are euro with two places. Source: unit-rate funding, VV zu § 44 LHO NRW Nr. 2.2.3; caps: the guideline.
    """
    left: dict[tuple[str, str], Decimal] = {}
    counted: dict[int, Decimal] = {}
    for index in sorted(range(len(items)), key=lambda i: (-items[i].rate.amount, items[i].units, i)):
        counted[index] = _take(items[index], groups, left)
    lines = tuple(_line(item, counted[index], groups) for index, item in enumerate(items))
    by_year: dict[int, Decimal] = {}
    for line in lines:
        by_year[line.item.year] = by_year.get(line.item.year, ZERO) + line.amount
    return Calculation(lines, sum((line.amount for line in lines), ZERO), dict(sorted(by_year.items())))


def _take(item: Item, groups: Sequence[str], left: dict[tuple[str, str], Decimal]) -> Decimal:
    cap = item.rate.cap
    if cap is None:
        return item.units
    limit = cap.limit_for(groups)
    if limit is None:
        return ZERO
    scope = same_place(item.place) if cap.scope == CapScope.PLACE else str(item.year)
    remaining = left.setdefault((cap.code, scope), limit)
    taken = min(item.units, remaining)
    left[(cap.code, scope)] = remaining - taken
    return taken


def _line(item: Item, counted: Decimal, groups: Sequence[str]) -> Line:
    amount = euro(counted * item.rate.amount) if item.rate.kind == RateKind.MONEY else ZERO
    if counted == item.units or item.rate.cap is None:
        return Line(item, counted, amount)
    cap = item.rate.cap
    if cap.limit_for(groups) is None:
        return Line(item, counted, amount, (_no_class(item.rate.label, cap),))
    sentence = _("%(label)s: Von %(asked)s zählen %(counted)s (%(cap)s).") % {
        "label": item.rate.label,
        "asked": plain_units(item.units),
        "counted": plain_units(counted),
        "cap": cap.label,
    }
    return Line(item, counted, amount, (Reason("capped", sentence, cap.source),))


def _no_class(label: str, cap: Cap) -> Reason:
    sentence = _(
        "%(label)s: Davon zählt nichts. Es fehlt die Klasse der Antragstellerin, nach der sich richtet, wie viel zählt "
        "(%(cap)s). Die Programmverantwortung im Ministerium trägt sie ein."
    ) % {"label": label, "cap": cap.label}
    return Reason(NO_CLASS, sentence, cap.source)


def same_place(place: str) -> str:
    """``place`` without what makes no other building of it: case, spaces, and how its letters are encoded."""
    return " ".join(unicodedata.normalize("NFKC", place).casefold().split())


def plain_units(units: Decimal) -> str:
    """``6``, ``3,5`` or ``60.000``: units the German way, without trailing zeros."""
    whole, _point, places = f"{units:,f}".partition(".")
    places = places.rstrip("0")
    return whole.replace(",", ".") + (f",{places}" if places else "")
