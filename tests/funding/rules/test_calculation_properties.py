"""What holds of every calculation, whatever is asked."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vorort.funding.enums import CapScope, RateKind
from vorort.funding.rules.calculation import Cap, Item, Rate, calculate

# A machine that has much to do is no fault of the rules.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

GROUPS = ("", "district", "independent_city")
CAPS = st.builds(
    Cap,
    code=st.sampled_from(["building", "posts"]),
    label=st.just("Obergrenze"),
    scope=st.sampled_from(CapScope),
    limits=st.dictionaries(st.sampled_from(GROUPS), st.decimals(0, 10, places=2), min_size=1),
    source=st.just("Test"),
)


@st.composite
def rate_lists(draw):
    """Up to four rates that share up to two caps, each code one definition, as the database keeps it."""
    caps = {cap.code: cap for cap in draw(st.lists(CAPS, max_size=2))}
    rates = []
    for number in range(draw(st.integers(1, 4))):
        in_kind = draw(st.booleans())
        rates.append(
            Rate(
                code=f"rate-{number}",
                label=f"Pauschale {number}",
                unit="Stück",
                amount=Decimal(0) if in_kind else draw(st.decimals(0, 60_000, places=2)),
                source="Test",
                kind=RateKind.IN_KIND if in_kind else RateKind.MONEY,
                cap=draw(st.sampled_from([None, *caps.values()])),
            )
        )
    return rates


@st.composite
def item_lists(draw):
    rates = draw(rate_lists())
    item = st.builds(
        Item,
        rate=st.sampled_from(rates),
        units=st.decimals("0.01", 20, places=2),
        year=st.integers(2026, 2028),
        place=st.sampled_from(["", "Bürgerhaus", "BÜRGERHAUS ", "Alte Schule"]),
    )
    return draw(st.lists(item, max_size=8))


ASKED = st.tuples(item_lists(), st.lists(st.sampled_from(GROUPS[1:]), max_size=2, unique=True))


@UNHURRIED
@given(ASKED)
def test_total_is_the_sum_of_the_lines_and_of_the_years(asked):
    calculation = calculate(asked[0], groups=asked[1])
    assert calculation.total == sum(line.amount for line in calculation.lines)
    assert calculation.total == sum(calculation.by_year.values())


@UNHURRIED
@given(ASKED)
def test_no_more_counts_than_is_asked_and_nothing_is_negative(asked):
    for line in calculate(asked[0], groups=asked[1]).lines:
        assert 0 <= line.counted <= line.item.units
        assert line.amount >= 0


@UNHURRIED
@given(ASKED)
def test_every_line_that_is_cut_has_a_reason_and_no_other(asked):
    for line in calculate(asked[0], groups=asked[1]).lines:
        assert bool(line.reasons) is (line.counted < line.item.units)


@UNHURRIED
@given(ASKED)
def test_lines_stand_in_the_order_of_the_items(asked):
    assert [line.item for line in calculate(asked[0], groups=asked[1]).lines] == asked[0]


@UNHURRIED
@given(st.data())
def test_order_of_the_items_does_not_change_the_total(data):
    items, groups = data.draw(ASKED)
    shuffled = data.draw(st.permutations(items))
    assert calculate(shuffled, groups=groups).total == calculate(items, groups=groups).total


@UNHURRIED
@given(ASKED)
def test_one_item_more_never_makes_the_total_smaller_by_more_than_rounding(asked):
    items, groups = asked
    with_all, without_last = calculate(items, groups=groups), calculate(items[:-1], groups=groups)
    assert with_all.total >= without_last.total - Decimal("0.01") * len(items)
