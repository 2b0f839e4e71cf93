"""``vorort check``: is everything as it was written? History, guards, and the anchors kept elsewhere."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vorort.core import anchors, health, integrity, roles

PRINTED = Path("-")


class Command(BaseCommand):
    """Says every fault and ends with an error when there is one. Only a log that is whole gets another anchor."""

    help = "Prüft Protokoll und Schutz der Datenbank."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--anchor",
            type=Path,
            metavar="DATEI",
            help="Das Protokoll mit den Ankern in DATEI vergleichen und einen anfügen; „-“ zeigt ihn nur.",
        )

    def handle(self, *args: Any, anchor: Path | None = None, **options: Any) -> None:
        if reason := health.unready():
            raise CommandError(reason)
        if given_up := health.jobs_given_up():
            self.stderr.write(f"Hinweis: {given_up}")
        faults = integrity.faults()
        today = None
        if anchor is not None:
            today, found = anchors.compare(_known(anchor))
            faults += found
        if faults:
            raise CommandError("\n".join(faults))
        said = self.stdout
        if anchor == PRINTED:
            said = self.stderr
            self.stdout.write(str(today))
        elif anchor is not None:
            _append(anchor, str(today))
        if found := roles.excesses():
            self.stderr.write(f"Hinweis: Die Rolle der Anwendung {', '.join(found)}; sie könnte den Schutz entfernen.")
        said.write("Protokoll und Schutz sind unversehrt.")


def _known(path: Path) -> list[anchors.Anchor]:
    if path == PRINTED or not path.exists():
        return []
    try:
        return anchors.read(path.read_text(errors="replace"))
    except ValueError as fault:
        raise CommandError(f"{path}: {fault}") from None
    except OSError as fault:
        raise CommandError(f"{path} lässt sich nicht lesen: {fault.strerror}") from None


def _append(path: Path, line: str) -> None:
    """On the disk when this returns. An anchor somebody typed at the end without a line break stays a line."""
    try:
        with path.open("a+") as file:
            file.seek(0)
            broken = file.read()[-1:] not in ("", "\n")
            file.write(("\n" if broken else "") + line + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise CommandError(f"{path} lässt sich nicht schreiben: {fault.strerror}") from None
