"""Whether a fault of the database passes by itself: a try in a moment may work. And what it is called."""

import sqlite3

from django.db import InterfaceError, OperationalError

TRY_AGAIN_SECONDS = 5
# PostgreSQL, appendix A: connection, rollback (deadlock), resources, lock not available, operator (timeout, shutdown).
PASSING_CLASSES = ("08", "40", "53", "57")
LOCK_NOT_AVAILABLE = "55P03"


def passes_by_itself(error: BaseException | None) -> bool:
    """Whether ``error`` says that the database is locked, too slow just now, without room, or away for a moment."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL)
    state = getattr(cause, "sqlstate", None)
    if state is None:  # said by the client: it lost the server
        return True
    return bool(state == LOCK_NOT_AVAILABLE or state.startswith(PASSING_CLASSES))


def code(error: BaseException) -> str:
    """The short name the database has for ``error``, for a line in the log; its message would repeat values."""
    cause = error.__cause__
    return getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or "nicht erreichbar"
