"""The e-mail copy of a message: the sentence and the way to the site, nothing personal besides."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _


def send(user_id: int, sentence: str) -> None:
    """Send ``sentence`` to the address of the user.

    Raises what the mail server raises; the job then fails and is seen.
    """
    address = get_user_model()._default_manager.values_list("email", flat=True).get(pk=user_id)
    EmailMessage(
        subject=_("Eine Nachricht in vorort"),
        body=f"{sentence}\n\n{settings.SITE_ADDRESS}",
        from_email=settings.MAIL_FROM,
        to=[address],
    ).send()


def send_to(address: str, subject: str, body: str) -> None:
    """Send to somebody who has no account yet. Raises what the mail server raises."""
    EmailMessage(subject=subject, body=body, from_email=settings.MAIL_FROM, to=[address]).send()
