"""``vorort check``: everything that is wrong on standard error, and an exit code programs can read."""

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from tests.core import tampering
from vorort.core import history
from vorort.core.models import DailyRun, HistoryHead

WHOLE = "Protokoll und Schutz sind unversehrt.\n"
GONE = "core.dailyrun:17 #2: Der Export kennt einen Eintrag, der hier fehlt."


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


def test_exported_heads_can_be_compared_later(log, tmp_path, capsys):
    heads = tmp_path / "heads.json"
    call_command("check_integrity", export=heads)
    assert json.loads(heads.read_text()) == {
        "core.dailyrun:17": [2, log[1].digest],
        "core.dailyrun:18": [1, log[2].digest],
    }
    call_command("check_integrity", compare=heads)
    assert capsys.readouterr().out == WHOLE * 2


def test_comparison_names_the_stream_that_is_gone(log, tmp_path):
    heads = tmp_path / "heads.json"
    call_command("check_integrity", export=heads)
    lose_a_stream()
    assert GONE in check(compare=heads)


def test_damaged_log_does_not_overwrite_the_export_that_shows_it(log, tmp_path):
    heads = tmp_path / "heads.json"
    call_command("check_integrity", export=heads)
    before = heads.read_text()
    lose_a_stream()
    assert GONE in check(compare=heads, export=heads)
    assert heads.read_text() == before


@pytest.mark.slow
def test_the_shell_sees_the_fault_and_an_exit_code(log):
    tampering.drop_trigger("core_historyentry_no_update", "core_historyentry")
    command = [sys.executable, "-m", "django", "check_integrity", "--settings=vorort.config.settings.test"]
    done = subprocess.run([*command, "--pythonpath=src"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Schutz fehlt: core_historyentry_no_update" in done.stderr
