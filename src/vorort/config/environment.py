"""The settings an operator gives through the environment: one table, and the readers of its values.

What must stand in it for real work is decided in refusals.py. A value that cannot be read is said in one sentence.
"""

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parents[3]
DEFAULT_FOLDER = PROJECT / "var"
COMES_AGAIN = 5  # times a connection has asked before its plan is kept

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; "
    "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA recursive_triggers=ON;"
)


class Kind(StrEnum):
    """What a value must look like; the word stands in the table."""

    TEXT = "Text"
    NUMBER = "Zahl"
    FLAG = "ja/nein"
    WORDS = "Liste mit Komma"
    SITE = "Adresse http(s)://"
    DATABASE = "Adresse der Datenbank"


@dataclass(frozen=True)
class Setting:
    """One environment variable ``VORORT_<name>``. ``unset`` says what an empty value means when no default does."""

    name: str
    kind: Kind
    purpose: str
    default: str = ""
    unset: str = ""
    needed: bool = False

    @property
    def variable(self) -> str:
        """The name of the environment variable."""
        return f"VORORT_{self.name}"

    @property
    def without(self) -> str:
        """What holds when nothing is given, as the table says it."""
        if self.needed:
            return "Pflicht im Betrieb"
        return self.unset or f"`{self.default}`"


SETTINGS = (
    Setting(
        "SECRET_KEY",
        Kind.TEXT,
        "Schlüssel für Sitzungen und Formulare, mindestens 50 zufällige Zeichen; ein Wechsel meldet alle ab.",
        needed=True,
    ),
    Setting("ALLOWED_HOSTS", Kind.WORDS, "Namen, unter denen die Seiten erreichbar sind; kein `*`.", needed=True),
    Setting(
        "SITE_ADDRESS",
        Kind.SITE,
        "Adresse der Seiten, wie sie in E-Mails steht; im Betrieb mit https.",
        default="http://localhost:8000",
        needed=True,
    ),
    Setting(
        "PROXY_HEADER",
        Kind.TEXT,
        "Kopfzeile, mit der der Proxy sagt, dass die Anfrage über https kam, etwa `X-Forwarded-Proto`; der Proxy "
        "muss sie selbst setzen. `keine`, wenn die Anwendung https selbst entgegennimmt.",
        needed=True,
    ),
    Setting(
        "PROXY_COUNT",
        Kind.NUMBER,
        "Wie viele Proxys hintereinander `X-Forwarded-For` ergänzen; danach richtet sich, wer zu oft versucht, sich "
        "anzumelden.",
        default="1",
    ),
    Setting(
        "DATABASE",
        Kind.DATABASE,
        "`postgresql://rolle:kennwort@host:port/datenbank` oder `sqlite:////voller/pfad`; Sonderzeichen als `%…`.",
        unset="SQLite im Datenordner",
    ),
    Setting(
        "OWNER_DATABASE",
        Kind.DATABASE,
        "Dieselbe PostgreSQL-Datenbank mit der Rolle, der die Tabellen gehören; nur `migrate` und `restore` benutzen "
        "sie.",
        unset="dieselbe Rolle für alles",
    ),
    Setting(
        "DATABASE_POOLER",
        Kind.FLAG,
        "`ja`, wenn ein PgBouncer mit `transaction pooling` davor steht; Zeitgrenzen stehen dann an der Rolle.",
        default="nein",
    ),
    Setting(
        "STATEMENT_SECONDS",
        Kind.NUMBER,
        "Nach so vielen Sekunden bricht PostgreSQL eine Anweisung ab; die Seite bittet dann um einen neuen Versuch.",
        default="10",
    ),
    Setting(
        "LOCK_SECONDS",
        Kind.NUMBER,
        "So viele Sekunden wird auf eine Sperre gewartet; danach bittet die Seite um einen neuen Versuch.",
        unset="5, bei SQLite 20",
    ),
    Setting(
        "DATA",
        Kind.TEXT,
        "Ordner für die eingebaute Datenbank und die eingesammelte Gestaltung.",
        unset="`var` im Projektordner",
    ),
    Setting(
        "OPERATOR_NAME",
        Kind.TEXT,
        "Name des Betreibers auf Seiten und Schriftstücken.",
        unset="„Beispielland“, in der Demonstration „Demonstration“",
    ),
    Setting(
        "OPERATOR_LOGO",
        Kind.TEXT,
        "Pfad eines Bildes unter den Gestaltungsdateien (`src/vorort/web/shell/static`).",
        unset="der Name allein",
    ),
    Setting(
        "OPERATOR_CONTACT",
        Kind.TEXT,
        "Wer bei einer Störung hilft, E-Mail-Adresse oder Telefon; steht auf den Fehlerseiten.",
        unset="niemand genannt",
    ),
    Setting(
        "MAIL_FROM",
        Kind.TEXT,
        "Absenderadresse; erst mit ihr werden Nachrichten auch per E-Mail geschickt.",
        unset="keine E-Mail",
    ),
    Setting("MAIL_HOST", Kind.TEXT, "Mailserver.", default="localhost"),
    Setting("MAIL_PORT", Kind.NUMBER, "Port des Mailservers.", default="25"),
    Setting(
        "MAIL_SECURITY",
        Kind.TEXT,
        "Verschlüsselung zum Mailserver: `keine`, `starttls` (meist Port 587) oder `tls` (meist Port 465).",
        default="keine",
    ),
    Setting("MAIL_USER", Kind.TEXT, "Name für die Anmeldung am Mailserver.", unset="ohne Anmeldung"),
    Setting("MAIL_PASSWORD", Kind.TEXT, "Kennwort für die Anmeldung am Mailserver.", unset="ohne Anmeldung"),
    Setting(
        "SCANNER",
        Kind.TEXT,
        "Virenscanner, der wie `clamd` von ClamAV spricht: Pfad seines Sockets oder `host:port`. Er sieht jede Datei, "
        "bevor sie genommen wird; antwortet er nicht, wird keine genommen.",
        unset="keine Prüfung auf Schadprogramme",
    ),
    Setting(
        "HSTS_SECONDS",
        Kind.NUMBER,
        "So lange merken sich Browser, dass es die Seiten nur über https gibt; `0` nimmt es zurück.",
        default="31536000",
    ),
    Setting(
        "FORMAL_REVIEW_DAYS",
        Kind.NUMBER,
        "Hausregel: Tage vom Eingang bis zum Ende der formellen Prüfung, für Fristen in den Listen der Behörde.",
        default="28",
    ),
    Setting(
        "DECISION_MONTHS",
        Kind.NUMBER,
        "Hausregel: Monate vom Eingang bis zur Entscheidung; beide Fristen gelten, wie sie beim letzten Schritt "
        "berechnet wurden.",
        default="3",
    ),
    Setting(
        "STARTED",
        Kind.NUMBER,
        "Beginn des Starts, für die Zeitangabe der Demonstration.",
        unset="setzt `./vorort` selbst",
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}
MAIL_SECURITY = ("keine", "starttls", "tls")


def table() -> str:
    """All settings as the table that stands in docs/betrieb.md and that ``vorort settings`` prints."""
    rows = ["| Variable | Art | Ohne Angabe | Bedeutung |", "|---|---|---|---|"]
    rows += [f"| `{row.variable}` | {row.kind} | {row.without} | {row.purpose} |" for row in SETTINGS]
    return "\n".join(rows)


# --- Readers ----------------------------------------------------------------------------------------------------------
def text(name: str, default: str = "") -> str:
    """The value of a setting of the table, or its default; ``default`` where ways of running differ in it."""
    setting = _BY_NAME[name]
    return os.environ.get(setting.variable, "").strip() or default or setting.default


def given(name: str) -> bool:
    """Whether somebody has given a value."""
    return bool(os.environ.get(_BY_NAME[name].variable, "").strip())


def number(name: str, default: int = 0) -> int:
    """The value as a whole number that is not negative. Raises ImproperlyConfigured."""
    value = text(name, str(default) if default else "")
    return int(_readable(name, value)) if value else 0


def flag(name: str) -> bool:
    """Whether the value is ``ja``. Raises ImproperlyConfigured when it is neither ``ja`` nor ``nein``."""
    return _readable(name, text(name)) == "ja"


def words(name: str) -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def site(name: str) -> str:
    """An address such as ``https://integration.example``, without a slash at the end. Raises ImproperlyConfigured."""
    return _readable(name, text(name)).rstrip("/")


def _readable(name: str, value: str) -> str:
    """``value``, or ImproperlyConfigured with the sentence that says what is wrong with it."""
    fault = _fault(_BY_NAME[name], value)
    if fault:
        raise ImproperlyConfigured(fault)
    return value


# --- What is wrong ----------------------------------------------------------------------------------------------------
def faults() -> list[str]:
    """One sentence for each value that cannot be read, in the order of the table."""
    found = [_fault(setting, text(setting.name)) for setting in SETTINGS if given(setting.name)]
    return [fault for fault in found if fault]


def _fault(setting: Setting, value: str) -> str:
    """What is wrong with ``value``, without repeating it: it may be a secret. Empty when nothing is."""
    name = setting.variable
    if setting.kind is Kind.NUMBER and not re.fullmatch(r"[0-9]{1,12}", value):
        return f"{name} ist keine ganze Zahl."
    if setting.kind is Kind.FLAG and value not in ("ja", "nein"):
        return f"{name} ist weder „ja“ noch „nein“."
    if setting.kind is Kind.SITE and not _is_site(value):
        return f"{name} ist keine Adresse wie https://integration.example."
    if setting.kind is Kind.DATABASE and not _is_database(value):
        return f"{name} beginnt mit postgresql:// oder sqlite:/// und nennt eine Datenbank."
    if setting.name == "SCANNER" and not _is_socket(value):
        return f"{name} ist weder der Pfad eines Sockets noch host:port."
    if setting.name == "MAIL_SECURITY" and value not in MAIL_SECURITY:
        return f"{name} ist weder „keine“ noch „starttls“ noch „tls“."
    return ""


def split_address(value: str) -> SplitResult | None:
    """The parts of an address; None when it is none."""
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises when it is no port
    except ValueError:
        return None
    return parts


def _is_site(value: str) -> bool:
    parts = split_address(value)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    return parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)


def _is_socket(value: str) -> bool:
    parts = split_address(f"//{value}")
    return value.startswith("/") or (parts is not None and bool(parts.hostname) and parts.port is not None)


def _is_database(value: str) -> bool:
    parts = split_address(value)
    return parts is not None and parts.scheme in ("postgresql", "sqlite") and len(parts.path) > 1


# --- Folder and database ----------------------------------------------------------------------------------------------
def data_folder() -> Path:
    """Where the embedded database lies. Created when missing."""
    folder = Path(text("DATA", str(DEFAULT_FOLDER)))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database() -> dict[str, Any]:
    """Django's database entry for ``VORORT_DATABASE``. Without a value: SQLite in the data folder."""
    address = _readable("DATABASE", text("DATABASE") or f"sqlite:///{data_folder() / 'vorort.sqlite3'}")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path.removeprefix("/"))))
    return _postgresql(parts)


def role_of(name: str) -> str:
    """The PostgreSQL role in an address of the table; empty for SQLite or when nothing is given."""
    parts = split_address(text(name))
    return unquote(parts.username or "") if parts is not None and parts.scheme == "postgresql" else ""


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    """Behind a pooler the limits of time belong to the role, for it passes no start options on, and the server keeps no
    plans, for the next statement may go to another connection. Else it keeps those of statements that come again:
    a page of a file with its many joins took four times as long to plan as to answer.
    """
    pooled = flag("DATABASE_POOLER")
    limits = f"-c statement_timeout={number('STATEMENT_SECONDS')}s -c lock_timeout={number('LOCK_SECONDS', 5)}s"
    own_connection = {"options": limits, "server_side_binding": True, "prepare_threshold": COMES_AGAIN}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        "OPTIONS": {"connect_timeout": 5} | ({} if pooled else own_connection),
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Django's entry for one SQLite file.

    IMMEDIATE: a transaction that reads before it writes waits instead of failing.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": number("LOCK_SECONDS", 20),
            "init_command": SQLITE_PRAGMAS,
        },
    }
