"""The draft is saved section by section; what is refused changes nothing of what was there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.funding.world import DETAILS, UNITS, ask_anew, fresh, last_entry, refused
from vorort.core import clock
from vorort.funding.actions import draft
from vorort.funding.actions.call import QuestionText
from vorort.funding.enums import QuestionKind
from vorort.funding.rules.items import ItemEntry


def save_details(world, application, **changed):
    return draft.save_details(
        capacity=world.district.coordinator,
        application_id=application.pk,
        expected_version=application.version,
        details=replace(DETAILS, **changed),
    )


def save_items(world, application, entries):
    return draft.save_items(
        capacity=world.district.coordinator,
        application_id=application.pk,
        expected_version=application.version,
        entries=entries,
    )


def save_answers(world, application, **answers):
    return draft.save_answers(
        capacity=world.district.coordinator,
        application_id=application.pk,
        expected_version=application.version,
        answers=answers,
    )


def rows(application):
    return [(row.rate.code, row.units, row.year, row.place) for row in application.items.select_related("rate")]


def answers_of(application):
    return dict(application.answers.values_list("question__code", "text"))


# --- Details ----------------------------------------------------------------------------------------------------------
def test_details_are_kept_with_who_changed_them(world):
    application = save_details(world, world.begun(), own_funds=Decimal("250.00"))
    row = fresh(application)
    assert row.title == "Ankommen im Kreis Höxter"
    assert row.need == "Neu Zugewanderte finden niemanden, der ihnen den Weg zeigt."
    assert (row.begins_on, row.ends_on) == (date(2027, 2, 1), date(2027, 11, 30))
    assert (row.own_funds, row.other_funds) == (Decimal("250.00"), Decimal("0.00"))
    assert (row.not_begun, row.input_tax) == (True, False)
    assert row.version == 2


def test_last_editor_is_whoever_saved_last(world):
    application = world.begun()
    draft.save_details(capacity=world.district.lead, application_id=application.pk, expected_version=1, details=DETAILS)
    assert fresh(application).content_edited_by_id == world.district.lead.user_id
    with clock.at(date(2026, 11, 3)):
        save_items(world, fresh(application), world.entries())
    row = fresh(application)
    assert row.content_edited_by_id == world.district.coordinator.user_id
    assert timezone.localdate(row.content_edited_at) == date(2026, 11, 3)


def test_history_names_the_fields_that_changed(world):
    application = save_details(world, world.begun())
    save_details(world, application, title="Neuer Titel", other_funds=Decimal(10))
    entry = last_entry(application)
    assert entry.action == "application.details_saved"
    assert entry.payload.values["fields"] == ["other_funds", "title"]
    assert entry.payload.values["version"] == 3
    assert entry.actor_user_id == world.district.coordinator.user_id


def test_half_filled_section_is_kept(world):
    application = save_details(world, world.begun(), title="", need="", begins_on=None, ends_on=None)
    assert fresh(application).begins_on is None


def test_section_that_makes_no_sense_is_refused_and_the_old_one_stays(world):
    application = save_details(world, world.begun())
    with refused("negative_funds", "period"):
        save_details(world, application, title="Neu", own_funds=Decimal(-1), ends_on=date(2027, 1, 31))
    row = fresh(application)
    assert (row.title, row.own_funds, row.version) == ("Ankommen im Kreis Höxter", Decimal("250.00"), 2)


# --- Items ------------------------------------------------------------------------------------------------------------
def test_items_are_kept_in_their_order(world):
    application = save_items(world, world.begun(), world.entries())
    assert rows(application) == [(code, Decimal(units), 2027, "") for code, units in UNITS.items()]
    assert last_entry(application).payload.values["rows"][0] == "trainer_fee × 6 (2027)"


def test_saving_items_replaces_all_rows(world):
    application = save_items(world, world.begun(), world.entries())
    other = world.entries({"renovation": "2"}, place="  Bürgerhaus ")
    application = save_items(world, application, other)
    assert rows(application) == [("renovation", Decimal("2.00"), 2027, "Bürgerhaus")]
    assert rows(save_items(world, application, [])) == []


def test_half_a_room_is_refused_and_half_an_hour_is_kept(world):
    application = world.begun()
    with refused("not_whole") as reasons:
        save_items(world, application, world.entries({"trainer_fee": "2.5", "renovation": "2.5"}, place="Bürgerhaus"))
    assert (reasons[0].field, str(reasons[0].sentence)) == (
        "items-1",
        "Diese Pauschale gibt es nur für ganze Einheiten.",
    )
    assert rows(fresh(application)) == []
    application = save_items(world, application, world.entries({"trainer_fee": "2.5"}))
    assert rows(application) == [("trainer_fee", Decimal("2.50"), 2027, "")]


def test_one_bad_row_keeps_all_the_old_ones(world):
    application = save_items(world, world.begun(), world.entries({"exchange": "4"}))
    entries = [
        *world.entries({"exchange": "5"}),
        *world.entries({"renovation": "1"}),
        ItemEntry(rate_id=0, year=2026, units=Decimal("0.001")),
    ]
    with refused("no_place", "unknown_rate", "unknown_year", "units") as reasons:
        save_items(world, application, entries)
    assert [reason.field for reason in reasons] == ["items-1", "items-2", "items-2", "items-2"]
    assert rows(fresh(application)) == [("exchange", Decimal("4.00"), 2027, "")]
    assert fresh(application).version == 2


def test_building_may_be_named_for_other_rates_too(world):
    application = save_items(world, world.begun(), world.entries({"running_costs": "12"}, place="Bürgerhaus"))
    assert rows(application) == [("running_costs", Decimal("12.00"), 2027, "Bürgerhaus")]


def test_call_over_two_years_takes_items_of_both(world):
    two_years = (date(2027, 1, 1), date(2028, 12, 31))
    call = world.open_call("zwei-jahre", execution_period=two_years)
    application = world.begun(call=call)
    entries = world.entries({"exchange": "1"}) + world.entries({"exchange": "2"}, year=2028)
    assert [row[2] for row in rows(save_items(world, application, entries))] == [2027, 2028]
    with refused("unknown_year"):
        save_items(world, fresh(application), world.entries({"exchange": "1"}, year=2029))


# --- Answers ----------------------------------------------------------------------------------------------------------
def test_answers_not_named_keep_what_they_had(world):
    application = save_answers(world, world.begun(), target_group="Familien", remarks="Danke")
    application = save_answers(world, application, remarks="Vielen Dank")
    assert answers_of(application) == {"target_group": "Familien", "remarks": "Vielen Dank"}
    assert application.version == 3
    assert last_entry(application).payload.values["questions"] == ["remarks"]


def test_answer_to_a_question_nobody_asked_is_refused_and_none_is_kept(world):
    application = world.begun()
    with refused("unknown_question", "unknown_question") as reasons:
        save_answers(world, application, zzz="?", target_group="Familien", aaa="?")
    assert [reason.field for reason in reasons] == ["aaa", "zzz"]
    assert answers_of(application) == {}


@pytest.mark.parametrize("text", ["", "Ja", "„Zitat“ – 100 % 'so' <b>da</b>"])
def test_answer_is_kept_as_it_was_typed(world, text):
    assert answers_of(save_answers(world, world.begun(), remarks=text)) == {"remarks": text}


def test_new_version_of_the_questions_does_not_change_a_begun_application(world):
    application = world.begun()
    questions = [QuestionText("target_group", "Wen genau?", QuestionKind.LONG_TEXT)]
    questions += [QuestionText("more", "Neu?", QuestionKind.YES_NO)]
    ask_anew(world.call, questions)
    application = save_answers(world, fresh(application), target_group="Familien")
    assert application.answers.get().question.text == "Wen erreichen Sie?"
    with refused("unknown_question"):
        save_answers(world, application, more="ja")
    begun_later = draft.begin_application(capacity=world.city.coordinator, call=fresh(world.call))
    assert begun_later.question_version == 2
    later = draft.save_answers(
        capacity=world.city.coordinator, application_id=begun_later.pk, expected_version=1, answers={"more": "ja"}
    )
    assert answers_of(later) == {"more": "ja"}
