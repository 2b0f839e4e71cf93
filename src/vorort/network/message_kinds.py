"""What the network tells people, and the pages the messages lead to."""

from django.utils.translation import gettext_lazy as _

from vorort.core import messages
from vorort.core.messages import Kind

KINDS = (
    Kind(
        "invitation_accepted",
        _("%(person)s hat die Einladung angenommen: %(roles)s, %(organisation)s."),
        "network:members",
    ),
    Kind("role_granted", _("Sie haben eine weitere Rolle: %(role)s, %(organisation)s."), "network:organisation"),
    Kind(
        "invitation_accepted_by_other",
        _(
            "%(person)s hat die Einladung an %(invited)s mit einer anderen Adresse angenommen: %(address)s. %(roles)s, "
            "%(organisation)s. Ist das nicht richtig, beenden Sie die Rolle."
        ),
        "network:members",
    ),
    Kind(
        "role_granted_for_a_time",
        _("Sie haben bis zum %(last)s eine weitere Rolle: %(role)s, %(organisation)s."),
        "network:organisation",
    ),
    Kind(
        "organisation_ended",
        _("%(organisation)s ist beendet; niemand handelt mehr für diese Organisation. Grund: %(reason)s"),
        "network:organisation",
    ),
    Kind("role_ended", _("Ihre Rolle ist beendet: %(role)s, %(organisation)s."), "network:organisation"),
    Kind(
        "factors_removed",
        _("%(who)s hat die zweite Stufe Ihrer Anmeldung entfernt. Bitte richten Sie sie neu ein. Grund: %(reason)s"),
        "account:overview",
        of_subject=False,
    ),
    Kind("substitution_entered", _("Sie vertreten %(person)s vom %(first)s bis %(last)s."), "network:organisation"),
    Kind(
        "registration_arrived",
        _("„%(name)s“ hat sich angemeldet und wartet auf eine Entscheidung."),
        "network:registration",
    ),
)


def register() -> None:
    """Called when the app is ready."""
    messages.register(*KINDS)
