"""The transition table, on an invented one: a paper is written, checked, and released by a second person."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db.models import TextChoices

from vorort.core.actor import SYSTEM, SystemActor
from vorort.core.refusal import ActionRefused, Reason
from vorort.core.workflow import Transition, Workflow

DAY = date(2026, 11, 22)


class Stage(TextChoices):
    WRITTEN = "written", "geschrieben"
    CHECKED = "checked", "geprüft"
    RELEASED = "released", "freigegeben"


class Part(TextChoices):
    WRITER = "writer", "Schreibende"
    CHECKER = "checker", "Prüfende"
    READER = "reader", "Lesende"


@dataclass
class Paper:
    state: str = "written"
    content_edited_by_id: int | None = 1
    owner_id: int = 3


@dataclass(frozen=True)
class Facts:
    pages: int = 2


WRITER = SystemActor("Wiebke", user_id=1, organisation_id=3, role="writer")
CHECKER = SystemActor("Carla", user_id=2, organisation_id=3, role="checker")
READER = SystemActor("Rosa", user_id=4, organisation_id=3, role="reader")


def owns(actor, paper):
    return [] if actor.organisation_id == paper.owner_id else [Reason("foreign", "Gehört anderen.")]


def reasons_against_emptiness(facts, on):
    if facts.pages == 0:
        return [Reason("empty", f"Am {on:%d.%m.%Y} ohne Seiten.", "Hausordnung 1")]
    return []


def row(name, *sources, to, by, **more):
    return Transition(name, frozenset(sources), to, by=frozenset(by), label=name.capitalize(), **more)


def workflow(*rows):
    return Workflow(states=Stage, permission=owns, transitions=rows)


PAPER = workflow(
    row("check", Stage.WRITTEN, to=Stage.CHECKED, by=[Part.CHECKER], guard=reasons_against_emptiness),
    row("return", Stage.CHECKED, to=Stage.WRITTEN, by=[Part.CHECKER, Part.WRITER], needs=("reason", "due_on")),
    row("release", Stage.CHECKED, to=Stage.RELEASED, by=[Part.CHECKER, Part.WRITER], four_eyes=True),
)


def codes(paper, name, actor, facts=Facts()):
    return [reason.code for reason in PAPER.reasons_against(paper, name, actor=actor, facts=facts, on=DAY)]


# --- The table itself -------------------------------------------------------------------------------------------------
def test_unknown_source_in_the_table_raises():
    with pytest.raises(ValueError, match=r"unknown states in workflow: \['torn'\]"):
        workflow(row("mend", "torn", Stage.WRITTEN, to=Stage.WRITTEN, by=[Part.WRITER]))


def test_unknown_target_in_the_table_raises():
    with pytest.raises(ValueError, match=r"unknown states in workflow: \['lost'\]"):
        workflow(row("lose", Stage.WRITTEN, to="lost", by=[Part.WRITER]))


def test_name_that_stands_twice_in_the_table_raises():
    check = row("check", Stage.WRITTEN, to=Stage.CHECKED, by=[Part.CHECKER])
    with pytest.raises(ValueError, match=r"names twice in workflow: \['check'\]"):
        workflow(check, row("check", Stage.CHECKED, to=Stage.RELEASED, by=[Part.CHECKER]))


def test_transition_that_is_not_in_the_table_is_a_fault_of_ours():
    with pytest.raises(KeyError, match="burn"):
        PAPER.move(Paper(), "burn", actor=CHECKER, facts=Facts(), on=DAY)


# --- What refuses -----------------------------------------------------------------------------------------------------
def test_nothing_speaks_against_the_right_person_in_the_right_state():
    assert codes(Paper(), "check", CHECKER) == []


def test_other_role_is_refused_and_learns_who_may():
    (reason,) = PAPER.reasons_against(Paper("checked"), "return", actor=READER, facts=Facts(), on=DAY)
    assert (reason.code, str(reason.sentence)) == ("role", "„Return“ kann nur: Prüfende, Schreibende.")


def test_the_installation_itself_holds_no_role_and_moves_nothing():
    assert codes(Paper(), "check", SYSTEM) == ["role"]


def test_other_state_is_refused_and_named():
    (reason,) = PAPER.reasons_against(Paper("released"), "check", actor=CHECKER, facts=Facts(), on=DAY)
    assert reason.code == "state"
    assert str(reason.sentence) == "Das geht in diesem Stand nicht. Der Stand ist: freigegeben."


def test_wrong_role_is_told_nothing_about_the_state():
    assert codes(Paper("released"), "check", READER) == ["role"]


def test_foreign_paper_is_refused_by_the_permission():
    assert codes(Paper(owner_id=99), "check", CHECKER) == ["foreign"]


def test_guard_refuses_with_its_own_reason_on_the_day():
    (reason,) = PAPER.reasons_against(Paper(), "check", actor=CHECKER, facts=Facts(pages=0), on=DAY)
    assert reason == Reason("empty", "Am 22.11.2026 ohne Seiten.", "Hausordnung 1")


def test_permission_and_guard_are_both_told():
    assert codes(Paper(owner_id=99), "check", CHECKER, Facts(pages=0)) == ["foreign", "empty"]


def test_wrong_state_hides_what_guard_and_permission_would_say():
    assert codes(Paper("checked", owner_id=99), "check", CHECKER, Facts(pages=0)) == ["state"]


# --- Four eyes --------------------------------------------------------------------------------------------------------
def test_who_edited_last_may_not_release():
    (reason,) = PAPER.reasons_against(Paper("checked"), "release", actor=WRITER, facts=Facts(), on=DAY)
    assert (reason.code, reason.source) == ("four_eyes", "Vier-Augen-Prinzip")
    assert str(reason.sentence) == "Sie haben den Inhalt zuletzt geändert. Freigeben muss eine zweite Person."


def test_second_person_may_release():
    assert codes(Paper("checked"), "release", CHECKER) == []
    assert codes(Paper("checked", content_edited_by_id=3), "release", CHECKER) == []


def test_same_person_may_not_release_in_another_role():
    assert codes(Paper("checked", content_edited_by_id=2), "release", CHECKER) == ["four_eyes"]


def test_where_no_four_eyes_look_the_editor_herself_may_move():
    assert codes(Paper("checked"), "return", WRITER) == []


def test_four_eyes_on_something_that_knows_no_editor_are_a_fault_of_ours_and_never_a_release():
    @dataclass
    class Leaflet:
        state: str = "checked"
        owner_id: int = 3

    with pytest.raises(AttributeError, match="content_edited_by_id"):
        PAPER.move(Leaflet(), "release", actor=CHECKER, facts=Facts(), on=DAY)


# --- Moving -----------------------------------------------------------------------------------------------------------
def test_move_sets_the_target():
    paper = Paper()
    PAPER.move(paper, "check", actor=CHECKER, facts=Facts(), on=DAY)
    assert paper.state == "checked"


def test_refused_move_leaves_the_state_and_raises_every_reason():
    paper = Paper(owner_id=99)
    with pytest.raises(ActionRefused, match=r"^foreign; empty$") as refusal:
        PAPER.move(paper, "check", actor=CHECKER, facts=Facts(pages=0), on=DAY)
    assert [reason.code for reason in refusal.value.reasons] == ["foreign", "empty"]
    assert paper.state == "written"


def missing(**values):
    paper = Paper("checked")
    with pytest.raises(ActionRefused) as refusal:
        PAPER.move(paper, "return", actor=CHECKER, facts=Facts(), on=DAY, values=values or None)
    assert paper.state == "checked"
    assert {str(reason.sentence) for reason in refusal.value.reasons} == {"Diese Angabe fehlt."}
    return [(reason.code, reason.field) for reason in refusal.value.reasons]


def test_every_needed_value_that_is_not_given_is_named_by_its_field():
    assert missing() == [("missing_value", "reason"), ("missing_value", "due_on")]


def test_given_value_is_not_asked_for_again():
    assert missing(reason="Seite 2 fehlt") == [("missing_value", "due_on")]


@pytest.mark.parametrize("blank", [None, "", "   ", "\n\t", "\u00a0"], ids=repr)
def test_blank_value_counts_as_missing(blank):
    assert missing(reason=blank, due_on=DAY) == [("missing_value", "reason")]


@pytest.mark.parametrize("value", [0, False, "0"], ids=repr)
def test_value_that_only_looks_like_nothing_is_given(value):
    paper = Paper("checked")
    PAPER.move(paper, "return", actor=CHECKER, facts=Facts(), on=DAY, values={"reason": value, "due_on": DAY})
    assert paper.state == "written"


def test_missing_values_are_told_together_with_the_other_reasons():
    with pytest.raises(ActionRefused, match=r"^role; missing_value; missing_value$"):
        PAPER.move(Paper("checked"), "return", actor=READER, facts=Facts(), on=DAY)


# --- Buttons ----------------------------------------------------------------------------------------------------------
def options(paper, actor, facts=Facts()):
    return [
        (option.name, option.allowed, [reason.code for reason in option.reasons])
        for option in PAPER.options(paper, actor=actor, facts=facts, on=DAY)
    ]


def test_options_are_those_of_ones_own_role():
    assert options(Paper(), CHECKER) == [("check", True, [])]
    assert options(Paper(), WRITER) == []
    assert options(Paper("checked"), READER) == []


def test_options_are_those_of_the_present_state():
    assert options(Paper("checked"), CHECKER) == [("return", True, []), ("release", True, [])]
    assert options(Paper("released"), CHECKER) == []


def test_option_that_may_not_be_pressed_says_why():
    assert options(Paper("checked"), WRITER) == [("return", True, []), ("release", False, ["four_eyes"])]
    assert options(Paper(), CHECKER, Facts(pages=0)) == [("check", False, ["empty"])]


def test_option_does_not_ask_for_values_before_it_is_pressed():
    option = PAPER.options(Paper("checked"), actor=CHECKER, facts=Facts(), on=DAY)[0]
    assert (option.label, option.reasons) == ("Return", ())
