"""The last step of ``vorort migrate`` with two roles: the application gets its rights, and is seen to have no more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vorort.core import roles


class Command(BaseCommand):
    """Ends with an error when the role is missing or may do more than it should."""

    help = "Gibt der Rolle der Anwendung ihre Rechte in PostgreSQL."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if not roles.exists(role):
            raise CommandError(f"Die Rolle „{role}“ gibt es in dieser Datenbank nicht (docs/betrieb.md, Rollen).")
        roles.grant(role)
        if found := roles.excesses(role):
            raise CommandError(f"Die Rolle „{role}“ darf zu viel: sie {', '.join(found)}.")
        self.stdout.write(f"Die Rolle „{role}“ darf lesen und schreiben, aber nichts umbauen.")
