"""The applicant's steps: handed to the signatory, given back, submitted, withdrawn."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.core.tampering import drop_trigger
from tests.funding.world import REFERENCE, REQUESTED, TODAY, entries_of, fresh, hire, inbox, last_entry, refused
from vorort.core import clock
from vorort.funding.actions import application as steps
from vorort.funding.models import Application, FileNumberSeries
from vorort.network.enums import Role


def request_sign_off(world, application, who=None):
    return steps.request_sign_off(
        capacity=who or world.district.coordinator,
        application_id=application.pk,
        expected_version=application.version,
    )


def submit(world, application, centre=None):
    return steps.submit_application(
        capacity=(centre or world.district).lead, application_id=application.pk, expected_version=application.version
    )


# --- Sign-off ---------------------------------------------------------------------------------------------------------
def test_signatory_is_told_that_the_draft_waits_for_her(world):
    application = request_sign_off(world, world.draft())
    assert (fresh(application).state, application.version) == ("sign_off", 6)
    assert last_entry(application).action == "application.sign_off_requested"
    assert last_entry(application).actor_user_id == world.district.coordinator.user_id
    assert inbox(world.district.lead) == ["„Ankommen im Kreis Höxter“ wartet auf Ihre Mitzeichnung."]
    assert inbox(world.district.coordinator) == []
    assert inbox(world.city.lead) == []
    assert inbox(world.clerk) == []


def test_incomplete_draft_is_not_signed_off(world):
    with refused(
        "missing", "missing", "missing", "missing", "no_items", "unanswered", "unanswered", "begun"
    ) as reasons:
        request_sign_off(world, world.begun())
    assert [reason.field for reason in reasons] == [
        "title", "need", "begins_on", "ends_on", "items", "target_group", "concept", "not_begun",
    ]  # fmt: skip


def test_draft_comes_back_with_a_reason_and_may_be_handed_over_again(world):
    application = world.in_sign_off()
    back = steps.return_to_draft(
        capacity=world.district.lead, application_id=application.pk, expected_version=6, reason="Bitte kürzen."
    )
    assert (fresh(back).state, back.version) == ("draft", 7)
    assert last_entry(back).action == "application.returned_to_draft"
    assert last_entry(back).payload.values["reason"] == "Bitte kürzen."
    assert inbox(world.district.coordinator) == ["„Ankommen im Kreis Höxter“ ist zurück im Entwurf."]
    request_sign_off(world, back)
    assert len(inbox(world.district.lead)) == 2


@pytest.mark.parametrize("reason", ["", None])
def test_draft_does_not_come_back_without_a_reason(world, reason):
    application = world.in_sign_off()
    with refused("missing_value") as reasons:
        steps.return_to_draft(
            capacity=world.district.lead, application_id=application.pk, expected_version=6, reason=reason
        )
    assert reasons[0].field == "reason"


# --- Submission -------------------------------------------------------------------------------------------------------
def test_submitted_application_has_its_amount_frozen_and_a_file_number(world):
    application = fresh(submit(world, world.in_sign_off()))
    assert (application.state, application.version) == ("submitted", 7)
    assert application.requested == REQUESTED
    assert application.file_number == "36.01-2026-0001"
    assert application.submitted_on == TODAY
    assert application.submitted_by_id == world.district.lead.user_id


def test_receipt_goes_to_the_centre_and_the_news_to_every_clerk(world):
    application = submit(world, world.in_sign_off())
    receipt = "Ihr Antrag ist eingegangen. Aktenzeichen: 36.01-2026-0001."
    assert inbox(world.district.coordinator) == [receipt]
    assert inbox(world.district.lead)[-1] == receipt
    assert inbox(world.clerk) == inbox(world.second_clerk) == [f"Neuer Antrag {REFERENCE}."]
    for other in (world.officer, world.foreign_clerk, world.city.lead, world.releaser):
        assert inbox(other) == []
    entry = last_entry(application)
    assert entry.action == "application.submitted"
    assert entry.payload.values["requested"] == "3000.00"
    assert entry.payload.values["late"] is False


def test_file_numbers_rise_within_a_year_and_a_prefix(world):
    assert submit(world, world.in_sign_off()).file_number == "36.01-2026-0001"
    assert submit(world, world.in_sign_off(world.city), world.city).file_number == "36.01-2026-0002"
    other = world.open_call("anderes-zeichen", file_prefix="36.07")
    assert submit(world, world.in_sign_off(call=other)).file_number == "36.07-2026-0001"
    next_year = world.open_call("naechstes-jahr")
    application = world.in_sign_off(call=next_year)
    with clock.at(date(2027, 1, 4)):
        assert submit(world, application).file_number == "36.01-2027-0001"
    assert str(FileNumberSeries.objects.get(prefix="36.01", year=2026)) == "36.01-2026-0002"


def test_late_application_is_received_and_flagged(world):
    application = world.in_sign_off()
    with clock.at(date(2026, 12, 1)):
        received = submit(world, application)
    assert received.state == "submitted"
    assert received.submitted_on == date(2026, 12, 1)
    assert last_entry(received).payload.values["late"] is True


def test_call_that_is_not_open_yet_may_be_prepared_for_but_not_answered(world):
    call = world.open_call("kommt-noch", opens_on=date(2026, 11, 15))
    application = world.in_sign_off(call=call)
    with refused("not_open_yet"):
        submit(world, application)
    assert not FileNumberSeries.objects.exists()
    with clock.at(date(2026, 11, 15)):
        assert submit(world, application).state == "submitted"


def test_measure_that_has_begun_is_refused_unless_it_goes_on(world):
    with refused("begun"):
        request_sign_off(world, world.draft(not_begun=False))
    application = world.in_sign_off(call=world.open_call("zu-frueh-begonnen"))
    Application.objects.filter(pk=application.pk).update(not_begun=False)
    with refused("begun"):
        submit(world, application)
    continued = world.open_call("fortsetzung", continuation=True)
    assert submit(world, world.in_sign_off(call=continued, not_begun=False)).state == "submitted"


def test_centre_that_is_no_longer_eligible_is_refused(world):
    application = world.in_sign_off()
    drop_trigger("funding_eligiblekind_stands_delete", "funding_eligiblekind")  # as a court's ruling might have it
    application.call.eligible_kinds.all().delete()
    with refused("not_eligible"):
        submit(world, application)


def test_frozen_amount_counts_what_the_caps_leave(world):
    entries = world.entries({"renovation": "3", "equipment": "3", "running_costs": "12"}, place="Bürgerhaus")
    assert submit(world, world.in_sign_off(entries=entries)).requested == Decimal("6800.00")


def test_whoever_edited_last_does_not_sign(world):
    application = world.in_sign_off()
    second_role = hire(Role.CENTRE_LEAD, world.district.organisation, user=application.content_edited_by)
    with refused("four_eyes"):
        steps.submit_application(capacity=second_role, application_id=application.pk, expected_version=6)
    assert fresh(application).state == "sign_off"
    assert submit(world, application).state == "submitted"


def test_database_keeps_four_eyes_over_a_submission_too(world):
    application = world.submitted()
    with pytest.raises(IntegrityError, match="funding_application_four_eyes"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(submitted_by=application.content_edited_by_id)
    assert fresh(application).submitted_by_id == world.district.lead.user_id


# --- Withdrawal -------------------------------------------------------------------------------------------------------
def withdraw(world, application, reason="Kein Bedarf mehr."):
    return steps.withdraw_application(
        capacity=world.district.lead,
        application_id=application.pk,
        expected_version=application.version,
        reason=reason,
    )


@pytest.mark.parametrize("step", ["draft", "in_sign_off", "submitted", "in_formal_review", "in_substantive_review"])
def test_application_is_withdrawn_any_time_before_the_decision(world, step):
    application = fresh(withdraw(world, getattr(world, step)()))
    assert application.state == "withdrawn"
    assert application.withdrawn_on == TODAY
    assert application.withdrawal_reason == "Kein Bedarf mehr."
    assert last_entry(application).action == "application.withdrawn"
    assert last_entry(application).payload.values["reason"] == "Kein Bedarf mehr."


def test_withdrawal_frees_nothing_that_was_not_bound(world):
    world.released(world.city)
    prepared = world.prepared()
    withdraw(world, fresh(prepared.application))
    assert fresh(world.budget).bound == Decimal("3000.00")


def test_clerks_are_told_of_a_withdrawal_once_they_know_the_application(world):
    withdraw(world, world.draft())
    assert inbox(world.clerk) == []
    withdraw(world, world.submitted())
    told = [f"Neuer Antrag {REFERENCE}.", f"Antrag {REFERENCE} ist zurückgezogen."]
    assert inbox(world.clerk) == inbox(world.second_clerk) == told
    assert inbox(world.foreign_clerk) == []


@pytest.mark.parametrize("step", ["released", "notified"])
def test_decided_application_is_not_withdrawn(world, step):
    application = fresh(getattr(world, step)().application)
    with refused("state"):
        withdraw(world, application)
    assert fresh(application).state == "decided"


def test_application_is_not_withdrawn_twice(world):
    application = world.withdrawn()
    with refused("state"):
        withdraw(world, application)
    assert entries_of(application).count("application.withdrawn") == 1


def test_withdrawal_needs_a_reason(world):
    with refused("missing_value"):
        withdraw(world, world.submitted(), reason="")


def test_reason_longer_than_its_column_is_refused_and_the_application_stays(world):
    application = world.submitted()
    with refused("too_long") as reasons:
        steps.withdraw_application(
            capacity=world.district.lead, application_id=application.pk, expected_version=7, reason="w" * 501
        )
    assert reasons[0].field == "withdrawal_reason"
    assert (fresh(application).state, fresh(application).version) == ("submitted", 7)


def test_prepared_award_of_a_withdrawn_application_is_dead(world):
    award = world.prepared()
    withdraw(world, fresh(award.application))
    with refused("state"):
        world.release(award)
    with refused("withdrawn"):
        world.edit(award, purpose="Trotzdem")
    assert fresh(world.budget).bound == 0
    assert (fresh(award).state, fresh(award).version) == ("prepared", 1)


def test_application_whose_decision_was_opened_again_may_be_withdrawn(world):
    award = world.edit(world.released(), purpose="Noch einmal")
    withdraw(world, fresh(award.application))
    assert fresh(world.budget).bound == 0
