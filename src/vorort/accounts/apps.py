"""The accounts app config."""

from datetime import date

from django.apps import AppConfig
from django.utils import timezone


class AccountsConfig(AppConfig):
    """Users and sign-in."""

    name = "vorort.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Sessions that are over are cleared away once a day."""
        from vorort.core import daily

        daily.register("expired sessions", clear_sessions)


def clear_sessions(day: date) -> None:
    """Delete every session that has expired, and with it its line among the sign-ins."""
    from django.contrib.sessions.models import Session

    Session.objects.filter(expire_date__lt=timezone.now()).delete()
