"""``vorort migrate`` with two roles, from an empty PostgreSQL, as an operator does it: real processes, real roles."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.config.test_production import RIGHT

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def empty(committed_database):
    """An empty database that belongs to a role of its own, and a role for the application: the addresses of both."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite hat keine Rollen.")
    mark = uuid.uuid4().hex[:8]
    owner, application, name = f"test_owner_{mark}", f"test_app_{mark}", f"test_vorort_roles_{mark}"
    settings = connection.settings_dict
    where = f"{settings['HOST']}:{settings['PORT']}/{name}"
    keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    entrance = {key: settings[name] for key, name in keys.items()}
    with psycopg.connect(**entrance, dbname=committed_database.name, autocommit=True) as server:
        for statement in (
            f"CREATE ROLE {owner} LOGIN",
            f"CREATE ROLE {application} LOGIN",
            f"CREATE DATABASE {name} OWNER {owner}",
        ):
            server.execute(statement)
        yield f"postgresql://{owner}@{where}", f"postgresql://{application}@{where}"
        for statement in (f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {owner}", f"DROP ROLE {application}"):
            server.execute(statement)


def vorort(tmp_path, *words, **given):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VORORT_", "DJANGO_"))}
    values = {"DATA": str(tmp_path), **RIGHT, **given}
    ours = {"PYTHONPATH": str(PROJECT / "src")} | {f"VORORT_{name}": value for name, value in values.items()}
    return subprocess.run(
        [sys.executable, "-m", "vorort.config", *words], env=kept | ours, capture_output=True, text=True
    )


@pytest.mark.slow
def test_owner_migrates_and_the_application_works_and_cannot_migrate(empty, tmp_path):
    owner, application = empty
    for _ in range(2):
        done = vorort(tmp_path, "migrate", OWNER_DATABASE=owner, DATABASE=application)
        assert done.returncode == 0, done.stderr
        assert "darf lesen und schreiben, aber nichts umbauen." in done.stdout

    daily = vorort(tmp_path, "daily", DATABASE=application)
    assert (daily.returncode, daily.stderr) == (0, "")
    check = vorort(tmp_path, "check", DATABASE=application)
    assert (check.returncode, check.stdout) == (0, "Protokoll und Schutz sind unversehrt.\n")
    assert "Hinweis" not in check.stderr

    with psycopg.connect(owner, autocommit=True) as connected:
        connected.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    refused = vorort(tmp_path, "migrate", DATABASE=application)
    assert refused.returncode == 1


@pytest.mark.slow
def test_commands_on_an_empty_database_say_what_to_do_in_one_line(empty, tmp_path):
    done = vorort(tmp_path, "check", DATABASE=empty[1])
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "zuerst „vorort migrate“" in line]
    assert "Traceback" not in done.stderr


def test_one_role_for_both_is_refused(tmp_path):
    same = "postgresql://vorort@localhost/vorort"
    done = vorort(tmp_path, "migrate", DATABASE=same, OWNER_DATABASE=same)
    assert done.returncode == 1
    assert done.stderr == "vorort: VORORT_DATABASE und VORORT_OWNER_DATABASE nennen zwei Rollen in PostgreSQL.\n"
