"""The accounts app config."""

from datetime import date

from django.apps import AppConfig
from django.utils import timezone


class AccountsConfig(AppConfig):
    """Users and sign-in."""

    name = "vorort.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Sessions that are over, and jobs that were for nobody, are cleared away once a day."""
        from vorort.core import daily

        daily.register("expired sessions", clear_sessions)
        daily.register("links for nobody", clear_links_for_nobody)


def clear_sessions(day: date) -> None:
    """Delete every session that has expired, and with it its line among the sign-ins."""
    from django.contrib.sessions.models import Session

    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def clear_links_for_nobody(day: date) -> None:
    """Delete the jobs that are done for an address nobody has: strangers can make as many as they like."""
    from vorort.accounts import mail

    mail.forget_links_for_nobody()
