"""``vorort check``: everything that is wrong on standard error, and an exit code programs can read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.core import tampering
from vorort.core import history
from vorort.core.models import DailyRun, HistoryHead

WHOLE = "Protokoll und Schutz sind unversehrt.\n"


@pytest.fixture
def log(committed_database, anna, thing):
    """Two entries of one stream, one of another."""
    return [history.record(anna, "run.noted", item) for item in (thing, thing, DailyRun(pk=18))]


def check(**options):
    with pytest.raises(CommandError) as error:
        call_command("check_integrity", **options)
    return str(error.value).splitlines()


def lose_a_stream():
    tampering.lift_guards_of_history()
    tampering.cut("core.dailyrun:17", 1, 2)
    HistoryHead.objects.filter(stream="core.dailyrun:17").delete()


def test_whole_log_is_said_to_be_whole(log, capsys):
    call_command("check_integrity")
    assert capsys.readouterr().out == WHOLE


def test_every_fault_of_the_log_is_named(log):
    tampering.lift_guards_of_history()
    tampering.cut("core.dailyrun:17", 1)
    guards_apart = [line for line in check() if not line.startswith("Schutz fehlt: ")]
    assert guards_apart == ["core.dailyrun:17 #2: Die Kette ist unterbrochen."]


def test_missing_guard_is_named(log):
    tampering.drop_trigger("core_historyentry_no_update", "core_historyentry")
    assert check() == ["Schutz fehlt: core_historyentry_no_update"]


# --- Anchors ----------------------------------------------------------------------------------------------------------
def test_a_whole_log_gets_an_anchor_a_line(log, anna, thing, tmp_path, capsys):
    file = tmp_path / "anker"
    call_command("check_integrity", anchor=file)
    history.record(anna, "run.noted", thing)
    call_command("check_integrity", anchor=file)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(line["version"], line["streams"], line["entries"]) for line in lines] == [("0.1.0", 2, 3), ("0.1.0", 2, 4)]
    assert capsys.readouterr().out == WHOLE * 2


def test_an_anchor_can_be_printed_alone(log, capsys):
    call_command("check_integrity", anchor=Path("-"))
    out, err = capsys.readouterr()
    assert json.loads(out)["entries"] == 3
    assert WHOLE in err


def test_a_damaged_log_gets_no_anchor_and_the_one_that_shows_it_stays(log, tmp_path):
    file = tmp_path / "anker"
    call_command("check_integrity", anchor=file)
    before = file.read_text()
    lose_a_stream()
    [said] = [line for line in check(anchor=file) if "Anker" in line]
    assert said.endswith(
        "hält nicht: Einträge damals 3, heute davon 1; Protokolle damals 2, heute davon 1. Es ist der erste."
    )
    assert file.read_text() == before


def test_a_fault_elsewhere_keeps_the_anchor_away_too(log, tmp_path):
    tampering.drop_trigger("core_historyentry_no_update", "core_historyentry")
    assert check(anchor=tmp_path / "anker") == ["Schutz fehlt: core_historyentry_no_update"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ["nichts", "{}", "[1]", '{"time": 3}'])
def test_a_line_that_is_no_anchor_is_named(log, tmp_path, line):
    file = tmp_path / "anker"
    call_command("check_integrity", anchor=file)
    file.write_text(file.read_text() + line)
    assert check(anchor=file) == [f"{file}: Zeile 2 ist kein Anker."]


def test_an_anchor_without_its_line_break_gets_one(log, tmp_path):
    file = tmp_path / "anker"
    call_command("check_integrity", anchor=file)
    file.write_text(file.read_text().strip())
    call_command("check_integrity", anchor=file)
    assert [json.loads(line)["entries"] for line in file.read_text().splitlines()] == [3, 3]


def test_a_place_that_cannot_be_read_or_written_is_said(log, tmp_path):
    assert check(anchor=tmp_path) == [f"{tmp_path} lässt sich nicht lesen: Is a directory"]
    nowhere = tmp_path / "fehlt" / "anker"
    assert check(anchor=nowhere) == [f"{nowhere} lässt sich nicht schreiben: No such file or directory"]


@pytest.mark.slow
def test_the_shell_sees_the_fault_and_an_exit_code(log):
    tampering.drop_trigger("core_historyentry_no_update", "core_historyentry")
    command = [sys.executable, "-m", "django", "check_integrity", "--settings=vorort.config.settings.test"]
    done = subprocess.run([*command, "--pythonpath=src"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Schutz fehlt: core_historyentry_no_update" in done.stderr
