"""What the database itself refuses of programmes: a released rule set and a published call stand, four eyes looked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from tests.funding import world as worlds
from tests.funding.world import CALL, fresh
from vorort.funding.models import (
    Call,
    CapLimit,
    Component,
    EligibleKind,
    FlatRate,
    GuidelineVersion,
    Parameter,
    Question,
    RateCap,
)

RELEASED = "Eine freigegebene Fassung wird nicht geändert"
PUBLISHED = "Ein veröffentlichter Aufruf steht fest"


def assert_refused(sentence, change):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    assert sentence in str(refusal.value) or (sentence == "UNIQUE" and "unique" in str(refusal.value).lower())


# --- Guideline versions -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "Anders"),
        ("dated_on", date(2022, 8, 2)),
        ("valid_from", date(2022, 8, 2)),
        ("source", "Anders"),
        ("note", "Anders"),
        ("channel", "lump_sum"),
        ("financing_type", "share"),
        ("funding_form", "subsidy"),
        ("purpose", "Anders"),
        ("ancillary_conditions", "Anders"),
        ("payout", "Anders"),
        ("released_on", date(2026, 11, 1)),
        ("state", "draft"),
    ],
)
def test_no_column_of_a_released_version_changes(world, column, value):
    rows = GuidelineVersion.objects.filter(pk=world.guideline.pk)
    assert_refused(RELEASED, lambda: rows.update(**{column: value}))


def test_released_version_keeps_its_people_and_its_programme(world):
    rows = GuidelineVersion.objects.filter(pk=world.guideline.pk)
    other = world.drafted("komm_an_i").programme
    assert_refused(RELEASED, lambda: rows.update(released_by=world.officer.user_id))
    assert_refused(RELEASED, lambda: rows.update(content_edited_by=world.officer.user_id))
    assert_refused(RELEASED, lambda: rows.update(programme=other))
    assert_refused(RELEASED, lambda: rows._raw_delete("default"))


def test_validity_may_be_cut_short_and_never_prolonged(world):
    rows = GuidelineVersion.objects.filter(pk=world.guideline.pk)
    rows.update(valid_to=date(2027, 12, 31))
    rows.update(valid_to=date(2026, 12, 31))
    assert_refused(RELEASED, lambda: rows.update(valid_to=date(2027, 1, 1)))
    assert_refused(RELEASED, lambda: rows.update(valid_to=None))


@pytest.mark.parametrize(
    ("model", "where", "changed"),
    [
        (Parameter, {}, {"value": Decimal(9)}),
        (Component, {}, {"title": "Anders"}),
        (RateCap, {}, {"label": "Anders"}),
        (CapLimit, {}, {"units": Decimal(9)}),
        (FlatRate, {"code": "translation"}, {"amount": Decimal(51)}),
    ],
)
def test_parts_of_a_released_version_are_neither_changed_removed_nor_added(world, model, where, changed):
    rows = model.objects.filter(**where)
    assert_refused(RELEASED, lambda: rows.update(**changed))
    assert_refused(RELEASED, lambda: rows.filter(pk=rows[0].pk)._raw_delete("default"))
    twin = rows[0]
    twin.pk = None
    assert_refused(RELEASED, lambda: twin.save(force_insert=True))


def test_parts_of_a_draft_are_open_and_do_not_move_into_a_released_version(world):
    draft = world.drafted("komm_an_i")
    component = draft.components.get()
    component.title = "Anders"
    component.save()
    assert_refused(RELEASED, lambda: Component.objects.filter(pk=component.pk).update(guideline=world.guideline))
    assert_refused(
        RELEASED,
        lambda: FlatRate.objects.filter(component=component).update(component=world.guideline.components.first()),
    )
    limit = CapLimit.objects.filter(cap__guideline=draft).first()
    assert_refused(
        RELEASED,
        lambda: CapLimit.objects.filter(pk=limit.pk).update(cap=RateCap.objects.get(guideline=world.guideline)),
    )


def test_who_last_edited_a_version_is_not_who_released_it(world):
    rows = GuidelineVersion.objects.filter(pk=world.drafted("komm_an_i").pk)
    same = {"state": "released", "released_by": world.owner.user_id, "released_on": date(2026, 11, 2)}
    assert_refused("funding_guideline_four_eyes", lambda: rows.update(**same))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("funding_guideline_release_and_state_agree", {"state": "released"}),
        ("funding_guideline_release_and_state_agree", {"released_on": date(2026, 11, 2)}),
        ("funding_guideline_discarded_for_a_reason", {"state": "discarded"}),
        ("funding_guideline_discarded_for_a_reason", {"discard_reason": "Warum?"}),
        ("funding_guideline_ends_after_it_began", {"valid_to": date(2022, 7, 31)}),
    ],
)
def test_draft_that_contradicts_itself_is_refused(world, constraint, values):
    rows = GuidelineVersion.objects.filter(pk=world.drafted("komm_an_i").pk)
    assert_refused(constraint, lambda: rows.update(**values))


def test_no_two_released_versions_are_without_end_or_begin_on_one_day(world):
    released = {"state": "released", "released_by": world.releaser.user_id, "released_on": date(2026, 11, 2)}
    draft = GuidelineVersion.objects.filter(pk=world.drafted("komm_an_ii", valid_from=date(2023, 1, 1)).pk)
    assert_refused("UNIQUE", lambda: draft.update(**released))
    same_day = GuidelineVersion.objects.filter(pk=world.drafted("komm_an_ii", valid_to=date(2022, 12, 31)).pk)
    assert_refused("UNIQUE", lambda: same_day.update(**released))


def test_no_version_is_released_with_a_cap_that_limits_nobody(world):
    draft = world.drafted("komm_an_i")
    draft.caps.get(code="measures").limits.all().delete()
    rows = GuidelineVersion.objects.filter(pk=draft.pk)
    released = {"state": "released", "released_by": world.releaser.user_id, "released_on": date(2026, 11, 2)}
    assert_refused("Obergrenze ohne Grenze", lambda: rows.update(**released))
    CapLimit.objects.create(cap=draft.caps.get(code="measures"), group="class_1", units=1)
    rows.update(**released)
    assert fresh(draft).state == "released"


# --- Calls ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "draft"),
        ("code", "anders"),
        ("title", "Anders"),
        ("summary", "Anders"),
        ("municipalities", "without_centre"),
        ("opens_on", date(2026, 9, 30)),
        ("closes_on", date(2026, 12, 31)),
        ("approval_from", date(2026, 12, 31)),
        ("approval_to", date(2028, 1, 1)),
        ("execution_from", date(2026, 12, 31)),
        ("execution_to", date(2028, 1, 1)),
        ("contact", "Anders"),
        ("file_prefix", "99.9"),
        ("continuation", True),
        ("published_on", date(2026, 11, 1)),
    ],
)
def test_no_column_of_a_published_call_changes(world, column, value):
    assert_refused(PUBLISHED, lambda: Call.objects.filter(pk=world.call.pk).update(**{column: value}))


def test_published_call_keeps_its_people_its_guideline_and_what_it_asks(world):
    rows = Call.objects.filter(pk=world.call.pk)
    assert_refused(PUBLISHED, lambda: rows.update(published_by=world.officer.user_id))
    assert_refused(PUBLISHED, lambda: rows.update(content_edited_by=world.officer.user_id))
    assert_refused(PUBLISHED, lambda: rows.update(guideline=world.established("komm_an_i")))
    assert_refused(PUBLISHED, lambda: rows._raw_delete("default"))
    kinds = EligibleKind.objects.filter(call=world.call)
    assert_refused(PUBLISHED, kinds.delete)
    assert_refused(PUBLISHED, lambda: kinds.update(kind="association"))
    assert_refused(PUBLISHED, lambda: EligibleKind.objects.create(call=world.call, kind="association"))
    questions = Question.objects.filter(call=world.call, code="remarks")
    assert_refused(PUBLISHED, questions.delete)
    assert_refused(PUBLISHED, lambda: questions.update(text="Anders?"))
    draft = world.drafted_call(replace(CALL, code="neu"))
    for model in (EligibleKind, Question):
        of_draft = model.objects.filter(call=draft)
        assert of_draft.exists()
        assert_refused(PUBLISHED, partial(of_draft.update, call=world.call))


@pytest.mark.parametrize("name", ["goals", "budget_lines"])
def test_published_call_keeps_its_goals_and_its_money(world, name):
    draft = world.drafted_call(replace(CALL, code="neu"))
    rows, free = getattr(world.call, name), getattr(draft, name)
    [there] = rows.all()
    other = fresh(there)
    other.pk, other.code = None, "anders"
    other.save()
    assert_refused(PUBLISHED, rows.clear)
    assert_refused(PUBLISHED, lambda: rows.add(other))
    free.set([other])
    assert_refused(PUBLISHED, lambda: rows.through.objects.filter(call=draft).update(call=world.call))
    assert_refused(PUBLISHED, lambda: rows.through.objects.filter(call=world.call).update(call=draft))
    assert ([*rows.all()], [*free.all()]) == ([there], [other])


def test_who_last_edited_a_call_is_not_who_published_it(world):
    rows = Call.objects.filter(pk=world.drafted_call(replace(CALL, code="neu")).pk)
    same = {"state": "published", "published_by": world.owner.user_id, "published_on": date(2026, 11, 2)}
    assert_refused("funding_call_four_eyes", lambda: rows.update(**same))
    assert_refused("funding_call_publication_and_state_agree", lambda: rows.update(state="published"))


def test_no_call_is_published_under_a_version_that_is_not_released(world):
    call = world.drafted_call(replace(CALL, code="neu"))
    draft = world.drafted("komm_an_i")
    Call.objects.filter(pk=call.pk).update(guideline=draft)
    released = {"state": "published", "published_by": world.releaser.user_id, "published_on": date(2026, 11, 2)}
    assert_refused(PUBLISHED, lambda: Call.objects.filter(pk=call.pk).update(**released))
    born = fresh(call)
    born.pk, born.code, born.state = None, "geboren", "published"
    born.published_by_id, born.published_on = world.releaser.user_id, date(2026, 11, 2)
    assert_refused(PUBLISHED, born.save)


# --- Tables of a year -------------------------------------------------------------------------------------------------
def test_groups_have_a_name_and_posts_are_not_negative(world):
    guideline = world.drafted("komm_an_i")
    place = {"actor": world.owner, "area": "centre-05762", "source": "Test"}
    group = worlds.programme.assign_group(guideline=guideline, group="class_1", valid_from=date(2027, 1, 1), **place)
    rate = FlatRate.objects.select_related("component__guideline__programme").get(
        component__guideline=guideline, code="specialist"
    )
    posts = worlds.programme.set_unit_ceiling(rate=rate, year=2027, units=Decimal(1), **place)
    assert_refused("funding_recipient_group_named", lambda: type(group).objects.update(group=""))
    assert_refused("funding_unit_ceiling_not_negative", lambda: type(posts).objects.update(units=Decimal(-1)))
