"""Which step waits for whom, and since when: by hand. What waits is what can be done now, and nothing that can waits
for nobody.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.funding.world import CALL, DETAILS, TODAY, fresh, hire, set_budget
from vorort.accounts.models import User
from vorort.core import clock
from vorort.funding.actions import application as applications
from vorort.funding.actions import award as awards
from vorort.funding.actions import draft, information, review, tables
from vorort.funding.actions import hearing as hearings
from vorort.funding.actions import opinion as opinions
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.models import Application, Award, BudgetLine, EarlyStart, FlatRate, Refusal
from vorort.funding.queries import desk, facts
from vorort.funding.queries.colleagues import colleagues_of
from vorort.funding.rules.items import ItemEntry
from vorort.funding.tables import GROUPS
from vorort.funding.workflow import APPLICATION, AWARD, EARLY_START, REFUSAL
from vorort.network.enums import Role

HEARD_UNTIL = date(2026, 11, 16)


def items(capacity, on=TODAY):
    return desk.waiting_for(capacity, colleagues_of(capacity, on), on).items


def steps(capacity, on=TODAY):
    return [item.step.value for item in items(capacity, on)]


def answer(world, hearing):
    return hearings.answer_hearing(
        capacity=world.district.lead,
        hearing_id=hearing.pk,
        expected_version=fresh(hearing.application).version,
        answer="Ohne Honorare geht es nicht.",
    )


def edit_to(world, award, units):
    """The clerk grants so many units of print media, 500 euro each."""
    item = award.application.items.get(rate__code="print_media")
    return world.edit(fresh(award), units={item.pk: Decimal(units)}, reasoning="Honorare sind nicht nötig.")


# --- Less than was asked for ------------------------------------------------------------------------------------------
def test_cut_award_waits_for_its_hearing_and_not_yet_for_the_officer(world):
    world.partly()
    assert steps(world.clerk) == ["open_hearing"]
    assert steps(world.officer) == []


def test_refusal_waits_for_its_hearing_and_not_yet_for_the_officer(world):
    world.refusal()
    assert steps(world.clerk) == ["open_hearing"]
    assert steps(world.officer) == []


def test_open_hearing_waits_for_the_lead_alone(world):
    world.in_hearing()
    assert steps(world.district.lead) == ["answer_hearing"]
    for other in (world.district.coordinator, world.clerk, world.officer, world.city.lead):
        assert steps(other) == []


def test_hearing_whose_day_has_passed_lets_the_officer_go_on_and_the_lead_may_still_answer(world):
    world.in_hearing()
    assert steps(world.officer, on=HEARD_UNTIL) == []
    after = HEARD_UNTIL + timedelta(days=1)
    assert [(item.step.value, item.since) for item in items(world.officer, on=after)] == [("release", after)]
    assert [(item.step.value, item.overdue.day) for item in items(world.district.lead, on=after)] == [
        ("answer_hearing", HEARD_UNTIL)
    ]
    assert steps(world.clerk, on=after) == []


def test_waived_hearing_lets_the_officer_go_on(world):
    world.heard(world.partly(call=world.open_call("teil")))
    world.heard(world.refusal(call=world.open_call("nein")))
    assert steps(world.officer) == ["release", "release"]
    assert steps(world.clerk) == steps(world.district.lead) == []


def test_answer_waits_for_the_clerk_until_she_writes_the_decision_again_on_a_later_day(world):
    award = world.partly()
    answer(world, world.hear(award))
    assert steps(world.clerk) == ["weigh_answer"]
    assert steps(world.officer) == ["release"]
    edit_to(world, award, 3)
    assert steps(world.clerk) == ["weigh_answer"]  # the same day: it may have been before the answer
    with clock.at(date(2026, 11, 3)):
        edit_to(world, award, 3)
        assert steps(world.clerk, on=date(2026, 11, 3)) == []


def test_answer_against_a_refusal_waits_for_the_clerk(world):
    answer(world, world.hear(world.refusal()))
    assert steps(world.clerk) == ["weigh_answer"]
    assert steps(world.officer) == ["release"]


def test_cut_deeper_than_what_was_heard_waits_for_another_hearing(world):
    award = world.heard(world.partly())
    edit_to(world, award, 2)
    assert steps(world.clerk) == ["open_hearing"]
    assert steps(world.officer) == []


def test_cut_deeper_while_a_hearing_runs_waits_for_the_lead_alone(world):
    edit_to(world, world.in_hearing(), 2)
    assert steps(world.clerk) == steps(world.officer) == []
    assert steps(world.district.lead) == ["answer_hearing"]


def test_where_no_hearing_is_due_the_officer_can_release_at_once(world):
    Award.objects.filter(pk=world.partly(call=world.open_call("teil")).pk).update(hearing_required=False)
    Refusal.objects.filter(pk=world.refusal(call=world.open_call("nein")).pk).update(hearing_required=False)
    assert steps(world.officer) == ["release", "release"]
    assert steps(world.clerk) == []


def test_post_less_of_a_second_ministry_is_a_cut_though_no_euro_is_missing(world):
    award = world.prepared()
    Application.objects.filter(pk=award.application_id).update(requested_in_kind=Decimal(1))
    assert steps(world.clerk) == ["open_hearing"]
    assert steps(world.officer) == []


# --- Beside the review ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("stage", ["submitted", "reviewed", "asked_again", "prepared"])
def test_wish_for_an_early_start_waits_for_its_answer_whatever_else_is_prepared(world, stage):
    made = getattr(world, stage)()
    world.wish_early_start(made if isinstance(made, Application) else made.application)
    assert steps(world.clerk) == ["answer_early_start"]


def test_consent_whose_day_has_passed_must_be_changed_before_it_can_be_released(world):
    world.early_start()
    assert steps(world.officer, on=date(2026, 11, 15)) == ["release"]
    assert steps(world.officer, on=date(2026, 11, 16)) == []
    [item] = items(world.clerk, on=date(2026, 11, 16))
    assert (item.step.value, item.since, item.decision.state) == ("mend", date(2026, 11, 16), "prepared")


def test_request_for_information_nobody_answered_waits_for_the_clerk_from_the_day_after(world):
    world.asked_again()
    assert steps(world.clerk, on=date(2026, 11, 12)) == []
    [item] = items(world.clerk, on=date(2026, 11, 14))
    assert (item.step.value, item.since) == ("end_information", date(2026, 11, 13))


def test_required_opinion_holds_up_the_release_until_it_is_there(world):
    award = world.prepared()
    opinion = world.ask_office(award.application, required=True)
    assert steps(world.officer) == steps(world.clerk) == []
    after = opinion.due_on + timedelta(days=3)
    [item] = items(world.clerk, on=after)
    assert (item.step.value, item.since) == ("chase_opinion", opinion.due_on + timedelta(days=1))
    with clock.at(date(2026, 11, 5)):
        opinions.drop_opinion(
            capacity=world.clerk, opinion_id=opinion.pk, expected_version=1, reason="Sie kommt zu spät."
        )
    assert [(row.step.value, row.since) for row in items(world.officer, on=after)] == [("release", date(2026, 11, 5))]
    assert steps(world.clerk, on=after) == []


def test_opinion_that_is_not_required_holds_nothing_up(world):
    world.ask_office(world.prepared().application)
    assert steps(world.officer) == ["release"]


def test_award_against_a_failed_point_waits_for_the_clerk(world):
    award = world.prepared()
    failed = {CheckCode.NECESSARY: CheckEntry(CheckResult.FAILED)}
    review.record_checks(
        capacity=world.clerk,
        application_id=award.application_id,
        expected_version=fresh(award.application).version,
        checks=failed,
    )
    assert steps(world.clerk) == ["mend"]
    assert steps(world.officer) == []


def test_award_the_budget_line_cannot_pay_waits_for_the_clerk(world):
    world.prepared()
    BudgetLine.objects.update(bound=Decimal("17000.01"))  # 2,999.99 of 20,000 are free, 3,000 are needed
    assert steps(world.clerk) == ["mend"]
    assert steps(world.officer) == []


# --- Four eyes --------------------------------------------------------------------------------------------------------
def test_what_an_officer_prepared_herself_waits_for_another(world):
    world.prepared(call=world.open_call("ja"))
    world.early_start(call=world.open_call("frueher"))
    world.heard(world.refusal(call=world.open_call("nein")))
    both = hire(Role.RELEASING_OFFICER, world.authority, user=User.objects.get(pk=world.clerk.user_id))
    assert steps(both) == []
    assert steps(world.officer) == ["release"] * 3


def test_lead_who_wrote_last_is_told_that_somebody_else_must_sign(world):
    application = world.draft()
    lead = world.district.lead
    saved = draft.save_details(
        capacity=lead, application_id=application.pk, expected_version=application.version, details=DETAILS
    )
    applications.request_sign_off(capacity=lead, application_id=application.pk, expected_version=saved.version)
    assert steps(lead) == ["find_signatory"]
    assert steps(hire(Role.CENTRE_LEAD, world.district.organisation)) == ["sign"]


# --- Since when -------------------------------------------------------------------------------------------------------
def since(capacity, day):
    return [(item.step.value, item.since) for item in items(capacity, on=day)]


def test_each_step_counts_from_its_own_day(world):
    coordinator, lead, clerk = world.district.coordinator, world.district.lead, world.clerk
    application = world.draft()
    later = [date(2026, 11, day) for day in (4, 5, 6, 9, 10, 11, 13, 16)]
    with clock.at(later[0]):
        applications.request_sign_off(capacity=coordinator, application_id=application.pk, expected_version=5)
    assert since(lead, later[0]) == [("sign", later[0])]
    with clock.at(later[1]):
        applications.return_to_draft(
            capacity=lead, application_id=application.pk, expected_version=6, reason="Der Bedarf fehlt."
        )
    assert since(coordinator, later[2]) == [("finish_draft", later[1])]
    with clock.at(later[2]):
        applications.request_sign_off(capacity=coordinator, application_id=application.pk, expected_version=7)
        applications.submit_application(capacity=lead, application_id=application.pk, expected_version=8)
    assert since(clerk, later[3]) == [("take_up", later[2])]
    with clock.at(later[3]):
        review.begin_formal_review(capacity=clerk, application_id=application.pk, expected_version=9)
    assert since(clerk, later[4]) == [("review_formally", later[3])]
    with clock.at(later[4]):
        world.ask_again(application, days=2)
    assert since(lead, later[4]) == since(coordinator, later[4]) == [("answer_information", later[4])]
    with clock.at(later[6]):
        information.end_waiting(
            capacity=clerk, application_id=application.pk, expected_version=fresh(application).version
        )
    assert since(clerk, later[7]) == [("review_formally", later[6])]


def test_steps_of_a_hearing_count_from_its_opening_and_from_its_end(world):
    with clock.at(date(2026, 11, 4)):
        hearing = world.hear(world.partly())
    assert since(world.district.lead, date(2026, 11, 9)) == [("answer_hearing", date(2026, 11, 4))]
    with clock.at(date(2026, 11, 9)):
        answer(world, hearing)
    assert since(world.clerk, date(2026, 11, 10)) == [("weigh_answer", date(2026, 11, 9))]
    assert since(world.officer, date(2026, 11, 10)) == [("release", date(2026, 11, 9))]


def test_wish_for_an_early_start_counts_from_the_day_it_was_made(world):
    application = world.submitted()
    with clock.at(date(2026, 11, 5)):
        world.wish_early_start(application)
    assert since(world.clerk, date(2026, 11, 9)) == [("answer_early_start", date(2026, 11, 5))]


# --- The conditions say what the workflow says ------------------------------------------------------------------------
@pytest.mark.slow
def test_officer_finds_exactly_what_the_workflow_lets_her_release(world):
    def under(code):
        return {"call": world.open_call(code)}

    world.prepared(**under("ganz"))
    world.partly(**under("ungehoert"))
    world.in_hearing(**under("in-anhoerung"))
    world.heard(world.partly(**under("gehoert")))
    edit_to(world, world.heard(world.partly(**under("tiefer"))), 1)
    world.refusal(**under("nein-ungehoert"))
    world.heard(world.refusal(**under("nein-gehoert")))
    world.early_start(**under("frueher"))
    world.answer_early_start(
        world.wish_early_start(world.submitted(**under("nicht-frueher"))), consented=False, reasoning="Nicht nötig."
    )
    world.ask_office(world.prepared(**under("erwartet")).application, required=True)
    world.ask_office(world.prepared(**under("gefragt")).application)
    world.ask_office(world.heard(world.refusal(**under("nein-erwartet"))).application, required=True)
    world.released(**under("freigegeben"))
    classless_award(world)
    for on in (TODAY, HEARD_UNTIL, HEARD_UNTIL + timedelta(days=1)):
        found = {(item.decision._meta.model_name, item.decision.pk) for item in all_items(world.officer, on)}
        assert found == releasable(world.officer, on)


def classless_award(world):
    """Prepared; then the class of the applicant is taken back."""
    guideline = world.established("komm_an_i")
    line = set_budget(world.owner, guideline)
    call = world.published(replace(CALL, code="klassen"), guideline=guideline, budget_lines=[line])
    run = world.enter(guideline, GROUPS, "centre-05762;class_2;01.01.2027;Test;")
    rate = FlatRate.objects.get(component__guideline=guideline, code="specialist")
    award = world.prepared(call=call, entries=[ItemEntry(rate.pk, 2027, Decimal("0.1"))])
    tables.ask_undo(capacity=world.owner, run_id=run.pk)
    tables.undo(capacity=world.releaser, run_id=run.pk)
    return award


def test_award_of_an_applicant_whose_class_was_taken_back_waits_for_nobody_at_the_authority(world):
    award = classless_award(world)
    assert steps(world.officer) == steps(world.clerk) == []
    world.enter(award.application.call.guideline, GROUPS, "centre-05762;class_2;01.01.2027;Test;")
    assert steps(world.officer) == ["release"]


def all_items(capacity, on):
    found, shown = desk.waiting_for(capacity, colleagues_of(capacity, on), on), desk.WAITING_SHOWN
    assert found.count <= shown
    return found.items


def releasable(officer, on):
    """What no rule speaks against, asked one by one."""
    rows = []
    for award in Award.objects.select_related("application__call__guideline__programme"):
        against = AWARD.reasons_against(award, "release", actor=officer, facts=facts.award_facts(award), on=on)
        rows.append((award, against + of_application(officer, award.application, "decide", on)))
    for refusal in Refusal.objects.select_related("application__call__guideline__programme"):
        known = facts.refusal_facts(refusal)
        against = REFUSAL.reasons_against(refusal, "release", actor=officer, facts=known, on=on)
        rows.append((refusal, against + of_application(officer, refusal.application, "refuse", on)))
    for early in EarlyStart.objects.select_related("application__call__guideline__programme"):
        known = facts.early_start_facts(early)
        rows.append((early, EARLY_START.reasons_against(early, "release", actor=officer, facts=known, on=on)))
    return {(row._meta.model_name, row.pk) for row, against in rows if not against}


def of_application(officer, application, name, on):
    known = facts.application_facts(application)
    return APPLICATION.reasons_against(application, name, actor=officer, facts=known, on=on)


def test_hearing_is_opened_on_exactly_what_waits_for_it(world):
    made = [world.partly(call=world.open_call("teil")), world.refusal(call=world.open_call("nein"))]
    for decision in made:
        assert decision.application_id in {item.application.pk for item in items(world.clerk)}
        world.hear(decision)
    assert items(world.clerk) == []


def test_lead_can_answer_what_waits_for_her_answer(world):
    hearing = world.hear(world.partly())
    [item] = items(world.district.lead, on=HEARD_UNTIL + timedelta(days=1))
    assert item.application.pk == hearing.application_id
    with clock.at(HEARD_UNTIL + timedelta(days=1)):
        answer(world, hearing)
    assert items(world.district.lead) == []


def test_decision_released_after_its_hearing_ended_no_longer_waits_for_the_lead(world):
    award = world.in_hearing()
    after = HEARD_UNTIL + timedelta(days=1)
    with clock.at(after):
        released = world.release(award)
        assert steps(world.district.lead, on=after) == []
        awards.notify_award(capacity=world.clerk, award_id=released.pk, expected_version=released.version)
        assert steps(world.clerk, on=after) == steps(world.officer, on=after) == []
