"""``vorort import regions``: reads an official file of territorial units, shows what would change, and writes it."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from vorort.core import clock, imports
from vorort.core.actor import SYSTEM
from vorort.core.refusal import ActionRefused
from vorort.regions import actions


class Command(BaseCommand):
    """The units that ship with the project are loaded first when they are missing."""

    help = "Liest amtliche Gebietseinheiten mit Grenzen ein (GeoJSON), siehe docs/gebiete-einlesen.md."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI")
        parser.add_argument("--dry-run", action="store_true", help="Nur zeigen, nichts schreiben.")
        parser.add_argument(
            "--valid-from", type=date.fromisoformat, help="Stand der Datei (JJJJ-MM-TT), sonst der 1.1. dieses Jahres."
        )
        parser.add_argument("--source", default="", help="Quellenvermerk, sonst der des BKG.")

    def handle(
        self, *args: Any, file: Path, dry_run: bool, valid_from: date | None, source: str, **options: Any
    ) -> None:
        day = valid_from or date(clock.today().year, 1, 1)
        try:
            with transaction.atomic():
                actions.load_reference_units(actor=SYSTEM)
                self._import(_content(file), file.name, day, source, dry_run=dry_run)
                transaction.set_rollback(dry_run)
        except ActionRefused as refusal:
            raise CommandError("\n".join(str(reason.sentence) for reason in refusal.reasons)) from None

    def _import(self, content: bytes, name: str, day: date, source: str, *, dry_run: bool) -> None:
        preview = actions.preview_units(content=content, file_name=name, valid_from=day, source=source)
        self.stdout.write(imports.as_text(preview))
        if preview.errors:
            raise CommandError("Nichts geschrieben.")
        if not preview.changes_anything:
            self.stdout.write("Alles steht schon so da.")
        elif dry_run:
            self.stdout.write(f"Probe: nichts geschrieben. Stand der Datei: {day:%d.%m.%Y}.")
        else:
            run = actions.import_units(actor=SYSTEM, preview=preview)
            self.stdout.write(f"Eingelesen, gültig ab {day:%d.%m.%Y}. Zurücknehmen: vorort import undo {run.pk}")


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return imports.content_of(file, most=settings.GEOJSON_MOST_BYTES)
    except OSError as fault:
        raise CommandError(f"{path} lässt sich nicht lesen: {fault.strerror}") from None
