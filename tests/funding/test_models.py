"""What the database refuses of funding's rows by named constraints, and how rows call themselves."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.funding.world import CALL, FORMAL, TODAY
from vorort.funding.models import (
    Answer,
    Application,
    ApplicationItem,
    Award,
    AwardLine,
    AwardYear,
    BudgetLine,
    Call,
    CapLimit,
    Ceiling,
    Component,
    FlatRate,
    GuidelineVersion,
    Parameter,
    Question,
    RateCap,
    ReviewCheck,
)


def assert_refused(constraint, change):
    """Refused by the database. SQLite names the columns of a unique constraint instead of the constraint."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    assert constraint in str(refusal.value) or "UNIQUE" in str(refusal.value)


def test_open_application_is_there_once_per_call_and_applicant(world):
    application = world.begun()
    twin = Application.objects.get(pk=application.pk)
    twin.pk = None
    assert_refused("funding_application_once_per_call", twin.save)


@pytest.mark.parametrize("missing", ["submitted_by", "submitted_on", "file_number", "requested"])
def test_received_application_is_received_whole(world, missing):
    application = world.submitted()
    rows = Application.objects.filter(pk=application.pk)
    assert_refused("funding_application_received_whole", lambda: rows.update(**{missing: None}))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("funding_application_ends_after_it_begins", {"ends_on": date(2027, 1, 31)}),
        ("funding_application_funds_not_negative", {"own_funds": Decimal("-0.01")}),
        ("funding_application_funds_not_negative", {"other_funds": Decimal("-0.01")}),
        (
            "funding_application_withdrawn_on_a_day",
            {"state": "withdrawn", "open": False, "due_on": None, "due_kind": ""},
        ),
        ("funding_application_received_whole", {"state": "submitted"}),
    ],
)
def test_draft_that_contradicts_itself_is_refused(world, constraint, values):
    rows = Application.objects.filter(pk=world.draft().pk)
    assert_refused(constraint, lambda: rows.update(**values))


def test_file_number_is_given_once(world):
    first, second = world.submitted(), world.submitted(world.city)
    rows = Application.objects.filter(pk=second.pk)
    assert_refused("file_number", lambda: rows.update(file_number=first.file_number))


def test_item_has_at_least_something(world):
    rows = ApplicationItem.objects.filter(application=world.draft())
    assert_refused("funding_item_units_positive", lambda: rows.update(units=0))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("funding_award_not_negative", {"amount": Decimal("-0.01")}),
        ("funding_award_release_and_state_agree", {"state": "released"}),
        ("funding_award_release_and_state_agree", {"released_on": TODAY}),
        ("funding_award_notification_and_state_agree", {"notified_on": TODAY}),
        ("funding_award_waived_once_notified", {"waived_on": TODAY}),
        ("funding_award_periods", {"approval_to": date(2026, 12, 31)}),
        ("funding_award_periods", {"execution_from": date(2028, 1, 1)}),
    ],
)
def test_award_that_contradicts_itself_is_refused(world, constraint, values):
    rows = Award.objects.filter(pk=world.prepared().pk)
    assert_refused(constraint, lambda: rows.update(**values))


def test_award_has_one_line_a_budget_line_and_nothing_negative(world):
    award = world.prepared()
    lines, years = AwardLine.objects.filter(award=award), AwardYear.objects.filter(award=award)
    assert_refused("funding_award_line_not_negative", lambda: lines.update(amount=Decimal("-0.01")))
    assert_refused("funding_award_year_not_negative", lambda: years.update(amount=Decimal("-0.01")))
    assert_refused(
        "funding_award_year_once",
        lambda: AwardYear.objects.create(award=award, budget_line=world.budget, amount=Decimal(1)),
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("funding_call_window", {"closes_on": date(2026, 9, 30)}),
        ("funding_call_approval_period", {"approval_to": date(2026, 12, 31)}),
        ("funding_call_execution_period", {"execution_from": date(2028, 1, 1)}),
    ],
)
def test_call_that_ends_before_it_begins_is_refused(world, constraint, values):
    draft = world.drafted_call(replace(CALL, code="entwurf"))
    assert_refused(constraint, lambda: Call.objects.filter(pk=draft.pk).update(**values))


def test_rate_in_kind_has_no_amount_and_no_rate_is_negative(world):
    rates = FlatRate.objects.filter(component__guideline=world.drafted("komm_an_i"), code="measures")
    assert_refused("funding_rate_in_kind_has_no_amount", lambda: rates.update(kind="in_kind"))
    assert_refused("funding_rate_not_negative", lambda: rates.update(amount=Decimal("-0.01")))
    assert_refused("funding_rate_ends_after_it_began", lambda: rates.update(valid_to=date(2022, 7, 31)))


def test_guideline_does_not_end_before_it_began(world):
    rows = GuidelineVersion.objects.filter(pk=world.guideline.pk)
    assert_refused("funding_guideline_ends_after_it_began", lambda: rows.update(valid_to=date(2022, 7, 31)))


def test_caps_and_ceilings_are_not_negative(world):
    limits = CapLimit.objects.filter(cap__guideline=world.drafted("komm_an_i"))
    assert_refused("funding_cap_limit_not_negative", lambda: limits.update(units=Decimal(-1)))
    assert_refused("funding_ceiling_not_negative", lambda: Ceiling.objects.update(amount=Decimal(-1)))


def test_budget_line_is_there_once_a_year(world):
    twin = BudgetLine.objects.get(pk=world.budget.pk)
    twin.pk = None
    assert_refused("funding_budget_line_once", twin.save)


def test_rows_say_what_they_are(world):
    award = world.prepared()
    application = award.application
    rate = FlatRate.objects.get(code="renovation")
    assert str(application) == str(award) == "36.01-2026-0001"
    assert str(world.draft(world.city)) == "Ankommen im Kreis Höxter"
    assert str(world.begun(call=world.open_call("leer"))).startswith("#")
    assert str(application.items.first()) == f"6.00 × {world.rates['trainer_fee']}"
    assert str(Answer.objects.filter(application=application).get()) == "Familien in den ersten drei Jahren."
    assert str(application.attachments.get()).startswith("Anlage ")
    assert str(ReviewCheck.objects.get(application=application, code=next(iter(FORMAL)))) == "complete: ok"
    assert str(award.lines.first()) == "Honorar für Qualifizierung und Begleitung: 600.00"
    assert str(award.years.get()) == f"{world.budget.pk}: 3000.00"
    assert str(world.call) == "KOMM-AN NRW Teil II 2027"
    assert str(world.call.eligible_kinds.get()) == "centre"
    assert str(Question.objects.get(code="concept", call=world.call)) == "Ihr Integrationskonzept"
    assert str(world.guideline) == "Richtlinie KOMM-AN KI NRW"
    assert str(world.guideline.programme).startswith("KOMM-AN NRW Teil II")
    assert str(Parameter.objects.get(code="drawdown_months")) == "drawdown_months 2.00"
    assert str(Component.objects.get(code="A")) == "A Ankommenstreffpunkte"
    assert str(RateCap.objects.get()) == str(rate.cap)
    assert str(CapLimit.objects.get()) == "*: 2.00"
    assert str(rate) == "Renovierung eines Treffpunkts"
    assert str(Ceiling.objects.get(year=2021)).endswith(" 2021: 70289.82")
