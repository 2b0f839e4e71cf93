"""The award is prepared from the application, whole or in part, and edited until it is made known."""

from datetime import date
from decimal import Decimal

import pytest

from tests.funding import world as worlds
from tests.funding.world import REFERENCE, REQUESTED, SUBSTANTIVE, entries_of, fresh, inbox, last_entry, refused
from vorort.core.documents import of
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.models import Award, AwardLine, AwardYear


def lines(award):
    return [
        (line.rate.code, line.units, line.amount)
        for line in AwardLine.objects.filter(award=award).select_related("rate")
    ]


def years(award):
    return [(row.budget_line.year, row.amount) for row in AwardYear.objects.filter(award=award)]


def units(application, **granted):
    """Granted units by item, from rate codes."""
    items = {item.rate.code: item.pk for item in application.items.select_related("rate")}
    return {items[code]: Decimal(number) for code, number in granted.items()}


# --- Prepared ---------------------------------------------------------------------------------------------------------
def test_award_of_everything_that_was_asked(world):
    award = fresh(world.prepared())
    assert (award.state, award.version, award.amount) == ("prepared", 1, REQUESTED)
    assert lines(award) == [
        ("trainer_fee", 6, 600),
        ("exchange", 4, 200),
        ("accompaniment", 20, 700),
        ("print_media", 3, 1500),
    ]
    assert years(award) == [(2027, REQUESTED)]
    assert award.purpose == "Stärkung der Integration vor Ort."
    assert award.content_edited_by_id == world.clerk.user_id
    assert award.released_by is None


def test_award_freezes_the_periods_of_the_call_and_the_figures_of_the_rule_set(world):
    award = fresh(world.prepared())
    assert (award.approval_from, award.approval_to) == (date(2027, 1, 1), date(2027, 12, 31))
    assert (award.execution_from, award.execution_to) == (date(2027, 1, 1), date(2027, 12, 31))
    assert (award.delivery_days, award.remedy_months, award.proof_due_months) == (3, 1, 3)


def test_line_keeps_what_the_rate_was_called_and_cost(world):
    entries = world.entries({"renovation": "3"}, place="Bürgerhaus")
    [line] = AwardLine.objects.filter(award=world.prepared(entries=entries))
    assert (line.label, line.unit, line.place) == ("Renovierung eines Treffpunkts", "Raum", "Bürgerhaus")
    assert (line.units, line.rate_amount, line.amount) == (2, 1000, 2000)
    assert (line.kind, line.year) == ("money", 2027)


def test_every_releasing_officer_of_the_authority_is_asked(world):
    award = world.prepared()
    assert inbox(world.officer) == [f"Die Bewilligung zu {REFERENCE} wartet auf Ihre Freigabe."]
    assert inbox(world.foreign_officer) == []
    assert inbox(world.second_clerk) == [f"Neuer Antrag {REFERENCE}."]
    assert last_entry(award).action == "award.prepared"
    assert last_entry(award).payload.values["amount"] == "3000.00"


def test_prepared_award_binds_no_money_and_leaves_the_application_undecided(world):
    award = world.prepared()
    assert fresh(world.budget).bound == 0
    assert fresh(award.application).state == "substantive_review"
    assert not of(award).exists()


def test_award_is_prepared_once(world):
    application = world.reviewed()
    world.prepare(application)
    with refused("prepared"):
        world.prepare(application)
    assert Award.objects.count() == 1


def test_award_is_not_prepared_during_the_formal_review(world):
    with refused("state"):
        world.prepare(world.check(world.in_formal_review(), SUBSTANTIVE))


def test_award_is_not_prepared_while_points_are_open_or_have_failed(world):
    application = world.in_substantive_review()
    with refused("unchecked", "unchecked", "unchecked"):
        world.prepare(application)
    failed = world.check(application, {**SUBSTANTIVE, CheckCode.FINANCED: CheckEntry(CheckResult.FAILED)})
    with refused("check_failed"):
        world.prepare(failed)
    assert not Award.objects.exists()


# --- Less than was asked ----------------------------------------------------------------------------------------------
def test_partial_award_takes_the_granted_units(world):
    application = world.reviewed()
    granted = units(application, trainer_fee="4.5", accompaniment="20")
    award = world.prepare(application, units=granted, reasoning="Vier Stunden reichen.")
    assert award.amount == Decimal("1150.00")
    assert lines(award) == [("trainer_fee", Decimal("4.5"), 450), ("accompaniment", 20, 700)]
    assert fresh(award).reasoning == "Vier Stunden reichen."


def test_part_of_a_unit_is_refused_beside_its_field(world):
    application = world.reviewed()
    granted = units(application, print_media="1.5")
    with refused("not_whole") as reasons:
        world.prepare(application, units=granted, reasoning="Anderthalb Medien.")
    assert reasons[0].field == f"units-{next(iter(granted))}"
    assert not Award.objects.exists()


@pytest.mark.parametrize("reasoning", ["", "   "])
def test_partial_award_needs_its_reasons(world, reasoning):
    application = world.reviewed()
    with refused("reduction_unexplained"):
        world.prepare(application, units=units(application, print_media="3"), reasoning=reasoning)
    assert not Award.objects.exists()
    assert not AwardLine.objects.exists()


def test_more_units_than_were_asked_are_refused_beside_their_field(world):
    application = world.reviewed()
    granted = units(application, print_media="300")
    with refused("more_than_asked") as reasons:
        world.prepare(application, units=granted, reasoning="Nur Medien.")
    assert (reasons[0].field, str(reasons[0].sentence)) == (f"units-{next(iter(granted))}", "Beantragt sind 3.")
    assert not Award.objects.exists()


def test_award_of_no_unit_at_all_is_none(world):
    application = world.reviewed()
    with refused("no_amount"):
        world.prepare(application, units={}, reasoning="Nichts davon.")
    with refused("negative_units"):
        world.prepare(application, units=units(application, print_media="-3"), reasoning="Weniger als nichts.")


def test_award_without_a_purpose_is_refused(world):
    with refused("no_purpose"):
        world.prepare(world.reviewed(), purpose="  ")


# --- Budget lines -----------------------------------------------------------------------------------------------------
def test_award_over_two_years_takes_each_year_from_its_own_line(world):
    second = worlds.set_budget(world.owner, world.guideline, year=2028)
    decoy = worlds.set_budget(world.owner, world.guideline, year=2029)
    call = world.open_call(
        "zwei-jahre",
        execution_period=(date(2027, 1, 1), date(2028, 12, 31)),
        budget_lines=[world.budget, second, decoy],
    )
    entries = world.entries({"exchange": "4"}) + world.entries({"trainer_fee": "6"}, year=2028)
    award = world.released(call=call, entries=entries)
    assert years(award) == [(2027, Decimal("200.00")), (2028, Decimal("600.00"))]
    assert [fresh(line).bound for line in (world.budget, second, decoy)] == [200, 600, 0]


def test_year_for_which_the_call_has_no_budget_line_is_refused(world):
    call = world.open_call("ohne-2028", execution_period=(date(2027, 1, 1), date(2028, 12, 31)))
    entries = world.entries({"exchange": "4"}) + world.entries({"trainer_fee": "6"}, year=2028)
    application = world.reviewed(call=call, entries=entries)
    with refused("no_budget_line") as reasons:
        world.prepare(application)
    assert "2028" in str(reasons[0].sentence)
    assert not Award.objects.exists()


def test_year_that_costs_nothing_needs_no_budget_line(world):
    call = world.open_call("platzhalter", execution_period=(date(2027, 1, 1), date(2028, 12, 31)))
    entries = world.entries({"exchange": "4"}) + world.entries({"digitalisation": "1"}, year=2028)
    assert years(world.prepared(call=call, entries=entries)) == [(2027, Decimal("200.00"))]


def test_line_with_the_lowest_code_is_taken_when_a_year_has_two(world):
    first = worlds.set_budget(world.owner, world.guideline, code="01 010")
    call = world.open_call("zwei-stellen", budget_lines=[world.budget, first])
    [year] = AwardYear.objects.filter(award=world.prepared(call=call))
    assert year.budget_line == first


# --- Edited -----------------------------------------------------------------------------------------------------------
def test_edit_of_a_prepared_award_rewrites_it(world):
    award = world.prepared()
    application = fresh(award.application)
    edited = world.edit(
        award,
        purpose=" Nur Medien. ",
        units=units(application, print_media="2"),
        reasoning="Zwei reichen.",
        special_conditions="Belege aufheben.",
    )
    row = fresh(edited)
    assert (row.state, row.version, row.amount) == ("prepared", 2, Decimal("1000.00"))
    assert (row.purpose, row.special_conditions) == ("Nur Medien.", "Belege aufheben.")
    assert lines(row) == [("print_media", 2, 1000)]
    assert years(row) == [(2027, Decimal("1000.00"))]
    assert entries_of(row) == ["award.prepared", "award.edited"]
    assert len(inbox(world.officer)) == 1
    assert fresh(application).version == application.version


def test_refused_edit_leaves_the_award_as_it_was(world):
    award = world.prepared()
    with refused("no_purpose"):
        world.edit(award, purpose="")
    assert (fresh(award).version, len(lines(award)), years(award)) == (1, 4, [(2027, REQUESTED)])


def test_edit_after_release_voids_it_and_frees_the_money(world):
    award = world.released()
    assert fresh(world.budget).bound == REQUESTED
    edited = fresh(world.edit(award, purpose="Anders gefasst."))
    assert (edited.state, edited.released_by, edited.released_on, edited.version) == ("prepared", None, None, 3)
    assert fresh(world.budget).bound == 0
    application = fresh(award.application)
    assert (application.state, application.version) == ("substantive_review", 13)
    assert entries_of(edited) == ["award.prepared", "award.released", "award.release_voided", "award.edited"]


def test_officers_are_asked_again_after_a_voided_release(world):
    world.edit(world.released(), purpose="Anders gefasst.")
    assert inbox(world.officer) == [f"Die Bewilligung zu {REFERENCE} wartet auf Ihre Freigabe."] * 2


def test_award_released_again_binds_the_new_amount_and_gets_a_second_notice(world):
    award = world.released()
    granted = units(award.application, print_media="2")
    again = world.release(world.heard(world.edit(award, units=granted, reasoning="Zwei reichen.")))
    assert fresh(world.budget).bound == Decimal("1000.00")
    assert [document.version for document in of(again)] == [1, 2]
    assert fresh(again.application).state == "decided"


def test_refused_edit_of_a_released_award_leaves_it_released(world):
    award = world.released()
    with refused("reduction_unexplained"):
        world.edit(award, units=units(award.application, print_media="2"))
    assert fresh(award).state == "released"
    assert fresh(world.budget).bound == REQUESTED
    assert fresh(award.application).state == "decided"


def test_notified_award_is_not_edited(world):
    award = world.notified()
    with refused("state"):
        world.edit(award, purpose="Zu spät.")
