"""What funding tells people. Each message leads to the page of the object it is about."""

from django.utils.translation import gettext_lazy as _

from vorort.core import messages
from vorort.core.messages import Kind

APPLICATION_PAGE = "funding:application"
GUIDELINE_PAGE = "funding:guideline"
CALL_PAGE = "funding:publish_call"

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
    Kind("guideline_ready", _("„%(title)s“ wartet auf Ihre Freigabe."), GUIDELINE_PAGE),
    Kind("guideline_released", _("„%(title)s“ ist freigegeben."), GUIDELINE_PAGE),
    Kind("table_ready", _("„%(title)s“: Die Tabelle „%(table)s“ wartet auf Ihre Freigabe."), GUIDELINE_PAGE),
    Kind("table_undo_asked", _("„%(title)s“: Die Tabelle „%(table)s“ soll zurückgenommen werden."), GUIDELINE_PAGE),
    Kind("call_ready", _("Der Aufruf „%(title)s“ wartet auf Ihre Veröffentlichung."), CALL_PAGE),
    Kind("call_published", _("Der Aufruf „%(title)s“ ist veröffentlicht."), CALL_PAGE),
    Kind("refusal_prepared", _("Die Ablehnung zu %(file_number)s wartet auf Ihre Freigabe."), APPLICATION_PAGE),
    Kind("refusal_notified", _("Der Ablehnungsbescheid zu %(file_number)s ist da."), APPLICATION_PAGE),
    Kind("hearing_opened", _("Zu %(file_number)s werden Sie angehört: Ihre Antwort ist gefragt."), APPLICATION_PAGE),
    Kind("hearing_answered", _("Zu %(file_number)s ist die Anhörung beantwortet."), APPLICATION_PAGE),
    Kind("hearing_waived", _("Zu %(file_number)s wird in der Anhörung nichts vorgetragen."), APPLICATION_PAGE),
    Kind("information_requested", _("Zu %(file_number)s werden Angaben nachgefordert."), APPLICATION_PAGE),
    Kind("information_answered", _("Zu %(file_number)s sind die nachgeforderten Angaben da."), APPLICATION_PAGE),
    Kind("information_ended", _("Zu %(file_number)s wird ohne die nachgeforderten Angaben geprüft."), APPLICATION_PAGE),
    Kind("early_start_requested", _("Zu %(file_number)s soll vorzeitig begonnen werden."), APPLICATION_PAGE),
    Kind(
        "earlystart_prepared",
        _("Die Antwort zum vorzeitigen Beginn, %(file_number)s, wartet auf Ihre Freigabe."),
        APPLICATION_PAGE,
    ),
    Kind("earlystart_notified", _("Zu %(file_number)s ist die Antwort zum vorzeitigen Beginn da."), APPLICATION_PAGE),
    Kind("opinion_requested", _("Zu %(file_number)s ist Ihre Stellungnahme erbeten."), APPLICATION_PAGE),
    Kind("opinion_handed_in", _("Zu %(file_number)s ist die Stellungnahme da."), APPLICATION_PAGE),
    Kind("remedies_waived", _("Zu %(file_number)s ist auf Rechtsbehelfe verzichtet."), APPLICATION_PAGE),
)


def register() -> None:
    """Called when the app is ready."""
    messages.register(*KINDS)
