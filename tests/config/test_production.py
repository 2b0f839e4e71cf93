"""Real work starts only when nothing speaks against it, and then really: these tests start processes."""

import http.client
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.live_site import end, free_port, wait_until_it_answers
from vorort.config import environment, refusals

PROJECT = Path(__file__).resolve().parents[2]
SECRET = "Kein-Geheimnis-nur-lang-genug-und-bunt-0123456789-abcdef"
RIGHT = {
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "integration.example,www.integration.example",
    "SITE_ADDRESS": "https://integration.example",
    "PROXY_HEADER": "X-Forwarded-Proto",
}
ASK = (
    "import django; django.setup();"
    "from django.conf import settings;"
    "from django.urls import get_resolver;"
    "names = [str(entry.pattern) for entry in get_resolver().url_patterns];"
    "print(settings.DEMO, settings.SAMPLE_DOCUMENTS, settings.DEBUG, 'vorort.demo' in settings.INSTALLED_APPS,"
    " 'demo/' in names, any('demo' in str(folder) for folder in settings.TEMPLATES[0]['DIRS']))"
)
MISSING = """So startet der Betrieb nicht:
- VORORT_SECRET_KEY ist nicht gesetzt. Ein Vorschlag: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'.
- VORORT_ALLOWED_HOSTS ist nicht gesetzt. Zum Beispiel integration.example.
- VORORT_SITE_ADDRESS ist nicht gesetzt. Zum Beispiel https://integration.example.
- VORORT_PROXY_HEADER ist nicht gesetzt. Zum Beispiel X-Forwarded-Proto, oder „keine“ ohne Proxy.
"""


def start(tmp_path, *command, **given):
    """Run Python with nothing but these settings, on the settings for real work."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VORORT_", "DJANGO_"))}
    ours = {"PYTHONPATH": str(PROJECT / "src"), "DJANGO_SETTINGS_MODULE": "vorort.config.settings.production"}
    ours |= {f"VORORT_{name}": value for name, value in {"DATA": str(tmp_path), **given}.items()}
    return subprocess.run([sys.executable, *command], env=kept | ours, capture_output=True, text=True, check=False)


# --- Processes --------------------------------------------------------------------------------------------------------
def test_without_any_setting_every_command_says_everything_that_is_missing_at_once(tmp_path):
    done = start(tmp_path, "-m", "vorort.config", "serve")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"vorort: {MISSING}"


def test_settings_alone_refuse_too_whoever_starts_them(tmp_path):
    done = start(tmp_path, "-c", "import django; django.setup()", **RIGHT | {"SECRET_KEY": "demo-only-" + "0" * 40})
    assert done.returncode != 0
    assert "VORORT_SECRET_KEY ist zu kurz oder zu einfach oder allgemein bekannt" in done.stderr
    assert "VORORT_ALLOWED_HOSTS" not in done.stderr


def test_settings_of_ones_own_that_turn_debug_on_do_not_start(tmp_path):
    (tmp_path / "own.py").write_text("from vorort.config.settings.production import *\nDEBUG = DEMO = True\n")
    code = "import sys; sys.path.append(sys.argv[1]); from vorort.config import running; running.use_settings('own')"
    done = start(tmp_path, "-c", code, str(tmp_path), **RIGHT)
    assert done.returncode != 0
    assert done.stderr.endswith(
        "So startet der Betrieb nicht:\n- DEBUG ist an.\n- Die Demonstration ist eingeschaltet.\n"
    )


@pytest.mark.slow
def test_the_demonstration_is_not_served_as_real_work(tmp_path):
    done = start(tmp_path, "-c", "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'vorort.config.settings.demo';"
        "import sys; from vorort.config import cli; sys.exit(cli.main(['serve']))")  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "vorort: „vorort serve“ ist für den Betrieb. Die Demonstration startet „vorort demo“.\n"


@pytest.mark.slow
def test_production_has_nothing_of_the_demonstration(tmp_path):
    done = start(tmp_path, "-c", ASK, **RIGHT)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "False False False False False False\n"


# --- Each reason ------------------------------------------------------------------------------------------------------
HOSTS = "VORORT_ALLOWED_HOSTS nennt ganze Namen ohne „*“, ohne https:// und ohne Port."
WEAK = "VORORT_SECRET_KEY ist zu kurz oder zu einfach oder allgemein bekannt: mindestens 50 zufällige Zeichen."


def test_nothing_speaks_against_the_right_values():
    assert refusals.against_values(RIGHT) == []
    assert refusals.against_values(RIGHT | {"PROXY_HEADER": "keine"}) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"SECRET_KEY": SECRET[:49]}, WEAK),
        ({"SECRET_KEY": "abcdefghi" * 10}, WEAK),
        ({"SECRET_KEY": f"django-insecure-{SECRET}"}, WEAK),
        ({"ALLOWED_HOSTS": "integration.example,*"}, HOSTS),
        ({"ALLOWED_HOSTS": "integration.example,.example"}, HOSTS),
        ({"ALLOWED_HOSTS": "integration.example,https://x.example"}, HOSTS),
        ({"ALLOWED_HOSTS": ","}, "VORORT_ALLOWED_HOSTS nennt keinen Namen."),
        ({"SITE_ADDRESS": "http://integration.example"}, "VORORT_SITE_ADDRESS beginnt im Betrieb mit https://."),
        (
            {"SITE_ADDRESS": "https://anders.example"},
            "VORORT_SITE_ADDRESS nennt einen Namen, der nicht in VORORT_ALLOWED_HOSTS steht.",
        ),
        ({"PROXY_HEADER": "X Forwarded"}, "VORORT_PROXY_HEADER ist kein Name einer Kopfzeile."),
        ({"DATABASE": "sqlite:////srv/demo.sqlite3"}, "VORORT_DATABASE nennt die Datenbank der Demonstration."),
    ],
)
def test_each_wrong_value_is_refused_with_its_sentence(values, sentence):
    assert refusals.against_values(RIGHT | values) == [sentence]


def test_values_of_the_environment_are_looked_at_as_they_were_given(monkeypatch):
    for setting in environment.SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)
    for name, value in RIGHT.items():
        monkeypatch.setenv(f"VORORT_{name}", value)
    assert refusals.against_environment() == []
    monkeypatch.setenv("VORORT_MAIL_PORT", "x")
    monkeypatch.setenv("VORORT_SITE_ADDRESS", "https://a.example:x")
    assert refusals.against_environment() == [
        "VORORT_SITE_ADDRESS ist keine Adresse wie https://integration.example.",
        "VORORT_MAIL_PORT ist keine ganze Zahl.",
    ]


SOUND = {
    "DEBUG": False,
    "DEMO": False,
    "INSTALLED_APPS": ["vorort.web"],
    "ALLOWED_HOSTS": ["a.example"],
    **dict.fromkeys(refusals.SECURE, True),
}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, None),
        ({"DEBUG": True}, "DEBUG ist an."),
        ({"DEMO": True}, "Die Demonstration ist eingeschaltet."),
        ({"INSTALLED_APPS": ["vorort.demo"]}, "Die Demonstration ist eingeschaltet."),
        ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS ist leer oder lässt jeden Namen zu."),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS ist leer oder lässt jeden Namen zu."),
        ({"SESSION_COOKIE_SECURE": False}, "SESSION_COOKIE_SECURE ist aus."),
        ({"CSRF_COOKIE_SECURE": False}, "CSRF_COOKIE_SECURE ist aus."),
        ({"SESSION_COOKIE_HTTPONLY": False}, "SESSION_COOKIE_HTTPONLY ist aus."),
        ({"SECURE_SSL_REDIRECT": False}, "SECURE_SSL_REDIRECT ist aus."),
        ({"SECOND_FACTOR_REQUIRED": False}, "SECOND_FACTOR_REQUIRED ist aus."),
    ],
)
def test_settings_that_change_what_must_stay_are_refused(changed, sentence):
    found = refusals.against_settings(SimpleNamespace(**SOUND | changed))
    assert found == ([sentence] if sentence else [])


# --- A server that runs -----------------------------------------------------------------------------------------------
def asked(port, path, **headers):
    """The answer to one request of the proxy, and what it set."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": "integration.example"} | headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


@pytest.fixture
def served(committed_copy, tmp_path):
    """``vorort serve`` as an operator starts it: the port, and where its log goes."""
    port, log = free_port(), tmp_path / "log"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VORORT_", "DJANGO_"))}
    values = {"DATA": str(tmp_path), "DATABASE": committed_copy.url, **RIGHT}
    ours = {"PYTHONPATH": str(PROJECT / "src")} | {f"VORORT_{name}": value for name, value in values.items()}
    command = [sys.executable, "-m", "vorort.config", "serve", "--port", str(port), "--workers", "1"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=kept | ours, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        wait_until_it_answers(process, port, log)
        yield port, log
    finally:
        end(process)


@pytest.mark.slow
def test_server_answers_over_https_alone_and_logs_json_without_what_was_asked_for(served):
    port, log = served
    assert asked(port, "/gesund/", Host="10.0.0.1")[0] == 200
    assert asked(port, "/bereit/")[0] == 503  # no worker runs
    status, headers = asked(port, "/anmelden/")
    assert (status, headers["location"]) == (301, "https://integration.example/anmelden/")

    status, headers = asked(port, "/anmelden/", **{"X-Forwarded-Proto": "https", "X-Request-Number": "Aylin"})
    assert status == 200
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "; Secure" in headers["set-cookie"]
    assert asked(port, "/?suche=Aylin", **{"X-Forwarded-Proto": "https", "Host": "Aylin.example"})[0] == 400
    with socket.create_connection(("127.0.0.1", port), timeout=20) as raw:
        raw.sendall(b"GET /Aylin?Aylin HTTP/9.9\r\nAylin\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 400")

    lines = [line for line in log.read_text().splitlines() if not line.startswith("vorort: SQLite genügt")]
    parsed = [json.loads(line) for line in lines]
    assert next(line for line in parsed if line.get("request") == headers["x-request-number"])["route"] == "anmelden/"
    assert [line for line in parsed if line["message"].startswith("Listening at")]
    assert "Aylin" not in log.read_text()
