"""Rate × units with caps: the published calculations, then every kind of cap. Amounts were worked out by hand."""

from decimal import Decimal

import pytest

from tests.funding.values import items, shipped_rates
from vorort.funding.enums import CapScope, RateKind
from vorort.funding.rules.calculation import Cap, Item, Rate, calculate, plain_units, same_place

HALL = "Bürgerhaus, Corveyer Allee 7"


def counted(calculation):
    return [line.counted for line in calculation.lines]


# --- The published calculations ---------------------------------------------------------------------------------------
def test_district_with_all_posts_and_a_full_pool_of_interpreters_gets_414500():
    rates = shipped_rates("ki_2022")
    asked = items(rates, ("specialist", "6"), ("assistant", "1"), ("interpreters", "50000"))
    calculation = calculate(asked, groups=["district"])
    assert calculation.total == Decimal("414500.00")
    assert [line.amount for line in calculation.lines] == [342_000, 22_500, 50_000]
    assert calculation.reasons == []


def test_city_that_asks_for_as_much_as_a_district_gets_357500():
    rates = shipped_rates("ki_2022")
    asked = items(rates, ("specialist", "6"), ("assistant", "1"), ("interpreters", "50000"))
    calculation = calculate(asked, groups=["independent_city"])
    assert calculation.total == Decimal("357500.00")
    assert counted(calculation) == [5, 1, 50_000]
    [reason] = calculation.reasons
    assert "[S19]" in reason.source


def test_komm_an_part_one_gives_class_2_100500():
    rates = shipped_rates("komm_an_i")
    asked = items(rates, ("specialist", "2"), ("measures", "20000"))
    calculation = calculate(asked, groups=["class_2"])
    assert calculation.total == Decimal("100500.00")
    assert [line.amount for line in calculation.lines] == [85_500, 15_000]


@pytest.mark.parametrize(("group", "total"), [("class_1", "67000.00"), ("class_3", "134000.00")])
def test_komm_an_part_one_gives_the_other_classes_their_sums(group, total):
    rates = shipped_rates("komm_an_i")
    asked = items(rates, ("specialist", "2"), ("measures", "20000"))
    assert calculate(asked, groups=[group]).total == Decimal(total)


def test_building_with_three_rooms_and_a_year_of_running_costs_gets_6800():
    rates = shipped_rates("komm_an_ii")
    asked = items(rates, ("renovation", "3", HALL), ("equipment", "3", HALL), ("running_costs", "12", HALL))
    calculation = calculate(asked)
    assert calculation.total == Decimal("6800.00")
    assert counted(calculation) == [2, 0, 12]
    assert [reason.code for reason in calculation.reasons] == ["capped", "capped"]


def test_trainers_exchanges_accompaniments_and_print_media_come_to_3000():
    rates = shipped_rates("komm_an_ii")
    asked = items(rates, ("trainer_fee", "6"), ("exchange", "4"), ("accompaniment", "20"), ("print_media", "3"))
    calculation = calculate(asked)
    assert calculation.total == Decimal("3000.00")
    assert [line.amount for line in calculation.lines] == [600, 200, 700, 1_500]
    assert calculation.reasons == []


def test_posts_of_2012_are_five_and_a_half_and_the_teachers_cost_nothing():
    rates = shipped_rates("ki_2012")
    asked = items(rates, ("specialist", "2"), ("administration", "1"), ("support", "0.5"), ("teacher", "2"), year=2012)
    calculation = calculate(asked)
    assert sum(counted(calculation)) == Decimal("5.5")
    assert [line.amount for line in calculation.lines] == [100_000, 50_000, 25_000, 0]
    assert calculation.total == Decimal("175000.00")


# --- Caps per building ------------------------------------------------------------------------------------------------
def test_two_buildings_have_two_flat_rates_each():
    rates = shipped_rates("komm_an_ii")
    asked = items(rates, ("renovation", "3", HALL), ("renovation", "3", "Alte Schule"), ("equipment", "1", HALL))
    calculation = calculate(asked)
    assert calculation.total == Decimal("4000.00")


@pytest.mark.parametrize(
    "spelling",
    [
        "  Bürgerhaus, Corveyer Allee 7 ",
        "BÜRGERHAUS, CORVEYER ALLEE 7",
        "Bürgerhaus,  Corveyer\tAllee 7",
        "Bu\u0308rgerhaus, Corveyer Allee 7",
    ],
    ids=["spaces around", "capitals", "spaces within", "letters put together"],
)
def test_building_spelled_another_way_is_still_one_building(spelling):
    rates = shipped_rates("komm_an_ii")
    asked = items(rates, ("renovation", "2", HALL), ("equipment", "2", spelling))
    assert calculate(asked).total == Decimal("2000.00")


def test_sharp_s_and_double_s_are_one_street():
    assert same_place("Hauptstraße 5") == same_place("HAUPTSTRASSE 5")
    assert same_place("Hauptstraße 5") != same_place("Hauptstraße 51")


def test_building_counts_once_even_over_two_years():
    rates = shipped_rates("komm_an_ii")
    asked = items(rates, ("renovation", "2", HALL)) + items(rates, ("renovation", "2", HALL), year=2028)
    calculation = calculate(asked)
    assert calculation.total == Decimal("2000.00")
    assert calculation.by_year == {2027: Decimal("2000.00"), 2028: Decimal("0.00")}


# --- Caps per year and by group ---------------------------------------------------------------------------------------
def test_cap_per_year_begins_anew_every_year():
    rates = shipped_rates("ki_2022")
    asked = items(rates, ("specialist", "8"), year=2028) + items(rates, ("specialist", "8"), year=2027)
    calculation = calculate(asked, groups=["district"])
    assert counted(calculation) == [6, 6]
    assert list(calculation.by_year.items()) == [(2027, Decimal("342000.00")), (2028, Decimal("342000.00"))]


def test_nothing_counts_for_a_recipient_whose_class_is_missing_and_the_reason_says_who_enters_it():
    rates = shipped_rates("komm_an_i")
    calculation = calculate(items(rates, ("specialist", "30"), ("measures", "20000")), groups=["district"])
    assert counted(calculation) == [0, 0]
    assert calculation.total == Decimal("0.00")
    assert [reason.code for reason in calculation.reasons] == ["no_class", "no_class"]
    assert calculation.without_class == list(calculation.lines)
    assert str(calculation.reasons[0].sentence) == (
        "Fachstelle: Davon zählt nichts. Es fehlt die Klasse der Antragstellerin, nach der sich richtet, wie viel "
        "zählt (Stellen nach Klasse: 1,0, 1,5 oder 2,0). Die Programmverantwortung im Ministerium trägt sie ein."
    )
    assert all("[S48]" in reason.source for reason in calculation.reasons)


def test_recipient_who_is_neither_district_nor_city_gets_no_posts_that_are_given_to_those():
    rates = shipped_rates("ki_2022")
    calculation = calculate(items(rates, ("specialist", "9")), groups=["municipality"])
    assert counted(calculation) == [0]
    assert [reason.code for reason in calculation.reasons] == ["no_class"]


def test_class_whose_limit_is_zero_is_cut_and_not_missing():
    cap = Cap("posts", "Keine Stellen", CapScope.YEAR, {"class_1": Decimal(0)}, "Test")
    rate = Rate("post", "Stelle", "Stelle", Decimal(57000), "Test", cap=cap)
    calculation = calculate([Item(rate, Decimal(1), 2027)], groups=["class_1"])
    [reason] = calculation.reasons
    assert calculation.without_class == []
    assert (reason.code, str(reason.sentence)) == ("capped", "Stelle: Von 1 zählen 0 (Keine Stellen).")


def test_limit_for_everybody_holds_where_no_group_has_its_own():
    cap = Cap("posts", "Stellen", CapScope.YEAR, {"": Decimal(1), "district": Decimal(3)}, "Test")
    assert cap.limit_for(["district"]) == 3
    assert cap.limit_for(["independent_city"]) == 1
    assert cap.limit_for([]) == 1


def test_a_cap_without_any_limit_cannot_be():
    with pytest.raises(ValueError, match="posts"):
        Cap("posts", "Stellen", CapScope.YEAR, {}, "Test")


def test_group_named_first_decides():
    cap = Cap("posts", "Stellen", CapScope.YEAR, {"a": Decimal(1), "b": Decimal(2)}, "Test")
    assert cap.limit_for(["b", "a"]) == 2


# --- Which units count ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("of_cheap", "of_dear", "count", "total"),
    [
        ("2", "1.5", ["0.5", "1.5"], "155.00"),
        ("1", "2", ["0", "2"], "200.00"),  # dear goes before few
        ("1.5", "1", ["1", "1"], "110.00"),
    ],
)
def test_dearer_rate_is_counted_first_whatever_the_order(of_cheap, of_dear, count, total):
    cap = Cap("both", "Beide zusammen höchstens zwei", CapScope.YEAR, {"": Decimal(2)}, "Nr. 4")
    cheap = Rate("cheap", "Billig", "Stück", Decimal(10), "Test", cap=cap)
    dear = Rate("dear", "Teuer", "Stück", Decimal(100), "Test", cap=cap)
    asked = [Item(cheap, Decimal(of_cheap), 2027), Item(dear, Decimal(of_dear), 2027)]
    calculation, turned = calculate(asked), calculate(asked[::-1])
    assert counted(calculation) == counted(turned)[::-1] == [Decimal(units) for units in count]
    assert calculation.total == turned.total == Decimal(total)


def test_parts_of_a_unit_count_only_where_a_rate_says_so():
    assert Rate("post", "Stelle", "Stelle", Decimal(1), "Test").divisible is False


def test_smaller_of_two_equally_dear_items_is_not_cut():
    rates = shipped_rates("komm_an_ii")
    calculation = calculate(items(rates, ("renovation", "3", HALL), ("equipment", "1", HALL)))
    assert counted(calculation) == [1, 1]


def test_rate_without_cap_counts_in_full():
    rates = shipped_rates("komm_an_ii")
    calculation = calculate(items(rates, ("translation", "99.5")))
    assert calculation.total == Decimal("4975.00")
    assert calculation.reasons == []


def test_half_a_cent_is_rounded_up():
    rate = Rate("r", "R", "Stück", Decimal("0.01"), "Test")
    assert calculate([Item(rate, Decimal("0.5"), 2027)]).total == Decimal("0.01")
    assert calculate([Item(rate, Decimal("0.49"), 2027)]).total == Decimal("0.00")


def test_unit_in_kind_is_counted_and_capped_but_costs_nothing():
    cap = Cap("teachers", "Zwei Lehrkräfte", CapScope.YEAR, {"": Decimal(2)}, "Nr. 5")
    teacher = Rate("t", "Lehrkraft", "Stelle", Decimal(60000), "Test", RateKind.IN_KIND, cap, "Schulministerium")
    calculation = calculate([Item(teacher, Decimal(3), 2027)])
    assert counted(calculation) == [2]
    assert calculation.total == Decimal("0.00")
    assert calculation.by_year == {2027: Decimal("0.00")}


def test_nothing_asked_comes_to_nothing():
    calculation = calculate([])
    assert calculation.total == Decimal("0.00")
    assert calculation.lines == ()
    assert calculation.by_year == {}


def test_reason_for_a_cut_says_how_much_counts_by_which_cap_and_where_that_stands():
    rates = shipped_rates("komm_an_ii")
    [reason] = calculate(items(rates, ("renovation", "3.5", HALL))).reasons
    assert str(reason.sentence) == (
        "Renovierung eines Treffpunkts: Von 3,5 zählen 2 "
        "(Renovierung und Ausstattung zusammen höchstens zwei Pauschalen je Gebäude)."
    )
    assert "[S50]" in reason.source


@pytest.mark.parametrize(
    ("units", "plain"),
    [
        ("6", "6"), ("6.00", "6"), ("3.50", "3,5"), ("0.25", "0,25"), ("100", "100"), ("0", "0"), ("1E+3", "1.000"),
        ("60000.00", "60.000"), ("1234567.50", "1.234.567,5"), ("999.99", "999,99"),
    ],
)  # fmt: skip
def test_units_are_written_without_trailing_zeros_with_a_comma_and_dots_between_thousands(units, plain):
    assert plain_units(Decimal(units)) == plain


def test_reason_for_a_cut_pool_of_euros_is_readable_at_a_glance():
    rates = shipped_rates("ki_2022")
    [reason] = calculate(items(rates, ("interpreters", "60000")), groups=["district"]).reasons
    assert "Von 60.000 zählen 50.000 (" in str(reason.sentence)
