"""The application's role in PostgreSQL works through the actions and cannot touch what guards it. Real roles."""

import contextlib
import uuid

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.funding.world import TODAY
from tests.web.scene import build_scene
from vorort.core import clock, guards, history, roles
from vorort.core.models import HistoryEntry, HistoryPayload


@pytest.fixture
def application(committed_database, anna, thing):
    """A fresh role with the rights of the application, in a database with an entry of history."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite hat keine Rollen.")
    role = f"test_vorort_{uuid.uuid4().hex[:8]}"
    history.record(anna, "run.noted", thing, note="Notiz")
    execute(f"CREATE ROLE {role} LOGIN")
    yield role
    execute(f"DROP OWNED BY {role}", f"DROP ROLE {role}")


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextlib.contextmanager
def working_as(role):
    """Django's connection belongs to ``role``."""
    owner = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = role
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = owner


FORBIDDEN = [
    "UPDATE core_historyentry SET action = 'x'",
    "DELETE FROM core_historyentry",
    "TRUNCATE core_historyentry CASCADE",
    "UPDATE core_historypayload SET values = '{}'",
    "TRUNCATE core_historypayload",
    "DELETE FROM core_historyhead",
    "TRUNCATE core_historyhead",
    "UPDATE core_document SET title = 'x'",
    "ALTER TABLE core_historyentry DISABLE TRIGGER ALL",
    "ALTER TABLE core_historyentry DISABLE TRIGGER USER",
    "ALTER TABLE core_historyentry ADD COLUMN x int",
    "DROP TRIGGER core_historyentry_no_update ON core_historyentry",
    "DROP TABLE core_historyentry CASCADE",
    "DROP FUNCTION core_historyentry_no_update() CASCADE",
    "CREATE OR REPLACE FUNCTION core_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE TRIGGER x BEFORE INSERT ON core_historyentry EXECUTE FUNCTION core_refuse_truncate()",
    "CREATE TABLE public.x (id int)",
    "CREATE TEMPORARY TABLE core_historyentry (erases_id int, entry_id int)",
    "SET session_replication_role = 'replica'",
    "DELETE FROM django_migrations",
    "CREATE ROLE x",
]  # fmt: skip


def test_what_guards_the_log_is_out_of_reach(application):
    roles.grant(application)
    address = {key.lower(): connection.settings_dict[key] for key in ("HOST", "PORT")}
    name = connection.settings_dict["NAME"]
    with psycopg.connect(**address, user=application, dbname=name, autocommit=True) as working:
        assert [statement for statement in FORBIDDEN if not refused(working, statement)] == []
        assert not refused(working, "SELECT count(*) FROM core_historyentry")
    assert HistoryEntry.objects.count() == 1


def refused(working, statement):
    """Whether the server says that this role has no right to it."""
    try:
        working.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def test_with_these_rights_the_whole_way_to_the_notice_can_be_gone(application):
    roles.grant(application)
    with working_as(application), clock.at(TODAY):
        scene = build_scene()
        assert scene.award("notified").state == "notified"
        assert guards.missing() == []
        assert list(history.verify()) == []


def test_values_can_still_be_erased_with_an_entry_of_its_own(application, anna):
    roles.grant(application)
    with working_as(application):
        history.erase(anna, HistoryEntry.objects.get(), reason="Frist abgelaufen")
        assert not HistoryPayload.objects.filter(entry__number=1).exists()


def test_rights_granted_twice_are_the_same(application):
    rights = "SELECT relname, relacl::text FROM pg_class WHERE relacl::text LIKE %s ORDER BY 1"
    found = []
    for _ in range(2):
        roles.grant(application)
        with connection.cursor() as cursor:
            cursor.execute(rights, [f"%{application}%"])
            found.append(cursor.fetchall())
    assert found[0] == found[1] != []


def test_a_right_somebody_gave_by_hand_is_taken_again(application):
    execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {application}")
    roles.grant(application)
    assert roles.excesses(application) == []


# --- What is seen -----------------------------------------------------------------------------------------------------
def test_the_role_of_the_application_has_nothing_too_much(application, capsys):
    call_command("grant_application", application)
    assert capsys.readouterr().out == f"Die Rolle „{application}“ darf lesen und schreiben, aber nichts umbauen.\n"
    with working_as(application):
        assert roles.excesses() == []
        call_command("check_integrity")
    assert "Hinweis" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("attribute", "sentence"),
    [
        ("ALTER ROLE {} SUPERUSER", "ist Superuser"),
        ("ALTER ROLE {} CREATEROLE", "darf Rollen anlegen und sich geben"),
        ("GRANT vorort TO {}", "ist Eigentümerin der Tabellen oder darf es werden"),
        ("GRANT pg_write_all_data TO {}", "darf das Protokoll ändern"),
        ("GRANT SET ON PARAMETER session_replication_role TO {}", "darf Trigger für ihre Sitzung abschalten"),
    ],
)
def test_a_role_that_may_do_more_is_found(application, attribute, sentence):
    if "GRANT vorort" in attribute and connection.settings_dict["USER"] != "vorort":
        attribute = f"GRANT {connection.settings_dict['USER']} TO {{}}"
    execute(attribute.format(application))
    with pytest.raises(CommandError) as refused:
        call_command("grant_application", application)
    assert sentence in str(refused.value)


def test_a_role_that_is_not_there_is_said(committed_database):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite hat keine Rollen.")
    with pytest.raises(CommandError, match="Die Rolle „niemand“ gibt es in dieser Datenbank nicht"):
        call_command("grant_application", "niemand")


def test_the_check_hints_at_a_role_that_could_remove_the_guards(committed_database, capsys):
    call_command("check_integrity")
    hinted = "Hinweis: Die Rolle der Anwendung ist Superuser" in capsys.readouterr().err
    assert hinted == (connection.vendor == "postgresql")
