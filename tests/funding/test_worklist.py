"""The work list: filters by hand with decoys beside them, both orders page by page; the stored day is the rule's."""

from dataclasses import replace
from datetime import date

import pytest

from tests.funding.world import TODAY, fresh, hire
from vorort.core import clock
from vorort.funding.actions import charge, information
from vorort.funding.actions import hearing as hearings
from vorort.funding.models import Application, Award, Hearing, InformationRequest, Refusal
from vorort.funding.queries import facts, worklist
from vorort.funding.queries.colleagues import colleagues_of
from vorort.funding.queries.worklist import Charge, Due, ListFilter, calls_in_list, work_list
from vorort.funding.rules.deadlines import duty
from vorort.network.enums import Role
from vorort.network.models import Membership


def listed(capacity, on=TODAY, **wanted):
    found = work_list(capacity, ListFilter(**wanted), colleagues_of(capacity, on), on=on)
    return [Application.objects.get(pk=row.pk) for row in found.rows]


def give(capacity, application, to):
    charge.assign(capacity=capacity, application_ids=[application.pk], membership_id=to.id)


# --- What is kept on the application is what the rule says ------------------------------------------------------------
STEPS = (
    "begun", "draft", "in_sign_off", "submitted", "in_formal_review", "reviewed", "withdrawn", "prepared", "released",
    "notified", "asked_again", "refusal", "in_hearing", "refused", "early_start", "opinion_asked",
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_stored_day_is_the_rule_s(world, step):
    made = getattr(world, step)()
    application = fresh(made if isinstance(made, Application) else made.application)
    decision = Award.objects.filter(application=application).first()
    decision = decision or Refusal.objects.filter(application=application).first()
    hearing = Hearing.objects.filter(application=application, state="open").first()
    due = duty(facts.deadline_facts(application, decision, hearing=hearing), facts.targets())
    assert (application.due_on, application.due_kind) == ((due.day, due.kind) if due else (None, ""))
    assert application.open is (step not in ("withdrawn", "notified", "refused"))


def test_asked_again_it_is_due_on_the_day_the_authority_gave(world):
    application = fresh(world.asked_again())
    asked = InformationRequest.objects.get(application=application)
    assert (application.due_on, application.due_kind) == (asked.due_on, "information")


def test_hearing_makes_it_due_on_its_last_day_until_it_is_answered(world):
    award = world.partly()
    hearing = world.hear(award)
    application = fresh(award.application)
    assert (application.due_on, application.due_kind) == (date(2026, 11, 16), "hearing")
    answered = hearings.answer_hearing(
        capacity=world.district.lead,
        hearing_id=hearing.pk,
        expected_version=application.version,
        answer="Die Honorare sind nötig.",
    )
    application = fresh(answered.application)
    assert (application.due_on, application.due_kind) == (date(2027, 2, 2), "decision")


def test_hearing_nobody_answered_stays_due_until_it_is_decided(world):
    award = world.in_hearing()
    with clock.at(date(2026, 11, 17)):
        assert fresh(world.release(award).application).due_kind == "decision"


def test_request_for_information_comes_before_an_open_hearing_and_the_hearing_comes_back(world):
    application = world.in_hearing().application
    request = world.ask_again(application, days=3)
    assert fresh(application).due_kind == "information"
    with clock.at(date(2026, 11, 6)):
        information.end_waiting(
            capacity=world.clerk, application_id=application.pk, expected_version=fresh(application).version
        )
    assert fresh(request).state == "ended"
    assert (fresh(application).due_on, fresh(application).due_kind) == (date(2026, 11, 16), "hearing")


def test_edit_before_the_notice_keeps_it_open_and_due_for_the_decision(world):
    application = fresh(world.edit(world.released()).application)
    assert (application.open, application.due_kind) == (True, "decision")


# --- Whose --------------------------------------------------------------------------------------------------------
def test_each_side_sees_its_own_the_ministry_what_was_received(world):
    mine = world.draft()
    received = world.submitted(world.city)
    assert listed(world.district.lead) == [mine]
    assert listed(world.clerk) == listed(world.owner) == [received]
    assert listed(world.foreign_clerk) == listed(hire(Role.ADVISER, world.authority)) == []


def test_applicants_do_not_learn_by_when_the_authority_means_to_be_ready(world):
    world.submitted()
    for capacity, kinds in ((world.clerk, ["formal_review"]), (world.district.lead, [None])):
        found = work_list(capacity, ListFilter(), colleagues_of(capacity, TODAY), on=TODAY)
        assert [row.deadline.kind.value if row.deadline else None for row in found.rows] == kinds
    assert listed(world.district.lead, due=Due.MONTH) == []
    assert listed(world.district.lead, by_due_day=True) == []


# --- Filters ----------------------------------------------------------------------------------------------------------
def test_open_are_those_not_yet_made_known_or_withdrawn(world):
    submitted = world.submitted(call=world.open_call("eins"))
    world.withdrawn(call=world.open_call("zwei"))
    world.notified(call=world.open_call("drei"))
    assert listed(world.clerk, open_only=True) == [submitted]
    assert len(listed(world.clerk)) == 3


def test_state_word_call_and_programme(world):
    other = world.open_call("anderer")
    mine = world.submitted(title="Treffpunkt Warburg")
    decoy = world.in_formal_review(call=other)
    assert listed(world.clerk, states=("submitted",)) == [mine]
    assert listed(world.clerk, text="warburg") == [mine]
    assert listed(world.clerk, text=decoy.file_number) == [decoy]
    assert listed(world.clerk, call="anderer") == [decoy]
    assert listed(world.clerk, programme=world.guideline.programme.code) == [decoy, mine]
    assert listed(world.clerk, programme="gibt-es-nicht") == []


def test_in_charge_are_i_a_colleague_or_nobody(world):
    mine, hers, nobodys = (world.submitted(call=world.open_call(code)) for code in ("meins", "ihres", "keins"))
    give(world.clerk, mine, world.clerk)
    give(world.clerk, hers, world.second_clerk)
    assert listed(world.clerk, charge=Charge.MINE) == [mine]
    assert listed(world.clerk, charge=world.second_clerk.id) == [hers]
    assert listed(world.clerk, charge=Charge.NOBODY) == [nobodys]
    assert listed(world.owner, charge=Charge.MINE) == [nobodys, hers, mine]  # has no side: the filter says nothing


def test_files_of_people_who_left_are_nobody_s(world):
    application = world.submitted()
    give(world.clerk, application, world.second_clerk)
    assert listed(world.clerk, charge=Charge.NOBODY) == []
    Membership.objects.filter(pk=world.second_clerk.id).update(valid_to=TODAY)
    assert listed(world.clerk, charge=Charge.NOBODY) == []
    assert listed(world.clerk, on=date(2026, 11, 3), charge=Charge.NOBODY) == [application]


def test_each_side_has_its_own_in_charge(world):
    application = world.submitted()
    give(world.clerk, application, world.clerk)
    assert listed(world.district.lead, charge=Charge.NOBODY) == [application]
    give(world.district.lead, application, world.district.coordinator)
    assert listed(world.district.coordinator, charge=Charge.MINE) == [application]
    assert listed(world.clerk, charge=Charge.MINE) == [application]


def test_due_is_late_this_week_or_this_month(world):
    for day, code in ((date(2026, 11, 2), "eins"), (date(2026, 11, 4), "zwei"), (date(2026, 11, 30), "drei")):
        with clock.at(day):
            world.submitted(call=world.open_call(code))
    one, two, three = Application.objects.order_by("pk")  # due on 30 November, 2 and 28 December
    on = date(2026, 12, 1)
    assert listed(world.clerk, on, due=Due.LATE) == [one]
    assert listed(world.clerk, on, due=Due.WEEK) == [two]
    assert listed(world.clerk, on, due=Due.MONTH) == [three, two]
    assert listed(world.clerk, date(2026, 11, 30), due=Due.LATE) == []


def test_closed_file_is_never_late(world):
    world.notified()
    assert listed(world.clerk, date(2030, 1, 1), due=Due.LATE) == []


# --- Orders and pages -------------------------------------------------------------------------------------------------
def pages(capacity, monkeypatch, **wanted):
    monkeypatch.setattr(worklist, "SIZE", 2)
    found, after = [], None
    while True:
        page = work_list(capacity, ListFilter(**wanted), None, on=TODAY, after=after)
        found.append([row.pk for row in page.rows])
        after = page.next_after
        if after is None:
            return found


def test_latest_receipt_comes_first_and_the_first_due_day_first(world, monkeypatch):
    for day, code in ((4, "eins"), (2, "zwei"), (2, "drei"), (3, "vier"), (9, "fuenf")):
        with clock.at(date(2026, 11, day)):
            world.submitted(call=world.open_call(code))
    one, two, three, four, five = Application.objects.order_by("pk").values_list("pk", flat=True)
    assert pages(world.clerk, monkeypatch) == [[five, one], [four, three], [two]]
    assert pages(world.clerk, monkeypatch, by_due_day=True) == [[two, three], [four, one], [five]]


def test_calls_to_filter_by_are_those_the_reader_has_applications_under(world):
    world.open_call("leer")
    later = world.open_call("spaeter", opens_on=date(2026, 11, 1))
    world.submitted()
    world.submitted(call=later)
    world.draft(world.city)
    assert [call.code for call in calls_in_list(world.clerk)] == ["spaeter", world.call.code]
    assert [call.code for call in calls_in_list(world.city.lead)] == [world.call.code]
    assert calls_in_list(world.foreign_clerk) == []


def test_row_holds_what_it_shows_in_its_place(world):
    application = world.submitted(title="Treffpunkt Warburg")
    give(world.clerk, application, world.second_clerk)
    [row] = work_list(world.clerk, ListFilter(), colleagues_of(world.clerk, TODAY), on=TODAY).rows
    assert (row.pk, row.title, row.file_number) == (application.pk, "Treffpunkt Warburg", application.file_number)
    assert (row.state, row.requested) == ("submitted", application.requested)
    assert (row.call, row.applicant) == (application.call.title, application.applicant.short_name)
    assert (row.in_charge, row.deadline.kind.value, row.late) == (world.second_clerk.id, "formal_review", False)
    assert str(row) == application.file_number


@pytest.mark.parametrize("rows", [1, 12])
@pytest.mark.slow
def test_list_takes_one_statement(world, django_assert_num_queries, rows):
    for number in range(rows):
        world.submitted(call=world.open_call(f"aufruf-{number}"))
    colleagues = colleagues_of(world.clerk, TODAY)
    wanted = ListFilter(open_only=True)
    for order in (wanted, replace(wanted, by_due_day=True)):
        with django_assert_num_queries(1):
            found = work_list(world.clerk, order, colleagues, on=TODAY)
            assert [(row.applicant, row.call) for row in found.rows]
