"""Fills an empty database with the demonstration. A second time it finds everything there and does nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from vorort.demo import accounts, stage
from vorort.demo.stories import calls_2027, daily_work, decisions_2027, ki_2012, komm_an_2027, ministry, network
from vorort.funding.models import Call


class Command(BaseCommand):
    """Loads all or nothing."""

    help = "Lädt Orte, erfundene Menschen und Geschichten in eine leere Datenbank der Demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demonstrationsdaten gehören nicht in diesen Betrieb.")
        if Call.objects.filter(code=komm_an_2027.CODE).exists():
            self.stdout.write("      Daten sind schon da.")
            return
        with transaction.atomic():
            self._say("Orte und Organisationen")
            built = stage.build()
            ki_2012.tell(built, progress=self._say)
            self._say("Aufruf KOMM-AN II 2027")
            call = komm_an_2027.tell(built)
            decisions_2027.tell(built, call)
            daily_work.tell(built, call)
            self._say("Aufrufe KOMM-AN I und Grundförderung 2027")
            komm_an_i, _base_funding = calls_2027.tell(built)
            ministry.tell(built, call, komm_an_i)
            self._say("Netzwerk in Soest")
            network.tell(built)
            accounts.give_passwords()

    def _say(self, line: str) -> None:
        self.stdout.write(f"      {line}")
        self.stdout.flush()
