"""``vorort restore``: fills an empty database from a backup, then checks it like ``vorort check``."""

from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vorort.core import backup, integrity
from vorort.core.backup.progress import grouped


class Command(BaseCommand):
    """Refuses with a sentence and writes nothing. A log that was not whole when it was saved is restored and said."""

    help = "Spielt eine Sicherung in eine leere oder neue Datenbank zurück."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        progress = backup.Progress(partial(self.stderr.write, style_func=str))
        try:
            manifest = backup.restore(file, progress)
        except backup.BackupRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"Zurückgespielt: {grouped(manifest.rows)} Zeilen in {len(manifest.parts)} Tabellen ({manifest.origin})."
        )
        if faults := integrity.faults():
            raise CommandError("\n".join(["Die Sicherung war schon nicht unversehrt:", *faults]))
        self.stdout.write("Protokoll und Schutz sind unversehrt. Anmelden müssen sich alle neu.")
