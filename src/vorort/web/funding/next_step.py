"""What the reader can do next with an application, in one sentence and its buttons.

The workflow table decides what is allowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vorort.core.refusal import Reason
from vorort.core.workflow import Option
from vorort.funding.enums import ApplicationState, DecisionState
from vorort.funding.models import Refusal
from vorort.funding.permissions import DRAFTERS, reasons_against_early_start_request, reasons_against_handling
from vorort.funding.queries.beside import Beside, HearingView, RequestView
from vorort.funding.queries.file import ApplicationFile, AwardView, DecisionView
from vorort.funding.querysets import AUTHORITY_ROLES
from vorort.funding.rules.finality import Finality
from vorort.network.capacity import Capacity
from vorort.network.enums import Role
from vorort.web.funding.words import left
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


def next_step(file: ApplicationFile, around: Beside, capacity: Capacity, today: date) -> NextStep:
    """What ``capacity`` can do next, or what she waits for."""
    if file.application.applicant_id == capacity.organisation_id:
        return _for_applicant(file, around, capacity, today)
    if capacity.role == Role.ADVISER:
        return _for_adviser(file, around)
    step = _for_authority(file, around, capacity)
    late = [f"{row.kind.label}: {left(row, today)}." for row in file.deadlines if row.is_late(today)]
    return replace(step, sentence=" ".join([step.sentence, *late]))


def _for_applicant(file: ApplicationFile, around: Beside, capacity: Capacity, today: date) -> NextStep:
    if file.award is not None and file.award.finality is not None:
        return _after_notice(file, capacity, today)
    if file.refusal is not None and file.refusal.finality is not None:
        return _after_refusal(file, file.refusal.finality)
    state = ApplicationState(file.application.state)
    withdraw = _withdrawal(file)
    if state == ApplicationState.DRAFT:
        return _draft(file, capacity, withdraw)
    if state == ApplicationState.SIGN_OFF:
        return _sign_off(file, withdraw)
    if state == ApplicationState.WITHDRAWN:
        return NextStep(_("Der Antrag ist zurückgezogen. Solange der Aufruf offen ist, können Sie neu beginnen."))
    if around.open_request is not None:
        return _asked_again(file, around.open_request, withdraw)
    if around.open_hearing is not None and state != ApplicationState.DECIDED:
        return _heard(file, around.open_hearing, withdraw)
    sentence = _("Ihr Antrag ist bei der Bewilligungsbehörde. Sie bekommen eine Nachricht, sobald entschieden ist.")
    return NextStep(sentence, [*_early_start_wish(file, around, capacity), *withdraw])


def _asked_again(file: ApplicationFile, row: RequestView, withdraw: list[Button]) -> NextStep:
    sentence = _(
        "Die Behörde fragt nach. Ändern Sie die geöffneten Abschnitte und antworten Sie bis zum %(day)s; "
        "die Leitung zeichnet mit."
    ) % {"day": german_day(row.request.due_on)}
    if row.overdue:
        sentence = _("Die Frist ist am %(day)s abgelaufen. Bitte antworten Sie umgehend.") % {
            "day": german_day(row.request.due_on)
        }
    return NextStep(sentence, [Button(_("Zur Nachforderung"), _url("information_answer", file)), *withdraw])


def _heard(file: ApplicationFile, row: HearingView, withdraw: list[Button]) -> NextStep:
    sentence = _(
        "Die Behörde beabsichtigt weniger, als Sie beantragt haben. Bis zum %(day)s können Sie dazu antworten."
    ) % {"day": german_day(row.hearing.answer_until)}
    return NextStep(sentence, [Button(_("Zur Anhörung"), _url("hearing_answer", file)), *withdraw])


def _early_start_wish(file: ApplicationFile, around: Beside, capacity: Capacity) -> list[Button]:
    if around.early_start_request is not None or reasons_against_early_start_request(capacity, file.application):
        return []
    return [Button(_("Vorzeitigen Beginn beantragen"), _url("early_start", file), "secondary")]


def early_start_buttons(file: ApplicationFile, around: Beside, capacity: Capacity) -> list[Button]:
    """What the reader can do with the wish for an early start, beside the way of the application."""
    if around.early_start_request is None:
        return []
    if file.early_start is None:
        if reasons_against_handling(capacity, file.application):
            return []
        return [Button(_("Beantworten"), _url("early_start_answer", file), "secondary")]
    pages = {"edit": "early_start_answer", "release": "early_start_release", "notify": "early_start_notify"}
    return [_option(file, pages[name], option) for name, option in file.early_start.options.items()]


def _after_refusal(file: ApplicationFile, days: Finality) -> NextStep:
    sentence = _("Der Antrag ist abgelehnt. Die Gründe stehen im Bescheid. Bis zum %(until)s kann geklagt werden.") % {
        "until": german_day(days.remedy_until)
    }
    return NextStep(sentence, [Button(_("Bescheid öffnen"), _newest_notice(file), "primary")])


def _for_adviser(file: ApplicationFile, around: Beside) -> NextStep:
    row = next((row for row in around.opinions if row.is_open), None)
    if row is None:
        return NextStep(_("Ihre Stellungnahme liegt der Behörde vor. Hier ist nichts mehr zu tun."))
    sentence = _("Die Behörde bittet bis zum %(day)s um Ihre Stellungnahme.") % {"day": german_day(row.opinion.due_on)}
    url = reverse("funding:opinion", args=[file.application.pk, row.opinion.pk])
    return NextStep(sentence, [Button(_("Stellungnahme schreiben"), url)])


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
        sentences = (
            _("Der Bescheid ist bestandskräftig. Mittel fordern Sie so an, wie es im Bescheid steht."),
            _("Den Verwendungsnachweis reichen Sie auf Papier ein, wie im Bescheid beschrieben."),
            _("Er war am %(day)s fällig.") if view.proof_due_on < today else _("Er ist am %(day)s fällig."),
        )
        return NextStep(" ".join(sentences) % {"day": german_day(view.proof_due_on)}, [notice])
    sentence = _(
        "Der Bescheid ist da. Bis zum %(until)s kann geklagt werden; ab dem %(final)s ist er bestandskräftig "
        "und Geld kann abgerufen werden. Mit einem Rechtsbehelfsverzicht geht es sofort."
    ) % {"until": german_day(view.finality.remedy_until), "final": german_day(view.finality.final_from)}
    buttons = [notice]
    if capacity.role == Role.CENTRE_LEAD:
        buttons.append(Button(_("Auf Rechtsbehelfe verzichten"), _url("waive", file), "secondary"))
    return NextStep(sentence, buttons)


def _for_authority(file: ApplicationFile, around: Beside, capacity: Capacity) -> NextStep:
    state = ApplicationState(file.application.state)
    if state == ApplicationState.WITHDRAWN:
        return NextStep(_("Der Antrag ist zurückgezogen. Hier ist nichts mehr zu tun."))
    if file.award is not None:
        return _decision(file, AWARD_STEP, file.award, around, capacity)
    if file.refusal is not None:
        return _decision(file, REFUSAL_STEP, file.refusal, around, capacity)
    if capacity.role != Role.CLERK:
        return NextStep(_("Der Antrag ist in Prüfung. Die Sachbearbeitung führt sie."))
    if state in (ApplicationState.SUBMITTED, ApplicationState.FORMAL_REVIEW):
        label = _("Formelle Prüfung beginnen") if state == ApplicationState.SUBMITTED else _("Weiter prüfen")
        return NextStep(
            _("Der Antrag wartet auf die formelle Prüfung."),
            [Button(label, _url("review", file)), *_asides(file)],
        )
    if state == ApplicationState.INFORMATION_REQUESTED:
        return _waiting(file, around)
    return NextStep(
        _("Die formelle Prüfung ist abgeschlossen. Prüfen Sie fachlich und bereiten Sie die Bewilligung vor."),
        [
            Button(_("Fachlich prüfen"), _url("review", file), "secondary"),
            Button(_("Bewilligung vorbereiten"), _url("award", file)),
            *_asides(file),
        ],
    )


def _asides(file: ApplicationFile) -> list[Button]:
    """What a clerk can do instead of going straight on."""
    found = [Button(_("Stellungnahme erbitten"), _url("opinion_request", file), "secondary")]
    if "request_information" in file.options:
        found += [
            Button(_("Angaben nachfordern"), _url("information", file), "secondary"),
            Button(_("Ablehnung vorbereiten"), _url("refusal", file), "secondary"),
        ]
    return found


def _waiting(file: ApplicationFile, around: Beside) -> NextStep:
    row = around.open_request
    if row is None:
        raise ValueError("an application without its request for information")
    day = german_day(row.request.due_on)
    sentence = _("Die Antragstellerin hat bis zum %(day)s Zeit, Angaben nachzureichen.") % {"day": day}
    if row.overdue:
        sentence = _("Die Frist für die nachgeforderten Angaben ist am %(day)s abgelaufen.") % {"day": day}
    end = row.options["end"]
    return NextStep(sentence, [Button(str(end.label), _url("information_end", file), "secondary", end.reasons)])


@dataclass(frozen=True)
class DecisionStep:
    """What a kind of decision is called here, and its pages."""

    prepared: str | Promise
    released: str | Promise
    notified: str | Promise
    pages: dict[str, str]


AWARD_STEP = DecisionStep(
    gettext_lazy("Die Bewilligung ist vorbereitet. Freigeben muss eine zweite Person."),
    gettext_lazy(
        "Die Bewilligung ist freigegeben. Mit der Bekanntgabe bekommt die Empfängerin den Bescheid. "
        "Eine Änderung davor lässt die Freigabe erlöschen."
    ),
    gettext_lazy("Der Bescheid ist bekannt gegeben. Ändern kann ihn nur ein Änderungsbescheid."),
    {"edit": "award", "release": "release", "notify": "notify", "preview": "award_preview", "instead": "refusal"},
)
REFUSAL_STEP = DecisionStep(
    gettext_lazy("Die Ablehnung ist vorbereitet. Freigeben muss eine zweite Person."),
    gettext_lazy("Die Ablehnung ist freigegeben. Mit der Bekanntgabe beginnt die Frist für eine Klage."),
    gettext_lazy("Die Ablehnung ist bekannt gegeben."),
    {
        "edit": "refusal",
        "release": "refusal_release",
        "notify": "refusal_notify",
        "preview": "refusal_preview",
        "instead": "award",
    },
)


def _decision(
    file: ApplicationFile,
    words: DecisionStep,
    view: AwardView | DecisionView[Refusal],
    around: Beside,
    capacity: Capacity,
) -> NextStep:
    state = DecisionState(view.decision.state)
    buttons = [_option(file, words.pages[name], option) for name, option in view.options.items()]
    if state == DecisionState.PREPARED:
        sentence = str(words.prepared)
        if around.running_hearing is not None:
            sentence = _("Die Antragstellerin kann sich bis zum %(day)s äußern. Dann gibt eine zweite Person frei.") % {
                "day": german_day(around.running_hearing.hearing.answer_until)
            }
        if capacity.role == Role.CLERK:
            buttons += _instead(file, words, around)
        if capacity.role in AUTHORITY_ROLES:
            buttons.append(Button(_("Bescheid als Vorschau"), _url(words.pages["preview"], file), "secondary"))
    elif state == DecisionState.RELEASED:
        sentence = str(words.released)
    else:
        sentence = str(words.notified)
        buttons.append(Button(_("Bescheid öffnen"), _newest_notice(file), "secondary"))
    return NextStep(sentence, buttons)


def _instead(file: ApplicationFile, words: DecisionStep, around: Beside) -> list[Button]:
    """What the clerk can do with a prepared decision beside changing it: hear the applicant, decide otherwise."""
    buttons = []
    reduced = file.award is None or file.award.reduced
    if reduced and around.running_hearing is None:
        buttons.append(Button(_("Anhörung eröffnen"), _url("hearing", file)))
    label = _("Stattdessen ablehnen") if file.award else _("Stattdessen bewilligen")
    return [*buttons, Button(label, _url(words.pages["instead"], file), "secondary")]


def _option(file: ApplicationFile, page: str, option: Option) -> Button:
    kind: ButtonKind = "secondary" if option.name == "edit" else "primary"
    return Button(str(option.label), _url(page, file), kind, option.reasons)


def _withdrawal(file: ApplicationFile) -> list[Button]:
    option = file.options.get("withdraw")
    if option is None or not option.allowed:
        return []
    return [Button(str(option.label), _url("withdraw", file), "danger")]


def _newest_notice(file: ApplicationFile) -> str:
    newest = file.notice
    if newest is None:
        raise ValueError("a decision made known without its notice")
    return reverse("funding:document", args=[file.application.pk, newest.pk])


def _url(name: str, file: ApplicationFile) -> str:
    return reverse(f"funding:{name}", args=[file.application.pk])
