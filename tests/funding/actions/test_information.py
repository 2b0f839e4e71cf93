"""Additional information: named parts are reopened, changed, signed by a second person, or put back unsigned."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.funding.world import (
    DETAILS,
    FORMAL,
    PDF,
    QUESTION,
    REFERENCE,
    SUBSTANTIVE,
    TODAY,
    entries_of,
    fresh,
    hire,
    inbox,
    last_entry,
    refused,
)
from vorort.core import clock, documents
from vorort.core.refusal import NotFound
from vorort.funding.actions import draft, information
from vorort.funding.actions.award import AwardText, prepare_award
from vorort.funding.models import Award, InformationRequest
from vorort.funding.queries import parts
from vorort.network.enums import Role

ANSWER = "Wir haben die Zahlen ergänzt."


def say(world, application, answer=ANSWER, who=None):
    return information.save_answer(
        capacity=who or world.district.coordinator,
        application_id=application.pk,
        expected_version=fresh(application).version,
        answer=answer,
    )


def hand_in(world, application, who=None):
    return information.hand_in_information(
        capacity=who or world.district.lead,
        application_id=application.pk,
        expected_version=fresh(application).version,
    )


def end(world, application, who=None):
    return information.end_waiting(
        capacity=who or world.clerk, application_id=application.pk, expected_version=fresh(application).version
    )


def change_items(world, application, **units):
    return draft.save_items(
        capacity=world.district.coordinator,
        application_id=application.pk,
        expected_version=fresh(application).version,
        entries=world.entries(units),
    )


def change_details(world, application, **details):
    return draft.save_details(
        capacity=world.district.coordinator,
        application_id=application.pk,
        expected_version=fresh(application).version,
        details=replace(DETAILS, **details),
    )


def change_answers(world, application, **answers):
    return draft.save_answers(
        capacity=world.district.coordinator,
        application_id=application.pk,
        expected_version=fresh(application).version,
        answers=answers,
    )


def attach(world, application, name="Nachtrag.pdf"):
    return draft.attach_file(
        capacity=world.district.coordinator,
        application_id=application.pk,
        expected_version=fresh(application).version,
        name=name,
        content=PDF,
    )


# --- Asked ------------------------------------------------------------------------------------------------------------
def test_request_opens_the_named_parts_and_sends_a_letter(world):
    application = world.in_formal_review()
    request = fresh(world.ask_again(application, "need", "items"))
    assert (request.state, request.came_from, request.question) == ("open", "formal_review", QUESTION)
    assert (request.due_on, request.asked_on) == (date(2026, 11, 12), TODAY)
    assert [(row.code, row.label) for row in request.fields.all()] == [
        ("need", "Warum sie nötig ist"),
        ("items", "Bausteine und Mengen"),
    ]
    assert fresh(application).state == "information_requested"
    assert [row.title for row in documents.of(request)] == ["Nachforderung"]
    assert last_entry(application).action == "information.requested"
    expected = "Zu 36.01-2026-0001 werden Angaben nachgefordert."
    assert inbox(world.district.coordinator)[-1] == inbox(world.district.lead)[-1] == expected
    assert expected not in inbox(world.city.lead)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"question": " "}, "missing_value", "question"),
        ({"fields": ()}, "missing_value", "fields"),
        ({"fields": ("need", "bank_account")}, "unknown_field", "fields"),
        ({"due_on": TODAY}, "due_too_soon", "due_on"),
    ],
)
def test_request_without_question_parts_or_time_is_refused(world, change, code, field):
    application = world.in_formal_review()
    right = information.InformationText(QUESTION, ("need",), date(2026, 11, 12))
    with refused(code) as reasons:
        information.request_information(
            capacity=world.clerk, application_id=application.pk, expected_version=8, text=replace(right, **change)
        )
    assert reasons[0].field == field
    assert fresh(application).state == "formal_review"
    assert not InformationRequest.objects.exists()


def test_request_drops_what_is_prepared(world):
    award = world.prepared()
    world.ask_again(award.application)
    assert not Award.objects.exists()


# --- Changed ----------------------------------------------------------------------------------------------------------
def test_named_parts_are_edited_by_the_centre_and_by_nobody_else(world):
    application = world.asked_again()
    change_details(world, application, need="300 Menschen in drei Orten.")
    change_items(world, application, trainer_fee="10")
    change_answers(world, application, target_group="300 Menschen.")
    attach(world, application)
    row = fresh(application)
    assert (row.need, row.items.get().units) == ("300 Menschen in drei Orten.", 10)
    assert row.attachments.count() == 2
    assert row.content_edited_by_id == world.district.coordinator.user_id
    assert row.requested == Decimal("3000.00")
    request = parts.open_request(row)
    assert request.content_edited_by_id == world.district.coordinator.user_id


def test_parts_that_are_not_named_stay_as_they_are_submitted(world):
    application = world.in_formal_review()
    world.ask_again(application, "need")
    with refused("not_reopened") as reasons:
        change_details(world, application, title="Ganz anders", need="300 Menschen.")
    assert (reasons[0].field, reasons[0].source) == ("title", "Nr. 3 VV zu § 44 LHO NRW")
    with refused("not_reopened"):
        change_details(world, application, begins_on=date(2027, 3, 1))
    with refused("not_reopened"):
        change_items(world, application, trainer_fee="10")
    with refused("not_reopened"):
        change_answers(world, application, target_group="300 Menschen.")
    with refused("not_reopened"):
        attach(world, application)
    assert change_answers(world, application, target_group="Familien in den ersten drei Jahren.").version == 10


def test_group_of_details_opens_all_its_fields(world):
    application = world.in_formal_review()
    world.ask_again(application, "period", "funds", "declarations")
    changes = {"begins_on": date(2027, 3, 1), "ends_on": date(2027, 9, 30), "own_funds": Decimal(1), "input_tax": True}
    change_details(world, application, **changes)
    row = fresh(application)
    assert {name: getattr(row, name) for name in changes} == changes


def test_submitted_file_stays_and_a_new_one_can_be_taken_back(world):
    application = world.asked_again()
    old, new = application.attachments.get(), attach(world, application)

    def remove(attachment):
        draft.remove_attachment(
            capacity=world.district.coordinator,
            application_id=application.pk,
            expected_version=fresh(application).version,
            attachment_id=attachment.pk,
        )

    remove(new)
    with refused("submitted"):
        remove(old)
    assert application.attachments.get() == old


# --- Handed in --------------------------------------------------------------------------------------------------------
def test_signed_answer_takes_the_new_amount_and_keeps_what_was_submitted(world):
    application = world.asked_again()

    change_items(world, application, trainer_fee="10")
    say(world, application)
    request = fresh(hand_in(world, application))
    row = fresh(application)
    assert (row.state, row.requested) == ("formal_review", Decimal("1000.00"))
    assert (request.state, request.answer, request.ended_on) == ("answered", ANSWER, TODAY)
    assert request.answered_by_id == world.district.lead.user_id
    changed = {field.code: (field.before, field.after) for field in request.fields.all() if field.before != field.after}
    assert set(changed) == {"items"}
    assert changed["items"][0].splitlines()[0] == "Honorar für Qualifizierung und Begleitung (2027): 6"
    assert changed["items"][1] == "Honorar für Qualifizierung und Begleitung (2027): 10"
    assert inbox(world.clerk)[-1] == f"Zu {REFERENCE} sind die nachgeforderten Angaben da."
    assert last_entry(application).payload.values["changed"] == ["items"]


def test_points_that_looked_at_the_parts_are_open_again_and_the_others_stay(world):
    application = world.reviewed()
    world.ask_again(application, "items")
    say(world, application)
    hand_in(world, application)
    assert fresh(application).state == "substantive_review"
    left = set(application.checks.values_list("code", flat=True))
    assert left == {"eligible", "not_begun", "necessary"}
    with refused(*["unchecked"] * 4):
        prepare_award(
            capacity=world.clerk,
            application_id=application.pk,
            expected_version=fresh(application).version,
            text=AwardText(purpose="Integration."),
        )


def test_question_alone_opens_completeness_alone(world):
    application = world.check(world.in_formal_review(), FORMAL)
    world.ask_again(application, "question-target_group")
    change_answers(world, application, target_group="300 Menschen.")
    say(world, application)
    request = hand_in(world, application)
    assert set(application.checks.values_list("code", flat=True)) == {"eligible", "threshold", "not_begun"}
    [field] = request.fields.all()
    assert (field.label, field.before) == ("Wen erreichen Sie?", "Familien in den ersten drei Jahren.")
    assert fresh(field).after == "300 Menschen."


def test_award_after_it_is_of_the_changed_amount(world):
    application = world.reviewed()
    world.ask_again(application, "items")
    change_items(world, application, trainer_fee="10")
    say(world, application)
    hand_in(world, application)
    checked = world.check(fresh(application), FORMAL | SUBSTANTIVE)
    assert world.prepare(checked).amount == Decimal("1000.00")


def test_who_wrote_last_does_not_sign(world):
    application = world.asked_again()
    say(world, application, who=world.district.lead)
    with refused("four_eyes"):
        hand_in(world, application)
    say(world, application)
    assert hand_in(world, application).state == "answered"


def test_database_keeps_the_four_eyes(world):
    application = world.asked_again()
    request = say(world, application)
    rows = InformationRequest.objects.filter(pk=request.pk)
    values = {"state": "answered", "ended_on": TODAY, "answered_by": world.district.coordinator.user_id}
    with pytest.raises(IntegrityError, match="funding_information_four_eyes"), transaction.atomic():
        rows.update(**values)
    with pytest.raises(IntegrityError, match="funding_information_state_agrees"), transaction.atomic():
        rows.update(state="ended")
    assert str(request) == QUESTION


def test_answer_says_something_and_the_application_stays_whole(world):
    application = world.asked_again()
    change_details(world, application, need="")
    with refused("no_answer", "missing"):
        hand_in(world, application)


def test_late_answer_is_handed_in_as_long_as_the_authority_waits(world):
    application = world.asked_again()
    say(world, application)
    with clock.at(TODAY + timedelta(days=30)):
        assert hand_in(world, application).state == "answered"


def test_answer_is_written_by_coordination_and_lead_and_signed_by_the_lead(world):
    application = world.asked_again()
    with refused("role"):
        hand_in(world, application, who=world.district.coordinator)
    with refused("role"):
        say(world, application, who=hire(Role.FINANCE_CLERK, world.district.organisation))
    with pytest.raises(NotFound):
        say(world, application, who=world.city.lead)


def test_there_is_nothing_to_answer_where_nothing_was_asked(world):
    with pytest.raises(NotFound):
        say(world, world.in_formal_review())


def test_applicant_may_withdraw_instead(world):
    application = world.asked_again()
    world.withdraw(application)
    with refused("withdrawn", "not_due"):
        information.end_waiting(
            capacity=world.clerk, application_id=application.pk, expected_version=fresh(application).version
        )


# --- Ended ------------------------------------------------------------------------------------------------------------
def test_authority_goes_on_once_the_day_has_passed_and_nothing_unsigned_counts(world):
    application = world.asked_again()
    before = (application.need, list(application.items.values_list("rate__code", "units")))
    change_details(world, application, need="Anders.")
    change_items(world, application, trainer_fee="10")
    change_answers(world, application, target_group="Anders.")
    attach(world, application)
    with refused("not_due"):
        end(world, application)
    with clock.at(date(2026, 11, 13)):
        request = fresh(end(world, application))
    row = fresh(application)
    assert (request.state, request.ended_on, request.answered_by) == ("ended", date(2026, 11, 13), None)
    assert row.state == "formal_review"
    assert (row.need, list(row.items.values_list("rate__code", "units"))) == before
    assert row.answers.get(question__code="target_group").text == "Familien in den ersten drei Jahren."
    assert [attachment.upload.name for attachment in row.attachments.all()] == ["Konzept.pdf"]
    assert inbox(world.district.lead)[-1] == "Zu 36.01-2026-0001 wird ohne die nachgeforderten Angaben geprüft."
    assert entries_of(row)[-1] == "information.ended"


def test_every_kind_of_part_comes_back_as_it_was(world):
    application = world.in_substantive_review()
    asked = ("title", "period", "funds", "declarations", "question-remarks")
    world.ask_again(application, *asked)
    change_details(
        world, application, title="Neu", begins_on=None, own_funds=Decimal(9), not_begun=False, input_tax=True
    )
    change_answers(world, application, remarks="Neu.")
    with clock.at(date(2026, 11, 13)):
        end(world, application)
    row = fresh(application)
    assert row.state == "substantive_review"
    assert (row.title, row.begins_on, row.own_funds) == (DETAILS.title, DETAILS.begins_on, DETAILS.own_funds)
    assert (row.not_begun, row.input_tax) == (True, False)
    assert row.answers.get(question__code="remarks").text == ""


def test_request_is_overdue_from_the_day_after(world):
    request = parts.open_request(world.asked_again())
    rows = InformationRequest.objects
    assert not rows.overdue_on(request.due_on).exists()
    assert rows.overdue_on(request.due_on + timedelta(days=1)).get() == request


def test_one_request_at_a_time(world):
    application = world.asked_again()
    with refused("state"):
        world.ask_again(application)
