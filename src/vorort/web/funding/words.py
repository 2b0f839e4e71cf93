"""How funding's values look on a page: chips, steps, tasks, sections. No query, no rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vorort.core.money import ZERO
from vorort.funding.enums import ApplicationState, AwardState, QuestionKind
from vorort.funding.models import Application
from vorort.funding.queries.colleagues import Colleagues
from vorort.funding.queries.file import ApplicationFile, AwardView
from vorort.funding.rules.deadlines import Deadline
from vorort.web.shell.components import Plain, Segment, Step, StepState, Tone
from vorort.web.shell.templatetags.shell import day as german_day

TONES: dict[str, Tone] = {
    ApplicationState.DRAFT: "plain",
    ApplicationState.SIGN_OFF: "wait",
    ApplicationState.SUBMITTED: "info",
    ApplicationState.FORMAL_REVIEW: "info",
    ApplicationState.SUBSTANTIVE_REVIEW: "info",
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


def tone(application: Application) -> Tone:
    """The colour of a state; the word stands beside it."""
    return TONES[application.state]


def state_word(application: Application, award: AwardView | None = None, on: date | None = None) -> str:
    """What the reader calls the state: after the notice it is the award's."""
    if award is None or award.award.state == AwardState.PREPARED:
        return str(ApplicationState(application.state).label)
    if award.finality and on and award.finality.is_final(on):
        return _("bestandskräftig")
    return {
        AwardState.RELEASED: _("freigegeben, noch nicht bekannt gegeben"),
        AwardState.NOTIFIED: _("bewilligt"),
    }[AwardState(award.award.state)]


def since(day: date, today: date) -> str:
    """``heute``, ``seit gestern``, ``seit 5 Tagen``."""
    days = (today - day).days
    if days <= 0:
        return _("heute")
    if days == 1:
        return _("seit gestern")
    return _("seit %(days)d Tagen") % {"days": days}


@dataclass(frozen=True)
class InCharge:
    """Who looks after a file, in words; ``instead_of`` names the colleague the reader stands in for."""

    who: str = ""
    instead_of: str = ""


def in_charge(application: Application, colleagues: Colleagues | None) -> InCharge:
    """``ich``, a colleague's name, or nothing for nobody."""
    key = colleagues.in_charge_of(application) if colleagues else None
    if colleagues is None or key is None:
        return InCharge()
    return InCharge(_("ich") if key in colleagues.own else colleagues.people[key].name, colleagues.absent.get(key, ""))


def left(deadline: Deadline, today: date) -> str:
    """``heute``, ``noch 3 Tage``, ``seit 2 Tagen überfällig``; nothing where being late has no meaning."""
    days = (deadline.day - today).days
    if days == 0:
        return _("heute")
    if days > 0:
        return in_days(days)
    if not deadline.is_late(today):
        return ""
    return ngettext("seit gestern überfällig", "seit %(days)d Tagen überfällig", -days) % {"days": -days}


def in_days(days: int) -> str:
    """``noch 1 Tag``, ``noch 8 Tage``, from ten weeks on ``noch 4 Monate``."""
    if days >= 70:
        return _("noch %(months)d Monate") % {"months": round(days / 30.44)}
    return ngettext("noch %(days)d Tag", "noch %(days)d Tage", days) % {"days": days}


def steps(file: ApplicationFile, on: date) -> list[Step]:
    """The way of the application from draft to proof of use, with the days that are known."""
    application, view = file.application, file.award
    if application.state == ApplicationState.WITHDRAWN:
        return [
            Step(_("Entwurf"), german_day(application.created_on), "done"),
            Step(_("zurückgezogen"), german_day(application.withdrawn_on), "done"),
        ]
    award = view.award if view else None
    final = view.finality if view else None
    reached = _reached(file, on)
    stations = [
        (_("Entwurf"), german_day(application.created_on)),
        (_("Antrag"), german_day(application.submitted_on)),
        (_("Prüfung"), ""),
        (_("Bescheid"), german_day(award.notified_on) if award else ""),
        (_("bestandskräftig"), german_day(final.final_from) if final else ""),
        (_("Durchführung"), _period(application)),
        (_("Nachweis"), _("fällig %(day)s") % {"day": german_day(view.proof_due_on)} if view else ""),
    ]
    return [Step(label, when, _step_state(index, reached)) for index, (label, when) in enumerate(stations)]


def _period(application: Application) -> str:
    until = application.ends_on or application.call.execution_to
    return _("bis %(day)s") % {"day": german_day(until)}


def _step_state(index: int, reached: int) -> StepState:
    if index < reached:
        return "done"
    return "now" if index == reached else "todo"


def _reached(file: ApplicationFile, on: date) -> int:
    view = file.award
    if view and view.award.notified_on:
        return 5 if view.finality and view.finality.is_final(on) else 4
    if view and view.award.released_on:
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
