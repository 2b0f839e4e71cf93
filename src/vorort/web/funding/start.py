"""What funding brings to the start page of each role: what waits, what falls due, figures, and what one can do."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vorort.core.money import in_figures
from vorort.funding.enums import Side
from vorort.funding.models import Call, Opinion
from vorort.funding.queries import desk, overview
from vorort.funding.queries.classes import ClassGap, classes_missing
from vorort.funding.queries.colleagues import Colleagues, colleagues_of
from vorort.funding.queries.drafts import DraftItem, drafts_waiting
from vorort.funding.queries.steps import Step
from vorort.funding.queries.table_runs import TableItem, tables_waiting
from vorort.funding.querysets import OWNER_ROLES
from vorort.funding.tables import GROUPS
from vorort.network.capacity import Capacity
from vorort.network.enums import Role
from vorort.web.funding import words
from vorort.web.home.parts import Contribution
from vorort.web.shell.components import Due, Figure, Share, Task, Tile
from vorort.web.shell.days import in_days, since
from vorort.web.shell.templatetags.shell import day as german_day

NAMED = 4  # applicants a task names; of the others it says how many

NOTHING: dict[Role, str | Promise] = {
    Role.COORDINATOR: gettext_lazy("Beginnen Sie einen Antrag: Ihr Entwurf steht dann hier."),
    Role.CENTRE_LEAD: gettext_lazy("Sobald Ihnen jemand einen Antrag zur Mitzeichnung gibt, steht er hier."),
    Role.CLERK: gettext_lazy("Sobald ein Antrag eingeht, steht er hier."),
    Role.RELEASING_OFFICER: gettext_lazy("Sobald eine Entscheidung vorbereitet ist, steht sie hier."),
    Role.ADVISER: gettext_lazy("Sobald eine Behörde um Ihre Stellungnahme bittet, steht sie hier."),
    Role.PROGRAMME_OWNER: gettext_lazy("Beginnen Sie eine Fassung oder einen Aufruf: Ihr Entwurf steht dann hier."),
    Role.PROGRAMME_RELEASER: gettext_lazy("Sobald jemand Sie um eine Freigabe bittet, steht sie hier."),
}

KINDS: dict[str, str | Promise] = {
    "award": gettext_lazy("Bewilligung"),
    "refusal": gettext_lazy("Ablehnung"),
    "earlystart": gettext_lazy("Antwort zum vorzeitigen Beginn"),
}
# What to do, and the word of the link. The decision stands before what it is about.
DOING: dict[Step, tuple[str | Promise, str | Promise]] = {
    Step.FINISH_DRAFT: (gettext_lazy("Entwurf fertigstellen"), gettext_lazy("Weiter")),
    Step.SIGN: (gettext_lazy("Mitzeichnen"), gettext_lazy("Lesen")),
    Step.FIND_SIGNATORY: (gettext_lazy("Zweite Person zum Mitzeichnen finden"), gettext_lazy("Ansehen")),
    Step.ANSWER_INFORMATION: (gettext_lazy("Nachforderung beantworten"), gettext_lazy("Ansehen")),
    Step.ANSWER_HEARING: (gettext_lazy("Auf die Anhörung antworten"), gettext_lazy("Ansehen")),
    Step.TAKE_UP: (gettext_lazy("Neuer Antrag"), gettext_lazy("Prüfen")),
    Step.REVIEW_FORMALLY: (gettext_lazy("Formell prüfen"), gettext_lazy("Weiter")),
    Step.REVIEW_IN_SUBSTANCE: (gettext_lazy("Fachlich prüfen"), gettext_lazy("Weiter")),
    Step.END_INFORMATION: (gettext_lazy("Ohne Antwort weiterprüfen"), gettext_lazy("Ansehen")),
    Step.ANSWER_EARLY_START: (gettext_lazy("Wunsch nach vorzeitigem Beginn beantworten"), gettext_lazy("Antworten")),
    Step.OPEN_HEARING: (gettext_lazy("Anhörung eröffnen"), gettext_lazy("Weiter")),
    Step.WEIGH_ANSWER: (gettext_lazy("Antwort aus der Anhörung prüfen"), gettext_lazy("Lesen")),
    Step.MEND: (gettext_lazy("%(decision)s ändern"), gettext_lazy("Ansehen")),
    Step.CHASE_OPINION: (gettext_lazy("Nach der Stellungnahme fragen"), gettext_lazy("Ansehen")),
    Step.RELEASE: (gettext_lazy("%(decision)s freigeben"), gettext_lazy("Ansehen")),
    Step.NOTIFY: (gettext_lazy("%(decision)s bekannt geben"), gettext_lazy("Bekannt geben")),
}
# Why it waits, where the title does not say it.
WHY: dict[Step, str | Promise] = {
    Step.FIND_SIGNATORY: gettext_lazy("Sie haben zuletzt daran geschrieben"),
    Step.END_INFORMATION: gettext_lazy("die Frist der Nachforderung ist abgelaufen"),
    Step.MEND: gettext_lazy("so kann sie niemand freigeben"),
    Step.CHASE_OPINION: gettext_lazy("sie ist überfällig"),
}
# By whether the reader is asked to release, then of a version or of a call: what to do, the word of the link, the page.
DRAFTS: dict[bool, tuple[tuple[str | Promise, str | Promise, str], tuple[str | Promise, str | Promise, str]]] = {
    False: (
        (gettext_lazy("Fassung fertigstellen"), gettext_lazy("Weiter"), "funding:guideline"),
        (gettext_lazy("Aufruf fertigstellen"), gettext_lazy("Weiter"), "funding:edit_call"),
    ),
    True: (
        (gettext_lazy("Fassung freigeben"), gettext_lazy("Ansehen"), "funding:guideline_release"),
        (gettext_lazy("Aufruf veröffentlichen"), gettext_lazy("Ansehen"), "funding:publish_call"),
    ),
}


def contribution(capacity: Capacity, on: date) -> Contribution:
    """At most ten statements."""
    colleagues = colleagues_of(capacity, on)
    waiting = desk.waiting_for(capacity, colleagues, on)
    opinions = desk.opinions_asked_for(capacity)
    drafts, tables, gaps = drafts_waiting(capacity), tables_waiting(capacity), classes_missing(capacity, on)
    dues = [*desk.falling_due(capacity, colleagues, on), *(desk.opinion_due(row) for row in opinions)]
    figures, shares = _figures(capacity, colleagues, on)
    return Contribution(
        tasks=[
            *(_task(item, on) for item in waiting.items),
            *(_opinion(row, on) for row in opinions),
            *(_gap(gap, on) for gap in gaps),
            *(_table(item, on) for item in tables),
            *(_draft(item, on) for item in drafts),
        ],
        waiting=waiting.count + sum(map(len, (opinions, gaps, tables, drafts))),
        all_tasks_url=_list("stand=offen&zustaendig=ich") if waiting.count > len(waiting.items) else "",
        nothing=str(NOTHING.get(capacity.role, "")),
        dues=[_due(item, on) for item in dues[: desk.DUE_SHOWN]],
        figures=figures,
        shares=shares,
        ways=_ways(capacity, colleagues, on),
    )


# --- What waits -------------------------------------------------------------------------------------------------------
def _task(item: desk.WaitingItem, on: date) -> Task:
    """A waiting application as a task with what to do."""
    application = item.application
    doing, action = DOING[item.step]
    kind = str(KINDS[item.decision._meta.model_name or ""]) if item.decision is not None else ""
    what = str(doing) % {"decision": kind} if kind else str(doing)
    amount = in_figures(application.requested) if application.requested is not None else ""
    instead = _("in Vertretung für %(name)s") % {"name": item.instead_of} if item.instead_of else ""
    late = item.overdue
    why = f"{late.kind.label}: {words.left(late, on)}" if late is not None else str(WHY.get(item.step, ""))
    title = application.title or _("noch ohne Bezeichnung")
    parts = (application.file_number, application.applicant.short_name, application.call.title, amount, why, instead)
    return Task(
        when=since(item.since, on),
        title=f"{what}: {title}",
        detail=" · ".join(part for part in parts if part),
        url=reverse("funding:application", args=[application.pk]),
        action=str(action),
        late=late is not None,
    )


def _opinion(opinion: Opinion, on: date) -> Task:
    application = opinion.application
    parts = (application.file_number, application.applicant.short_name, application.call.title)
    return Task(
        when=_("bis %(day)s") % {"day": german_day(opinion.due_on)},
        title=_("Stellungnahme abgeben: %(title)s") % {"title": application.title},
        detail=" · ".join(part for part in parts if part),
        url=reverse("funding:opinion", args=[application.pk, opinion.pk]),
        action=_("Schreiben"),
        late=opinion.due_on < on,
    )


def _draft(item: DraftItem, on: date) -> Task:
    """A draft of the ministry's, to be finished or to be looked at."""
    draft = item.draft
    of_call = isinstance(draft, Call)
    what, action, page = DRAFTS[item.asked][of_call]
    programme = draft.guideline.programme if isinstance(draft, Call) else draft.programme
    return Task(
        when=since(item.since, on),
        title=f"{what}: {draft.title}",
        detail=programme.title,
        url=reverse(page, args=[draft.pk]),
        action=str(action),
    )


def _table(item: TableItem, on: date) -> Task:
    """A table of a released version that takes a second person."""
    doing = _("Tabelle zurücknehmen: %(table)s") if item.undo else _("Tabelle freigeben: %(table)s")
    return Task(
        when=since(item.since, on),
        title=doing % {"table": item.title},
        detail=f"{item.guideline.title} · {item.guideline.programme.title}",
        url=reverse("funding:import_run", args=[item.guideline.pk, item.run.pk]),
        action=_("Ansehen"),
    )


def _gap(gap: ClassGap, on: date) -> Task:
    """Applicants for whom nothing counts before somebody enters their class."""
    named, more = gap.applicants[:NAMED], len(gap.applicants) - NAMED
    others = ngettext("und %(count)d weitere", "und %(count)d weitere", more) % {"count": more} if more > 0 else ""
    return Task(
        when=since(gap.since, on),
        title=_("Klassen eintragen: %(version)s") % {"version": gap.guideline.title},
        detail=_("ohne Klasse zählt für sie nichts: %(names)s") % {"names": f"{', '.join(named)} {others}".strip()},
        url=reverse("funding:guideline_import", args=[gap.guideline.pk, GROUPS.name]),
        action=_("Eintragen"),
    )


# --- What falls due ---------------------------------------------------------------------------------------------------
def _due(item: desk.DueItem, on: date) -> Due:
    deadline, row = item.deadline, item.application
    detail, url = "", ""
    if row is not None:
        detail, url = row.title or row.call.title, reverse("funding:application", args=[row.pk])
    elif item.call is not None:
        detail, url = item.call.title, reverse("funding:call", args=[item.call.code])
    left = words.left(deadline, on)
    return Due(deadline.day, str(deadline.kind.label), left, detail, url, deadline.is_late(on))


# --- Figures ----------------------------------------------------------------------------------------------------------
def _figures(capacity: Capacity, colleagues: Colleagues | None, on: date) -> tuple[list[Figure], list[Share]]:
    if colleagues is None:
        lines = overview.budget_lines(capacity, on) if capacity.role in OWNER_ROLES else []
        return [], [
            Share(
                f"{line.programme.title} {line.year}",
                line.bound,
                line.appropriated,
                reverse("funding:budget_line", args=[line.pk]),
            )
            for line in lines
        ]
    if colleagues.side == Side.APPLICANT:
        return _of_applicant(overview.applicant_figures(capacity, on), on.year), []
    return _of_authority(overview.authority_figures(capacity, colleagues, on)), []


def _of_applicant(figures: overview.ApplicantFigures, year: int) -> list[Figure]:
    return [
        Figure(_("Anträge in Arbeit"), str(figures.open), url=_list("stand=offen")),
        Figure(_("Beantragt %(year)d") % {"year": year}, in_figures(figures.requested), url=_list("stand=alle")),
        Figure(_("Bewilligt %(year)d") % {"year": year}, in_figures(figures.granted), url=_list("stand=entschieden")),
    ]


def _of_authority(figures: overview.AuthorityFigures) -> list[Figure]:
    days = figures.days_to_notice
    late, free = figures.late, figures.of_nobody
    return [
        Figure(_("Offene Anträge"), str(figures.open), url=_list("stand=offen")),
        Figure(
            _("Überfällig"),
            str(late),
            _("nach der Hausregel") if late else "",
            "danger",
            _list("stand=offen&frist=ueberfaellig&sortierung=frist"),
        ),
        Figure(
            _("Ohne Zuständigkeit"),
            str(free),
            _("zu verteilen") if free else "",
            "wait",
            _list("stand=offen&zustaendig=niemand"),
        ),
        Figure(
            _("Vom Eingang bis zum Bescheid"),
            "–" if days is None else _days(days),
            _("noch kein Bescheid in diesem Jahr") if days is None else _("Median, alle Behörden"),
            "info",
            reverse("steering:figure", args=["funding.days_to_notice"]),
        ),
    ]


def _days(days: Decimal) -> str:
    """``1 Tag``, ``3,5 Tage``."""
    said = {"days": f"{days:g}".replace(".", ",")}
    return ngettext("%(days)s Tag", "%(days)s Tage", 1 if days == 1 else 2) % said


# --- What one can do --------------------------------------------------------------------------------------------------
def _ways(capacity: Capacity, colleagues: Colleagues | None, on: date) -> Sequence[Tile]:
    """Calls she may apply to; otherwise the way to the list, or to the calls for whoever only reads."""
    calls = [
        Tile(
            _("Antrag beginnen: %(call)s") % {"call": call.title},
            reverse("funding:call", args=[call.code]),
            _("offen bis %(day)s, %(left)s")
            % {"day": german_day(call.closes_on), "left": in_days((call.closes_on - on).days)},
        )
        for call in desk.calls_to_apply_to(capacity, on)
    ]
    if colleagues is not None:
        return [*calls, Tile(_("Alle Anträge"), _list("stand=alle"), _("suchen, filtern, eigene Ansichten"))]
    if capacity.role in OWNER_ROLES:
        return [
            Tile(_("Programme"), reverse("funding:programmes"), _("Fassungen, Aufrufe und Haushalt")),
            Tile(_("Eingegangene Anträge"), _list("stand=alle"), _("in den Programmen Ihres Hauses")),
        ]
    return [Tile(_("Offene Aufrufe lesen"), reverse("funding:desk"), _("wofür gerade Anträge möglich sind"))]


def _list(query: str) -> str:
    return f"{reverse('funding:desk')}?{query}"
