"""Faults of the database that pass by themselves, made with a second connection, and those that do not."""

import pytest
from django.db import Error, IntegrityError, OperationalError, connection, transaction

from tests.other_connection import held, impatient
from vorort.core import busy
from vorort.core.models import HistoryHead

QUICK = "-c lock_timeout=100 -c statement_timeout=300"
HEADS = "LOCK TABLE core_historyhead IN ACCESS EXCLUSIVE MODE"


def raised(write):
    with pytest.raises(Error) as found, transaction.atomic():
        write()
    return found.value


def add_head():
    HistoryHead.objects.create(stream="core.dailyrun:1")


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_lock_that_somebody_else_holds_passes(committed_database):
    with impatient(QUICK), held(HEADS):
        error = raised(add_head)
    assert isinstance(error, OperationalError)
    assert busy.passes_by_itself(error)
    assert busy.code(error) == {"sqlite": "SQLITE_BUSY", "postgresql": "55P03"}[connection.vendor]


def test_a_statement_that_takes_too_long_passes(committed_database):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite kennt keine Zeitgrenze je Anweisung.")
    with impatient(QUICK):
        assert busy.passes_by_itself(raised(lambda: execute("SELECT pg_sleep(2)")))


def test_a_connection_that_is_lost_passes(committed_database):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite hat keine Verbindung.")
    error = raised(lambda: execute("SELECT pg_terminate_backend(pg_backend_pid())"))
    connection.close()
    assert busy.passes_by_itself(error)


def test_a_server_that_cannot_be_reached_passes(committed_database):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite hat keinen Server.")
    port = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    try:
        error = raised(lambda: execute("SELECT 1"))
    finally:
        connection.settings_dict["PORT"] = port
    assert busy.passes_by_itself(error)
    assert busy.code(error) == "nicht erreichbar"


def test_a_table_that_is_not_there_does_not_pass(db):
    assert not busy.passes_by_itself(raised(lambda: execute("SELECT 1 FROM core_nothing")))


def test_a_row_that_is_there_already_does_not_pass(db):
    add_head()
    error = raised(add_head)
    assert isinstance(error, IntegrityError)
    assert not busy.passes_by_itself(error)


def test_other_faults_do_not_pass():
    assert not busy.passes_by_itself(None)
    assert not busy.passes_by_itself(ZeroDivisionError())
