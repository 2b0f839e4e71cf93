"""Programmes that ship as data: each is read whole, and a file that is not right says so."""

import copy
import tomllib
from datetime import date
from decimal import Decimal

import pytest

from vorort.funding import definitions
from vorort.funding.enums import CapScope, MunicipalityRule, RateKind
from vorort.network.enums import OrganisationKind
from vorort.regions import fact_files

SHIPPED = ("ki_2012", "ki_2022", "komm_an_2016", "komm_an_i", "komm_an_ii")


def raw(name="komm_an_ii"):
    text = (definitions.FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    return copy.deepcopy(tomllib.loads(text, parse_float=Decimal))


def all_rates(definition):
    return {rate.code: rate for rate in definition.rates}


def test_every_file_in_the_folder_is_one_we_know():
    texts = {path.stem: path.read_text(encoding="utf-8") for path in definitions.FOLDER.glob("*.toml")}
    assert sorted(name for name, text in texts.items() if "[guideline]" in text) == list(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_programme_is_read(name):
    definition = definitions.shipped(name)
    assert definition.components
    assert {rate.component for rate in definition.rates} == {part.code for part in definition.components}
    assert {rate.valid_from for rate in definition.rates} == {definition.valid_from}
    assert definition.purpose.endswith(".")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_figure_has_a_source(name):
    definition = definitions.shipped(name)
    figures = [*definition.parameters, *definition.caps, *definition.ceilings, *all_rates(definition).values()]
    eligible = [definition.eligible] if definition.eligible else []
    assert all(figure.source.strip() for figure in [definition, *figures, *eligible])


@pytest.mark.parametrize("name", SHIPPED)
def test_every_placeholder_says_what_is_unconfirmed(name):
    for rate in all_rates(definitions.shipped(name)).values():
        assert bool(rate.note) or not rate.placeholder


def test_rates_of_komm_an_two_are_the_published_ones():
    rates = all_rates(definitions.shipped("komm_an_ii"))
    assert {code: rate.amount for code, rate in rates.items()} == {
        "renovation": 1000,
        "equipment": 1000,
        "running_costs": 400,
        "digitalisation": 0,
        "accompaniment": 35,
        "gathering": 250,
        "print_media": 500,
        "internet_media": 500,
        "translation": 50,
        "trainer_fee": 100,
        "exchange": 50,
    }
    assert [code for code, rate in rates.items() if rate.placeholder] == ["digitalisation"]
    assert [code for code, rate in rates.items() if rate.cap] == ["renovation", "equipment"]


@pytest.mark.parametrize("name", ["komm_an_i", "komm_an_ii"])
def test_minimum_of_komm_an_is_that_commonly_cited_for_municipalities_and_unconfirmed(name):
    [minimum] = [row for row in definitions.shipped(name).parameters if row.code == "minimum_amount"]
    assert minimum.value == Decimal("12500")
    assert minimum.note.startswith("Unbestätigt")


@pytest.mark.parametrize(
    ("name", "divisible"),
    [
        ("komm_an_ii", ["trainer_fee"]),
        ("komm_an_i", ["specialist", "measures"]),
        ("komm_an_2016", ["specialist", "trainer_fee"]),
        ("ki_2012", ["specialist", "administration", "support", "teacher"]),
        ("ki_2022", ["specialist", "interpreters"]),
    ],
)
def test_posts_hours_and_pots_in_euro_are_divisible_and_nothing_else(name, divisible):
    rates = all_rates(definitions.shipped(name))
    assert [code for code, rate in rates.items() if rate.divisible] == divisible


def test_values_come_typed():
    definition = definitions.shipped("ki_2012")
    assert (definition.valid_from, definition.valid_to) == (date(2012, 6, 25), date(2018, 3, 26))
    caps = {cap.code: cap for cap in definition.caps}
    assert caps["support"].limits == {"": Decimal("0.5")}
    assert caps["support"].scope is CapScope.YEAR
    assert all_rates(definition)["teacher"].kind is RateKind.IN_KIND
    assert definitions.shipped("ki_2022").valid_to is None


def test_areas_with_a_ceiling_are_areas_that_ship():
    text = (fact_files.FOLDER / fact_files.CENTRE_AREAS).read_text(encoding="utf-8-sig")
    units = (fact_files.FOLDER / fact_files.UNITS).read_text(encoding="utf-8-sig")
    known = {area.code for area in fact_files.read(units, text).areas}
    for name in SHIPPED:
        assert {ceiling.area for ceiling in definitions.shipped(name).ceilings} <= known


def test_ceiling_of_hoexter_is_read_to_the_cent():
    ceilings = {(row.area, row.year): row.amount for row in definitions.shipped("komm_an_ii").ceilings}
    assert ceilings["centre-05762", 2021] == Decimal("70289.82")


def test_in_2016_districts_without_a_centre_apply_too_and_nothing_but_the_press_release_is_confirmed():
    definition = definitions.shipped("komm_an_2016")
    assert (definition.valid_from, definition.valid_to) == (date(2016, 1, 22), date(2016, 12, 31))
    assert definition.eligible is not None
    assert definition.eligible.kinds == (OrganisationKind.CENTRE, OrganisationKind.MUNICIPALITY)
    assert definition.eligible.municipalities is MunicipalityRule.WITHOUT_CENTRE
    assert definition.eligible.note.startswith("Unbestätigt")
    rates = all_rates(definition)
    assert {code: rate.amount for code, rate in rates.items()} == {
        "specialist": 50000, "running_costs": 400, "accompaniment": 35, "trainer_fee": 100,
    }  # fmt: skip
    assert all(rate.placeholder for rate in rates.values())
    assert [(row.area, row.year, row.amount) for row in definition.ceilings] == [
        ("centre-05762", 2016, Decimal("70289.82"))
    ]


def test_whom_a_rule_set_names_is_found_by_programme_and_first_day():
    found = definitions.eligible_by("komm-an-2016", date(2016, 1, 22))
    assert found == definitions.shipped("komm_an_2016").eligible
    assert definitions.eligible_by("komm-an-2016", date(2017, 1, 1)) is None
    assert definitions.eligible_by("komm-an-ii", definitions.shipped("komm_an_ii").valid_from) is None


def test_kinds_of_an_unknown_name_and_a_rule_nobody_knows_are_refused():
    for key, value in (("kinds", ["castle"]), ("municipalities", "some")):
        data = raw("komm_an_2016")
        data["eligible"][key] = value
        with pytest.raises(ValueError, match="is not a valid"):
            definitions.parse(data)
    data = raw("komm_an_2016")
    del data["eligible"]["municipalities"]
    assert definitions.parse(data).eligible.municipalities is MunicipalityRule.ANY


# --- Files that are not right -----------------------------------------------------------------------------------------
def test_programme_that_does_not_ship_is_not_found():
    with pytest.raises(FileNotFoundError):
        definitions.shipped("komm_in")


def test_cap_without_a_limit_is_refused():
    data = raw("komm_an_i")
    data["caps"][1]["limits"] = {}
    with pytest.raises(ValueError, match="a cap without limits: measures"):
        definitions.parse(data)


def test_rate_with_an_unknown_cap_is_refused():
    data = raw()
    data["components"][0]["rates"][0]["cap"] = "buildings"
    with pytest.raises(ValueError, match=r"unknown caps: \['buildings'\]"):
        definitions.parse(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["guideline"].update(channel="gift"),
        lambda data: data["guideline"].update(financing_type="loan"),
        lambda data: data["guideline"].update(funding_form="loan"),
        lambda data: data["parameters"][0].update(code="days_of_grace"),
        lambda data: data["caps"][0].update(scope="person"),
        lambda data: data["components"][0]["rates"][0].update(kind="goods"),
    ],
)
def test_word_of_no_closed_list_is_refused(change):
    data = raw()
    change(data)
    with pytest.raises(ValueError, match="is not a valid"):
        definitions.parse(data)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        *((None, key) for key in ("code", "title", "legal_basis", "guideline", "parameters", "components")),
        *(
            ("guideline", key)
            for key in ("title", "dated_on", "valid_from", "source", "channel", "financing_type", "funding_form")
        ),
        *(("guideline", key) for key in ("purpose", "ancillary_conditions", "payout")),
        *(("parameters", key) for key in ("code", "value", "source")),
        *(("caps", key) for key in ("code", "label", "scope", "limits", "source")),
        *(("components", key) for key in ("code", "title", "rates")),
        *(("ceilings", key) for key in ("area", "year", "amount", "source")),
    ],
)
def test_missing_key_is_refused_by_its_name(table, key):
    data = raw()
    place = data if table is None else data[table]
    del (place[0] if isinstance(place, list) else place)[key]
    with pytest.raises(KeyError, match=key):
        definitions.parse(data)


@pytest.mark.parametrize("key", ["code", "label", "unit", "source"])
def test_rate_without_its_name_unit_or_source_is_refused(key):
    data = raw()
    del data["components"][1]["rates"][0][key]
    with pytest.raises(KeyError, match=key):
        definitions.parse(data)


@pytest.mark.parametrize("code", ["delivery_days", "remedy_months", "proof_due_months"])
def test_programme_that_could_never_issue_a_notice_is_refused(code):
    data = raw()
    data["parameters"] = [row for row in data["parameters"] if row["code"] != code]
    with pytest.raises(ValueError, match=code):
        definitions.parse(data)


def test_caps_and_ceilings_may_be_missing():
    data = raw()
    del data["caps"], data["ceilings"]
    for rate in data["components"][0]["rates"]:
        rate.pop("cap", None)
    definition = definitions.parse(data)
    assert (definition.caps, definition.ceilings) == ((), ())
