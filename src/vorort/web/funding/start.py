"""What funding brings to the start page of each role: what waits, what falls due, figures, and what one can do."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vorort.core.money import in_figures
from vorort.funding.enums import ApplicationState, DecisionState, Side
from vorort.funding.models import Opinion
from vorort.funding.queries import desk, overview
from vorort.funding.queries.colleagues import Colleagues, colleagues_of
from vorort.funding.querysets import OWNER_ROLES
from vorort.network.capacity import Capacity
from vorort.network.enums import Role
from vorort.web.funding import words
from vorort.web.home.parts import Contribution
from vorort.web.shell.components import Due, Figure, Share, Task, Tile
from vorort.web.shell.templatetags.shell import day as german_day

NOTHING: dict[Role, str | Promise] = {
    Role.COORDINATOR: gettext_lazy("Beginnen Sie einen Antrag: Ihr Entwurf steht dann hier."),
    Role.CENTRE_LEAD: gettext_lazy("Sobald Ihnen jemand einen Antrag zur Mitzeichnung gibt, steht er hier."),
    Role.CLERK: gettext_lazy("Sobald ein Antrag eingeht, steht er hier."),
    Role.RELEASING_OFFICER: gettext_lazy("Sobald eine Entscheidung vorbereitet ist, steht sie hier."),
    Role.ADVISER: gettext_lazy("Sobald eine Behörde um Ihre Stellungnahme bittet, steht sie hier."),
}

KINDS: dict[str, str | Promise] = {
    "award": gettext_lazy("Bewilligung"),
    "refusal": gettext_lazy("Ablehnung"),
    "earlystart": gettext_lazy("Antwort zum vorzeitigen Beginn"),
}


def contribution(capacity: Capacity, on: date) -> Contribution:
    """At most eight statements."""
    colleagues = colleagues_of(capacity, on)
    waiting = desk.waiting_for(capacity, colleagues, on)
    opinions = desk.opinions_asked_for(capacity)
    figures, shares = _figures(capacity, colleagues, on)
    return Contribution(
        tasks=[_task(item, on) for item in waiting.items] + [_opinion(row, on) for row in opinions],
        waiting=waiting.count + len(opinions),
        all_tasks_url=_list("stand=offen&zustaendig=ich") if waiting.count > len(waiting.items) else "",
        nothing=str(NOTHING.get(capacity.role, "")),
        dues=[_due(item, on) for item in desk.falling_due(capacity, colleagues, on)],
        figures=figures,
        shares=shares,
        ways=_ways(capacity, colleagues, on),
    )


# --- What waits -------------------------------------------------------------------------------------------------------
def _task(item: desk.WaitingItem, on: date) -> Task:
    """A waiting application as a task with what to do."""
    application = item.application
    what, action = _doing(item)
    amount = in_figures(application.requested) if application.requested is not None else ""
    instead = _("in Vertretung für %(name)s") % {"name": item.instead_of} if item.instead_of else ""
    title = application.title or _("noch ohne Bezeichnung")
    parts = (application.file_number, application.applicant.short_name, application.call.title, amount, instead)
    return Task(
        when=words.since(item.since, on),
        title=f"{what}: {title}",
        detail=" · ".join(part for part in parts if part),
        url=reverse("funding:application", args=[application.pk]),
        action=action,
        late=item.late,
    )


def _doing(item: desk.WaitingItem) -> tuple[str, str]:
    if item.decision is not None:
        kind = str(KINDS[item.decision._meta.model_name or ""])
        if item.decision.state == DecisionState.PREPARED:
            return _("%(decision)s freigeben") % {"decision": kind}, _("Ansehen")
        return _("%(decision)s bekannt geben") % {"decision": kind}, _("Bekannt geben")
    return {
        ApplicationState.DRAFT: (_("Entwurf fertigstellen"), _("Weiter")),
        ApplicationState.SIGN_OFF: (_("Mitzeichnen"), _("Lesen")),
        ApplicationState.SUBMITTED: (_("Neuer Antrag"), _("Prüfen")),
        ApplicationState.FORMAL_REVIEW: (_("Formell prüfen"), _("Weiter")),
        ApplicationState.SUBSTANTIVE_REVIEW: (_("Fachlich prüfen"), _("Weiter")),
        ApplicationState.INFORMATION_REQUESTED: (_("Nachforderung beantworten"), _("Ansehen")),
    }.get(ApplicationState(item.application.state), (_("Ansehen"), _("Ansehen")))


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


# --- What falls due ---------------------------------------------------------------------------------------------------
def _due(item: desk.DueItem, on: date) -> Due:
    deadline = item.deadline
    left = words.left(deadline, on)
    if item.application is None:
        title, url = (item.call.title, reverse("funding:call", args=[item.call.code])) if item.call else ("", "")
        return Due(deadline.day, str(deadline.kind.label), left, title, url)
    row = item.application
    detail = row.title or row.call.title
    url = reverse("funding:application", args=[row.pk])
    return Due(deadline.day, str(deadline.kind.label), left, detail, url)


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
            _("%(days)s Tage") % {"days": f"{days:g}".replace(".", ",")} if days else "–",
            _("Median, alle Behörden") if days else _("noch kein Bescheid in diesem Jahr"),
            "info",
            reverse("steering:figure", args=["funding.days_to_notice"]),
        ),
    ]


# --- What one can do --------------------------------------------------------------------------------------------------
def _ways(capacity: Capacity, colleagues: Colleagues | None, on: date) -> Sequence[Tile]:
    """Calls she may apply to; otherwise the way to the list, or to the calls for whoever only reads."""
    calls = [
        Tile(
            _("Antrag beginnen: %(call)s") % {"call": call.title},
            reverse("funding:call", args=[call.code]),
            _("offen bis %(day)s, %(left)s")
            % {"day": german_day(call.closes_on), "left": words.in_days((call.closes_on - on).days)},
        )
        for call in desk.calls_to_apply_to(capacity, on)
    ]
    if colleagues is not None:
        return [*calls, Tile(_("Alle Anträge"), _list("stand=alle"), _("suchen, filtern, eigene Ansichten"))]
    if capacity.role in OWNER_ROLES:
        return [Tile(_("Eingegangene Anträge"), _list("stand=alle"), _("in den Programmen Ihres Hauses"))]
    return [Tile(_("Offene Aufrufe lesen"), reverse("funding:desk"), _("wofür gerade Anträge möglich sind"))]


def _list(query: str) -> str:
    return f"{reverse('funding:desk')}?{query}"
