"""How funding's values look on a page: chips, steps, tasks, sections. No query, no rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from vorort.core.money import ZERO
from vorort.funding.enums import ApplicationState, DecisionState, QuestionKind
from vorort.funding.models import Application, BudgetLine
from vorort.funding.queries.beside import Beside
from vorort.funding.queries.colleagues import Colleagues
from vorort.funding.queries.file import ApplicationFile, AwardView
from vorort.funding.rules.deadlines import Deadline
from vorort.web.shell.components import Plain, Segment, Step, StepState, Tone
from vorort.web.shell.days import in_days
from vorort.web.shell.templatetags.shell import day as german_day

TONES: dict[str, Tone] = {
    ApplicationState.DRAFT: "plain",
    ApplicationState.SIGN_OFF: "wait",
    ApplicationState.SUBMITTED: "info",
    ApplicationState.FORMAL_REVIEW: "info",
    ApplicationState.SUBSTANTIVE_REVIEW: "info",
    ApplicationState.INFORMATION_REQUESTED: "wait",
    ApplicationState.DECIDED: "ok",
    ApplicationState.WITHDRAWN: "plain",
}


def missing(file: ApplicationFile) -> list[Plain]:
    """What the draft lacks, each point with the way to the field that settles it."""
    asked = {line.question.code: line.question.kind for line in file.answers}
    return [
        Plain(reason.sentence, reason.source, _way_to(reason.field, asked, file.application.pk))
        for reason in file.missing
    ]


def _way_to(field: str, asked: Mapping[str, str], application_id: int) -> str:
    if field == "items":
        return reverse("funding:items", args=[application_id])
    if field not in asked:
        return reverse("funding:details", args=[application_id]) + f"#id_{field}"
    if asked[field] == QuestionKind.FILE:
        return reverse("funding:attachments", args=[application_id])
    return reverse("funding:answers", args=[application_id]) + f"#id_{field}"


def tone(state: str) -> Tone:
    """The colour of a state; the word stands beside it."""
    return TONES[state]


def tone_of(file: ApplicationFile) -> Tone:
    """The colour of the file: after the notice it is the decision's."""
    if file.refusal is not None and file.refusal.decision.notified_on:
        return "plain"
    return "ok" if file.award and file.award.award.notified_on else tone(file.application.state)


def state_word(file: ApplicationFile, on: date) -> str:
    """What the reader calls the state: after the notice it is the decision's."""
    view = file.award or file.refusal
    if view is None or view.decision.state == DecisionState.PREPARED:
        return str(ApplicationState(file.application.state).label)
    if view.decision.state == DecisionState.RELEASED:
        return _("freigegeben, noch nicht bekannt gegeben")
    if file.award is None:
        return pgettext("Antrag", "abgelehnt")
    return _("bestandskräftig") if view.finality and view.finality.is_final(on) else _("bewilligt")


@dataclass(frozen=True)
class InCharge:
    """Who looks after a file, in words; ``instead_of`` names the colleague the reader stands in for."""

    who: str = ""
    instead_of: str = ""


def in_charge(key: int | None, colleagues: Colleagues | None) -> InCharge:
    """``ich``, the name of the colleague with the membership ``key``, or nothing for nobody and who has left."""
    person = colleagues.people.get(key or 0) if colleagues else None
    if colleagues is None or person is None:
        return InCharge()
    who = _("ich") if person.membership_id in colleagues.own else person.name
    return InCharge(who, colleagues.absent.get(person.membership_id, ""))


def left(deadline: Deadline, today: date) -> str:
    """``heute``, ``noch 3 Tage``, ``seit 2 Tagen überfällig``; nothing where being late has no meaning."""
    days = (deadline.day - today).days
    if days >= 0:
        return in_days(days)
    if not deadline.is_late(today):
        return ""
    return ngettext("seit gestern überfällig", "seit %(days)d Tagen überfällig", -days) % {"days": -days}


def steps(file: ApplicationFile, around: Beside, on: date) -> list[Step]:
    """The way of the application from draft to proof of use, or to its refusal, with the days that are known."""
    application, view = file.application, file.award
    if application.state == ApplicationState.WITHDRAWN:
        return [
            Step(_("Entwurf"), german_day(application.created_on), "done"),
            Step(_("zurückgezogen"), german_day(application.withdrawn_on), "done"),
        ]
    award = view.award if view else None
    final = view.finality if view else None
    reached = _reached(file, on)
    begun = [
        (_("Entwurf"), german_day(application.created_on)),
        (_("Antrag"), german_day(application.submitted_on)),
        (_("Prüfung"), _review(around)),
    ]
    refusal = file.refusal
    if refusal and refusal.decision.released_on:
        days = refusal.finality
        stations = [
            *begun,
            (_("Ablehnung"), german_day(refusal.decision.notified_on)),
            (_("bestandskräftig"), german_day(days.final_from) if days else ""),
        ]
        return [Step(label, when, _step_state(index, reached)) for index, (label, when) in enumerate(stations)]
    stations = [
        *begun,
        (_("Bescheid"), german_day(award.notified_on) if award else ""),
        (_("bestandskräftig"), german_day(final.final_from) if final else ""),
        (_("Durchführung"), _period(application)),
        (_("Nachweis"), _proof(view.proof_due_on, on) if view else ""),
    ]
    return [Step(label, when, _step_state(index, reached)) for index, (label, when) in enumerate(stations)]


def _review(around: Beside) -> str:
    """What the review waits for."""
    if around.open_request:
        return _("Nachforderung bis %(day)s") % {"day": german_day(around.open_request.request.due_on)}
    if around.running_hearing:
        return _("Anhörung bis %(day)s") % {"day": german_day(around.running_hearing.hearing.answer_until)}
    return ""


def _period(application: Application) -> str:
    return _("bis %(day)s") % {"day": german_day(_ends_on(application))}


def _ends_on(application: Application) -> date:
    return application.ends_on or application.call.execution_to


def _proof(due_on: date, on: date) -> str:
    return (_("war fällig %(day)s") if due_on < on else _("fällig %(day)s")) % {"day": german_day(due_on)}


def _step_state(index: int, reached: int) -> StepState:
    if index < reached:
        return "done"
    return "now" if index == reached else "todo"


def _reached(file: ApplicationFile, on: date) -> int:
    view = file.award or file.refusal
    if view and view.decision.notified_on:
        if view.finality is None or not view.finality.is_final(on):
            return 4
        carried_out = file.award is not None and _ends_on(file.application) < on
        return 6 if carried_out else 5
    if view and view.decision.released_on:
        return 3
    return {
        ApplicationState.DRAFT: 0,
        ApplicationState.SIGN_OFF: 1,
    }.get(ApplicationState(file.application.state), 2)


SECTIONS: Sequence[tuple[str, str | Promise]] = (
    ("details", gettext_lazy("Angaben zur Maßnahme")),
    ("items", gettext_lazy("Bausteine und Mengen")),
    ("answers", gettext_lazy("Fragen des Aufrufs")),
    ("attachments", gettext_lazy("Anlagen")),
    ("check", gettext_lazy("Prüfen und vorlegen")),
)


def budget_bars(view: AwardView) -> list[tuple[BudgetLine, list[Segment]]]:
    """What each budget line of an award not yet released carries: bound already, and by this award."""
    return [
        (
            row.budget_line,
            [Segment(_("schon gebunden"), row.budget_line.bound), Segment(_("dieser Bescheid"), row.amount, 3)],
        )
        for row in view.years
    ]


def segments(file: ApplicationFile) -> list[Segment]:
    """The money as parts of one bar: per component of the calculation what was asked for, later what was granted."""
    sums: dict[str, Decimal] = {}
    if file.award:
        for line in file.award.lines:
            sums[line.label] = sums.get(line.label, ZERO) + line.amount
    else:
        for counted in file.facts.calculation.lines:
            sums[counted.item.rate.label] = sums.get(counted.item.rate.label, ZERO) + counted.amount
    largest = sorted(((label, amount) for label, amount in sums.items() if amount > ZERO), key=lambda row: -row[1])
    shown, rest = largest[:3], sum((amount for _label, amount in largest[3:]), ZERO)
    parts = [Segment(label, amount, tone) for tone, (label, amount) in enumerate(shown, start=1)]
    return [*parts, Segment(_("Übriges"), rest, 4)] if rest else parts
