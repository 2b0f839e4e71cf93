"""2016: where there is no centre yet, the district applies itself under KOMM-AN, and gets its notice."""

from datetime import date
from decimal import Decimal

import pytest

from tests import pdf
from tests.funding.world import FORMAL, SUBSTANTIVE, fresh, inbox, refused
from vorort.core import clock, documents, history
from vorort.core.actor import SYSTEM
from vorort.demo import stage as stages
from vorort.demo.stories import releases
from vorort.funding import definitions
from vorort.funding.actions import application as steps
from vorort.funding.actions import award as awards
from vorort.funding.actions import draft, programme, review
from vorort.funding.actions.award import AwardText
from vorort.funding.actions.call import CallText
from vorort.funding.actions.draft import Details
from vorort.funding.models import Award, FlatRate
from vorort.funding.queries.call import call_page
from vorort.funding.rules.items import ItemEntry
from vorort.network import actions as network
from vorort.network.enums import OrganisationKind, Role
from vorort.regions import actions as regions
from vorort.regions.areas import KeyArea
from vorort.regions.models import Area

WHOLE_YEAR = (date(2016, 1, 1), date(2016, 12, 31))
OPENED, APPLIED, DECIDED = date(2016, 2, 1), date(2016, 2, 15), date(2016, 3, 14)
DETAILS = Details(
    title="Ankommen im Kreis Olpe",
    need="Im Kreis gibt es noch kein Zentrum, das Ehrenamtliche begleitet.",
    begins_on=date(2016, 4, 1),
    ends_on=date(2016, 12, 31),
    own_funds=Decimal("500.00"),
    other_funds=Decimal(0),
    not_begun=True,
    input_tax=False,
)


@pytest.fixture
def land(db):
    """The Land in 2016: Soest has its centre since 2012, Olpe has none."""
    with clock.at(OPENED):
        built = stages.build()
        network.open_centre(actor=SYSTEM, organisation=built.centres["05974"], exists_from=date(2012, 9, 1))
        return built


def municipality(land, key, name, area):
    """Found a municipality with the two people who apply for it, in the roles they would have in a centre."""
    found = network.found_organisation(
        actor=SYSTEM,
        name=name,
        kind=OrganisationKind.MUNICIPALITY,
        area=area,
        exists_from=date(2012, 1, 1),
        address=f"{name}\nKreishaus",
    )
    stages.hire(land, f"{key}.coordinator", f"Planung {name}", Role.COORDINATOR, found)
    stages.hire(land, f"{key}.lead", f"Landrat {name}", Role.CENTRE_LEAD, found)


def published(land):
    """The call of 2016, for whom its rule set names."""
    guideline = releases.guideline(land, "komm_an_2016")
    budget = programme.set_budget_line(
        actor=land["owner"],
        programme=guideline.programme,
        code="11 029 (Platzhalter)",
        title="KOMM-AN NRW",
        year=2016,
        appropriated=Decimal("13000000.00"),
        source="Ministerium, 22. Januar 2016 [S47]",
    )
    eligible = definitions.eligible_by("komm-an-2016", guideline.valid_from)
    text = CallText(
        code="komm-an-2016",
        title="KOMM-AN NRW 2016",
        summary="Stellen und Ehrenamt.",
        opens_on=OPENED,
        closes_on=date(2016, 3, 31),
        approval_period=WHOLE_YEAR,
        execution_period=WHOLE_YEAR,
        contact="Kompetenzzentrum für Integration",
        file_prefix="36.16",
        eligible=eligible.kinds,
        municipalities=eligible.municipalities,
    )
    return releases.call(land, guideline, text, budget_lines=[budget])


def granted(land):
    """From the call to the notice made known; on the way, who may not apply is told why."""
    with clock.at(OPENED):
        call = published(land)
        municipality(land, "olpe", "Kreis Olpe", Area.objects.get(code="centre-05966"))
        municipality(land, "soest", "Kreis Soest", Area.objects.get(code="centre-05974"))
        town = regions.create_area(
            actor=SYSTEM, code="unit-05974028", name="Lippstadt", area=KeyArea(frozenset({"05974028"})), source="Test"
        )
        municipality(land, "lippstadt", "Stadt Lippstadt", town)

    coordinator, lead = land["olpe.coordinator"], land["olpe.lead"]
    with clock.at(APPLIED):
        with refused("has_centre"):  # its centre applies
            draft.begin_application(capacity=land["soest.coordinator"], call=call)
        with refused("no_district"):  # its district does
            draft.begin_application(capacity=land["lippstadt.coordinator"], call=call)
        page = call_page(call, coordinator)
        assert page.may_apply
        assert page.eligible == [
            "Kommunales Integrationszentrum",
            "Kommune (nur Kreise und kreisfreie Städte ohne Kommunales Integrationszentrum)",
        ]
        assert [reason.code for reason in call_page(call, land["soest.lead"]).why_not] == ["has_centre"]

        begun = draft.begin_application(capacity=coordinator, call=call)
        key = {"capacity": coordinator, "application_id": begun.pk}
        draft.save_details(**key, expected_version=1, details=DETAILS)
        rates = dict(FlatRate.objects.filter(component__guideline=call.guideline).values_list("code", "pk"))
        units = {"specialist": "1", "accompaniment": "100", "trainer_fee": "20"}
        rows = [ItemEntry(rates[code], 2016, Decimal(number)) for code, number in units.items()]
        draft.save_items(**key, expected_version=2, entries=rows)
        steps.request_sign_off(**key, expected_version=3)
        with refused("role"):  # as in a centre, who drafts does not sign
            steps.submit_application(**key, expected_version=4)
        received = steps.submit_application(capacity=lead, application_id=begun.pk, expected_version=4)
    # 1 × 50,000 + 100 × 35 + 20 × 100
    assert (received.requested, received.file_number) == (Decimal("55500.00"), "36.16-2016-0001")

    clerk = land["clerk"]
    with clock.at(DECIDED):
        review.begin_formal_review(capacity=clerk, application_id=begun.pk, expected_version=5)
        review.record_checks(capacity=clerk, application_id=begun.pk, expected_version=6, checks=FORMAL)
        review.begin_substantive_review(capacity=clerk, application_id=begun.pk, expected_version=7)
        review.record_checks(capacity=clerk, application_id=begun.pk, expected_version=8, checks=SUBSTANTIVE)
        text = AwardText(purpose=call.guideline.purpose)
        award = awards.prepare_award(capacity=clerk, application_id=begun.pk, expected_version=9, text=text)
        awards.release_award(capacity=land["officer"], award_id=award.pk, expected_version=1)
        awards.notify_award(capacity=clerk, award_id=award.pk, expected_version=2)

    return fresh(award)


@pytest.mark.slow
def test_a_district_without_a_centre_applies_in_2016_and_gets_its_notice(land):
    award = granted(land)
    assert (award.amount, award.state, award.notified_on) == (Decimal("55500.00"), "notified", DECIDED)
    assert inbox(land["olpe.lead"])[-1] == "Der Zuwendungsbescheid zu 36.16-2016-0001 ist da."
    mine = Award.objects.visible_to(land["olpe.lead"]).get()
    assert bytes(documents.of(mine).get().content).startswith(b"%PDF-")
    assert list(history.verify()) == []


def test_the_notice_is_addressed_to_the_district_and_names_its_court(land):
    notice = pdf.text(bytes(documents.of(granted(land)).get().content))
    for words in ("Kreis Olpe Kreishaus", "55.500,00", "Verwaltungsgericht Arnsberg"):
        assert words in notice


def test_a_centre_that_opens_in_between_takes_over_from_that_day(land):
    with clock.at(OPENED):
        call = published(land)
        municipality(land, "olpe", "Kreis Olpe", Area.objects.get(code="centre-05966"))
    coordinator = land["olpe.coordinator"]
    with clock.at(APPLIED):
        begun = draft.begin_application(capacity=coordinator, call=call)
        draft.save_details(capacity=coordinator, application_id=begun.pk, expected_version=1, details=DETAILS)
        rate = FlatRate.objects.get(component__guideline=call.guideline, code="specialist")
        rows = [ItemEntry(rate.pk, 2016, Decimal(1))]
        draft.save_items(capacity=coordinator, application_id=begun.pk, expected_version=2, entries=rows)
        network.open_centre(actor=SYSTEM, organisation=land.centres["05966"], exists_from=date(2016, 3, 1))
        asked = steps.request_sign_off(capacity=coordinator, application_id=begun.pk, expected_version=3)
    with clock.at(date(2016, 2, 29)):  # the day before it opens
        assert call_page(call, coordinator).may_apply
    with clock.at(date(2016, 3, 1)):
        assert [reason.code for reason in call_page(call, coordinator).why_not] == ["has_centre"]
        with refused("has_centre"):
            steps.submit_application(
                capacity=land["olpe.lead"], application_id=begun.pk, expected_version=asked.version
            )
