"""How log lines are written: with the number of the request they belong to, and never with what people typed.

Messages of exceptions are left out, they repeat values; so are the values in messages of libraries.
"""

import json
import logging
import secrets
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that sound or look like another
LENGTH = 10
OUTSPOKEN = ("vorort", "django_tasks", "django_tasks_db")
SOURCES = Path(__file__).resolve().parents[2]

number: ContextVar[str] = ContextVar("number", default="")
logger = logging.getLogger(__name__)


def fresh_number() -> str:
    """A number for one request, easy to read out on the telephone."""
    return "".join(secrets.choice(SYMBOLS) for _ in range(LENGTH))


class WithNumber(logging.Filter):
    """Lets a plain format name the request: ``%(number)s``."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.number = number.get() or "-"
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line. ``extra={"fields": {…}}`` adds fields of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if number.get():
            line["request"] = number.get()
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            line["errors"] = list(_errors(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """Ours as it is meant. A library's without values: they may be a path, a header or a row."""
    if record.name.split(".")[0] in OUTSPOKEN or _only_starts_or_stops(record):
        return record.getMessage()
    return str(record.msg) if record.args else f"{record.module}:{record.lineno}"


def _only_starts_or_stops(record: logging.LogRecord) -> bool:
    """What gunicorn says of its processes and ports."""
    return record.name == "gunicorn.error" and record.levelno <= logging.INFO


def _errors(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """The exception and what caused it: kinds and places, no messages."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        code = getattr(error, "sqlstate", None)
        found: dict[str, Any] = {"error": type(error).__name__, "trace": list(_places(error.__traceback__))}
        yield found | ({"sqlstate": code} if code else {})
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        known = path.relative_to(SOURCES) if path.is_relative_to(SOURCES) else Path(*path.parts[-3:])
        yield f"{known}:{line} {frame.f_code.co_name}"


def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For ``sys.excepthook``: a process that ends unexpectedly writes a line like all others."""
    logger.critical("Der Prozess endet wegen eines Fehlers.", exc_info=(kind, error, trace))
