"""Log lines: JSON with the number of the request, and no word that somebody typed."""

import json
import logging
import re
import sys

import pytest
from django.db import IntegrityError, connection

from vorort.core import logs

SECRET = "Aylin Beispiel"


@pytest.fixture
def line():
    """Write one record and read it as a program would: ``line("vorort.core", "Hallo %s", "Welt")``."""

    def write(name, message, *args, level=logging.ERROR, error=None, fields=None):
        record = logging.LogRecord(name, level, "/anywhere/module.py", 12, message, args, None)
        record.exc_info = (type(error), error, error.__traceback__) if error else None
        if fields:
            record.fields = fields
        text = logs.JsonLines().format(record)
        assert "\n" not in text
        return json.loads(text)

    return write


def caught(raising):
    try:
        raising()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError("nothing was raised")


def test_a_line_says_when_how_bad_who_and_what(line):
    found = line("vorort.core.daily", "%d Tage erledigt", 3, level=logging.INFO, fields={"ms": 4})
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", found.pop("time"))
    assert found == {"level": "INFO", "logger": "vorort.core.daily", "message": "3 Tage erledigt", "ms": 4}


def test_a_line_within_a_request_bears_its_number(line):
    token = logs.number.set("0123456789")
    try:
        assert line("vorort.core", "x")["request"] == "0123456789"
    finally:
        logs.number.reset(token)
    assert "request" not in line("vorort.core", "x")


def test_numbers_are_ten_symbols_that_can_be_read_out_and_each_is_another():
    numbers = {logs.fresh_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert [number for number in numbers if not re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{10}", number)] == []


def test_a_plain_line_names_the_request_or_a_dash():
    record = logging.LogRecord("vorort", logging.INFO, "x", 1, "x", (), None)
    assert logs.WithNumber().filter(record) is True
    assert record.number == "-"


# --- What is left out -------------------------------------------------------------------------------------------------
def test_values_in_the_messages_of_libraries_are_left_out(line):
    assert (
        line("django.security.csrf", "Forbidden (%s): %s", "reason", f"/{SECRET}/")["message"] == "Forbidden (%s): %s"
    )
    assert line("gunicorn.error", "Error handling request %s", f"/?{SECRET}")["message"] == "Error handling request %s"


def test_a_message_a_library_has_put_together_itself_is_replaced_by_its_place(line):
    assert line("django.security.DisallowedHost", f"Invalid HTTP_HOST header: {SECRET}")["message"] == "module:12"


def test_what_the_server_says_of_its_ports_is_kept(line):
    assert line("gunicorn.error", "Listening at: %s", "x:80", level=logging.INFO)["message"] == "Listening at: x:80"


def test_an_exception_is_told_by_its_kind_and_places_alone(line):
    def inner():
        raise ValueError(SECRET)

    def outer():
        try:
            inner()
        except ValueError as error:
            raise KeyError(SECRET) from error

    found = line("vorort.web", "Fehler", error=caught(outer))
    assert [error["error"] for error in found["errors"]] == ["KeyError", "ValueError"]
    assert found["errors"][1]["trace"][-1].endswith(" inner")
    assert "test_logs.py:" in found["errors"][1]["trace"][-1]
    assert SECRET not in json.dumps(found, ensure_ascii=False)


def test_an_exception_raised_while_another_is_handled_shows_both_unless_the_first_is_hidden(line):
    def both():
        try:
            raise ValueError
        except ValueError:
            raise KeyError  # noqa: B904 - meant

    def hidden():
        try:
            raise ValueError
        except ValueError:
            raise KeyError from None

    assert [error["error"] for error in line("x", "x", error=caught(both))["errors"]] == ["KeyError", "ValueError"]
    assert [error["error"] for error in line("x", "x", error=caught(hidden))["errors"]] == ["KeyError"]


def test_exceptions_that_cause_each_other_end(line):
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert [error["error"] for error in line("x", "x", error=first)["errors"]] == ["ValueError", "KeyError"]


def test_a_fault_of_the_database_is_told_without_the_row(db, line):
    def twice():
        with connection.cursor() as cursor:
            for _ in range(2):
                cursor.execute("INSERT INTO core_historyhead (stream, count, digest) VALUES (%s, 0, '')", [SECRET])

    error = caught(twice)
    assert isinstance(error, IntegrityError)
    found = line("vorort.web", "Fehler", error=error)
    assert found["errors"][0]["error"] == "IntegrityError"
    assert SECRET not in json.dumps(found, ensure_ascii=False)
    if connection.vendor == "postgresql":
        assert SECRET in str(error)
        assert found["errors"][1]["sqlstate"] == "23505"


def test_a_process_that_ends_unexpectedly_says_where(caplog):
    error = caught(lambda: 1 / 0)
    logs.uncaught(type(error), error, error.__traceback__)
    [record] = caplog.records
    assert record.getMessage() == "Der Prozess endet wegen eines Fehlers."
    assert record.exc_info[1] is error
    assert sys.excepthook is not logs.uncaught
