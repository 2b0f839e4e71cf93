"""The entry point: what it says, what it ends with, and that nothing it started outlives it."""

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from vorort import VERSION
from vorort.config import cli, demonstration

PROJECT = Path(__file__).resolve().parents[2]


def vorort(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-m", "vorort.config", *words],
        env=kept | {"PYTHONPATH": str(PROJECT / "src")} | environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_help_explains_every_command_in_one_line(capsys):
    assert cli.main(["help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for command in cli.COMMANDS:
        assert [line for line in lines if line.split()[:1] == [command.name] and command.explanation in line]


def test_an_unknown_command_ends_with_2_and_names_the_way_on(capsys):
    assert cli.main(["tanzen"]) == 2
    assert "„tanzen“ gibt es nicht" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "-1", "acht"])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["demo", f"--port={port}"])
    assert end.value.code == 2
    assert "ein Port ist eine Zahl von 1 bis 65535" in capsys.readouterr().err


def test_a_taken_port_gives_the_next_free_one(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with demonstration.listening(port) as listener:
            assert listener.getsockname()[1] > port
    assert f"Port {port} ist belegt" in capsys.readouterr().out


def test_a_child_ends_with_everything_it_started(tmp_path):
    log = tmp_path / "log"
    script = "import subprocess, sys; print(subprocess.Popen(['sleep', '60']).pid, flush=True); sys.stdin.read(); "
    with demonstration.child([sys.executable, "-c", script + "import time; time.sleep(60)"], log) as process:
        grandchild = _number_in(log)
        assert process.poll() is None
    assert process.returncode is not None
    _wait_until_gone(grandchild)


def test_a_child_ends_when_its_parent_is_killed(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from vorort.config import demonstration\n"
        "command = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        f"with demonstration.child(command, Path({str(tmp_path / 'child')!r})) as p:\n"
        "    print(p.pid, flush=True); time.sleep(60)"
    )
    log = tmp_path / "log"
    with log.open("wb") as out:
        parent = subprocess.Popen(
            [sys.executable, "-c", script], stdout=out, env=os.environ | {"PYTHONPATH": "src"}, cwd=PROJECT
        )
    child = _number_in(log)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    _wait_until_gone(child)


def _number_in(log: Path) -> int:
    for _ in range(200):
        if log.exists() and log.read_text().endswith("\n"):
            return int(log.read_text())
        time.sleep(0.05)
    raise AssertionError("the process has said nothing for ten seconds")


def _wait_until_gone(number: int) -> None:
    """A process that ended but was not collected yet counts as gone."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        time.sleep(0.05)
    raise AssertionError(f"process {number} still runs")


def test_import_names_what_can_be_read(capsys):
    for words in (["import"], ["import", "alles"]):
        with pytest.raises(SystemExit) as end:
            cli.main(words)
        assert end.value.code == 2
        assert "regions,undo" in capsys.readouterr().err


def test_the_version_is_said_once():
    assert tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"] == VERSION


@pytest.mark.slow
def test_a_small_house_saves_and_restores_into_a_new_file(tmp_path):
    choice = {"VORORT_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "vorort.config.settings.demo"}
    old, new = ({"VORORT_DATABASE": f"sqlite:///{tmp_path / name}.sqlite3"} for name in ("old", "new"))
    for words in (["migrate"], ["invite-operator", "betrieb@integration.example"], ["backup", str(tmp_path / "x.zip")]):
        done = vorort(*words, **old, **choice)
        assert done.returncode == 0, done.stderr
    done = vorort("restore", str(tmp_path / "x.zip"), **new, **choice)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Protokoll und Schutz sind unversehrt. Anmelden müssen sich alle neu.\n")
    for database in (old, new):
        assert vorort("check", "--anchor", str(tmp_path / "anker"), **database, **choice).returncode == 0
    again = vorort("restore", str(tmp_path / "x.zip"), **new, **choice)
    assert again.returncode == 1
    assert "Die Datenbank ist nicht leer" in again.stderr


@pytest.mark.slow
def test_import_reads_an_official_file_and_ends_with_1_when_it_is_none(tmp_path):
    database = {"VORORT_DATABASE": f"sqlite:///{tmp_path / 'x.sqlite3'}", "VORORT_DATA": str(tmp_path)}
    choice = {"DJANGO_SETTINGS_MODULE": "vorort.config.settings.demo"}
    (tmp_path / "x.geojson").write_text('{"type": "FeatureCollection", "features": [')
    assert vorort("migrate", **database, **choice).returncode == 0
    done = vorort("import", "regions", str(tmp_path / "x.geojson"), **database, **choice)
    assert done.returncode == 1
    assert "Die Datei bricht in Zeile 1 ab" in done.stdout
    assert "Nichts geschrieben" in done.stderr
