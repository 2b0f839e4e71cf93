"""Reads the settings an operator gives through the environment. Says in one sentence what is missing or malformed."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parents[3]

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; "
    "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA recursive_triggers=ON;"
)


def text(name: str, default: str = "") -> str:
    """The value of ``VORORT_<name>``, or ``default``."""
    return os.environ.get(f"VORORT_{name}", default)


def required(name: str) -> str:
    """The value of ``VORORT_<name>``; raises ImproperlyConfigured when it is empty."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"VORORT_{name} ist nicht gesetzt. Ohne diesen Wert startet vorort nicht.")
    return value


def secret(name: str, *, least: int) -> str:
    """A required value nobody can guess: at least ``least`` characters. Raises ImproperlyConfigured."""
    value = required(name)
    if len(value) < least or len(set(value)) < 10:
        raise ImproperlyConfigured(f"VORORT_{name} ist zu kurz oder zu einfach: mindestens {least} zufällige Zeichen.")
    return value


def some_words(name: str) -> list[str]:
    """A comma-separated list that may not be empty. Raises ImproperlyConfigured."""
    required(name)
    return words(name)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_folder() -> Path:
    """Where the embedded database lies. Created when missing."""
    folder = Path(text("DATA", str(PROJECT / "var")))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database() -> dict[str, Any]:
    """Django's database entry for ``VORORT_DATABASE``: ``postgresql://user:password@host:port/name`` or
    ``sqlite:///path``.

    Without a value: SQLite in the data folder.
    """
    address = urlsplit(text("DATABASE") or f"sqlite:///{data_folder() / 'vorort.sqlite3'}")
    if address.scheme == "sqlite":
        return sqlite(Path(unquote(address.path.removeprefix("/"))))
    if address.scheme == "postgresql":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(address.path.removeprefix("/")),
            "USER": unquote(address.username or ""),
            "PASSWORD": unquote(address.password or ""),
            "HOST": address.hostname or "",
            "PORT": str(address.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c statement_timeout=10000 -c lock_timeout=5000"},
        }
    raise ImproperlyConfigured("VORORT_DATABASE beginnt mit postgresql:// oder sqlite:///.")


def sqlite(path: Path) -> dict[str, Any]:
    """Django's entry for one SQLite file.

    IMMEDIATE: a transaction that reads before it writes waits instead of failing.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }
