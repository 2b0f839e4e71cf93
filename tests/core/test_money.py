"""Euro in figures, in words and in a column."""

from decimal import Decimal, InvalidOperation

import pytest
from django.core.exceptions import ValidationError

from vorort.core.money import ZERO, MoneyField, euro, in_figures, in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.00", "null Euro"),
        ("0.01", "null Euro und ein Cent"),
        ("1.00", "ein Euro"),
        ("1.01", "ein Euro und ein Cent"),
        ("21.00", "einundzwanzig Euro"),
        ("6800.00", "sechstausendachthundert Euro"),
        ("70289.82", "siebzigtausendzweihundertneunundachtzig Euro und zweiundachtzig Cent"),
        ("1000000.00", "eine Million Euro"),
        ("9830000.00", "neun Millionen achthundertdreißigtausend Euro"),
    ],
)
def test_amount_is_written_in_german_words(amount, words):
    assert in_words(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("amount", "figures"),
    [
        ("0", "0,00\u00a0€"),
        ("0.5", "0,50\u00a0€"),
        ("999.99", "999,99\u00a0€"),
        ("4800", "4.800,00\u00a0€"),
        ("70289.82", "70.289,82\u00a0€"),
        ("9830000", "9.830.000,00\u00a0€"),
    ],
)
def test_amount_is_written_with_points_a_comma_and_an_unbreakable_euro_sign(amount, figures):
    assert in_figures(Decimal(amount)) == figures


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("2.675", "2.68"),
        ("1.115", "1.12"),
        (7, "7.00"),
        (Decimal("1333.333"), "1333.33"),
    ],
)
def test_half_a_cent_is_rounded_up(value, rounded):
    assert str(euro(value)) == rounded


def test_figures_and_words_name_the_same_rounded_amount():
    assert in_figures(Decimal("0.995")) == "1,00\u00a0€"
    assert in_words(Decimal("0.995")) == "ein Euro"


@pytest.mark.parametrize("value", ["", "zwölf", "1,50", "NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_euro(value):
    with pytest.raises(InvalidOperation):
        euro(value)


def test_column_holds_cents_and_refuses_a_negative_amount():
    field = MoneyField()
    assert (field.max_digits, field.decimal_places) == (14, 2)
    assert field.clean(ZERO, None) == Decimal("0.00")
    with pytest.raises(ValidationError):
        field.clean(Decimal("-0.01"), None)
    with pytest.raises(ValidationError):
        field.clean(Decimal("0.001"), None)
