"""Asking for a new password: the same is done whether somebody has the address or not."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.conf import settings
from django.http import HttpRequest

from vorort.accounts import mail


class ForgottenPasswordForm(ResetPasswordForm):
    """The address the link goes to."""

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Queue one job, with the person or with nobody: writing it takes the time. The job makes the link."""
        if settings.MAIL_FROM:
            person = self.users[0].pk if self.users else None
            mail.send_reset_link.enqueue(person)
        return str(self.cleaned_data["email"])
