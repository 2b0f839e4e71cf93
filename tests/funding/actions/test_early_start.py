"""The early start: asked for, answered in four eyes, and what the consent does to the rule of not having begun."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.funding.world import EARLY, REFERENCE, TODAY, entries_of, fresh, inbox, last_entry, refused
from vorort.core import documents
from vorort.funding.actions import early_start as actions
from vorort.funding.actions.early_start import EarlyStartText
from vorort.funding.models import EarlyStart, EarlyStartRequest
from vorort.funding.queries import facts


def ask(world, application, who=None, starts_on=EARLY, reason="Die Räume."):
    return actions.request_early_start(
        capacity=who or world.district.lead,
        application_id=application.pk,
        expected_version=fresh(application).version,
        starts_on=starts_on,
        reason=reason,
    )


def edit(world, answer, **text):
    return actions.edit_early_start(
        capacity=world.clerk,
        early_start_id=answer.pk,
        expected_version=answer.version,
        text=EarlyStartText(**{"consented": True, "starts_on": EARLY} | text),
    )


def release(world, answer, who=None):
    return actions.release_early_start(
        capacity=who or world.officer, early_start_id=answer.pk, expected_version=answer.version
    )


def notify(world, answer):
    return actions.notify_early_start(capacity=world.clerk, early_start_id=answer.pk, expected_version=answer.version)


# --- Asked ------------------------------------------------------------------------------------------------------------
def test_wish_reaches_the_clerks(world):
    application = world.submitted()
    request = ask(world, application)
    assert (request.starts_on, request.reason, request.requested_on) == (EARLY, "Die Räume.", TODAY)
    assert str(request) == "36.01-2026-0001: 2026-11-15"
    assert inbox(world.clerk)[-1] == f"Zu {REFERENCE} soll vorzeitig begonnen werden."
    assert last_entry(application).action == "early_start.requested"


def test_wish_needs_a_reason_and_a_day_to_come_and_is_told_once(world):
    application = world.submitted()
    with refused("unexplained") as reasons:
        ask(world, application, reason=" ")
    assert reasons[0].field == "reason"
    with refused("reaches_back") as reasons:
        ask(world, application, starts_on=date(2026, 11, 1))
    assert reasons[0].field == "starts_on"
    ask(world, application)
    with refused("requested"):
        ask(world, application)


def test_wish_is_the_lead_s_and_only_until_the_decision(world):
    application = world.submitted()
    with refused("role"):
        ask(world, application, who=world.district.coordinator)
    with refused("state"):
        ask(world, world.released(world.city).application, who=world.city.lead)


def test_database_wants_the_reason_too(world):
    request = ask(world, world.submitted())
    with pytest.raises(IntegrityError, match="funding_early_start_request_reasoned"), transaction.atomic():
        EarlyStartRequest.objects.filter(pk=request.pk).update(reason="")


# --- Answered ---------------------------------------------------------------------------------------------------------
def test_consent_waits_for_the_second_person(world):
    answer = world.early_start()
    assert (answer.state, answer.consented, answer.starts_on) == ("prepared", True, EARLY)
    assert inbox(world.officer)[-1] == (f"Die Antwort zum vorzeitigen Beginn, {REFERENCE}, wartet auf Ihre Freigabe.")
    assert not EarlyStart.objects.visible_to(world.district.lead).exists()
    with refused("role"):
        release(world, answer, who=world.clerk)


def test_there_is_no_answer_without_a_wish_and_no_second_one(world):
    with refused("not_requested"):
        world.answer_early_start(world.submitted())
    answer = world.early_start(world.city)
    with refused("prepared"):
        world.answer_early_start(answer.application)


def test_no_needs_reasons_and_a_yes_does_not_reach_back(world):
    application = world.wish_early_start(world.submitted())
    with refused("unexplained") as reasons:
        world.answer_early_start(application, consented=False)
    assert (reasons[0].field, reasons[0].source) == ("reasoning", "§ 39 VwVfG NRW")
    with refused("reaches_back") as reasons:
        world.answer_early_start(application, starts_on=date(2026, 11, 1))
    assert reasons[0].field == "starts_on"
    no = world.answer_early_start(application, consented=False, reasoning="Nicht eilig.")
    assert fresh(no).consented is False
    with pytest.raises(IntegrityError, match="funding_early_start_refused_with_reasons"), transaction.atomic():
        EarlyStart.objects.filter(pk=no.pk).update(reasoning="")


def test_released_and_known_consent_has_its_document_and_leaves_the_application_as_it_is(world):
    answer = notify(world, release(world, world.early_start()))
    assert fresh(answer).state == "notified"
    assert fresh(answer.application).state == "submitted"
    assert [row.title for row in documents.of(answer)] == ["Zustimmung zum vorzeitigen Maßnahmebeginn"]
    assert entries_of(answer) == ["earlystart.prepared", "earlystart.released", "earlystart.notified"]
    assert inbox(world.district.lead)[-1] == "Zu 36.01-2026-0001 ist die Antwort zum vorzeitigen Beginn da."
    assert EarlyStart.objects.visible_to(world.district.lead).get() == answer


def test_no_is_called_so(world):
    application = world.wish_early_start(world.submitted())
    answer = release(world, world.answer_early_start(application, consented=False, reasoning="Nicht eilig."))
    assert [row.title for row in documents.of(answer)] == ["Ablehnung des vorzeitigen Maßnahmebeginns"]


def test_edit_after_release_voids_it_and_asks_again(world):
    answer = release(world, world.early_start())
    edited = fresh(edit(world, answer, starts_on=date(2026, 12, 1)))
    assert (edited.state, edited.starts_on, edited.released_on) == ("prepared", date(2026, 12, 1), None)
    assert len([words for words in inbox(world.officer) if "vorzeitigen Beginn" in words]) == 2
    again = edit(world, edited)
    assert (again.version, len(inbox(world.officer))) == (4, 2)


def test_known_answer_stands(world):
    answer = notify(world, release(world, world.early_start()))
    with refused("state"):
        edit(world, answer)
    with pytest.raises(IntegrityError, match="steht fest"), transaction.atomic():
        EarlyStart.objects.filter(pk=answer.pk).update(starts_on=TODAY)


# --- What follows -----------------------------------------------------------------------------------------------------
def test_consent_counts_from_the_notification_on(world):
    answer = release(world, world.early_start())
    assert facts.application_facts(answer.application).early_start_from is None
    notify(world, answer)
    assert facts.application_facts(answer.application).early_start_from == EARLY


def test_no_counts_never(world):
    application = world.wish_early_start(world.submitted())
    no = world.answer_early_start(application, consented=False, reasoning="Nicht eilig.")
    notify(world, release(world, no))
    assert facts.application_facts(application).early_start_from is None


def test_award_is_decided_as_without_it(world):
    answer = world.early_start()
    assert answer.application.requested == Decimal("3000.00")
