"""``vorort daily``: the work that is due once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vorort.core import daily, health


class Command(BaseCommand):
    """Runs every open day once and says which."""

    help = "Erledigt, was einmal am Tag fällig ist, und holt versäumte Tage nach."

    def handle(self, *args: Any, **options: Any) -> None:
        if reason := health.unready():
            raise CommandError(reason)
        done = daily.run()
        self.stdout.write("\n".join(f"{day:%d.%m.%Y} erledigt" for day in done) or "Nichts offen.")
