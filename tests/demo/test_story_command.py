"""``vorort story``: JSON alone on standard output, and an exit code that says whether the figures hold."""

import json
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from vorort.demo import press, stage
from vorort.demo.stories import ki_2012

pytestmark = pytest.mark.django_db
KEYS = ["code", "stated", "computed", "ok", "kind", "query"]
CODES = [
    "ki.first_notices", "ki.first_districts", "ki.first_cities", "ki.planned", "ki.posts_per_centre", "ki.budget",
]  # fmt: skip


@pytest.fixture
def quick_story(monkeypatch):
    """Tell nothing but the planned centres; every other figure differs."""
    monkeypatch.setattr(ki_2012, "tell", lambda built, progress: progress("KI 2012"))


@pytest.fixture
def only_planned(monkeypatch, tmp_path):
    """Press figures of which only the planned centres remain; returns a way to change the stated value."""

    def state(figure):
        facts = tmp_path / "press_figures.csv"
        facts.write_text(
            "release,code,figure,unit,counts\n"
            f"2012-09-01,ki.planned,{figure},integration centres,planned\n"
            "2009-03-14,kommin.projects,213,projects,a story not told yet\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(press, "FACTS", facts)

    return state


@pytest.mark.slow
def test_whole_story_ends_well_and_prints_json_alone(capsys):
    call_command("story", json=True)
    printed = capsys.readouterr()
    rows = json.loads(printed.out)
    assert [list(row) for row in rows] == [KEYS] * 6
    assert [row["code"] for row in rows] == CODES
    assert all(row["ok"] is True for row in rows)
    assert rows[0] == {
        "code": "ki.first_notices",
        "stated": "16",
        "computed": "16",
        "ok": True,
        "kind": "counted",
        "query": "/kennzahlen/ki.first_notices/?tag=2012-09-01 · metric ki.first_notices",
    }
    assert (rows[5]["stated"], rows[5]["kind"]) == ("9830000", "entered")
    assert "KI 2012: Soest (1/16)" in printed.err


def test_figure_that_differs_ends_with_1(quick_story, only_planned):
    only_planned(53)
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("story", json=True, stdout=out, stderr=StringIO())
    assert end.value.code == 1
    [row] = json.loads(out.getvalue())
    assert (row["stated"], row["computed"], row["ok"]) == ("53", "54", False)


def test_figures_that_hold_end_well(quick_story, only_planned):
    only_planned(54)
    out = StringIO()
    call_command("story", json=True, stdout=out, stderr=StringIO())
    assert [row["ok"] for row in json.loads(out.getvalue())] == [True]


def test_without_json_each_figure_is_a_line_with_its_sign(quick_story, only_planned, monkeypatch):
    monkeypatch.setattr(sys, "exit", lambda code: None)
    out = StringIO()
    only_planned("54.5")
    call_command("story", stdout=out, stderr=StringIO())
    [line] = out.getvalue().splitlines()
    assert line.split()[:5] == ["✗", "ki.planned", "54.5", "54", "counted"]


def test_true_figure_has_a_tick(quick_story, only_planned):
    only_planned(54)
    out = StringIO()
    call_command("story", stdout=out, stderr=StringIO())
    assert out.getvalue().startswith("✓ ki.planned")


def test_story_is_told_only_in_an_empty_database():
    stage.build()
    with pytest.raises(CommandError, match="leeren Datenbank"):
        call_command("story", json=True, stdout=StringIO(), stderr=StringIO())


def test_stories_not_told_yet_are_not_compared(only_planned):
    only_planned(54)
    assert [figure.code for figure in press.stated()] == ["ki.planned"]
    assert press.stated()[0].day.isoformat() == "2012-09-01"
