"""What the database itself refuses: nothing of a released award's content changes, and nothing of a notified one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from tests.funding import world as worlds
from tests.funding.world import fresh
from vorort.core import guards
from vorort.funding.actions.award import waive_remedies
from vorort.funding.models import Award, AwardLine, AwardYear

STANDS = "Der Inhalt einer freigegebenen Bewilligung steht fest."
ONLY_BY_NOTICE = "Einen bekannt gegebenen Bescheid ändert nur ein Änderungsbescheid."


def assert_refused(sentence, change):
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        change()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("amount", Decimal("2999.99")),
        ("purpose", "Anders"),
        ("reasoning", "Anders"),
        ("special_conditions", "Anders"),
        ("approval_from", date(2026, 12, 31)),
        ("approval_to", date(2028, 1, 1)),
        ("execution_from", date(2026, 12, 31)),
        ("execution_to", date(2028, 1, 1)),
        ("delivery_days", 4),
        ("remedy_months", 2),
        ("proof_due_months", 6),
        ("released_on", date(2026, 11, 1)),
        ("notified_on", date(2026, 11, 3)),
    ],
)
def test_no_column_of_a_notified_award_changes(world, column, value):
    award = world.notified()
    assert_refused(ONLY_BY_NOTICE, lambda: Award.objects.filter(pk=award.pk).update(**{column: value}))


def test_notified_award_keeps_its_people_and_its_application(world):
    award, other = world.notified(), world.draft(world.city)
    row = Award.objects.filter(pk=award.pk)
    assert_refused(ONLY_BY_NOTICE, lambda: row.update(released_by=world.district.lead.user_id))
    assert_refused(ONLY_BY_NOTICE, lambda: row.update(content_edited_by=world.second_clerk.user_id))
    assert_refused(ONLY_BY_NOTICE, lambda: row.update(application=other))


def test_notified_award_does_not_fall_back(world):
    row = Award.objects.filter(pk=world.notified().pk)
    assert_refused(ONLY_BY_NOTICE, lambda: row.update(state="released", notified_on=None))
    assert_refused(
        ONLY_BY_NOTICE,
        lambda: row.update(state="prepared", notified_on=None, released_by=None, released_on=None),
    )


def test_waiver_is_noted_once_and_stands(world):
    award = world.notified()
    waive_remedies(capacity=world.district.lead, award_id=award.pk, expected_version=award.version)
    row = Award.objects.filter(pk=award.pk)
    assert_refused(ONLY_BY_NOTICE, lambda: row.update(waived_on=None))
    assert_refused(ONLY_BY_NOTICE, lambda: row.update(waived_on=date(2026, 11, 1)))
    row.update(version=9)
    assert fresh(award).waived_on == worlds.TODAY


@pytest.mark.parametrize("step", ["released", "notified"])
@pytest.mark.parametrize("model", [AwardLine, AwardYear])
def test_lines_and_years_of_a_released_award_are_neither_changed_nor_removed(world, step, model):
    award = getattr(world, step)()
    rows = model.objects.filter(award=award)
    assert_refused(STANDS, lambda: rows.update(amount=Decimal(1)))
    assert_refused(STANDS, lambda: rows.first().delete())
    assert_refused(STANDS, lambda: rows._raw_delete(rows.db))
    assert rows.exists()


@pytest.mark.parametrize("step", ["released", "notified"])
def test_released_award_gets_no_line_and_no_year_more(world, step):
    award = getattr(world, step)()
    line = AwardLine.objects.filter(award=award).first()
    line.pk = None
    assert_refused(STANDS, line.save)
    more = worlds.set_budget(world.owner, world.guideline, year=2028)
    assert_refused(STANDS, lambda: AwardYear.objects.create(award=award, budget_line=more, amount=Decimal(1)))


@pytest.mark.parametrize("model", [AwardLine, AwardYear])
def test_line_of_a_prepared_award_does_not_move_into_a_released_one(world, model):
    released = world.released()
    call = world.open_call("daneben", budget_lines=[worlds.set_budget(world.owner, world.guideline, code="daneben")])
    prepared = world.prepared(world.city, call=call)
    assert_refused(STANDS, lambda: model.objects.filter(award=prepared).update(award=released))
    assert model.objects.filter(award=prepared).update(amount=Decimal(1)) > 0


def test_prepared_award_is_still_open_to_everything(world):
    award = world.prepared()
    assert AwardLine.objects.filter(award=award).update(amount=Decimal(1)) == 4
    assert AwardYear.objects.filter(award=award).update(amount=Decimal(1)) == 1
    assert Award.objects.filter(pk=award.pk).update(purpose="Anders") == 1
    AwardLine.objects.filter(award=award).delete()
    assert not AwardLine.objects.filter(award=award).exists()


def test_missing_guard_is_noticed(world):
    assert guards.missing() == []
    on_table = ' ON "funding_awardline"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "funding_awardline_stands_delete"{on_table}')
    assert guards.missing() == ["funding_awardline_stands_delete"]
