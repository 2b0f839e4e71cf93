"""What runs beside the way of an application: requests for information, hearings, opinions, the wish to begin early."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from vorort.core import clock
from vorort.core.prepared import Prepared
from vorort.core.workflow import Option
from vorort.funding.enums import HearingState, InformationState, OpinionState
from vorort.funding.models import (
    Application,
    EarlyStartRequest,
    Hearing,
    InformationRequest,
    Opinion,
    ReopenedField,
)
from vorort.funding.queries import facts
from vorort.funding.queries.file import ApplicationFile, has
from vorort.funding.rules.facts import ApplicationFacts
from vorort.funding.rules.hearing import has_ended
from vorort.funding.workflow import HEARING, INFORMATION, OPINION
from vorort.network.capacity import Capacity
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Organisation


@dataclass(frozen=True)
class RequestView:
    """A request for information: what was asked, what was changed by it, and the reader's buttons."""

    request: InformationRequest
    fields: list[ReopenedField]
    overdue: bool
    options: dict[str, Option]

    @property
    def is_open(self) -> bool:
        return self.request.state == InformationState.OPEN

    @property
    def changed(self) -> list[ReopenedField]:
        """The parts that were handed in otherwise than they were submitted."""
        answered = self.request.state == InformationState.ANSWERED
        return [row for row in self.fields if answered and row.before != row.after]


@dataclass(frozen=True)
class HearingView:
    """A hearing, whether it has ended, and the reader's buttons."""

    hearing: Hearing
    ended: bool
    options: dict[str, Option]

    @property
    def is_open(self) -> bool:
        return self.hearing.state == HearingState.OPEN


@dataclass(frozen=True)
class OpinionView:
    """An opinion, whether it is late, and the reader's buttons."""

    opinion: Opinion
    overdue: bool
    options: dict[str, Option]

    @property
    def is_open(self) -> bool:
        return self.opinion.state == OpinionState.REQUESTED


@dataclass(frozen=True)
class Beside:
    """All of it on one application, as far as the reader sees it."""

    requests: list[RequestView]
    hearings: list[HearingView]
    opinions: list[OpinionView]
    early_start_request: EarlyStartRequest | None

    @property
    def open_request(self) -> RequestView | None:
        return next((row for row in self.requests if row.is_open), None)

    @property
    def open_hearing(self) -> HearingView | None:
        return next((row for row in self.hearings if row.is_open), None)

    @property
    def running_hearing(self) -> HearingView | None:
        """The hearing a decision waits for."""
        return next((row for row in self.hearings if not row.ended), None)


def beside(file: ApplicationFile, capacity: Capacity) -> Beside:
    """What this reader sees of it, the newest first. At most two statements more than the file."""
    on = clock.today()
    fields: dict[int, list[ReopenedField]] = {}
    for field in ReopenedField.objects.filter(request__in=file.requests).order_by("pk") if file.requests else ():
        fields.setdefault(field.request_id, []).append(field)
    return Beside(
        requests=[_request(row, file.facts, capacity, fields.get(row.pk, [])) for row in reversed(file.requests)],
        hearings=[_hearing(row, capacity, on) for row in reversed(file.hearings)],
        opinions=[_opinion(row, file.application, capacity, on) for row in _opinions(file.application, capacity)],
        early_start_request=getattr(file.application, "early_start_request", None),
    )


def offices() -> list[Organisation]:
    """The coordination offices whose opinion can be asked for. One statement."""
    found = Organisation.objects.acting_on(clock.today()).filter(kind=OrganisationKind.COORDINATION_OFFICE)
    return list(found.order_by("name"))


def _opinions(application: Application, capacity: Capacity) -> list[Opinion]:
    if not getattr(application, has(Opinion), True):
        return []
    return list(_OPINIONS.rows(capacity.role, organisation=capacity.organisation_id, application=application.pk))


def _opinions_seen_as(role: Role, *, organisation: int, application: int) -> QuerySet[Opinion]:
    seen = Opinion.objects.seen_as(role, organisation).filter(application_id=application)
    return seen.select_related("office", "written_by").order_by("-pk")


_OPINIONS = Prepared(_opinions_seen_as)


def _request(
    row: InformationRequest, known: ApplicationFacts, capacity: Capacity, fields: list[ReopenedField]
) -> RequestView:
    on = clock.today()
    wanted = facts.information_facts(row, known, on)
    options = INFORMATION.options(row, actor=capacity, facts=wanted, on=on)
    overdue = row.state == InformationState.OPEN and on > row.due_on
    return RequestView(row, fields, overdue, {option.name: option for option in options})


def _hearing(row: Hearing, capacity: Capacity, on: date) -> HearingView:
    heard = facts.hearing_facts(row)
    options = HEARING.options(row, actor=capacity, facts=heard, on=on)
    return HearingView(row, has_ended(heard, on), {option.name: option for option in options})


def _opinion(row: Opinion, application: Application, capacity: Capacity, on: date) -> OpinionView:
    row.application = application
    options = OPINION.options(row, actor=capacity, facts=facts.opinion_facts(row), on=on)
    overdue = row.state == OpinionState.REQUESTED and on > row.due_on
    return OpinionView(row, overdue, {option.name: option for option in options})
