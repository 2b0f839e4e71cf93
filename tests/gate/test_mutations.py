"""Which tests watch over which module, and what is read of a run. The run itself takes minutes and is nobody's test."""

import json
import tomllib
from pathlib import Path

import pytest

from gate import mutations

PROJECT = Path(__file__).resolve().parents[2]
DUTY = ("core/money.py", "*/rules.py", "*/rules/*.py", "*/workflow*.py", "*/permissions.py")


def line(outcome: str, diff: str = "") -> str:
    return json.dumps([{"job_id": "1"}, {"test_outcome": outcome, "diff": diff}])


def test_everything_that_has_to_be_watched_is():
    source = PROJECT / "src" / "vorort"
    files = {path.relative_to(source).as_posix() for pattern in DUTY for path in source.glob(pattern)}
    assert {name for name in files if not name.endswith("__init__.py")} == set(mutations.WATCHED)


def test_the_tests_that_watch_are_there():
    assert [name for names in mutations.WATCHED.values() for name in names if not (PROJECT / name).exists()] == []


def test_the_session_names_the_module_and_its_tests():
    session = tomllib.loads(mutations.configuration("core/money.py", ["tests/core/test_money.py"], "python"))
    assert session["cosmic-ray"]["module-path"] == "src/vorort/core/money.py"
    assert session["cosmic-ray"]["test-command"].startswith("python -m pytest tests/core/test_money.py -x")


def test_survivors_are_told_with_what_they_changed():
    outcome = mutations.read("core/money.py", [line("killed"), line("survived", "a < b"), line("killed")])
    assert str(outcome) == "core/money.py: 3 Änderungen, 2 bemerkt, 1 nicht"
    assert outcome.survivors == ("a < b",)


@pytest.mark.parametrize(("killed", "enough"), [(17, True), (16, False)])
def test_85_of_100_changes_have_to_be_noticed(killed, enough):
    lines = [line("killed")] * killed + [line("survived")] * (20 - killed)
    assert mutations.read("core/money.py", lines).enough is enough


def test_a_run_that_was_cut_short_says_nothing():
    with pytest.raises(ValueError, match="money"):
        mutations.read("core/money.py", [line("killed"), json.dumps([{"job_id": "2"}, None])])


def test_a_module_without_a_place_to_change_has_nothing_to_notice():
    assert str(mutations.read("network/workflow.py", [])) == "network/workflow.py: 0 Änderungen, 0 bemerkt, 0 nicht"
    assert mutations.read("network/workflow.py", []).enough
