"""Who may apply: by kind, and of the municipalities perhaps only districts and independent cities without a centre."""

import pytest

from vorort.funding.enums import MunicipalityRule
from vorort.funding.rules.eligibility import ApplicantFacts, is_district, reasons_against_applying
from vorort.network.enums import OrganisationKind

OLPE = (("05966", "district"),)
HAMM = (("05915", "independent_city"),)
AACHEN = (("05334002", "municipality"),)
LIPPSTADT = (("05974028", "municipality"),)
ANY, WITHOUT = MunicipalityRule.ANY, MunicipalityRule.WITHOUT_CENTRE


def against(kind=OrganisationKind.MUNICIPALITY, *, rule=WITHOUT, named=True, units=OLPE, has_centre=False):
    reasons = reasons_against_applying(ApplicantFacts(kind, named, units, has_centre), rule)
    return [(reason.code, str(reason.sentence)) for reason in reasons]


@pytest.mark.parametrize("units", [OLPE, HAMM, AACHEN], ids=["district", "independent city", "Aachen"])
def test_district_or_independent_city_without_a_centre_applies_itself(units):
    assert against(units=units) == []


def test_district_with_a_centre_leaves_it_to_the_centre():
    assert against(has_centre=True) == [
        (
            "has_centre",
            "Für Ihr Gebiet gibt es ein Kommunales Integrationszentrum. Dann stellt das Zentrum den Antrag.",
        )
    ]
    assert against(has_centre=True, rule=ANY) == []


@pytest.mark.parametrize("units", [LIPPSTADT, (), OLPE + HAMM], ids=["town in a district", "nowhere", "two at once"])
def test_municipality_that_is_no_district_and_no_independent_city_is_refused(units):
    expected = [("no_district", "Unter den Kommunen stellen hier nur Kreise und kreisfreie Städte einen Antrag.")]
    assert against(units=units) == expected
    assert against(units=units, has_centre=True) == expected
    assert against(units=units, rule=ANY) == []


def test_kind_the_call_does_not_name_is_refused_whatever_the_rule():
    for rule in MunicipalityRule:
        assert [code for code, _ in against(named=False, rule=rule)] == ["not_eligible"]
        assert [code for code, _ in against(OrganisationKind.CENTRE, named=False, rule=rule)] == ["not_eligible"]


@pytest.mark.parametrize("kind", sorted(set(OrganisationKind) - {OrganisationKind.MUNICIPALITY}))
def test_rule_for_municipalities_concerns_nobody_else(kind):
    assert against(kind, has_centre=True, units=()) == []


def test_nothing_known_of_a_centre_means_there_is_none():
    assert reasons_against_applying(ApplicantFacts(OrganisationKind.MUNICIPALITY, True, OLPE), WITHOUT) == []


def test_towns_of_a_district_have_no_rights_of_a_city_but_aachen():
    assert [is_district(units) for units in (OLPE, HAMM, AACHEN, LIPPSTADT)] == [True, True, True, False]
