"""``vorort daily``: the work that is due once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from vorort.core import daily


class Command(BaseCommand):
    """Runs every open day once and says which."""

    help = "Erledigt, was einmal am Tag fällig ist, und holt versäumte Tage nach."

    def handle(self, *args: Any, **options: Any) -> None:
        done = daily.run()
        self.stdout.write("\n".join(f"{day:%d.%m.%Y} erledigt" for day in done) or "Nichts offen.")
