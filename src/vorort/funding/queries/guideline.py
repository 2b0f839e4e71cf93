"""Programmes, guideline versions and calls as the rules and the ministry's pages see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User
from vorort.core import clock, history
from vorort.core.models import HistoryEntry
from vorort.core.money import euro, in_figures
from vorort.core.workflow import Option
from vorort.funding.enums import GuidelineState, ParameterCode
from vorort.funding.models import (
    BudgetLine,
    Call,
    CapLimit,
    Ceiling,
    Component,
    FlatRate,
    GuidelineVersion,
    Parameter,
    Programme,
    RateCap,
    RecipientGroup,
    UnitCeiling,
)
from vorort.funding.rules.programme import CallFacts, GuidelineFacts, Validity
from vorort.funding.workflow import CALL, GUIDELINE
from vorort.network.capacity import Capacity
from vorort.network.enums import Role

WORDS: dict[str, str | Promise] = {
    "guideline.begun": _("Entwurf begonnen"),
    "guideline.edited": _("Angaben geändert"),
    "guideline.parameters_saved": _("Stellgrößen gespeichert"),
    "guideline.part_saved": _("Teil des Regelwerks gespeichert"),
    "guideline.part_removed": _("Teil des Regelwerks entfernt"),
    "guideline.imported": _("Tabelle eingelesen"),
    "guideline.import_undone": _("Eingelesene Tabelle zurückgenommen"),
    "guideline.release_requested": _("Um Freigabe gebeten"),
    "guideline.released": _("Freigegeben"),
    "guideline.ended": _("Von einer neuen Fassung abgelöst"),
    "guideline.discarded": _("Verworfen"),
    "budget_line.set": _("Eingetragen"),
    "budget_line.changed": _("Ansatz geändert"),
}
LOG_SHOWN = 30
TABLE_SHOWN = 200


# --- For the rules ----------------------------------------------------------------------------------------------------
def guideline_facts(guideline: GuidelineVersion) -> GuidelineFacts:
    """``guideline`` as the rules see it. Three statements."""
    others = GuidelineVersion.objects.released().filter(programme_id=guideline.programme_id).exclude(pk=guideline.pk)
    return GuidelineFacts(
        valid_from=guideline.valid_from,
        valid_to=guideline.valid_to,
        parameters=frozenset(ParameterCode(code) for code in guideline.parameters.values_list("code", flat=True)),
        rates=FlatRate.objects.filter(component__guideline=guideline).count(),
        others=tuple(_validity(other) for other in others),
    )


def call_facts(call: Call) -> CallFacts:
    """``call`` as the rules see it, when its guideline is selected with it. Two statements."""
    funded = set(call.budget_lines.values_list("year", flat=True))
    years = range(call.execution_from.year, call.execution_to.year + 1)
    return CallFacts(
        opens_on=call.opens_on,
        guideline_state=GuidelineState(call.guideline.state),
        guideline=_validity(call.guideline),
        eligible=call.eligible_kinds.count(),
        years_without_money=tuple(year for year in years if year not in funded),
    )


def _validity(guideline: GuidelineVersion) -> Validity:
    return Validity(guideline.title, guideline.valid_from, guideline.valid_to)


def groups_of(guideline: GuidelineVersion) -> set[str]:
    """The recipient groups its caps distinguish. One statement."""
    limits = CapLimit.objects.filter(cap__guideline=guideline).exclude(group="")
    return set(limits.values_list("group", flat=True))


def predecessor_of(guideline: GuidelineVersion) -> GuidelineVersion | None:
    """The released version of the programme that holds before ``guideline``; None for the first. One statement."""
    earlier = GuidelineVersion.objects.released().filter(
        programme_id=guideline.programme_id, valid_from__lt=guideline.valid_from
    )
    return earlier.order_by("-valid_from").first()


# --- For the pages ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LogLine:
    """One line of what happened, in words."""

    sentence: str | Promise
    detail: str
    who: str
    day: date


@dataclass(frozen=True)
class ProgrammeView:
    """A programme with its versions on the time line, its calls and its money, each newest first."""

    programme: Programme
    guidelines: list[GuidelineVersion]
    calls: list[Call]
    budget_lines: list[BudgetLine]

    @property
    def in_force(self) -> GuidelineVersion | None:
        """The released version that holds today, else the newest released."""
        today = clock.today()
        released = [row for row in self.guidelines if row.state == GuidelineState.RELEASED]
        holding = [
            row for row in released if row.valid_from <= today and (row.valid_to is None or row.valid_to >= today)
        ]
        return next(iter(holding or released), None)


def programmes(capacity: Capacity) -> list[ProgrammeView]:
    """Every programme the reader sees. Four statements."""
    rows = list(Programme.objects.visible_to(capacity).select_related("owner", "authority").order_by("title"))
    return _views(capacity, rows)


def programme_view(programme: Programme, capacity: Capacity) -> ProgrammeView:
    """One programme. Three statements."""
    return _views(capacity, [programme])[0]


def _views(capacity: Capacity, rows: Sequence[Programme]) -> list[ProgrammeView]:
    guidelines = GuidelineVersion.objects.visible_to(capacity).filter(programme__in=rows)
    calls = Call.objects.visible_to(capacity).filter(guideline__programme__in=rows).select_related("guideline")
    lines = BudgetLine.objects.visible_to(capacity).filter(programme__in=rows)
    by_programme: dict[int, tuple[list[GuidelineVersion], list[Call], list[BudgetLine]]] = {
        row.pk: ([], [], []) for row in rows
    }
    for version in guidelines.order_by("-valid_from", "-pk"):
        by_programme[version.programme_id][0].append(version)
    for call in calls.order_by("-opens_on", "-pk"):
        by_programme[call.guideline.programme_id][1].append(call)
    for line in lines.order_by("-year", "code"):
        by_programme[line.programme_id][2].append(line)
    return [ProgrammeView(row, *by_programme[row.pk]) for row in rows]


@dataclass(frozen=True)
class ComponentView:
    """A component with its rates."""

    component: Component
    rates: list[FlatRate]


@dataclass(frozen=True)
class GuidelinePage:
    """Everything a version says, what may be done with it, and what happened."""

    guideline: GuidelineVersion
    parameters: list[Parameter]
    components: list[ComponentView]
    caps: list[RateCap]
    ceilings: list[Ceiling]
    unit_ceilings: list[UnitCeiling]
    groups: list[RecipientGroup]
    options: Mapping[str, Option]
    log: list[LogLine]


def guideline_page(guideline: GuidelineVersion, capacity: Capacity) -> GuidelinePage:
    """The version with its programme selected. Fourteen statements."""
    rates: dict[int, list[FlatRate]] = {}
    for rate in FlatRate.objects.filter(component__guideline=guideline).select_related("cap"):
        rates.setdefault(rate.component_id, []).append(rate)
    posts = UnitCeiling.objects.filter(rate__component__guideline=guideline).select_related("rate", "area")
    return GuidelinePage(
        guideline=guideline,
        parameters=list(guideline.parameters.all()),
        components=[ComponentView(row, rates.get(row.pk, [])) for row in guideline.components.all()],
        caps=list(guideline.caps.prefetch_related("limits")),
        ceilings=list(guideline.ceilings.select_related("area").order_by("-year", "area__code")[:TABLE_SHOWN]),
        unit_ceilings=list(posts.order_by("-year", "area__code", "rate__position")[:TABLE_SHOWN]),
        groups=list(
            guideline.recipient_groups.select_related("area").order_by("-valid_from", "area__code")[:TABLE_SHOWN]
        ),
        options=guideline_options(guideline, capacity),
        log=log_of(history.stream_of(guideline), capacity),
    )


def guideline_options(guideline: GuidelineVersion, capacity: Capacity) -> dict[str, Option]:
    """Every transition as a button for this reader, also those she may not press. Three statements."""
    facts, today = guideline_facts(guideline), clock.today()
    return {
        name: Option(
            name,
            row.label,
            tuple(GUIDELINE.reasons_against(guideline, name, actor=capacity, facts=facts, on=today)),
        )
        for name, row in GUIDELINE.transitions.items()
    }


def call_options(call: Call, capacity: Capacity) -> dict[str, Option]:
    """Every transition of a call as a button, with the reasons against it. Two statements."""
    facts, today = call_facts(call), clock.today()
    return {
        name: Option(name, row.label, tuple(CALL.reasons_against(call, name, actor=capacity, facts=facts, on=today)))
        for name, row in CALL.transitions.items()
    }


def log_of(stream: str, capacity: Capacity) -> list[LogLine]:
    """What happened in the stream, newest first; names only of the reader's own side. Two statements."""
    entries = HistoryEntry.objects.filter(stream=stream).select_related("payload").order_by("-pk")[:LOG_SHOWN]
    rows = list(entries)
    names = dict(User.objects.filter(pk__in={row.actor_user_id for row in rows}).values_list("pk", "name"))
    return [_log_line(row, names, capacity) for row in rows]


def _log_line(row: HistoryEntry, names: Mapping[int, str], capacity: Capacity) -> LogLine:
    payload = getattr(row, "payload", None)
    values: Mapping[str, object] = payload.values if payload else {}
    role = str(Role(row.actor_role).label) if row.actor_role else ""
    same_side = row.actor_organisation_id == capacity.organisation_id
    who = [names.get(row.actor_user_id or 0, ""), role] if same_side else [role]
    return LogLine(
        sentence=WORDS.get(row.action, row.action),
        detail=_detail([values.get("part"), values.get("reason"), _amounts(values), values.get("source")]),
        who=", ".join(part for part in who if part),
        day=row.business_day,
    )


def _amounts(values: Mapping[str, object]) -> str:
    """The money of a budget line, before and after where it changed."""
    amounts = [str(values[name]) for name in ("before", "appropriated") if values.get(name)]
    return " → ".join(in_figures(euro(amount)) for amount in amounts)


def _detail(parts: Iterable[object]) -> str:
    return " · ".join(str(part) for part in parts if part)
