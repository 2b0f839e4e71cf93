"""What funding tells people. The page each message leads to is the application's."""

from django.utils.translation import gettext_lazy as _

from vorort.core import messages
from vorort.core.messages import Kind

APPLICATION_PAGE = "funding:application"

KINDS = (
    Kind("sign_off_requested", _("„%(title)s“ wartet auf Ihre Mitzeichnung."), APPLICATION_PAGE),
    Kind("returned_to_draft", _("„%(title)s“ ist zurück im Entwurf."), APPLICATION_PAGE),
    Kind("application_received", _("Ihr Antrag ist eingegangen. Aktenzeichen: %(file_number)s."), APPLICATION_PAGE),
    Kind("application_arrived", _("Neuer Antrag %(file_number)s."), APPLICATION_PAGE),
    Kind("application_assigned", _("„%(file)s“ ist jetzt bei Ihnen."), APPLICATION_PAGE),
    Kind(
        "applications_assigned", _("„%(file)s“ und %(more)s weitere Vorgänge sind jetzt bei Ihnen."), APPLICATION_PAGE
    ),
    Kind("application_withdrawn", _("Antrag %(file_number)s ist zurückgezogen."), APPLICATION_PAGE),
    Kind("award_prepared", _("Die Bewilligung zu %(file_number)s wartet auf Ihre Freigabe."), APPLICATION_PAGE),
    Kind("award_notified", _("Der Zuwendungsbescheid zu %(file_number)s ist da."), APPLICATION_PAGE),
    Kind("remedies_waived", _("Zu %(file_number)s ist auf Rechtsbehelfe verzichtet."), APPLICATION_PAGE),
)


def register() -> None:
    """Called when the app is ready."""
    messages.register(*KINDS)
