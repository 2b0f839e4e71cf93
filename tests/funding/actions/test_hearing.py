"""The hearing: opened with a letter on what is prepared, answered or waived, and what it covers afterwards."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.core.tampering import drop_trigger
from tests.funding.world import REASONS, REFERENCE, TODAY, entries_of, fresh, inbox, last_entry, refused
from vorort.core import clock, documents
from vorort.core.refusal import NotFound
from vorort.funding.actions import hearing as actions
from vorort.funding.actions.hearing import open_hearing
from vorort.funding.models import Hearing


def units(application, **granted):
    items = {item.rate.code: item.pk for item in application.items.select_related("rate")}
    return {items[code]: Decimal(number) for code, number in granted.items()}


def answer_hearing(*, capacity, hearing_id, answer):
    return actions.answer_hearing(
        capacity=capacity, hearing_id=hearing_id, expected_version=version_of(hearing_id), answer=answer
    )


def waive_hearing(*, capacity, hearing_id):
    return actions.waive_hearing(capacity=capacity, hearing_id=hearing_id, expected_version=version_of(hearing_id))


def version_of(hearing_id):
    return Hearing.objects.select_related("application").get(pk=hearing_id).application.version


# --- Opened -----------------------------------------------------------------------------------------------------------
def test_hearing_on_a_part_says_what_is_intended_and_why(world):
    award = world.partly()
    hearing = fresh(world.hear(award))
    assert (hearing.state, hearing.amount, hearing.in_kind_units) == ("open", Decimal("1500.00"), 0)
    assert (hearing.reasoning, hearing.answer_until) == ("Honorare sind nicht nötig.", date(2026, 11, 16))
    assert [row.title for row in documents.of(hearing)] == ["Anhörung"]
    assert last_entry(award.application).action == "hearing.opened"
    expected = "Zu 36.01-2026-0001 werden Sie angehört: Ihre Antwort ist gefragt."
    assert inbox(world.district.lead)[-1] == inbox(world.district.coordinator)[-1] == expected
    assert expected not in inbox(world.city.lead)


def test_hearing_on_a_refusal_intends_nothing(world):
    hearing = world.hear(world.refusal())
    assert (hearing.amount, hearing.in_kind_units, hearing.reasoning) == (0, 0, REASONS)


def test_there_is_nothing_to_hear_about_a_whole_award_or_about_nothing(world):
    award = world.prepared()
    with refused("nothing_cut"):
        world.hear(award)
    application = world.reviewed(world.city)
    with refused("nothing_prepared"):
        open_hearing(
            capacity=world.clerk,
            application_id=application.pk,
            expected_version=application.version,
            answer_until=date(2026, 12, 1),
        )


def test_hearing_leaves_the_days_of_the_rule_set_and_runs_once(world):
    award = world.partly()
    with refused("too_soon") as reasons:
        world.hear(award, days=13)
    assert (reasons[0].field, "14 Tage" in str(reasons[0].sentence)) == ("answer_until", True)
    world.hear(award)
    with refused("hearing_open"):
        world.hear(award)


def test_hearing_is_opened_by_the_clerk_alone(world):
    award = world.partly()
    with refused("role"):
        open_hearing(
            capacity=world.officer,
            application_id=award.application_id,
            expected_version=award.application.version,
            answer_until=date(2026, 12, 1),
        )


# --- Answered ---------------------------------------------------------------------------------------------------------
def test_answer_stands_in_the_file_and_lets_the_award_go(world):
    award = world.partly()
    hearing = world.hear(award)
    answer_hearing(capacity=world.district.lead, hearing_id=hearing.pk, answer=" Wir verzichten auf Honorare. ")
    row = fresh(hearing)
    assert (row.state, row.answer, row.answered_on) == ("answered", "Wir verzichten auf Honorare.", TODAY)
    assert row.answered_by_id == world.district.lead.user_id
    assert inbox(world.clerk)[-1] == f"Zu {REFERENCE} ist die Anhörung beantwortet."
    assert fresh(world.release(award)).state == "released"


def test_waiver_lets_the_award_go(world):
    award = world.partly()
    waive_hearing(capacity=world.district.lead, hearing_id=world.hear(award).pk)
    assert inbox(world.clerk)[-1] == f"Zu {REFERENCE} wird in der Anhörung nichts vorgetragen."
    assert fresh(world.release(award)).state == "released"
    assert entries_of(award.application)[-2:] == ["hearing.opened", "hearing.waived"]


def test_passed_day_lets_the_award_go_and_its_last_day_does_not(world):
    award = world.partly()
    hearing = world.hear(award)
    with clock.at(hearing.answer_until), refused("hearing_open"):
        world.release(award)
    with clock.at(hearing.answer_until + timedelta(days=1)):
        assert fresh(world.release(award)).state == "released"


def test_late_answer_is_taken_until_the_decision(world):
    award = world.partly()
    hearing = world.hear(award)
    with clock.at(hearing.answer_until + timedelta(days=3)):
        answer_hearing(capacity=world.district.lead, hearing_id=hearing.pk, answer="Doch noch.")
    assert fresh(hearing).state == "answered"


def test_nothing_is_answered_after_the_decision(world):
    award = world.partly()
    hearing = world.hear(award)
    with clock.at(hearing.answer_until + timedelta(days=1)):
        world.release(award)
        with refused("decided"):
            answer_hearing(capacity=world.district.lead, hearing_id=hearing.pk, answer="Zu spät.")


@pytest.mark.parametrize("answer", ["", "  "])
def test_answer_says_something(world, answer):
    hearing = world.hear(world.partly())
    with refused("missing_value"):
        answer_hearing(capacity=world.district.lead, hearing_id=hearing.pk, answer=answer)


def test_answer_is_the_lead_s_and_given_once(world):
    hearing = world.hear(world.partly())
    with refused("role"):
        waive_hearing(capacity=world.district.coordinator, hearing_id=hearing.pk)
    with pytest.raises(NotFound):
        waive_hearing(capacity=world.city.lead, hearing_id=hearing.pk)
    waive_hearing(capacity=world.district.lead, hearing_id=hearing.pk)
    with refused("state"):
        answer_hearing(capacity=world.district.lead, hearing_id=hearing.pk, answer="Noch etwas.")


# --- What it covers ---------------------------------------------------------------------------------------------------
def test_more_than_was_heard_about_needs_no_second_hearing(world):
    award = world.heard(world.partly())
    granted = units(award.application, print_media="3", exchange="4")
    edited = world.edit(award, units=granted, reasoning="Treffen doch.")
    assert edited.amount == Decimal("1700.00")
    assert fresh(world.release(edited)).state == "released"


def test_less_than_was_heard_about_needs_another(world):
    award = world.heard(world.partly())
    edited = world.edit(award, units=units(award.application, print_media="2"), reasoning="Zwei reichen.")
    with refused("not_heard"):
        world.release(edited)
    assert fresh(world.release(world.heard(edited))).state == "released"


def test_hearing_on_a_part_does_not_cover_a_refusal_and_the_other_way_round_it_does(world):
    award = world.heard(world.partly())
    refusal = world.refuse(award.application)
    with refused("not_heard"):
        world.release_refusal(refusal)
    other = world.heard(world.refusal(world.city), world.city)
    item = other.application.items.get(rate__code="print_media")
    part = world.prepare(fresh(other.application), units={item.pk: item.units}, reasoning="Nur Medien.")
    assert fresh(world.release(part)).state == "released"


def test_guideline_may_do_without_the_hearing_on_a_part(world):
    drop_trigger("funding_parameter_stands_update", "funding_parameter")
    world.guideline.parameters.filter(code="hearing_partial").update(value=0)
    assert fresh(world.release(world.partly())).state == "released"


# --- The row ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("funding_hearing_state_agrees", {"state": "waived"}),
        ("funding_hearing_leaves_time", {"answer_until": TODAY}),
        ("funding_hearing_not_negative", {"amount": Decimal("-0.01")}),
        ("funding_hearing_not_negative", {"in_kind_units": Decimal(-1)}),
    ],
)
def test_hearing_that_contradicts_itself_is_refused(world, constraint, values):
    hearing = world.hear(world.partly())
    assert str(hearing) == "36.01-2026-0001: 1500.00"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk).update(**values)


def test_empty_answer_is_refused_by_the_database(world):
    hearing = world.hear(world.partly())
    lead = world.district.lead.user_id
    values = {"state": "answered", "answered_by": lead, "answered_on": TODAY}
    with pytest.raises(IntegrityError, match="funding_hearing_answer_says_something"), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk).update(**values)
