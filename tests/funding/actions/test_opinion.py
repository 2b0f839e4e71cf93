"""The opinion of the coordination office: asked for, written, handed in, dropped; who sees it and what waits for it."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.funding.world import REFERENCE, TODAY, entries_of, fresh, inbox, refused
from vorort.core.refusal import NotFound, VersionConflict
from vorort.funding.actions import opinion as actions
from vorort.funding.actions.opinion import OpinionText
from vorort.funding.enums import Recommendation
from vorort.funding.models import Application, Opinion


def write(world, opinion, recommendation=Recommendation.CONDITIONS, text="Bitte mit Kinderbetreuung.", who=None):
    return actions.write_opinion(
        capacity=who or world.adviser,
        opinion_id=opinion.pk,
        expected_version=opinion.version,
        recommendation=recommendation,
        text=text,
    )


def hand_in(world, opinion):
    return actions.hand_in_opinion(capacity=world.adviser, opinion_id=opinion.pk, expected_version=opinion.version)


def drop(world, opinion, reason="Es eilt."):
    return actions.drop_opinion(
        capacity=world.clerk, opinion_id=opinion.pk, expected_version=opinion.version, reason=reason
    )


# --- Asked ------------------------------------------------------------------------------------------------------------
def test_office_sees_exactly_the_application_it_was_asked_about(world):
    application, other = world.submitted(), world.submitted(world.city)
    assert not Application.objects.visible_to(world.adviser).exists()
    opinion = world.ask_office(application)
    assert list(Application.objects.visible_to(world.adviser)) == [application]
    assert not Application.objects.visible_to(world.foreign_adviser).exists()
    assert inbox(world.adviser) == ["Zu 36.01-2026-0001 ist Ihre Stellungnahme erbeten."]
    assert (opinion.state, opinion.requested_on, opinion.required) == ("requested", TODAY, False)
    assert other.pk != application.pk


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"question": " "}, "no_question", "question"),
        ({"due_on": TODAY}, "due_too_soon", "due_on"),
        ({"office_id": 0}, "no_office", "office"),
    ],
)
def test_request_needs_question_day_and_office(world, change, code, field):
    application = world.submitted()
    right = OpinionText(world.adviser.organisation_id, "Passt das?", date(2026, 12, 1))
    with refused(code) as reasons:
        actions.request_opinion(
            capacity=world.clerk, application_id=application.pk, expected_version=7, text=replace(right, **change)
        )
    assert reasons[0].field == field


def test_office_is_asked_once_at_a_time(world):
    application = world.submitted()
    first = world.ask_office(application)
    with refused("requested"):
        world.ask_office(application)
    drop(world, first)
    assert world.ask_office(application).state == "requested"


# --- Written ----------------------------------------------------------------------------------------------------------
def test_opinion_is_revised_until_it_is_handed_in(world):
    opinion = write(world, world.ask_office(world.submitted()))
    opinion = write(world, opinion, Recommendation.YES, "Passt gut.")
    handed = fresh(hand_in(world, opinion))
    assert (handed.state, handed.recommendation, handed.text) == ("handed_in", "yes", "Passt gut.")
    assert (handed.handed_in_on, handed.version) == (TODAY, 4)
    assert handed.written_by_id == world.adviser.user_id
    assert inbox(world.clerk)[-1] == f"Zu {REFERENCE} ist die Stellungnahme da."
    with refused("state"):
        write(world, handed)
    assert entries_of(handed.application)[-3:] == ["opinion.written", "opinion.written", "opinion.handed_in"]


def test_unfinished_opinion_is_not_handed_in(world):
    with refused("no_recommendation", "no_text") as reasons:
        hand_in(world, world.ask_office(world.submitted()))
    assert [reason.field for reason in reasons] == ["recommendation", "text"]


def test_another_office_finds_nothing_and_an_old_version_is_a_conflict(world):
    opinion = world.ask_office(world.submitted())
    with pytest.raises(NotFound):
        write(world, opinion, who=world.foreign_adviser)
    write(world, opinion)
    opinion.version = 1
    with pytest.raises(VersionConflict):
        write(world, opinion)


def test_applicant_does_not_see_it_and_the_authority_does(world):
    opinion = world.ask_office(world.submitted())
    assert not Opinion.objects.visible_to(world.district.lead).exists()
    assert list(Opinion.objects.visible_to(world.clerk)) == list(Opinion.objects.visible_to(world.owner)) == [opinion]
    assert not Opinion.objects.visible_to(world.foreign_clerk).exists()


# --- What waits for it ------------------------------------------------------------------------------------------------
def test_required_opinion_holds_up_award_and_refusal_until_it_is_there(world):
    application = world.reviewed()
    opinion = world.ask_office(application, required=True)
    with refused("opinion_awaited") as reasons:
        world.prepare(application)
    assert str(reasons[0].sentence) == "Die Stellungnahme von LaKI steht noch aus."
    with refused("opinion_awaited"):
        world.refuse(application)
    hand_in(world, write(world, opinion))
    assert world.prepare(application).state == "prepared"


def test_opinion_that_is_not_required_holds_up_nothing(world):
    application = world.reviewed()
    world.ask_office(application)
    assert world.prepare(application).state == "prepared"


def test_dropped_opinion_holds_up_nothing_and_is_not_written_any_more(world):
    application = world.reviewed()
    opinion = world.ask_office(application, required=True)
    with refused("missing_value"):
        drop(world, opinion, reason=" ")
    dropped = drop(world, opinion)
    assert world.prepare(application).state == "prepared"
    with refused("state"):
        write(world, dropped)


# --- The row ----------------------------------------------------------------------------------------------------------
def test_opinion_that_contradicts_itself_is_refused(world):
    opinion = world.ask_office(world.submitted())
    assert str(opinion) == "LaKI: requested"
    rows = Opinion.objects.filter(pk=opinion.pk)
    with pytest.raises(IntegrityError, match="funding_opinion_handed_in_whole"), transaction.atomic():
        rows.update(state="handed_in")
    twin = fresh(opinion)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
