"""What the rules look at cannot be changed while they look, and says itself what follows from two of its values."""

from dataclasses import FrozenInstanceError, is_dataclass, replace
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

import pytest

from tests.funding.values import AWARD
from vorort.funding import rules

MODULES = [import_module(f"{rules.__name__}.{found.name}") for found in iter_modules(rules.__path__)]
VALUES = [
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.__name__
]


def test_the_values_of_all_rules_are_looked_at():
    assert {"ApplicationFacts", "AwardFacts", "Calculation", "Deadline", "Finality", "Item"} <= {
        value.__name__ for value in VALUES
    }


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_no_value_of_a_rule_can_be_changed(value):
    with pytest.raises(FrozenInstanceError):
        setattr(object.__new__(value), next(iter(value.__dataclass_fields__)), None)


@pytest.mark.parametrize(
    ("amount", "in_kind", "reduced"),
    [
        ("3000.00", "2", False),
        ("3000.00", "2.00", False),  # the same number, written otherwise
        ("2999.99", "2", True),
        ("3000.00", "1", True),
        ("3000.01", "3", False),
        ("2999.99", "3", True),
    ],
)
def test_less_money_or_fewer_units_in_kind_than_asked_for_is_a_cut(amount, in_kind, reduced):
    award = replace(AWARD, amount=Decimal(amount), in_kind_units=Decimal(in_kind), requested_in_kind=Decimal(2))
    assert award.reduced is reduced
