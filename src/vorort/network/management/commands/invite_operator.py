"""Invites somebody who runs this installation: the first person in, before anybody can sign in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from vorort.core.refusal import ActionRefused
from vorort.network import actions, mailing


class Command(BaseCommand):
    """Prints the link, which is the way in where no mail leaves the installation."""

    help = "Lädt jemanden als Betrieb ein und zeigt den Link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="E-Mail-Adresse der Person")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            invitation = actions.invite_operator(email=options["email"])
        except ValidationError:
            raise CommandError("Das ist keine E-Mail-Adresse.") from None
        except ActionRefused as refusal:
            raise CommandError("; ".join(str(reason.sentence) for reason in refusal.reasons)) from None
        link = mailing.whole_address(mailing.invitation_path(invitation))
        self.stdout.write(f"Eingeladen bis {invitation.valid_to:%d.%m.%Y}: {link}")
