"""The parts of a rule set as they are written: by somebody on a page, or by a file that ships."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vorort.funding.enums import CapScope, ParameterCode, RateKind


@dataclass(frozen=True)
class ParameterEntry:
    """A figure of the rule set with its source; ``note`` says what is unconfirmed."""

    code: ParameterCode
    value: Decimal
    source: str
    note: str = ""


@dataclass(frozen=True)
class ComponentEntry:
    """A component (Baustein)."""

    code: str
    title: str


@dataclass(frozen=True)
class CapEntry:
    """A cap with its limits in units by recipient group; the empty group is everybody."""

    code: str
    label: str
    scope: CapScope
    limits: Mapping[str, Decimal]
    source: str


@dataclass(frozen=True)
class RateEntry:
    """A flat rate of the component ``component``, cut at ``cap`` (codes); amounts are euro per unit."""

    component: str
    code: str
    label: str
    unit: str
    unit_plural: str
    amount: Decimal
    source: str
    valid_from: date
    kind: RateKind = RateKind.MONEY
    provided_by: str = ""
    cap: str = ""
    note: str = ""
    placeholder: bool = False
    divisible: bool = False


Entry = ComponentEntry | CapEntry | RateEntry
