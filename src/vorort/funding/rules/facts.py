"""What the rules look at: an application and an award as plain values.

Queries fill them; nothing here reads the database.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

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
    eligible: bool
    minimum: Decimal | None = None
    ceilings: dict[int, Decimal] = field(default_factory=dict)
    unit_ceilings: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    checks: dict[CheckCode, CheckResult] = field(default_factory=dict)
    has_award: bool = False


@dataclass(frozen=True)
class BudgetFacts:
    """What an award takes from a budget line, and what is free there. Amounts are euro."""

    label: str
    wanted: Decimal
    free: Decimal


@dataclass(frozen=True)
class AwardFacts:
    """An award as the rules see it. Amounts are euro."""

    amount: Decimal
    requested: Decimal
    reasoning: str
    purpose: str
    budget: tuple[BudgetFacts, ...]
    notified_on: date | None = None
    waived_on: date | None = None
    delivery_days: int = 0
    remedy_months: int = 1
