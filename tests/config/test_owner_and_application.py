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
def two_empty(committed_database):
    """Two empty databases of one owner, and a role for the application: for each the addresses of both."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite hat keine Rollen.")
    mark = uuid.uuid4().hex[:8]
    roles = owner, application = f"test_owner_{mark}", f"test_app_{mark}"
    names = [f"test_vorort_roles_{mark}_{number}" for number in (1, 2)]
    settings = connection.settings_dict
    keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    entrance = {key: settings[name] for key, name in keys.items()}
    with psycopg.connect(**entrance, dbname=committed_database.name, autocommit=True) as server:
        for role in roles:
            server.execute(f"CREATE ROLE {role} LOGIN")
        for name in names:
            server.execute(f"CREATE DATABASE {name} OWNER {owner}")
        where = f"{settings['HOST']}:{settings['PORT']}"
        yield [[f"postgresql://{role}@{where}/{name}" for role in (owner, application)] for name in names]
        for name in names:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        for role in roles:
            server.execute(f"DROP ROLE {role}")


@pytest.fixture
def empty(two_empty):
    """One of them."""
    return two_empty[0]


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
def test_application_saves_and_the_owner_restores(two_empty, tmp_path):
    (owner, application), (new_owner, new_application) = two_empty
    file = str(tmp_path / "x.zip")
    assert vorort(tmp_path, "migrate", OWNER_DATABASE=owner, DATABASE=application).returncode == 0
    assert vorort(tmp_path, "invite-operator", "betrieb@integration.example", DATABASE=application).returncode == 0
    saved = vorort(tmp_path, "backup", file, DATABASE=application)
    assert (saved.returncode, saved.stdout.split(":")[0]) == (0, "Gesichert")

    refused = vorort(tmp_path, "restore", file, DATABASE=new_application)
    assert refused.returncode == 1
    assert "Diese Rolle darf das nicht. Geben Sie die Eigentümerin an (VORORT_OWNER_DATABASE)." in refused.stderr
    done = vorort(tmp_path, "restore", file, OWNER_DATABASE=new_owner, DATABASE=new_application)
    assert done.returncode == 0, done.stderr
    assert "Protokoll und Schutz sind unversehrt." in done.stdout
    assert "darf lesen und schreiben, aber nichts umbauen." in done.stdout

    for database in (application, new_application):
        check = vorort(tmp_path, "check", "--anchor", str(tmp_path / "anker"), DATABASE=database)
        assert (check.returncode, check.stdout) == (0, "Protokoll und Schutz sind unversehrt.\n")
    assert vorort(tmp_path, "daily", DATABASE=new_application).returncode == 0


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
