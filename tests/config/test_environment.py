"""Settings from the environment: one table says what there is, and a value that cannot be read gets a sentence."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from vorort.config import cli, environment

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def given(monkeypatch):
    """Give exactly these settings: ``given(MAIL_PORT="587")``."""
    for setting in environment.SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)

    def give(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"VORORT_{name}", value)

    return give


# --- The table --------------------------------------------------------------------------------------------------------
def test_operators_page_holds_the_table_as_the_command_prints_it(capsys):
    assert cli.main(["settings"]) == 0
    assert capsys.readouterr().out.strip() in (PROJECT / "docs" / "betrieb.md").read_text()


def test_a_row_says_what_a_setting_is_for_and_what_holds_without_it():
    assert "| `VORORT_MAIL_PORT` | Zahl | `25` | Port des Mailservers. |" in environment.table()
    assert "| `VORORT_ALLOWED_HOSTS` | Liste mit Komma | Pflicht im Betrieb |" in environment.table()
    assert "| `VORORT_DATABASE` | Adresse der Datenbank | SQLite im Datenordner |" in environment.table()


def test_no_row_leaves_a_cell_empty_or_is_there_twice():
    assert "| |" not in environment.table()
    assert "``" not in environment.table()
    names = [setting.name for setting in environment.SETTINGS]
    assert len(names) == len(set(names))


def test_a_setting_that_is_not_in_the_table_cannot_be_read():
    with pytest.raises(KeyError):
        environment.text("SCHULDEN")


# --- Values -----------------------------------------------------------------------------------------------------------
def test_without_a_value_the_default_of_the_table_holds(given):
    given(MAIL_HOST="  ")
    assert environment.text("MAIL_HOST") == "localhost"
    assert environment.text("OPERATOR_NAME", "Beispielland") == "Beispielland"
    assert environment.number("MAIL_PORT") == 25
    assert environment.number("LOCK_SECONDS", 20) == 20
    assert environment.flag("DATABASE_POOLER") is False
    assert environment.words("ALLOWED_HOSTS") == []
    assert environment.faults() == []


def test_values_are_read_as_what_they_are(given):
    given(
        MAIL_PORT="587",
        DATABASE_POOLER="ja",
        ALLOWED_HOSTS="a.example, b.example,",
        SITE_ADDRESS="https://a.example/",
        HSTS_SECONDS="0",
    )
    assert environment.number("MAIL_PORT") == 587
    assert environment.number("HSTS_SECONDS") == 0
    assert environment.flag("DATABASE_POOLER") is True
    assert environment.words("ALLOWED_HOSTS") == ["a.example", "b.example"]
    assert environment.site("SITE_ADDRESS") == "https://a.example"


WRONG = [
    ("MAIL_PORT", "fünf", "VORORT_MAIL_PORT ist keine ganze Zahl."),
    ("MAIL_PORT", "-1", "VORORT_MAIL_PORT ist keine ganze Zahl."),
    ("DATABASE_POOLER", "yes", "VORORT_DATABASE_POOLER ist weder „ja“ noch „nein“."),
    ("SITE_ADDRESS", "integration.example", "VORORT_SITE_ADDRESS ist keine Adresse wie https://integration.example."),
    ("SITE_ADDRESS", "https://", "VORORT_SITE_ADDRESS ist keine Adresse wie https://integration.example."),
    (
        "SITE_ADDRESS",
        "https://a.example/vorort",
        "VORORT_SITE_ADDRESS ist keine Adresse wie https://integration.example.",
    ),
    ("SITE_ADDRESS", "https://a.example:x", "VORORT_SITE_ADDRESS ist keine Adresse wie https://integration.example."),
    ("DATABASE", "mysql://a/b", "VORORT_DATABASE beginnt mit postgresql:// oder sqlite:/// und nennt eine Datenbank."),
    (
        "DATABASE",
        "postgresql://a",
        "VORORT_DATABASE beginnt mit postgresql:// oder sqlite:/// und nennt eine Datenbank.",
    ),
    ("SCANNER", "clamd", "VORORT_SCANNER ist weder der Pfad eines Sockets noch host:port."),
    ("SCANNER", "host:70000", "VORORT_SCANNER ist weder der Pfad eines Sockets noch host:port."),
    ("MAIL_SECURITY", "ssl", "VORORT_MAIL_SECURITY ist weder „keine“ noch „starttls“ noch „tls“."),
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_value_that_cannot_be_read_is_said_in_one_sentence_that_does_not_repeat_it(given, name, value, sentence):
    given(**{name: value})
    assert environment.faults() == [sentence]


def test_every_wrong_value_is_named(given):
    given(MAIL_PORT="x", HSTS_SECONDS="y")
    assert environment.faults() == [
        "VORORT_MAIL_PORT ist keine ganze Zahl.",
        "VORORT_HSTS_SECONDS ist keine ganze Zahl.",
    ]


def test_reading_a_wrong_value_refuses_the_start(given):
    given(MAIL_PORT="x")
    with pytest.raises(ImproperlyConfigured, match="VORORT_MAIL_PORT ist keine ganze Zahl"):
        environment.number("MAIL_PORT")


# --- The database -----------------------------------------------------------------------------------------------------
def test_address_of_postgresql_becomes_djangos_entry(given):
    given(DATABASE="postgresql://vorort:ge%40heim@db.example:6432/land", STATEMENT_SECONDS="7", LOCK_SECONDS="3")
    entry = environment.database()
    assert [entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "land",
        "vorort",
        "ge@heim",
        "db.example",
        "6432",
    ]
    assert entry["OPTIONS"]["options"] == "-c statement_timeout=7s -c lock_timeout=3s"
    assert entry["DISABLE_SERVER_SIDE_CURSORS"] is False
    assert (entry["OPTIONS"]["server_side_binding"], entry["OPTIONS"]["prepare_threshold"]) == (True, 5)


def test_behind_a_pooler_no_start_option_no_plan_and_no_cursor_of_the_server_is_used(given):
    given(DATABASE="postgresql://vorort@db.example/land", DATABASE_POOLER="ja")
    entry = environment.database()
    assert entry["OPTIONS"] == {"connect_timeout": 5}
    assert entry["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_sqlite_waits_as_long_as_it_is_told(given, tmp_path):
    given(DATA=str(tmp_path))
    assert environment.database()["NAME"] == str(tmp_path / "vorort.sqlite3")
    assert environment.database()["OPTIONS"]["timeout"] == 20
    given(LOCK_SECONDS="2", DATABASE=f"sqlite:///{tmp_path}/klein%20.sqlite3")
    assert environment.database()["OPTIONS"]["timeout"] == 2
    assert environment.database()["NAME"] == f"{tmp_path}/klein .sqlite3"


def test_the_role_in_an_address_is_known(given):
    given(DATABASE="postgresql://vor%2Dort@db.example/land")
    assert environment.role_of("DATABASE") == "vor-ort"
    assert environment.role_of("OWNER_DATABASE") == ""
