"""``vorort check``: is everything as it was written? History, guards, and an exported list of heads."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vorort.core import guards, health, history, roles


class Command(BaseCommand):
    """Says every fault and ends with an error when there is one. Only the heads of a whole log are exported."""

    help = "Prüft Protokoll und Schutz der Datenbank."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--export", type=Path, help="Köpfe aller Protokolle in diese Datei schreiben.")
        parser.add_argument("--compare", type=Path, help="Mit einer früher geschriebenen Datei vergleichen.")

    def handle(self, *args: Any, export: Path | None = None, compare: Path | None = None, **options: Any) -> None:
        if reason := health.unready():
            raise CommandError(reason)
        faults = [f"{fault.stream} #{fault.number}: {fault.sentence}" for fault in history.verify()]
        faults += [f"Schutz fehlt: {name}" for name in guards.missing()]
        if compare is not None:
            known = json.loads(compare.read_text())
            faults += [f"{fault.stream} #{fault.number}: {fault.sentence}" for fault in history.compare_heads(known)]
        if faults:
            raise CommandError("\n".join(faults))
        if export is not None:
            export.write_text(json.dumps(history.exported_heads(), indent=1))
        if found := roles.excesses():
            self.stderr.write(f"Hinweis: Die Rolle der Anwendung {', '.join(found)}; sie könnte den Schutz entfernen.")
        self.stdout.write("Protokoll und Schutz sind unversehrt.")
