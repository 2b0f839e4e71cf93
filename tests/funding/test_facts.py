"""Applications and awards as the rules see them, read in a fixed number of statements."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.funding import world as worlds
from tests.funding.world import UNITS, fresh
from vorort.funding.actions import application as steps
from vorort.funding.actions import tables
from vorort.funding.enums import CheckCode, CheckResult, ParameterCode
from vorort.funding.models import Application, Award
from vorort.funding.queries import facts, rule_set
from vorort.funding.rules.facts import CeilingFacts
from vorort.funding.rules.items import ItemEntry
from vorort.funding.rules.submission import hints, reasons_against_submission
from vorort.funding.tables import CEILINGS, GROUPS, POSTS
from vorort.network.models import Organisation
from vorort.regions.models import Area


def selected(application):
    return Application.objects.select_related("call__guideline__programme", "applicant__area").get(pk=application.pk)


def thirty(world):
    codes = [*UNITS, "translation", "gathering"]
    return [ItemEntry(world.rates[codes[n % 6]], 2027, Decimal(1)) for n in range(30)]


HOEXTER = "Kreis Höxter, je Jahr 2016 bis 2021 [S52]"


# --- Applications -----------------------------------------------------------------------------------------------------
def test_facts_hold_everything_the_rules_ask_about(world):
    found = facts.application_facts(world.reviewed())
    assert (found.title, found.need[:15]) == ("Ankommen im Kreis Höxter", "Neu Zugewandert")
    assert (found.begins_on, found.ends_on) == (date(2027, 2, 1), date(2027, 11, 30))
    assert (found.opens_on, found.closes_on) == (date(2026, 10, 1), date(2026, 11, 30))
    assert (found.execution_from, found.execution_to) == (date(2027, 1, 1), date(2027, 12, 31))
    assert found.calculation.total == Decimal("3000.00")
    assert (found.not_begun, found.continuation, found.against_applying) == (True, False, ())
    assert (found.early_start_from, found.awaited_opinions) == (None, ())
    assert found.checks == dict.fromkeys(CheckCode, CheckResult.OK)
    assert found.ceilings == {2021: CeilingFacts(Decimal("70289.82"), HOEXTER)}
    assert found.minimum == Decimal("12500.00")
    assert found.minimum_note.startswith("Unbestätigt: 12.500 Euro")


def test_question_counts_as_answered_by_text_or_by_a_file_as_it_asks(world):
    application = world.draft()
    answered = {question.code: question.answered for question in facts.application_facts(application).questions}
    assert answered == {"target_group": True, "concept": True, "remarks": False}
    application.answers.update(text="  \n")
    application.attachments.update(question=None)
    answered = {question.code: question.answered for question in facts.application_facts(application).questions}
    assert answered == {"target_group": False, "concept": False, "remarks": False}


def test_facts_show_the_questions_of_the_version_the_application_was_begun_with(world):
    application = world.begun()
    worlds.ask_anew(world.call, worlds.QUESTIONS[:1])
    codes = [question.code for question in facts.application_facts(fresh(application)).questions]
    assert codes == ["target_group", "concept", "remarks"]


def test_hoexter_is_told_of_its_ceiling_of_2021_and_solingen_is_not(world):
    whole_year = (date(2021, 1, 1), date(2021, 12, 31))
    call = world.open_call("komm-an-ii-2021", execution_period=whole_year, approval_period=whole_year)
    entries = world.entries({"gathering": "300"}, year=2021)
    when = {"begins_on": whole_year[0], "ends_on": whole_year[1], "entries": entries, "call": call}
    solingen = worlds.centre_of("05122")
    hoexter = facts.application_facts(world.draft(**when))
    assert hoexter.ceilings == {2021: CeilingFacts(Decimal("70289.82"), HOEXTER)}
    [hint] = hints(hoexter, worlds.TODAY)
    assert (hint.code, hint.source, "4.710,18" in str(hint.sentence)) == ("over_ceiling", HOEXTER, True)
    other = facts.application_facts(world.draft(solingen, **when))
    assert {year: ceiling.amount for year, ceiling in other.ceilings.items()} == {2022: Decimal("58700.00")}
    assert hints(other, worlds.TODAY) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_facts_of_an_application_take_six_statements(world, django_assert_num_queries, rows):
    application = selected(world.draft(entries=thirty(world)[:rows]))
    with django_assert_num_queries(6):
        assert len(facts.application_facts(application).calculation.lines) == rows


@pytest.mark.parametrize("rows", [1, 30])
def test_calculation_takes_two_statements(world, django_assert_num_queries, rows):
    application = selected(world.draft(entries=thirty(world)[:rows]))
    with django_assert_num_queries(2):
        assert len(facts.calculation_of(application).lines) == rows


def test_rates_take_two_statements_and_parameters_one(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        rates = rule_set.rates_of(world.call)
    assert {rate.code for rate in rates.values()} == set(world.rates)
    assert rates[world.rates["equipment"]].cap.limits == {"": Decimal("2.00")}
    assert rates[world.rates["exchange"]].cap is None
    with django_assert_num_queries(1):
        parameters = rule_set.parameters_of(world.guideline)
    assert parameters[ParameterCode.DELIVERY_DAYS] == 3
    assert parameters[ParameterCode.MINIMUM_AMOUNT] == 12500
    assert ParameterCode.DRAWDOWN_MONTHS in parameters


def test_rule_set_without_a_minimum_has_none_and_nothing_to_note(world):
    call = world.published(replace(worlds.CALL, code="ki-2027"), guideline=world.established("ki_2022"))
    found = facts.application_facts(world.begun(call=call))
    assert (found.minimum, found.minimum_note) == (None, "")


def test_lists_compiled_once_are_those_of_the_query_itself(world):
    world.enter(world.guideline, CEILINGS, "05914;2027;70.000,10;Test;")
    world.enter(world.guideline, POSTS, "05762;2027;trainer_fee;5;Test;")
    for application in (selected(world.opinion_asked()), selected(world.draft(world.city))):
        values = {
            "application": application.pk,
            "call": application.call_id,
            "guideline": application.call.guideline_id,
            "area": application.applicant.area_id,
            "kind": application.applicant.kind,
            "begins": application.call.execution_from,
            "on": worlds.TODAY,
        }
        plain = sorted(map(repr, rule_set._lists(**values)))
        assert sorted(map(repr, rule_set._LISTS.rows(**values))) == plain
        assert len(plain) > 12


# --- Groups of recipients ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "group"),
    [
        ("05762", "district"),  # Höxter
        ("05914", "independent_city"),  # Hagen
        ("05334002", "independent_city"),  # Stadt Aachen, with the rights of one
        ("05334", "district"),  # the rest of the Städteregion
    ],
)
def test_every_centre_is_a_district_s_or_a_city_s(world, django_assert_num_queries, key, group):
    area = Area.objects.get(code=f"centre-{key}")
    centre = worlds.found(f"Probe {key}", "centre", area)
    with django_assert_num_queries(1):
        assert rule_set.recipient_groups(centre, world.call) == (group,)


def test_the_land_is_in_no_group(world):
    assert rule_set.recipient_groups(world.authority, world.call) == ()


def test_base_funding_gives_a_district_and_a_city_their_published_maximum(world):
    call = world.published(replace(worlds.CALL, code="ki-2027"), guideline=world.established("ki_2022"))
    by_code = {rate.code: pk for pk, rate in rule_set.rates_of(call).items()}
    units = {"specialist": "6", "assistant": "1", "interpreters": "50000"}
    entries = [ItemEntry(by_code[code], 2027, Decimal(number)) for code, number in units.items()]
    district = world.draft(call=call, entries=entries)
    city = world.draft(world.city, call=call, entries=entries)
    assert facts.calculation_of(selected(district)).total == Decimal("414500.00")
    assert facts.calculation_of(selected(city)).total == Decimal("357500.00")


def test_komm_an_one_gives_class_two_one_and_a_half_posts_and_fifteen_thousand_for_measures(world):
    call = world.published(replace(worlds.CALL, code="komm-an-i-2027"), guideline=world.established("komm_an_i"))
    count_to(world, call, "centre-05762", "class_2", date(2027, 1, 1))
    count_to(world, call, "centre-05914", "class_1", date(2027, 1, 1))
    rates = {rate.code: pk for pk, rate in rule_set.rates_of(call).items()}
    entries = [ItemEntry(rates["specialist"], 2027, Decimal(2)), ItemEntry(rates["measures"], 2027, Decimal(20000))]
    # 1.5 × 57,000 + 15,000 and 1 × 57,000 + 10,000
    assert facts.calculation_of(selected(world.draft(call=call, entries=entries))).total == Decimal("100500.00")
    hagen = world.draft(world.city, call=call, entries=entries)
    assert facts.calculation_of(selected(hagen)).total == Decimal("67000.00")


def test_thirty_posts_of_a_centre_without_a_class_count_nothing_and_keep_it_from_signing_off(world):
    call = world.published(replace(worlds.CALL, code="komm-an-i-2027"), guideline=world.established("komm_an_i"))
    rates = {rate.code: pk for pk, rate in rule_set.rates_of(call).items()}
    draft = world.draft(call=call, entries=[ItemEntry(rates["specialist"], 2027, Decimal(30))])
    found = facts.application_facts(selected(draft))
    assert found.calculation.total == Decimal("0.00")
    assert [reason.code for reason in reasons_against_submission(found, worlds.TODAY)] == ["no_class"]
    with worlds.refused("no_class"):
        steps.request_sign_off(
            capacity=world.district.coordinator, application_id=draft.pk, expected_version=draft.version
        )
    count_to(world, call, "centre-05762", "class_3", date(2027, 1, 1))
    assert facts.application_facts(selected(draft)).calculation.total == Decimal("114000.00")  # 2 × 57,000


def test_class_that_is_taken_back_after_the_submission_holds_up_the_award(world):
    call = world.published(
        replace(worlds.CALL, code="komm-an-i-2027"),
        guideline=world.established("komm_an_i"),
        budget_lines=[],
    )
    run = count_to(world, call, "centre-05762", "class_2", date(2027, 1, 1))
    rates = {rate.code: pk for pk, rate in rule_set.rates_of(call).items()}
    reviewed = world.reviewed(call=call, entries=[ItemEntry(rates["specialist"], 2027, Decimal(1))])
    tables.ask_undo(capacity=world.owner, run_id=run.pk)
    tables.undo(capacity=world.releaser, run_id=run.pk)
    with worlds.refused("no_class"):
        world.prepare(reviewed)


def test_class_is_the_one_that_holds_when_the_execution_begins(world, django_assert_num_queries):
    call = world.published(replace(worlds.CALL, code="komm-an-i-2027"), guideline=world.established("komm_an_i"))
    count_to(world, call, "centre-05762", "class_1", date(2022, 8, 1))
    count_to(world, call, "centre-05762", "class_2", date(2027, 1, 1))
    count_to(world, call, "centre-05762", "class_3", date(2027, 1, 2))
    applicant = Organisation.objects.select_related("area").get(pk=world.district.organisation.pk)
    with django_assert_num_queries(1):
        assert rule_set.recipient_groups(applicant, call) == ("class_2", "district")
    assert rule_set.recipient_groups(applicant, world.call) == ("district",)


def count_to(world, call, area, group, day):
    return world.enter(call.guideline, GROUPS, f"{area};{group};{day:%d.%m.%Y};Test;")


def test_more_posts_than_the_table_of_posts_names_are_pointed_out(world):
    rows = ("05762;2027;trainer_fee;5;Test;", "05762;2028;trainer_fee;1;Test;")
    world.enter(world.guideline, POSTS, *rows)
    hoexter, hagen = facts.application_facts(world.draft()), facts.application_facts(world.draft(world.city))
    assert hoexter.unit_ceilings == {("trainer_fee", 2027): Decimal(5), ("trainer_fee", 2028): Decimal(1)}
    hint, low = hints(hoexter, worlds.TODAY)
    assert str(hint.sentence) == (
        "Honorar für Qualifizierung und Begleitung: Für 2027 sind 6 beantragt, die Stellentabelle nennt 5."
    )
    assert [low.code, *(hint.code for hint in hints(hagen, worlds.TODAY))] == ["below_minimum", "below_minimum"]


# --- Awards -----------------------------------------------------------------------------------------------------------
def test_facts_of_an_award_show_what_it_takes_and_what_is_free(world):
    world.released(world.city)
    found = facts.award_facts(world.prepared())
    assert (found.amount, found.requested) == (Decimal("3000.00"), Decimal("3000.00"))
    [line] = found.budget
    assert (line.label, line.wanted, line.free) == ("07 080 / 633 67 (2027)", Decimal(3000), Decimal(17000))
    assert (found.notified_on, found.waived_on) == (None, None)
    assert (found.delivery_days, found.remedy_months) == (3, 1)


@pytest.mark.parametrize("rows", [1, 30])
def test_facts_of_an_award_take_two_statements_and_one_with_given_years(world, django_assert_num_queries, rows):
    prepared = world.prepared(entries=thirty(world)[:rows])
    award = Award.objects.select_related("application").get(pk=prepared.pk)
    with django_assert_num_queries(2):
        facts.award_facts(award)
    with django_assert_num_queries(1):
        facts.award_facts(award, years=())
