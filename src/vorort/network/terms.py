"""How long links and requests stay open: dated settings with their source. Add a row to change one from a day on."""

from dataclasses import dataclass
from datetime import date, timedelta

_OURS = "Vorgabe dieser Software, kein Rechtssatz; der Betrieb kann sie ändern"


@dataclass(frozen=True)
class Term:
    """So many days, from the day ``valid_from`` on."""

    valid_from: date
    days: int
    source: str


INVITATION = (Term(date(2012, 1, 1), 14, _OURS),)
REGISTRATION = (Term(date(2012, 1, 1), 14, _OURS),)


def last_day(terms: tuple[Term, ...], begins: date) -> date:
    """The last day on which what ``begins`` on this day holds. Raises ValueError before the first of ``terms``."""
    term = max((term for term in terms if term.valid_from <= begins), key=lambda term: term.valid_from)
    return begins + timedelta(days=term.days)
