"""A call: drafted by the programme owner, published by a second person, and from then on it stands."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from tests.funding import world as worlds
from tests.funding.world import CALL, TODAY, entries_of, fresh, hire, inbox, last_entry, refused
from vorort.accounts.models import User
from vorort.core.refusal import NotFound, VersionConflict
from vorort.funding.actions import call as calls
from vorort.funding.actions import draft as drafts
from vorort.funding.actions.call import QuestionText
from vorort.funding.enums import QuestionKind
from vorort.funding.models import Call
from vorort.network.enums import OrganisationKind, Role
from vorort.steering.actions import set_goal

NEW = replace(CALL, code="neu")


def do(action, who, call, **more):
    return action(capacity=who, call_id=call.pk, expected_version=call.version, **more)


def test_call_is_drafted_with_all_it_asks(world):
    goal = set_goal(actor=world.owner, code="sprache", title="Sprache", valid_from=TODAY, source="Test")
    text = replace(NEW, eligible=(OrganisationKind.CENTRE, OrganisationKind.MUNICIPALITY))
    call = world.drafted_call(text, goals=[goal], budget_lines=[world.budget])
    row = fresh(call)
    assert (row.state, row.version, row.published_on, row.content_edited_by_id) == (
        "draft",
        1,
        None,
        world.owner.user_id,
    )
    assert (row.opens_on, row.closes_on) == (date(2026, 10, 1), date(2026, 11, 30))
    assert (row.approval_from, row.execution_to) == (date(2027, 1, 1), date(2027, 12, 31))
    assert sorted(row.eligible_kinds.values_list("kind", flat=True)) == ["centre", "municipality"]
    assert (list(row.goals.all()), list(row.budget_lines.all())) == ([goal], [world.budget])
    assert list(row.questions.values_list("version", "position", "code", "required")) == [
        (1, 1, "target_group", True),
        (1, 2, "concept", True),
        (1, 3, "remarks", False),
    ]
    assert last_entry(row).action == "call.drafted"


@pytest.mark.parametrize(("who", "code"), [("foreign_owner", "foreign"), ("officer", "role"), ("releaser", "role")])
def test_nobody_else_drafts_a_call(world, who, code):
    with refused(code):
        calls.draft_call(capacity=getattr(world, who), guideline=world.guideline, text=NEW)
    assert Call.objects.count() == 1


def test_call_needs_a_released_guideline(world):
    with refused("guideline_not_released"):
        world.drafted_call(NEW, guideline=world.drafted("komm_an_i"))


def test_call_does_not_spend_the_money_of_another_programme(world):
    other = worlds.set_budget(world.owner, world.established("ki_2012"))
    with refused("foreign_budget"):
        world.drafted_call(NEW, budget_lines=[world.budget, other])


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"code": CALL.code}, ["code_taken"]),
        ({"title": " ", "contact": ""}, ["missing_value", "missing_value"]),
        ({"closes_on": date(2026, 9, 30)}, ["ends_early"]),
        ({"approval_period": (date(2027, 1, 2), date(2027, 1, 1))}, ["ends_early"]),
        ({"questions": (CALL.questions[0], CALL.questions[0])}, ["question_twice"]),
    ],
)
def test_call_that_contradicts_itself_is_refused(world, changed, codes):
    with refused(*codes):
        world.drafted_call(replace(NEW, **changed))


def test_kind_that_is_named_twice_may_apply_once(world):
    text = replace(NEW, eligible=(OrganisationKind.CENTRE, OrganisationKind.CENTRE))
    assert list(world.drafted_call(text).eligible_kinds.values_list("kind", flat=True)) == ["centre"]


def test_question_longer_than_its_column_is_refused_with_a_reason(world):
    text = replace(NEW, questions=(QuestionText("long", "?" * 301, QuestionKind.SHORT_TEXT),))
    with refused("too_long") as reasons:
        world.drafted_call(text)
    assert (reasons[0].field, str(reasons[0].sentence)) == (
        "text",
        "Dieser Text ist zu lang: 301 Zeichen, höchstens 300.",
    )
    assert not Call.objects.filter(code="neu").exists()


def test_draft_is_edited_whole(world):
    call = world.drafted_call(NEW)
    questions = (QuestionText("where", "Wo?", QuestionKind.SHORT_TEXT, required=False, help="Der Ort."),)
    edited = do(
        calls.edit_call,
        world.owner,
        call,
        text=replace(NEW, title="Anders", questions=questions),
        budget_lines=[world.budget],
    )
    assert (edited.version, fresh(call).title) == (2, "Anders")
    assert list(call.questions.values_list("code", "help")) == [("where", "Der Ort.")]
    assert entries_of(call) == ["call.drafted", "call.edited"]
    with pytest.raises(VersionConflict):
        do(calls.edit_call, world.owner, call, text=NEW)
    with pytest.raises(NotFound):
        do(calls.edit_call, world.foreign_owner, edited, text=NEW)


def test_second_person_publishes(world):
    call = world.drafted_call(NEW, budget_lines=[world.budget])
    do(calls.request_publication, world.owner, call)
    assert inbox(world.releaser) == ["Der Aufruf „KOMM-AN NRW Teil II 2027“ wartet auf Ihre Veröffentlichung."]
    published = do(calls.publish_call, world.releaser, call)
    assert (published.state, published.published_on, published.published_by_id) == (
        "published", TODAY, world.releaser.user_id,
    )  # fmt: skip
    assert last_entry(call).action == "call.published"
    assert inbox(world.owner)[-1] == "Der Aufruf „KOMM-AN NRW Teil II 2027“ ist veröffentlicht."
    with refused("state"):
        do(calls.edit_call, world.owner, published, text=NEW)


def test_who_wrote_it_does_not_publish_it(world):
    user = User.objects.get(pk=world.owner.user_id)
    both = hire(Role.PROGRAMME_RELEASER, world.ministry, user=user)
    call = world.drafted_call(NEW)
    with refused("four_eyes"):
        do(calls.publish_call, both, call)
    with refused("role"):
        do(calls.publish_call, world.owner, call)


def test_call_that_nobody_could_answer_is_not_published(world):
    nobody = world.drafted_call(replace(NEW, eligible=()))
    with refused("nobody_eligible"):
        do(calls.publish_call, world.releaser, nobody)
    early = replace(NEW, code="frueh", opens_on=date(2022, 7, 31))
    with refused("guideline_not_valid"):
        do(calls.publish_call, world.releaser, world.drafted_call(early))
    ended = world.established("ki_2012")
    with refused("guideline_not_valid"):
        do(calls.publish_call, world.releaser, world.drafted_call(replace(NEW, code="spaet"), guideline=ended))


def test_nobody_sees_or_answers_a_draft(world):
    call = world.drafted_call(NEW)
    assert not Call.objects.visible_to(world.district.lead).filter(pk=call.pk).exists()
    assert not Call.objects.open_on(TODAY).filter(pk=call.pk).exists()
    assert Call.objects.visible_to(world.releaser).filter(pk=call.pk).exists()
    assert not Call.objects.visible_to(world.foreign_owner).filter(pk=call.pk).exists()
    with refused("not_published"):
        drafts.begin_application(capacity=world.district.coordinator, call=call)


def test_code_that_somebody_else_takes_at_the_same_moment_is_refused_with_a_reason(world, monkeypatch):
    monkeypatch.setattr(
        calls.rules, "reasons_against_call_text", only_when_taken(calls.rules.reasons_against_call_text)
    )
    with refused("code_taken"):
        world.drafted_call(CALL)


def only_when_taken(rule):
    """The look before saving finds nothing, as if the other one were saved just after it."""

    def late(texts, **more):
        return [] if texts else rule(texts, **more)

    return late


def test_what_else_a_table_refuses_is_no_taken_code(world, monkeypatch):
    monkeypatch.setattr(calls.rules, "reasons_against_call_text", lambda texts, **more: [])
    with pytest.raises(IntegrityError):
        world.drafted_call(replace(NEW, closes_on=date(2026, 9, 30)))
