"""What waits for whom, what falls due, open calls, and the figures of the start page: by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.funding.world import TODAY, found, hire
from vorort.core import clock
from vorort.core.actor import SYSTEM
from vorort.funding.actions import award as awards
from vorort.funding.actions import charge
from vorort.funding.actions.award import waive_remedies
from vorort.funding.enums import DeadlineKind, MunicipalityRule
from vorort.funding.metrics import DAYS_TO_NOTICE
from vorort.funding.models import Application, BudgetLine
from vorort.funding.queries import desk, overview, steps
from vorort.funding.queries.colleagues import colleagues_of
from vorort.funding.rules.deadlines import Deadline
from vorort.network import actions as network
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership
from vorort.regions.actions import create_area
from vorort.regions.areas import KeyArea
from vorort.regions.models import Area


def selected(application):
    return Application.objects.select_related("call__guideline__programme", "applicant__area").get(pk=application.pk)


def waiting_for(capacity, on=TODAY):
    return desk.waiting_for(capacity, colleagues_of(capacity, on), on)


def waiting(capacity):
    return [
        (item.application.pk, item.decision.state if item.decision else None) for item in waiting_for(capacity).items
    ]


def falling_due(capacity, on=TODAY):
    found = desk.falling_due(capacity, colleagues_of(capacity, on), on)
    return [(item.deadline.kind.value, item.deadline.day) for item in found]


def give(capacity, application, to):
    charge.assign(capacity=capacity, application_ids=[application.pk], membership_id=to.id if to else None)


# --- What waits -------------------------------------------------------------------------------------------------------
@pytest.mark.slow
def test_each_step_waits_for_the_one_who_takes_it(world):
    made = {
        step: getattr(world, step)(call=world.open_call(step.replace("_", "-")))
        for step in ("draft", "in_sign_off", "submitted", "in_formal_review", "reviewed", "withdrawn")
    }
    prepared = world.prepared(call=world.open_call("prepared"))
    released = world.released(call=world.open_call("released"))
    world.notified(call=world.open_call("notified"))
    assert waiting(world.district.coordinator) == [(made["draft"].pk, None)]
    assert waiting(world.district.lead) == [(made["in_sign_off"].pk, None)]
    assert waiting(world.officer) == [(prepared.application_id, "prepared")]
    # The formal review is due on 30 November, the decision on 2 February.
    assert waiting(world.clerk) == [
        (made["submitted"].pk, None),
        (made["in_formal_review"].pk, None),
        (made["reviewed"].pk, None),
        (released.application_id, "released"),
    ]
    for nobody in (world.owner, world.foreign_clerk, world.foreign_officer, world.city.lead):
        assert waiting(nobody) == []


def test_prepared_award_of_a_withdrawn_application_waits_for_nobody(world):
    world.withdraw(selected(world.prepared().application))
    assert waiting(world.officer) == waiting(world.clerk) == []


def test_what_waits_says_since_when(world):
    world.in_sign_off()
    assert [item.since for item in waiting_for(world.district.lead).items] == [TODAY]
    with clock.at(date(2026, 11, 9)):
        world.submitted(world.city)
    assert [item.since for item in waiting_for(world.clerk).items] == [date(2026, 11, 9)]


def test_award_waits_since_it_was_prepared_and_its_notice_since_it_was_released(world):
    with clock.at(date(2026, 11, 16)):
        award = world.prepared()
    assert [item.since for item in waiting_for(world.officer).items] == [date(2026, 11, 16)]
    with clock.at(date(2026, 11, 18)):
        world.release(award)
    assert [item.since for item in waiting_for(world.clerk).items] == [date(2026, 11, 18)]


def test_what_a_colleague_looks_after_does_not_wait_for_me(world):
    mine, hers, nobodys = (world.submitted(call=world.open_call(code)) for code in ("meins", "ihres", "keins"))
    give(world.clerk, mine, world.clerk)
    give(world.clerk, hers, world.second_clerk)
    assert waiting(world.clerk) == [(mine.pk, None), (nobodys.pk, None)]
    assert waiting(world.second_clerk) == [(hers.pk, None), (nobodys.pk, None)]


def test_draft_the_lead_has_taken_over_waits_for_her_and_no_longer_for_the_coordination(world):
    application = world.draft()
    give(world.district.lead, application, world.district.lead)
    assert waiting(world.district.lead) == [(application.pk, None)]
    assert waiting(world.district.coordinator) == []


def test_signature_waits_for_the_lead_whoever_looks_after_the_file(world):
    application = world.in_sign_off()
    give(world.district.lead, application, world.district.coordinator)
    assert waiting(world.district.lead) == [(application.pk, None)]


def test_work_of_somebody_i_stand_in_for_waits_for_me_with_her_name(world):
    application = world.submitted()
    give(world.clerk, application, world.second_clerk)
    absent, present = (Membership.objects.get(pk=who.id) for who in (world.second_clerk, world.clerk))
    network.enter_substitution(
        actor=world.second_clerk, absent=absent, substitute=present, valid_from=TODAY, valid_to=date(2026, 11, 6)
    )
    [item] = waiting_for(world.clerk).items
    assert (item.application.pk, item.instead_of) == (application.pk, "Sachbearbeitung")
    assert waiting_for(world.clerk, on=date(2026, 11, 7)).items == []


def test_work_of_somebody_who_left_waits_for_everybody(world):
    application = world.submitted()
    give(world.clerk, application, world.second_clerk)
    Membership.objects.filter(pk=world.second_clerk.id).update(valid_to=date(2026, 11, 1))
    assert waiting(world.clerk) == [(application.pk, None)]


@pytest.mark.slow
def test_only_the_eight_most_urgent_are_shown_and_all_are_counted(world):
    for number in range(10):
        world.submitted(call=world.open_call(f"aufruf-{number}"))
    found = waiting_for(world.clerk)
    assert (len(found.items), found.count) == (8, 10)


def test_late_is_what_is_not_ready_by_its_day(world):
    world.submitted()
    assert [item.overdue for item in waiting_for(world.clerk, on=date(2026, 11, 30)).items] == [None]
    overdue = Deadline(DeadlineKind.FORMAL_REVIEW, date(2026, 11, 30))
    assert [item.overdue for item in waiting_for(world.clerk, on=date(2026, 12, 1)).items] == [overdue]


def test_refusals_and_answers_to_an_early_start_wait_for_the_officer_too(world):
    refusal = world.heard(world.refusal(call=world.open_call("nein")))
    answer = world.early_start(call=world.open_call("frueher"))
    assert sorted(waiting(world.officer)) == sorted(
        [(refusal.application_id, "prepared"), (answer.application_id, "prepared")]
    )
    assert refusal.application_id not in [key for key, _state in waiting(world.clerk)]


def test_request_for_information_waits_for_the_applicant_until_its_day(world):
    application = world.asked_again()
    assert waiting(world.district.lead) == waiting(world.district.coordinator) == [(application.pk, None)]
    assert waiting(world.clerk) == []
    [(kind, day)] = falling_due(world.district.lead)
    assert kind == "information"
    assert falling_due(world.clerk) == [("information", day)]


def test_opinion_waits_for_the_office_that_is_asked(world):
    application = world.opinion_asked()
    [opinion] = desk.opinions_asked_for(world.adviser)
    assert opinion.application_id == application.pk
    assert desk.opinions_asked_for(world.foreign_adviser) == desk.opinions_asked_for(world.clerk) == []


# --- What falls due ---------------------------------------------------------------------------------------------------
def test_applicant_sees_the_closing_day_and_never_the_authority_s_own_rule(world):
    world.draft()
    world.submitted(call=world.open_call("eingereicht"))
    assert falling_due(world.district.coordinator) == [("call_closes", date(2026, 11, 30))]
    assert falling_due(world.district.coordinator, on=date(2026, 12, 1)) == []


def test_recipient_sees_until_when_the_notice_can_be_challenged_and_when_the_proof_is_due(world):
    award = world.notified()
    # Delivered four days after 2 November; a month later is Sunday, 6 December; then Monday. Three months after 2027.
    assert falling_due(world.district.lead) == [("remedy", date(2026, 12, 7)), ("proof", date(2028, 3, 31))]
    assert falling_due(world.district.lead, on=date(2026, 12, 8)) == [("proof", date(2028, 3, 31))]
    waive_remedies(capacity=world.district.lead, award_id=award.pk, expected_version=award.version)
    assert falling_due(world.district.lead) == [("proof", date(2028, 3, 31))]


def test_applicant_sees_until_when_she_is_heard_and_the_authority_sees_it_too(world):
    world.in_hearing()
    for person in (world.district.lead, world.district.coordinator, world.clerk, world.officer):
        assert falling_due(person) == [("hearing", date(2026, 11, 16))]


def test_applicant_sees_until_when_a_refusal_can_be_challenged(world):
    world.refused()
    assert falling_due(world.district.lead) == [("remedy", date(2026, 12, 7))]
    assert falling_due(world.district.lead, on=date(2026, 12, 8)) == []
    assert falling_due(world.clerk) == []


def test_remedies_against_both_kinds_of_notice_stand_in_the_order_of_their_days(world):
    with clock.at(date(2026, 11, 5)):
        world.refused(call=world.open_call("nein"))
    world.notified(call=world.open_call("ja"))
    assert falling_due(world.district.lead)[:2] == [("remedy", date(2026, 12, 7)), ("remedy", date(2026, 12, 8))]


def test_opinion_is_due_for_whoever_asked_and_whoever_looks_after_the_file_also_when_it_is_late(world):
    application = world.opinion_asked()
    due, review = ("opinion", date(2026, 11, 16)), ("formal_review", date(2026, 11, 30))
    assert falling_due(world.clerk) == falling_due(world.second_clerk) == falling_due(world.officer) == [due, review]
    assert falling_due(world.clerk, on=date(2026, 11, 20)) == [due, review]
    give(world.clerk, application, world.second_clerk)
    assert falling_due(world.clerk) == [due]
    assert falling_due(world.second_clerk) == [due, review]
    assert falling_due(world.foreign_clerk) == falling_due(world.district.lead) == []


def test_opinion_is_due_for_the_office_that_writes_it(world):
    world.opinion_asked()
    [opinion] = desk.opinions_asked_for(world.adviser)
    item = desk.opinion_due(opinion)
    assert (item.deadline.kind, item.deadline.day) == ("opinion", date(2026, 11, 16))
    assert item.deadline.is_late(date(2026, 11, 17))


def test_clerk_sees_what_is_hers_or_nobody_s_and_the_officer_everything(world):
    application = world.submitted()
    give(world.clerk, application, world.second_clerk)
    assert falling_due(world.clerk) == []
    assert falling_due(world.second_clerk) == [("formal_review", date(2026, 11, 30))]
    assert falling_due(world.officer) == [("formal_review", date(2026, 11, 30))]


def test_ministry_sees_when_its_calls_close_and_roles_without_a_part_see_nothing(world):
    assert falling_due(world.owner) == [("call_closes", date(2026, 11, 30))]
    assert falling_due(world.foreign_owner) == falling_due(hire(Role.ADVISER, world.authority)) == []


# --- Calls ------------------------------------------------------------------------------------------------------------
def test_open_calls_come_with_the_reader_s_application_the_next_to_close_first(world):
    soon = world.open_call("bald", closes_on=date(2026, 11, 3))
    world.open_call("vorbei", closes_on=date(2026, 11, 1))
    world.open_call("kommt", opens_on=date(2026, 11, 3))
    mine = world.begun()
    world.begun(world.city, call=soon)
    world.withdraw(world.begun(call=soon))
    assert [(line.call, line.own) for line in desk.open_calls(world.district.lead, TODAY)] == [
        (soon, None),
        (world.call, mine),
    ]


def test_calls_to_apply_to_are_open_meant_for_the_reader_and_not_yet_begun(world):
    begun, withdrawn = world.open_call("begonnen"), world.open_call("zurueckgezogen")
    world.open_call("vorbei", closes_on=date(2026, 11, 1))
    world.begun(call=begun)
    world.withdraw(world.begun(call=withdrawn))
    assert set(desk.calls_to_apply_to(world.district.lead, TODAY)) == {world.call, withdrawn}
    assert set(desk.calls_to_apply_to(world.city.lead, TODAY)) == {world.call, withdrawn, begun}
    assert desk.calls_to_apply_to(world.clerk, TODAY) == []


def test_calls_for_municipalities_without_a_centre_are_told_to_those_alone(world, django_assert_num_queries):
    municipality = OrganisationKind.MUNICIPALITY
    anybody = world.open_call("jede", eligible=(municipality,))
    without = world.open_call("ohne", eligible=(municipality,), municipalities=MunicipalityRule.WITHOUT_CENTRE)
    town = KeyArea(frozenset({"05974028"}))
    create_area(actor=SYSTEM, code="unit-05974028", name="Lippstadt", area=town, source="Test")
    expected = {
        "centre-05915": {anybody, without},  # Hamm has no centre here
        "centre-05914": {anybody},  # Hagen has one
        "unit-05974028": {anybody},  # Lippstadt is no district
    }
    for code, calls in expected.items():
        lead = hire(Role.CENTRE_LEAD, found(f"Stadt {code}", municipality, Area.objects.get(code=code)))
        with django_assert_num_queries(3):
            assert set(desk.calls_to_apply_to(lead, TODAY)) == calls
    with django_assert_num_queries(1):
        assert desk.calls_to_apply_to(world.district.lead, TODAY) == [world.call]


# --- Figures ----------------------------------------------------------------------------------------------------------
def test_figures_of_the_authority_count_open_late_and_nobody_s_files(world):
    given = world.submitted()
    world.submitted(call=world.open_call("zweiter"))
    world.withdrawn(call=world.open_call("dritter"))
    world.notified(call=world.open_call("vierter"))
    give(world.clerk, given, world.clerk)
    colleagues = colleagues_of(world.clerk, TODAY)
    found = overview.authority_figures(world.clerk, colleagues, date(2026, 12, 1))
    assert (found.open, found.late, found.of_nobody) == (2, 2, 1)
    foreign = overview.authority_figures(world.foreign_clerk, colleagues_of(world.foreign_clerk, TODAY), TODAY)
    assert (foreign.open, foreign.late, foreign.of_nobody) == (0, 0, 0)


def test_authority_is_counted_in_an_index_alone(world):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL wählt bei wenigen Zeilen keinen Index.")
    with CaptureQueriesContext(connection) as captured:
        overview.authority_figures(world.clerk, colleagues_of(world.clerk, TODAY), TODAY)
    counting = next(query["sql"] for query in captured.captured_queries if "of_nobody" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {counting}")
        plan = [row[-1] for row in cursor.fetchall()]
    assert "SEARCH funding_application USING COVERING INDEX funding_application_figures (call_id=?)" in plan


@pytest.mark.slow
def test_median_runs_from_receipt_to_notice_over_a_year(world):
    assert DAYS_TO_NOTICE.value(TODAY) is None
    for days, code in ((2, "zwei"), (5, "fuenf"), (9, "neun")):
        released = world.released(call=world.open_call(code))
        with clock.at(date(2026, 11, 2 + days)):
            awards.notify_award(capacity=world.clerk, award_id=released.pk, expected_version=released.version)
    assert DAYS_TO_NOTICE.value(date(2026, 11, 30)) == Decimal(5)
    assert DAYS_TO_NOTICE.value(date(2026, 11, 7)) == Decimal("3.5")
    assert DAYS_TO_NOTICE.value(date(2027, 11, 12)) is None


def test_figures_of_the_applicant_are_her_year(world):
    world.draft()
    world.submitted(call=world.open_call("eingereicht"))
    world.withdrawn(call=world.open_call("zurueckgezogen"))
    world.notified(call=world.open_call("bewilligt"))
    world.submitted(world.city)
    found = overview.applicant_figures(world.district.lead, TODAY)
    assert (found.open, found.requested, found.granted) == (2, Decimal("6000.00"), Decimal("3000.00"))
    next_year = overview.applicant_figures(world.district.lead, date(2027, 1, 4))
    assert (next_year.open, next_year.requested, next_year.granted) == (2, Decimal("0.00"), Decimal("0.00"))


def test_budget_lines_of_the_start_page_are_the_ministry_s_from_this_year_on(world):
    assert list(overview.budget_lines(world.owner, TODAY)) == [world.budget]
    assert list(overview.budget_lines(world.owner, date(2028, 1, 1))) == []
    assert list(overview.budget_lines(world.foreign_owner, TODAY)) == []


# --- Budget lines -----------------------------------------------------------------------------------------------------
def test_budget_line_shows_what_released_awards_take(world):
    released = world.released()
    world.prepared(world.city)
    assert [row.award for row in desk.awards_of(world.budget, world.clerk)] == [released]
    assert [row.award for row in desk.awards_of(world.budget, world.owner)] == [released]
    assert desk.awards_of(world.budget, world.district.lead) == []
    assert desk.awards_of(world.budget, world.foreign_clerk) == []


def test_budget_lines_are_seen_by_their_ministry_and_their_authority(world):
    for person in (world.owner, world.clerk, world.officer, hire(Role.PAYMENT_OFFICER, world.authority)):
        assert list(BudgetLine.objects.visible_to(person)) == [world.budget]
    for person in (world.foreign_owner, world.foreign_clerk, world.district.lead, hire(Role.ADVISER, world.ministry)):
        assert not BudgetLine.objects.visible_to(person).exists()


@pytest.mark.slow
def test_what_waits_is_counted_no_further_than_a_day_can_hold(world, monkeypatch):
    monkeypatch.setattr(desk, "WAITING_COUNTED", 2)
    for number in range(4):
        world.submitted(call=world.open_call(f"aufruf-{number}"))
        found = waiting_for(world.clerk)
        assert (found.count, len(found.items)) == (min(number + 1, 3), min(number + 1, 3))


@pytest.mark.parametrize("rows", [1, 12])
@pytest.mark.slow
def test_parts_of_the_start_page_take_the_same_statements_for_one_and_for_many(world, django_assert_num_queries, rows):
    for number in range(rows):
        call = world.open_call(f"aufruf-{number}")
        world.submitted(call=call)
        world.prepared(world.city, call=call)
    for person in (world.clerk, world.officer):
        with django_assert_num_queries(4):
            assert [item.application.applicant.name for item in waiting_for(person).items]
        with django_assert_num_queries(3):
            assert falling_due(person)
    with django_assert_num_queries(2):
        assert [line.call.title for line in desk.open_calls(world.district.lead, TODAY)]


# --- One query for all who sit there ----------------------------------------------------------------------------------
def test_a_colleague_on_another_day_builds_no_query_anew(world):
    def look(capacity, on):
        colleagues = colleagues_of(capacity, on)
        desk.waiting_for(capacity, colleagues, on)
        desk.falling_due(capacity, colleagues, on)
        overview.authority_figures(capacity, colleagues, on)
        queries = (steps._WAITING, desk._DUTIES, desk._STILL_TO_COME, overview._ON_THE_DESK)
        return sum(query._text.cache_info().misses for query in queries)

    built = look(world.clerk, TODAY)
    assert look(world.second_clerk, date(2026, 12, 7)) == built
