"""``vorort import undo``: takes back what an import wrote."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vorort.core import imports
from vorort.core.actor import SYSTEM
from vorort.core.models import ImportRun
from vorort.core.refusal import ActionRefused


class Command(BaseCommand):
    """Refuses with a sentence for each row that was changed since or is needed elsewhere."""

    help = "Nimmt ein Einlesen zurück."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("number", type=int, metavar="N", help="Nummer, die das Einlesen genannt hat.")

    def handle(self, *args: Any, number: int, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=number).first()
        if run is None:
            raise CommandError(f"Ein Einlesen mit der Nummer {number} gibt es nicht.")
        if imports.importer_of(run.kind).at_desk:
            raise CommandError("Dieses Einlesen nimmt zurück, wer es auf seiner Seite übernommen hat.")
        try:
            run = imports.undo(actor=SYSTEM, run=run)
        except ActionRefused as refusal:
            raise CommandError("\n".join(str(reason.sentence) for reason in refusal.reasons)) from None
        self.stdout.write(f"Zurückgenommen: {run.file_name}.")
