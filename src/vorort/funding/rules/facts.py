"""What the rules look at: an application and what is decided on it, as plain values.

Queries fill them; nothing here reads the database.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from vorort.core.money import ZERO
from vorort.core.refusal import Reason
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.rules.calculation import Calculation


@dataclass(frozen=True)
class QuestionFacts:
    """A question and whether it is answered."""

    code: str
    text: str
    required: bool
    answered: bool


@dataclass(frozen=True)
class CeilingFacts:
    """The most an area can get in a year, in euro, and where that stands; the source says when it is invented."""

    amount: Decimal
    source: str


@dataclass(frozen=True)
class ApplicationFacts:
    """An application as the rules see it. Amounts are euro."""

    title: str
    need: str
    begins_on: date | None
    ends_on: date | None
    own_funds: Decimal
    other_funds: Decimal
    not_begun: bool
    calculation: Calculation
    questions: tuple[QuestionFacts, ...]
    opens_on: date
    closes_on: date
    execution_from: date
    execution_to: date
    continuation: bool
    against_applying: tuple[Reason, ...] = ()
    minimum: Decimal | None = None
    minimum_note: str = ""
    ceilings: dict[int, CeilingFacts] = field(default_factory=dict)
    unit_ceilings: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    checks: dict[CheckCode, CheckResult] = field(default_factory=dict)
    early_start_from: date | None = None
    awaited_opinions: tuple[str, ...] = ()


@dataclass(frozen=True)
class BudgetFacts:
    """What an award takes from a budget line, and what is free there. Amounts are euro."""

    label: str
    wanted: Decimal
    free: Decimal


@dataclass(frozen=True)
class HearingFacts:
    """A hearing: what was intended then (euro, units in kind), until when it could be answered, whether it was."""

    amount: Decimal
    in_kind_units: Decimal
    answer_until: date
    closed: bool


@dataclass(frozen=True)
class AwardFacts:
    """An award as the rules see it. Amounts are euro; the periods are those it was decided under, dated data."""

    amount: Decimal
    requested: Decimal
    reasoning: str
    purpose: str
    budget: tuple[BudgetFacts, ...]
    delivery_days: int
    remedy_months: int
    notified_on: date | None = None
    waived_on: date | None = None
    in_kind_units: Decimal = ZERO
    requested_in_kind: Decimal = ZERO
    hearing_required: bool = False
    hearings: tuple[HearingFacts, ...] = ()

    @property
    def reduced(self) -> bool:
        """Whether less is granted than was asked for, in euro or in units in kind."""
        return self.amount < self.requested or self.in_kind_units < self.requested_in_kind


@dataclass(frozen=True)
class RefusalFacts:
    """A refusal as the rules see it."""

    reasoning: str
    legal_basis: str
    hearing_required: bool = False
    hearings: tuple[HearingFacts, ...] = ()


@dataclass(frozen=True)
class EarlyStartFacts:
    """The answer to the wish for an early start."""

    consented: bool
    starts_on: date
    reasoning: str


@dataclass(frozen=True)
class InformationFacts:
    """A request for additional information: until when, what was answered, and what the application lacks now."""

    due_on: date
    answer: str
    missing: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class OpinionFacts:
    """An opinion as it stands: what it recommends and why."""

    recommendation: str
    text: str
