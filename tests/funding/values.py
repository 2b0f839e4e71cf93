"""Values for tests of the rules: shipped rates, items, an application and an award that lack nothing. No database."""

from datetime import date
from decimal import Decimal

from vorort.funding import definitions
from vorort.funding.rules.calculation import Calculation, Cap, Item, Rate, calculate
from vorort.funding.rules.facts import (
    ApplicationFacts,
    AwardFacts,
    BudgetFacts,
    EarlyStartFacts,
    HearingFacts,
    InformationFacts,
    OpinionFacts,
    QuestionFacts,
    RefusalFacts,
)

LUMP = Rate("lump", "Summe", "Euro", Decimal(1), "Test")


def shipped_rates(name: str) -> dict[str, Rate]:
    """The flat rates of a shipped programme as values, by code."""
    definition = definitions.shipped(name)
    caps = {row.code: Cap(row.code, row.label, row.scope, row.limits, row.source) for row in definition.caps}
    return {
        row.code: Rate(
            row.code, row.label, row.unit, row.amount, row.source, row.kind, caps.get(row.cap), row.provided_by
        )
        for row in definition.rates
    }


def items(rates: dict[str, Rate], *rows: tuple[str, ...], year: int = 2027) -> list[Item]:
    """Items from ``(code, units)`` or ``(code, units, place)``."""
    return [Item(rates[code], Decimal(units), year, *place) for code, units, *place in rows]


def asked(*amounts: str, first_year: int = 2027) -> Calculation:
    """A calculation of these whole euros, one a year."""
    return calculate([Item(LUMP, Decimal(amount), first_year + n) for n, amount in enumerate(amounts)])


WHOLE = ApplicationFacts(
    title="Ankommen",
    need="Niemand zeigt den Weg.",
    begins_on=date(2027, 2, 1),
    ends_on=date(2027, 11, 30),
    own_funds=Decimal(0),
    other_funds=Decimal(0),
    not_begun=True,
    calculation=asked("3000"),
    questions=(QuestionFacts("who", "Wen erreichen Sie?", required=True, answered=True),),
    opens_on=date(2026, 10, 1),
    closes_on=date(2026, 11, 30),
    execution_from=date(2027, 1, 1),
    execution_to=date(2027, 12, 31),
    continuation=False,
)
AWARD = AwardFacts(
    amount=Decimal("3000.00"),
    requested=Decimal("3000.00"),
    reasoning="",
    purpose="Integration vor Ort.",
    budget=(BudgetFacts("07 080 (2027)", wanted=Decimal("3000.00"), free=Decimal("3000.00")),),
    delivery_days=4,
    remedy_months=1,
)
REFUSED = RefusalFacts(reasoning="Die Maßnahme ist keine der Richtlinie.", legal_basis="Nr. 2 der Richtlinie")
YES = EarlyStartFacts(consented=True, starts_on=date(2026, 12, 1), reasoning="")
WAITED = InformationFacts(due_on=date(2026, 11, 1), answer="Die Anlage liegt bei.")
HEARD = HearingFacts(Decimal("0.00"), Decimal(0), answer_until=date(2026, 11, 1), closed=False)
OPINED = OpinionFacts("yes", "Gut begründet.")
