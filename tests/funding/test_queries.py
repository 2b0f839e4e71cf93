"""What the pages of calls, the desk and files are made of: by hand what they hold, and as many statements for one row
as for thirty.
"""

from datetime import date
from decimal import Decimal

import pytest

from tests.core.tampering import drop_trigger
from tests.funding import world as worlds
from tests.funding.world import FORMAL, UNITS
from vorort.core import clock
from vorort.funding.actions import application as applications
from vorort.funding.actions import award as awards
from vorort.funding.actions.award import AwardText, waive_remedies
from vorort.funding.models import Application, FlatRate
from vorort.funding.queries import call as calls
from vorort.funding.queries import file
from vorort.funding.rules.items import ItemEntry
from vorort.funding.tables import CEILINGS


def selected(application):
    return Application.objects.select_related("call__guideline__programme", "applicant__area").get(pk=application.pk)


def open_file(application, capacity):
    return file.application_file(selected(application), capacity)


def sentences(found):
    return [str(line.sentence) for line in found.log]


# --- The page of a call -----------------------------------------------------------------------------------------------
def test_call_page_holds_rates_by_component_and_every_figure(world):
    page = calls.call_page(world.call, world.district.coordinator)
    assert [(part.component.code, len(part.rates)) for part in page.components] == [
        ("A", 4), ("B", 2), ("C", 3), ("D", 2),
    ]  # fmt: skip
    assert len(page.parameters) == 9
    [minimum] = [row for row in page.parameters if row.code == "minimum_amount"]
    assert (minimum.value, minimum.note[:11]) == (Decimal("12500.00"), "Unbestätigt")
    assert [goal.code for goal in page.goals] == ["ankommen"]
    assert page.eligible == ["Kommunales Integrationszentrum"]
    assert (page.own, page.may_apply) == (None, True)


def test_call_page_knows_the_reader_s_own_application_and_ceilings(world):
    world.enter(world.guideline, CEILINGS, "05762;2027;70.000,00;Test;", "05914;2027;70.000,00;Test;")
    mine = world.begun()
    world.begun(world.city)
    page = calls.call_page(world.call, world.district.lead)
    assert page.own == mine
    assert [(row.area.code, row.year) for row in page.ceilings] == [("centre-05762", 2027)]


def test_withdrawn_application_is_no_longer_the_reader_s_own(world):
    world.withdrawn()
    assert calls.call_page(world.call, world.district.lead).own is None


def test_authority_may_not_apply(world):
    page = calls.call_page(world.call, world.clerk)
    assert (page.may_apply, page.own, page.ceilings) == (False, None, [])


def test_call_is_computed_with_the_rates_valid_on_the_day_it_opens(world):
    for event in ("insert", "update"):  # a rate that changes while its guideline holds, as a draft may have it
        drop_trigger(f"funding_flatrate_stands_{event}", "funding_flatrate")
    old = FlatRate.objects.get(pk=world.rates["exchange"])
    new = FlatRate.objects.get(pk=old.pk)
    FlatRate.objects.filter(pk=old.pk).update(valid_to=date(2026, 12, 31))
    new.pk, new.valid_from, new.amount = None, date(2027, 1, 1), Decimal(60)
    new.save()
    later = world.open_call("spaeter", opens_on=date(2027, 1, 1), closes_on=date(2027, 2, 1))
    assert FlatRate.objects.of_call(world.call).get(code="exchange") == old
    assert FlatRate.objects.of_call(later).get(code="exchange") == new
    assert FlatRate.objects.of_call(later).count() == 11


@pytest.mark.parametrize("rows", [0, 1])
def test_call_page_takes_six_statements(world, django_assert_num_queries, rows):
    if rows:
        world.begun()
    with django_assert_num_queries(6):
        calls.call_page(world.call, world.district.lead)


# --- The file ---------------------------------------------------------------------------------------------------------
def test_file_of_a_draft_shows_what_is_missing_and_the_reader_s_buttons(world):
    found = open_file(world.begun(), world.district.coordinator)
    assert [reason.field for reason in found.missing] == [
        "title", "need", "begins_on", "ends_on", "items", "target_group", "concept", "not_begun",
    ]  # fmt: skip
    assert list(found.options) == ["request_sign_off"]
    assert found.options["request_sign_off"].allowed is False
    assert [(line.question.code, line.text, line.files) for line in found.answers] == [
        ("target_group", "", []), ("concept", "", []), ("remarks", "", []),
    ]  # fmt: skip
    assert (found.award, found.documents, found.checks, found.late) == (None, [], {}, False)


def test_file_holds_answers_and_files_by_question(world):
    found = open_file(world.draft(), world.district.lead)
    by_code = {line.question.code: line for line in found.answers}
    assert by_code["target_group"].text == "Familien in den ersten drei Jahren."
    assert [row.upload.name for row in by_code["concept"].files] == ["Konzept.pdf"]
    assert [row.upload.name for row in found.attachments] == ["Konzept.pdf"]
    assert found.options["request_sign_off"].allowed is True


def test_file_of_a_late_application_says_so_to_both_sides(world):
    application = world.in_sign_off()
    with clock.at(date(2026, 12, 1)):
        worlds.steps.submit_application(capacity=world.district.lead, application_id=application.pk, expected_version=6)
    for person in (world.district.lead, world.clerk):
        found = open_file(application, person)
        assert found.late is True
        assert [hint.code for hint in found.hints] == ["late", "below_minimum"]


def test_recipient_sees_nothing_of_an_award_before_it_is_made_known(world):
    award = world.released()
    mine = open_file(award.application, world.district.lead)
    assert (mine.award, mine.documents) == (None, [])
    assert not [sentence for sentence in sentences(mine) if "Bewilligung" in sentence]
    theirs = open_file(award.application, world.clerk)
    assert theirs.award.award == award
    assert [document.version for document in theirs.documents] == [1]
    assert list(theirs.award.options) == ["edit", "notify"]


def test_prepared_award_has_no_document_yet(world):
    found = open_file(world.prepared().application, world.officer)
    assert found.documents == []
    assert found.award.finality is None
    assert list(found.award.options) == ["release"]
    assert found.award.options["release"].allowed is True


def test_file_of_a_notified_award_shows_lines_years_and_the_days_that_follow(world):
    award = world.notified()
    with clock.at(date(2026, 11, 4)):
        waive_remedies(capacity=world.district.lead, award_id=award.pk, expected_version=3)
    found = open_file(award.application, world.district.lead)
    assert [line.amount for line in found.award.lines] == [600, 200, 700, 1500]
    assert [(year.budget_line.year, year.amount) for year in found.award.years] == [(2027, 3000)]
    assert found.award.finality.final_from == date(2026, 11, 4)
    assert found.award.proof_due_on == date(2028, 3, 31)
    assert found.award.options == {}
    assert len(found.documents) == 1


def test_log_names_one_s_own_people_and_only_the_roles_of_the_others(world):
    application = world.check(world.in_formal_review(), FORMAL)
    mine = {str(line.sentence): line.who for line in open_file(application, world.district.lead).log}
    assert mine["Mitgezeichnet und eingereicht"] == "Leitung, Leitung"
    assert mine["Formelle Prüfung begonnen"] == "Sachbearbeitung"
    theirs = {str(line.sentence): line.who for line in open_file(application, world.clerk).log}
    assert theirs["Mitgezeichnet und eingereicht"] == "Leitung"
    assert theirs["Formelle Prüfung begonnen"] == "Sachbearbeitung, Sachbearbeitung"


def test_log_shows_the_newest_first_and_the_saves_of_a_draft_to_its_own_side_alone(world):
    application = world.submitted()
    assert sentences(open_file(application, world.district.lead)) == [
        "Mitgezeichnet und eingereicht",
        "Zur Mitzeichnung gegeben",
        "Anlage hinzugefügt",
        "Antworten gespeichert",
        "Bausteine gespeichert",
        "Angaben gespeichert",
        "Antrag begonnen",
    ]
    assert "Angaben gespeichert" not in sentences(open_file(application, world.clerk))


def test_log_says_once_that_a_draft_saved_itself_many_times(world):
    application = world.begun()
    for version in range(1, 6):
        worlds.draft.save_answers(
            capacity=world.district.coordinator,
            application_id=application.pk,
            expected_version=version,
            answers={"remarks": "x" * version},
        )
    assert sentences(open_file(application, world.district.lead)) == ["Antworten gespeichert", "Antrag begonnen"]


def test_every_action_has_words_in_the_log(world):
    award = world.edit(world.released(), purpose="Anders.")
    found = open_file(award.application, world.clerk)
    assert {"Freigabe durch eine Änderung erloschen", "Bewilligung geändert"} <= set(sentences(found))
    assert not [sentence for sentence in sentences(found) if "." in sentence]


@pytest.mark.parametrize("rows", [1, 30])
def test_file_takes_the_same_statements_for_one_row_and_for_thirty(world, django_assert_num_queries, rows):
    codes = [*UNITS]
    entries = [ItemEntry(world.rates[codes[n % 4]], 2027, Decimal(1)) for n in range(rows)]
    award = world.notified(entries=entries)
    application = file.seen_application(world.clerk, award.application_id)
    with django_assert_num_queries(9):
        found = file.application_file(application, world.clerk)
        assert len(found.award.lines) == len(found.facts.calculation.lines) == rows
        assert all(check.checked_by.name for check in found.checks.values())


# --- What the recipient reads -----------------------------------------------------------------------------------------
def test_recipient_reads_only_the_notice_that_was_made_known_to_her(world):
    released = world.released()
    awards.edit_award(
        capacity=world.clerk,
        award_id=released.pk,
        expected_version=2,
        text=AwardText(purpose="Noch einmal gefasst."),
    )
    again = awards.release_award(capacity=world.officer, award_id=released.pk, expected_version=3)
    award = awards.notify_award(capacity=world.clerk, award_id=again.pk, expected_version=4)
    assert [row.version for row in file.documents_on(award.application, world.clerk)] == [2, 1]
    assert [row.version for row in file.documents_on(award.application, world.district.lead)] == [2]


def test_reason_for_giving_a_draft_back_is_read_by_ones_own_side_alone(world):
    begun = world.in_sign_off()
    applications.return_to_draft(
        capacity=world.district.lead, application_id=begun.pk, expected_version=begun.version, reason="Mengen prüfen"
    )
    [line] = [row for row in open_file(begun, world.district.coordinator).log if row.reason]
    assert (str(line.sentence), line.reason) == ("Zurück in den Entwurf gegeben", "Mengen prüfen")
