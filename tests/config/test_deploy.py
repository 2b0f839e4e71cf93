"""The templates in deploy/ fit the program: settings that exist, commands that exist, roles that are made."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from vorort.config import cli, environment, refusals
from vorort.config.settings import base

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
TIMERS = sorted(DEPLOY.glob("*.timer"))


def given(name):
    """What an environment file sets, without the prefix."""
    return dict(re.findall(r"^VORORT_(\w+)=(.*)$", (DEPLOY / name).read_text(), re.MULTILINE))


def test_environment_files_set_what_the_table_knows():
    known = {setting.name for setting in environment.SETTINGS}
    assert given("vorort.env").keys() | given("owner.env").keys() <= known
    assert {setting.name for setting in environment.SETTINGS if setting.needed} <= given("vorort.env").keys()


def test_with_a_secret_filled_in_nothing_speaks_against_the_template():
    filled = given("vorort.env") | {"SECRET_KEY": "Kein-Geheimnis-nur-lang-genug-und-bunt-0123456789-abcdef"}
    assert refusals.against_values(filled) == []


def test_the_roles_of_the_addresses_are_the_ones_that_are_made():
    made = set(re.findall(r"^CREATE ROLE (\w+)", (DEPLOY / "roles.sql").read_text(), re.MULTILINE))
    addresses = (given("vorort.env")["DATABASE"], given("owner.env")["OWNER_DATABASE"])
    assert {environment.split_address(address).username for address in addresses} == made


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_a_command_that_exists_with_the_settings_and_few_rights(unit):
    text = unit.read_text()
    [command] = re.findall(r"^ExecStart=/opt/vorort/vorort (\w+)", text, re.MULTILINE)
    assert command in {command.name for command in cli.COMMANDS}
    for line in (
        "User=vorort",
        "EnvironmentFile=/etc/vorort/vorort.env",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
    ):
        assert line in text.splitlines()
    assert ("owner.env" in text) == (command == "migrate")


def test_the_timer_starts_a_unit_that_saves_checks_and_forgets():
    [timer] = TIMERS
    text = timer.with_suffix(".service").read_text()
    steps = re.findall(r"^ExecStart(?:Post)?=\S+/(\w+) (?:check --anchor|backup)? ?(\S+)", text, re.MULTILINE)
    folder = "/var/lib/vorort/sicherung"
    assert steps == [("vorort", folder), ("vorort", f"{folder}/anker"), ("find", folder)]
    assert "StateDirectory=vorort vorort/sicherung" in text.splitlines()


def test_systemd_understands_the_units(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze fehlt (Debian-Paket: systemd)")
    for unit in (*UNITS, *TIMERS):
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/vorort/vorort", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_proxy_sets_the_header_of_the_template_and_lets_through_what_may_be_uploaded():
    proxy = (DEPLOY / "nginx.conf").read_text()
    assert f"proxy_set_header {given('vorort.env')['PROXY_HEADER']} $scheme;" in proxy
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", proxy)
    assert int(megabytes) * 1024 * 1024 >= base.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert "$request_uri" not in "".join(re.findall(r"log_format.*", proxy))
    assert "$remote_addr" not in "".join(re.findall(r"log_format.*", proxy))
