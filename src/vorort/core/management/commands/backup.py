"""``vorort backup``: the whole database in one file, while everybody works on."""

from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vorort.core import backup
from vorort.core.backup.progress import grouped


class Command(BaseCommand):
    """Refuses with a sentence and leaves no half file."""

    help = "Sichert die Datenbank in eine Datei, auch im laufenden Betrieb."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "file", type=Path, metavar="DATEI", help="Neue Datei; in einem Ordner mit dem Zeitpunkt im Namen."
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        progress = backup.Progress(partial(self.stderr.write, style_func=str))
        try:
            saved = backup.save(file, progress)
        except backup.BackupRefused as refusal:
            raise CommandError(str(refusal)) from None
        megabytes = f"{saved.size / 1e6:.1f}".replace(".", ",")
        self.stdout.write(
            f"Gesichert: {grouped(saved.rows)} Zeilen aus {saved.tables} Tabellen, {megabytes} MB, in {saved.path}"
        )
