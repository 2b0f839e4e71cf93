"""The closed lists of funding, with their German labels."""

import re

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How the money reaches the recipient (Weg des Geldes)."""

    GRANT = "grant", _("Zuwendung auf Antrag")
    LUMP_SUM = "lump_sum", _("Fachbezogene Pauschale")


class FinancingType(models.TextChoices):
    """How grant and costs hang together (Finanzierungsart)."""

    FIXED_AMOUNT = "fixed_amount", _("Festbetragsfinanzierung")
    SHARE = "share", _("Anteilfinanzierung")
    GAP = "gap", _("Fehlbedarfsfinanzierung")
    FULL = "full", _("Vollfinanzierung")


class FundingForm(models.TextChoices):
    """In which form it is granted (Form der Zuwendung)."""

    ALLOCATION = "allocation", _("Zuweisung")
    SUBSIDY = "subsidy", _("Zuschuss")


class GuidelineState(models.TextChoices):
    """Where a guideline version stands (Stand der Fassung)."""

    DRAFT = "draft", _("Entwurf")
    RELEASED = "released", _("freigegeben")
    DISCARDED = "discarded", _("verworfen")


class CallState(models.TextChoices):
    """Where a call stands (Stand des Aufrufs)."""

    DRAFT = "draft", _("Entwurf")
    PUBLISHED = "published", _("veröffentlicht")


class RateKind(models.TextChoices):
    """Whether a unit is paid for or provided (Geld oder Sachleistung)."""

    MONEY = "money", _("Geld")
    IN_KIND = "in_kind", _("Stelle als Sachleistung")


class CapScope(models.TextChoices):
    """What a cap counts over (Bezug der Obergrenze)."""

    YEAR = "year", _("je Haushaltsjahr")
    PLACE = "place", _("je Gebäude")


class ParameterCode(models.TextChoices):
    """Figures of a rule set that law and guideline change (Stellgröße)."""

    DELIVERY_DAYS = "delivery_days", _("Tage bis zur fingierten Bekanntgabe")
    REMEDY_MONTHS = "remedy_months", _("Monate für die Klage")
    PROOF_DUE_MONTHS = "proof_due_months", _("Monate bis zum Verwendungsnachweis")
    DRAWDOWN_MONTHS = "drawdown_months", _("Monate, in denen abgerufenes Geld fällig wird")
    MINIMUM_AMOUNT = "minimum_amount", _("Mindestbetrag in Euro")
    RETENTION_YEARS = "retention_years", _("Jahre der Aufbewahrung")
    HEARING_REFUSAL = "hearing_refusal", _("Anhörung vor einer Ablehnung")
    HEARING_PARTIAL = "hearing_partial", _("Anhörung vor einer Bewilligung in Teilen")
    HEARING_DAYS = "hearing_days", _("Tage für die Antwort in einer Anhörung")

    @property
    def is_yes_or_no(self) -> bool:
        """Whether the figure is 1 for yes and 0 for no."""
        return self in (ParameterCode.HEARING_REFUSAL, ParameterCode.HEARING_PARTIAL)


# Groups of recipients that caps distinguish by the kind of area; every other group is a class of the guideline.
GROUP_LABELS = {"district": _("Kreis"), "independent_city": _("kreisfreie Stadt")}
CLASS_CODE = re.compile(r"class_(\d+)")


def group_label(group: str) -> str:
    """What people call a group of recipients: ``Kreis``, ``Klasse 1``, else as the guideline names it."""
    if numbered := CLASS_CODE.fullmatch(group):
        return gettext("Klasse %(number)s") % {"number": numbered[1]}
    return str(GROUP_LABELS.get(group, group))


def group_named(words: str) -> str:
    """The group that somebody means by its label or its code; anything else is a group of that name."""
    spoken = {group_label(group).casefold(): group for group in GROUP_LABELS}
    if words.casefold() in spoken:
        return spoken[words.casefold()]
    numbered = re.fullmatch(re.escape(gettext("Klasse %(number)s")).replace(r"%\(number\)s", r"(\d+)"), words, re.I)
    return f"class_{numbered[1]}" if numbered else words


class QuestionKind(models.TextChoices):
    """How a question is answered (Art der Frage)."""

    SHORT_TEXT = "short_text", _("kurzer Text")
    LONG_TEXT = "long_text", _("langer Text")
    YES_NO = "yes_no", _("ja oder nein")
    NUMBER = "number", _("Zahl")
    DATE = "date", _("Datum")
    FILE = "file", _("Datei")


class ApplicationState(models.TextChoices):
    """Where an application stands (Stand des Antrags)."""

    DRAFT = "draft", _("Entwurf")
    SIGN_OFF = "sign_off", _("in Mitzeichnung")
    SUBMITTED = "submitted", _("eingegangen")
    FORMAL_REVIEW = "formal_review", _("in formeller Prüfung")
    SUBSTANTIVE_REVIEW = "substantive_review", _("in fachlicher Prüfung")
    INFORMATION_REQUESTED = "information_requested", _("Nachforderung offen")
    DECIDED = "decided", _("entschieden")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


class Side(models.TextChoices):
    """Whose desk something lies on (Seite des Verfahrens)."""

    APPLICANT = "applicant", _("Antragstellerin")
    AUTHORITY = "authority", _("Bewilligungsbehörde")


class DeadlineKind(models.TextChoices):
    """What has to be done by a day (Frist)."""

    CALL_CLOSES = "call_closes", _("Antragsfrist")
    FORMAL_REVIEW = "formal_review", _("Formelle Prüfung")
    DECISION = "decision", _("Entscheidung")
    INFORMATION = "information", _("Nachforderung")
    REMEDY = "remedy", _("Klagefrist")
    PROOF = "proof", _("Verwendungsnachweis")


class DecisionState(models.TextChoices):
    """Where a decision stands (Stand der Entscheidung): an award, a refusal, an answer to an early start."""

    PREPARED = "prepared", _("vorbereitet")
    RELEASED = "released", _("freigegeben")
    NOTIFIED = "notified", _("bekannt gegeben")


class CheckResult(models.TextChoices):
    """What a check came to (Ergebnis einer Prüfung)."""

    OK = "ok", _("in Ordnung")
    REMARK = "remark", _("mit Anmerkung")
    FAILED = "failed", _("nicht erfüllt")


class CheckCode(models.TextChoices):
    """What is checked (Prüfpunkt): the first four formally, the rest in substance."""

    COMPLETE = "complete", _("Der Antrag ist vollständig.")
    ELIGIBLE = "eligible", _("Die Antragstellerin ist antragsberechtigt.")
    THRESHOLD = "threshold", _("Die Mindestsumme ist erreicht.")
    NOT_BEGUN = "not_begun", _("Die Maßnahme hat nicht begonnen oder ist eine Fortsetzung.")
    NECESSARY = "necessary", _("Die Maßnahme ist notwendig und dient dem Zweck der Richtlinie.")
    ADEQUATE = "adequate", _("Die Mengen sind angemessen.")
    FINANCED = "financed", _("Die Gesamtfinanzierung ist gesichert.")


FORMAL_CHECKS = (CheckCode.COMPLETE, CheckCode.ELIGIBLE, CheckCode.THRESHOLD, CheckCode.NOT_BEGUN)
SUBSTANTIVE_CHECKS = (CheckCode.NECESSARY, CheckCode.ADEQUATE, CheckCode.FINANCED)


class InformationState(models.TextChoices):
    """Where a request for additional information stands (Stand der Nachforderung)."""

    OPEN = "open", _("offen")
    ANSWERED = "answered", _("beantwortet")
    ENDED = "ended", _("ohne Antwort beendet")


class FieldGroup(models.TextChoices):
    """What of an application can be reopened (Abschnitt): the closed list beside the call's own questions."""

    TITLE = "title", _("Bezeichnung der Maßnahme")
    NEED = "need", _("Warum sie nötig ist")
    PERIOD = "period", _("Beginn und Ende")
    FUNDS = "funds", _("Eigene Mittel und Mittel von Dritten")
    DECLARATIONS = "declarations", _("Erklärungen")
    ITEMS = "items", _("Bausteine und Mengen")
    ATTACHMENTS = "attachments", _("Anlagen")


DETAIL_FIELDS = {
    FieldGroup.TITLE: ("title",),
    FieldGroup.NEED: ("need",),
    FieldGroup.PERIOD: ("begins_on", "ends_on"),
    FieldGroup.FUNDS: ("own_funds", "other_funds"),
    FieldGroup.DECLARATIONS: ("not_begun", "input_tax"),
}
# Which points of the review look at a group; a question of the call concerns completeness alone.
CHECKS_OF = {
    FieldGroup.TITLE: (CheckCode.NECESSARY,),
    FieldGroup.NEED: (CheckCode.NECESSARY,),
    FieldGroup.PERIOD: (CheckCode.NOT_BEGUN, CheckCode.ADEQUATE),
    FieldGroup.FUNDS: (CheckCode.FINANCED,),
    FieldGroup.DECLARATIONS: (CheckCode.NOT_BEGUN,),
    FieldGroup.ITEMS: (CheckCode.THRESHOLD, CheckCode.ADEQUATE, CheckCode.FINANCED),
    FieldGroup.ATTACHMENTS: (),
}


class HearingState(models.TextChoices):
    """Where a hearing stands (Stand der Anhörung). That its day has passed is derived."""

    OPEN = "open", _("offen")
    ANSWERED = "answered", _("beantwortet")
    WAIVED = "waived", _("auf Stellungnahme verzichtet")


class OpinionState(models.TextChoices):
    """Where an opinion of the coordination office stands (Stand der Stellungnahme)."""

    REQUESTED = "requested", _("erbeten")
    HANDED_IN = "handed_in", _("abgegeben")
    DROPPED = "dropped", _("nicht mehr gebraucht")


class Recommendation(models.TextChoices):
    """What an opinion recommends (Empfehlung)."""

    YES = "yes", _("Förderung empfohlen")
    CONDITIONS = "conditions", _("mit Maßgaben empfohlen")
    NO = "no", _("nicht empfohlen")
