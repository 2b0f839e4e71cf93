"""What the reader can do next with an application, in one sentence and its buttons.

The workflow table decides what is allowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vorort.core.refusal import Reason
from vorort.core.workflow import Option
from vorort.funding.enums import ApplicationState, AwardState
from vorort.funding.permissions import DRAFTERS
from vorort.funding.queries.file import ApplicationFile
from vorort.funding.querysets import AUTHORITY_ROLES
from vorort.network.capacity import Capacity
from vorort.network.enums import Role
from vorort.web.shell.components import ButtonKind
from vorort.web.shell.templatetags.shell import day as german_day


@dataclass(frozen=True)
class Button:
    """A way on: where it leads, and why it cannot be taken yet (empty: it can)."""

    label: str
    url: str
    kind: ButtonKind = "primary"
    reasons: Sequence[Reason] = ()


@dataclass(frozen=True)
class NextStep:
    """The first thing on the page of an application."""

    sentence: str
    buttons: list[Button] = field(default_factory=list)


def next_step(file: ApplicationFile, capacity: Capacity, today: date) -> NextStep:
    """What ``capacity`` can do next, or what she waits for."""
    if file.application.applicant_id == capacity.organisation_id:
        return _for_applicant(file, capacity, today)
    return _for_authority(file, capacity)


def _for_applicant(file: ApplicationFile, capacity: Capacity, today: date) -> NextStep:
    view = file.award
    if view is not None and view.finality is not None:
        return _after_notice(file, capacity, today)
    state = ApplicationState(file.application.state)
    withdraw = _withdrawal(file)
    if state == ApplicationState.DRAFT:
        return _draft(file, capacity, withdraw)
    if state == ApplicationState.SIGN_OFF:
        return _sign_off(file, withdraw)
    if state == ApplicationState.WITHDRAWN:
        return NextStep(_("Der Antrag ist zurückgezogen. Solange der Aufruf offen ist, können Sie neu beginnen."))
    sentence = _("Ihr Antrag ist bei der Bewilligungsbehörde. Sie bekommen eine Nachricht, sobald entschieden ist.")
    return NextStep(sentence, withdraw)


def _draft(file: ApplicationFile, capacity: Capacity, withdraw: list[Button]) -> NextStep:
    if capacity.role not in DRAFTERS:
        return NextStep(_("Der Antrag ist im Entwurf. Koordination und Leitung bearbeiten ihn."))
    missing = len(file.missing)
    sentence = (
        _("Für die Mitzeichnung fehlen noch %(count)d Angaben.") % {"count": missing}
        if missing
        else _("Der Entwurf ist vollständig. Prüfen Sie ihn und geben Sie ihn zur Mitzeichnung.")
    )
    return NextStep(
        sentence,
        [
            Button(_("Weiter bearbeiten"), _url("details", file), "secondary" if not missing else "primary"),
            Button(_("Prüfen und vorlegen"), _url("check", file), "primary" if not missing else "secondary"),
            *withdraw,
        ],
    )


def _sign_off(file: ApplicationFile, withdraw: list[Button]) -> NextStep:
    submit, back = file.options.get("submit"), file.options.get("return_to_draft")
    buttons = []
    if submit:
        buttons.append(Button(str(submit.label), _url("submit", file), "primary", submit.reasons))
    if back:
        buttons.append(Button(str(back.label), _url("return_to_draft", file), "secondary", back.reasons))
    if submit and submit.allowed:
        sentence = _("Lesen Sie den Antrag. Wenn alles stimmt, zeichnen Sie mit und reichen ihn ein.")
    else:
        sentence = _("Der Antrag wartet auf die Mitzeichnung durch eine zweite Person: die Leitung des Zentrums.")
    return NextStep(sentence, [*buttons, *withdraw])


def _after_notice(file: ApplicationFile, capacity: Capacity, today: date) -> NextStep:
    view = file.award
    if view is None or view.finality is None:
        raise ValueError("an application without a notified award")
    notice = Button(_("Bescheid öffnen"), _newest_notice(file), "primary")
    if view.finality.is_final(today):
        sentence = _(
            "Der Bescheid ist bestandskräftig. Mittel fordern Sie so an, wie es im Bescheid steht. "
            "Der Verwendungsnachweis ist am %(day)s fällig."
        ) % {"day": german_day(view.proof_due_on)}
        return NextStep(sentence, [notice])
    sentence = _(
        "Der Bescheid ist da. Bis zum %(until)s kann geklagt werden; ab dem %(final)s ist er bestandskräftig "
        "und Geld kann abgerufen werden. Mit einem Rechtsbehelfsverzicht geht es sofort."
    ) % {"until": german_day(view.finality.remedy_until), "final": german_day(view.finality.final_from)}
    buttons = [notice]
    if capacity.role == Role.CENTRE_LEAD:
        buttons.append(Button(_("Auf Rechtsbehelfe verzichten"), _url("waive", file), "secondary"))
    return NextStep(sentence, buttons)


def _for_authority(file: ApplicationFile, capacity: Capacity) -> NextStep:
    if file.award is not None and file.application.state != ApplicationState.WITHDRAWN:
        return _decision(file, capacity)
    state = ApplicationState(file.application.state)
    clerk = capacity.role == Role.CLERK
    if state in (ApplicationState.SUBMITTED, ApplicationState.FORMAL_REVIEW) and clerk:
        label = _("Formelle Prüfung beginnen") if state == ApplicationState.SUBMITTED else _("Weiter prüfen")
        return NextStep(_("Der Antrag wartet auf die formelle Prüfung."), [Button(label, _url("review", file))])
    if state == ApplicationState.SUBSTANTIVE_REVIEW and clerk:
        return NextStep(
            _("Die formelle Prüfung ist abgeschlossen. Prüfen Sie fachlich und bereiten Sie die Bewilligung vor."),
            [
                Button(_("Fachlich prüfen"), _url("review", file), "secondary"),
                Button(_("Bewilligung vorbereiten"), _url("award", file)),
            ],
        )
    if state == ApplicationState.WITHDRAWN:
        return NextStep(_("Der Antrag ist zurückgezogen. Hier ist nichts mehr zu tun."))
    return NextStep(_("Der Antrag ist in Prüfung. Die Sachbearbeitung führt sie."))


def _decision(file: ApplicationFile, capacity: Capacity) -> NextStep:
    view = file.award
    if view is None:
        raise ValueError("an application without an award")
    state = AwardState(view.award.state)
    buttons = [_option(file, name, option) for name, option in view.options.items()]
    if state == AwardState.PREPARED:
        sentence = _("Die Bewilligung ist vorbereitet. Freigeben muss eine zweite Person.")
        if capacity.role in AUTHORITY_ROLES:
            buttons.append(Button(_("Bescheid als Vorschau"), _url("award_preview", file), "secondary"))
    elif state == AwardState.RELEASED:
        sentence = _(
            "Die Bewilligung ist freigegeben. Mit der Bekanntgabe bekommt die Empfängerin den Bescheid. "
            "Eine Änderung davor lässt die Freigabe erlöschen."
        )
    else:
        sentence = _("Der Bescheid ist bekannt gegeben. Ändern kann ihn nur ein Änderungsbescheid.")
        buttons.append(Button(_("Bescheid öffnen"), _newest_notice(file), "secondary"))
    return NextStep(sentence, buttons)


def _option(file: ApplicationFile, name: str, option: Option) -> Button:
    targets = {"edit": "award", "release": "release", "notify": "notify"}
    kind: ButtonKind = "secondary" if name == "edit" else "primary"
    return Button(str(option.label), _url(targets[name], file), kind, option.reasons)


def _withdrawal(file: ApplicationFile) -> list[Button]:
    option = file.options.get("withdraw")
    if option is None or not option.allowed:
        return []
    return [Button(str(option.label), _url("withdraw", file), "danger")]


def _newest_notice(file: ApplicationFile) -> str:
    newest = file.documents[0]
    return reverse("funding:document", args=[file.application.pk, newest.pk])


def _url(name: str, file: ApplicationFile) -> str:
    return reverse(f"funding:{name}", args=[file.application.pk])
