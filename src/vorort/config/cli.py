"""The one entry point ``vorort``: a thin layer over Django's commands, which hold what is done.

Starting the demonstration has more to it and stands in demonstration.py.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, execute_from_command_line
from django.db import connection

from vorort.config import demonstration, environment
from vorort.config.running import (
    DEMO,
    PRODUCTION,
    SERVER_LOG,
    prepare_database,
    server_command,
    sqlite_address,
    use_chosen_settings,
    use_owner,
    use_settings,
)

WRONG_USE = 2


@dataclass(frozen=True)
class Command:
    """One command: its name, one line that explains it, and what it does with the words after it: -> exit code."""

    name: str
    explanation: str
    run: Callable[[Sequence[str]], int]


def main(words: Sequence[str]) -> int:
    """Run the command that ``words`` name and return the exit code; 2 when there is no such command."""
    name, rest = (words[0], words[1:]) if words else ("help", [])
    name = "help" if name in {"-h", "--help"} else name
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        print(f"vorort: Den Befehl „{name}“ gibt es nicht. „vorort help“ nennt alle.", file=sys.stderr)
        return WRONG_USE
    signal.signal(signal.SIGTERM, _end)
    try:
        return command.run(rest)
    except ImproperlyConfigured as error:
        print(f"vorort: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _end(number: int, frame: object) -> None:
    """Leave by way of every ``finally``, so that throw-away folders go."""
    sys.exit(128 + number)


def django_command(name: str, *words: str) -> int:
    """Run Django's command ``name`` as from a shell: errors are printed. Returns the exit code."""
    try:
        execute_from_command_line(["vorort", name, *words])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


# --- The commands -----------------------------------------------------------------------------------------------------
def _demo(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("vorort demo", description="Startet die Demonstration auf diesem Rechner.")
    parser.add_argument("--port", type=_port, help="Port; ohne Angabe 8000 oder der nächste freie")
    return demonstration.run(parser.parse_args(words).port)


def _serve(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        "vorort serve", description="Stellt die Seiten bereit, für den Betrieb hinter einem Proxy."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args(words)
    use_chosen_settings()
    if not settings.PRODUCTION:
        raise ImproperlyConfigured("„vorort serve“ ist für den Betrieb. Die Demonstration startet „vorort demo“.")
    if connection.vendor == "sqlite":
        print("vorort: SQLite genügt für ein kleines Haus auf einem Rechner, sonst PostgreSQL.", file=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    sys.stdout.flush()
    bind = f"{options.host}:{options.port}"
    os.execv(sys.executable, server_command(bind, options.workers, options.threads, *SERVER_LOG))  # noqa: S606


def _migrate(words: Sequence[str]) -> int:
    application = use_owner()
    code = django_command("migrate", *words) or (0 if words else django_command("createcachetable"))
    return code or (django_command("grant_application", application) if application else 0)


def _restore(words: Sequence[str]) -> int:
    application = use_owner()
    code = django_command("restore", *words)
    return code or (django_command("grant_application", application) if application else 0)


def _through(name: str) -> Callable[[Sequence[str]], int]:
    """A command that is Django's command ``name`` and nothing else."""

    def run(words: Sequence[str]) -> int:
        use_chosen_settings()
        return django_command(name, *words)

    return run


def _story(words: Sequence[str]) -> int:
    """In a database that is thrown away; only the story itself writes to standard output."""
    with tempfile.TemporaryDirectory(prefix="vorort-story-") as folder:
        os.environ["VORORT_DATABASE"] = sqlite_address(Path(folder) / "story.sqlite3")
        use_settings(DEMO)
        prepare_database(verbosity=0)
        return django_command("story", *words)


def _import(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("vorort import", description="Liest amtliche Dateien ein und nimmt sie zurück.")
    parser.add_argument("what", choices=sorted(IMPORTS), metavar="{" + ",".join(sorted(IMPORTS)) + "}")
    options = parser.parse_args(words[:1])
    return _through(IMPORTS[options.what])(words[1:])


def _check(words: Sequence[str]) -> int:
    os.environ["VORORT_STATEMENT_SECONDS"] = "0"  # a log of many years is read in one statement
    use_chosen_settings()
    whole = django_command("check_integrity", *words)
    with redirect_stdout(sys.stderr):
        sound = django_command("check", *(["--deploy"] if os.environ["DJANGO_SETTINGS_MODULE"] == PRODUCTION else []))
    return whole or sound


def _help(words: Sequence[str]) -> int:
    print("vorort: die offene Plattform für kommunale Integrationsarbeit\n")
    for command in COMMANDS:
        print(f"  {command.name:<15} {command.explanation}")
    print("\nEinstellungen stehen in Umgebungsvariablen, die mit VORORT_ beginnen; „vorort settings“ nennt alle.")
    return 0


def _settings(words: Sequence[str]) -> int:
    print(environment.table())
    return 0


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError("ein Port ist eine Zahl von 1 bis 65535")
    return int(text)


IMPORTS = {"regions": "import_regions", "undo": "undo_import"}

COMMANDS = (
    Command(
        "demo", "Startet die Demonstration mit erfundenen Daten im Browser: [--port N]. Strg+C beendet sie.", _demo
    ),
    Command("serve", "Stellt die Seiten bereit: [--host H] [--port N] [--workers N] [--threads N].", _serve),
    Command(
        "worker",
        "Erledigt Aufträge im Hintergrund: Nachrichten, und stündlich das Tägliche.",
        _through("vorort_worker"),
    ),
    Command("daily", "Erledigt, was einmal am Tag fällig ist, und holt versäumte Tage nach.", _through("daily")),
    Command("migrate", "Bringt die Datenbank auf den Stand dieser Version.", _migrate),
    Command(
        "invite-operator",
        "Lädt jemanden als Betrieb ein, die erste Person einer neuen Installation: ADRESSE.",
        _through("invite_operator"),
    ),
    Command("story", "Spielt die Geschichte der Programme nach und vergleicht jede Zahl: [--json].", _story),
    Command(
        "import",
        "Liest ein: regions DATEI [--dry-run] [--valid-from TAG]. Nimmt zurück: undo N.",
        _import,
    ),
    Command(
        "check",
        "Prüft, ob Protokoll, Schutz und Einstellungen unversehrt sind: [--anchor DATEI].",
        _check,
    ),
    Command("backup", "Sichert die Datenbank in eine Datei, auch im laufenden Betrieb: DATEI.", _through("backup")),
    Command("restore", "Spielt eine Sicherung in eine leere oder neue Datenbank zurück: DATEI.", _restore),
    Command("settings", "Nennt alle Einstellungen in einer Tabelle.", _settings),
    Command("test", "Prüft den Quelltext und alles, was er verspricht: [--fast | --full]. Nur über ./vorort.", _help),
    Command("bench", "Misst mit vielen Anträgen: [NAME …] [--json] [--keep]. Nur über ./vorort.", _help),
    Command("help", "Erklärt die Befehle.", _help),
)
