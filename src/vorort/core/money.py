"""Euro: Decimal with two places, rounded half up, written the German way in figures and in words."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from num2words import num2words

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
GERMAN = str.maketrans(",.", ".,")


def euro(value: Decimal | int | str) -> Decimal:
    """``value`` as euro with two places. Raises decimal.InvalidOperation for what is no number."""
    amount = Decimal(value).quantize(CENT, rounding=ROUND_HALF_UP)
    if amount.is_nan():
        raise InvalidOperation("not a number")
    return amount


def figures(amount: Decimal) -> str:
    """``4.800,00``, for an amount with two places."""
    return f"{amount:,.2f}".translate(GERMAN)


def in_figures(amount: Decimal) -> str:
    """``4.800,00 €``."""
    return f"{figures(euro(amount))}\u00a0€"


def in_words(amount: Decimal) -> str:
    """``viertausendachthundert Euro``; cents only when there are any."""
    whole, cents = divmod(int(euro(amount) * 100), 100)
    words = f"{_number(whole)} Euro"
    return f"{words} und {_number(cents)} Cent" if cents else words


def _number(value: int) -> str:
    return "ein" if value == 1 else str(num2words(value, lang="de"))


class MoneyField(models.DecimalField[Decimal, Decimal]):
    """Euro in a column: 14 digits, two of them cents, never negative. The table's own constraint says so once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("validators", [MinValueValidator(ZERO)])
        super().__init__(*args, **kwargs)
