"""The gate's own judgement: what must be covered to the last branch, and what it reads out of pytest's output."""

import pytest

from gate.measure import Gap, judge, must_be_whole
from gate.output import Result, Verdict, span, summarise
from gate.steps import closing_line, measured_figures, skipped_tests


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("src/vorort/funding/rules.py", True),
        ("src/vorort/funding/rules/submission.py", True),
        ("src/vorort/funding/workflow.py", True),
        ("src/vorort/network/permissions.py", True),
        ("src/vorort/network/actions.py", True),
        ("src/vorort/funding/actions/award.py", True),
        ("src/vorort/funding/queries/award.py", False),
        ("src/vorort/funding/models/rules.py", False),
        ("src/vorort/web/funding/views/actions.py", False),
    ],
)
def test_rules_workflows_permissions_and_actions_must_be_whole(path, whole):
    assert must_be_whole(path) is whole


def test_a_missing_branch_in_an_action_is_a_gap_and_one_in_a_view_is_not():
    missing = {"missing_lines": [7], "missing_branches": [[6, 7], [9, -1]]}
    measured = {
        "files": {"src/vorort/funding/actions.py": missing, "src/vorort/web/views.py": missing},
        "totals": {"percent_covered": 96.25},
    }
    assert judge(measured) == (96.25, [Gap("src/vorort/funding/actions.py", (7,), ((6, 7), (9, -1)))])
    assert str(judge(measured)[1][0]) == "src/vorort/funding/actions.py: Zeilen 7; Zweige 6→7, 9→Ende"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("....\n412 passed, 3 skipped in 41.20s\n", "412 passed, 3 skipped in 41.20s"),
        ("===== 1 failed, 2 passed in 72.10s (0:01:12) =====", "1 failed, 2 passed in 72.10s (0:01:12)"),
        ("no tests ran in 0.10s", "no tests ran in 0.10s"),
        ("INTERNALERROR> boom", ""),
    ],
)
def test_the_closing_line_of_pytest_is_found(said, line):
    assert closing_line(said) == line


def test_each_reason_for_a_skipped_test_is_named_once():
    said = "SKIPPED [1] tests/a/test_b.py:30: Datei fehlt\nSKIPPED [2] tests/a/test_b.py:41: Datei fehlt\n"
    assert skipped_tests(said) == ("Datei fehlt",)


def test_what_tests_measured_is_read_and_told(capsys):
    figures = measured_figures("....\nGEMESSEN Runden um das letzte Geld: 20\n4 passed in 1.20s\n")
    assert figures == ("Runden um das letzte Geld: 20",)
    assert summarise([Result("Tests", Verdict.PASSED, measured=figures)], 1) == 0
    assert "Gemessen, Tests: Runden um das letzte Geld: 20\n" in capsys.readouterr().out


def test_spans_are_readable():
    assert [span(7.26), span(125)] == ["7,3 s", "2 min 05 s"]


def test_one_failed_step_fails_the_gate_and_a_skipped_one_does_not(capsys):
    passed, skipped = Result("Ruff", Verdict.PASSED), Result("Tests im Browser", Verdict.SKIPPED, remark="fehlt")
    assert summarise([passed, skipped], 1) == 0
    assert summarise([passed, skipped], 1, whole=True) == 1
    assert "Übersprungen: Tests im Browser. fehlt" in capsys.readouterr().out
    assert summarise([passed, Result("Typen", Verdict.FAILED)], 1) == 1
    assert "NICHT BESTANDEN: Typen" in capsys.readouterr().out
