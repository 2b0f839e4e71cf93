"""``vorort story``: tells the stories in an empty database and holds the figures against what the Land stated.

``vorort story`` brings the database: a throw-away one, migrated and empty.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vorort.demo import press, stage
from vorort.demo.stories import ki_2012
from vorort.network.models import Organisation


class Command(BaseCommand):
    """Ends with 1 when a figure differs."""

    help = "Spielt die Jahre durch die Aktionen nach und vergleicht mit den Pressemitteilungen."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--json", action="store_true", help="Nur JSON ausgeben.")

    def handle(self, *args: Any, **options: Any) -> None:
        as_json = options["json"]
        if Organisation.objects.exists():
            raise CommandError("Geschichten werden nur in einer leeren Datenbank erzählt.")
        ki_2012.tell(stage.build(), progress=self.stderr.write)
        rows = press.compare()
        if as_json:
            self.stdout.write(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        else:
            for row in rows:
                sign = "✓" if row.ok else "✗"
                self.stdout.write(f"{sign} {row.code:22} {row.stated:>12} {row.computed:>12}  {row.kind}  {row.query}")
        if not all(row.ok for row in rows):
            sys.exit(1)
