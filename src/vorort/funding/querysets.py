"""Which calls, applications and awards somebody may see, and filters over them.

Never join + distinct: rows stay lockable.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from vorort.core.refusal import NotFound, VersionConflict
from vorort.funding.enums import CallState, DecisionState, GuidelineState, InformationState
from vorort.funding.rules.deadlines import NEVER_LATE
from vorort.network.enums import Role

if TYPE_CHECKING:
    from vorort.funding.models import (  # noqa: F401
        Application,
        Award,
        BudgetLine,
        Call,
        FlatRate,
        GuidelineVersion,
        Hearing,
        InformationRequest,
        Opinion,
        Programme,
    )
    from vorort.network.capacity import Capacity

Row = TypeVar("Row", bound=models.Model)

APPLICANT_ROLES = (Role.CENTRE_LEAD, Role.COORDINATOR, Role.FINANCE_CLERK)
AUTHORITY_ROLES = (Role.CLERK, Role.RELEASING_OFFICER, Role.PAYMENT_OFFICER, Role.PROOF_AUDITOR)
OWNER_ROLES = (Role.PROGRAMME_OWNER, Role.PROGRAMME_RELEASER)
READERS = (*APPLICANT_ROLES, *AUTHORITY_ROLES, *OWNER_ROLES, Role.ADVISER)  # of applications
NOTHING = Q(pk__in=[])


class VersionedQuerySet(models.QuerySet[Row]):
    """Rows that are edited by several people: found, locked and compared in one step."""

    def locked(self, pk: int, expected_version: int) -> Row:
        """The row, locked. Raises NotFound when it is not among these, VersionConflict when it was saved since."""
        row = self._lock(pk)
        if row.version != expected_version:  # type: ignore[attr-defined]  # every edited row has one
            raise VersionConflict(row, expected_version=expected_version)
        return row

    def _lock(self, pk: int) -> Row:
        row = self.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            raise NotFound(f"{self.model._meta.label} {pk}")
        return row


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes as the ministry that owns them and the authority that grants them see them."""

    def visible_to(self, capacity: Capacity) -> Self:
        """The reader's own, on either side."""
        if capacity.role in AUTHORITY_ROLES:
            return self.filter(authority_id=capacity.organisation_id)
        if capacity.role in OWNER_ROLES:
            return self.filter(owner_id=capacity.organisation_id)
        return self.filter(NOTHING)


class GuidelineQuerySet(VersionedQuerySet["GuidelineVersion"]):
    """Guideline versions. A draft is the ministry's own."""

    def visible_to(self, capacity: Capacity) -> Self:
        """Every version to the ministry, the released ones to the granting authority."""
        if capacity.role in AUTHORITY_ROLES:
            return self.released().filter(programme__authority_id=capacity.organisation_id)
        if capacity.role in OWNER_ROLES:
            return self.filter(programme__owner_id=capacity.organisation_id)
        return self.filter(NOTHING)

    def released(self) -> Self:
        """Versions a second person has released."""
        return self.filter(state=GuidelineState.RELEASED)

    def valid_on(self, day: date) -> Self:
        """Versions whose validity holds ``day``."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day)


class CallQuerySet(VersionedQuerySet["Call"]):
    """Calls. A published call is open to everybody who has signed in."""

    def visible_to(self, capacity: Capacity) -> Self:
        """Published calls to everybody; a draft to the ministry that writes it."""
        if capacity.role in OWNER_ROLES:
            return self.filter(
                Q(state=CallState.PUBLISHED) | Q(guideline__programme__owner_id=capacity.organisation_id)
            )
        return self.published()

    def published(self) -> Self:
        """Calls a second person has published."""
        return self.filter(state=CallState.PUBLISHED)

    def granted_by(self, authority_id: int) -> Self:
        """Calls whose awards this authority grants."""
        return self.filter(guideline__programme__authority_id=authority_id)

    def open_on(self, day: date) -> Self:
        """Published calls whose window holds ``day``."""
        return self.published().filter(opens_on__lte=day, closes_on__gte=day)


class BudgetLineQuerySet(VersionedQuerySet["BudgetLine"]):
    """Budget lines as the ministry and its granting authority see them."""

    def visible_to(self, capacity: Capacity) -> Self:
        """Lines of programmes the reader's organisation owns or grants."""
        if capacity.role in AUTHORITY_ROLES:
            return self.filter(programme__authority_id=capacity.organisation_id)
        if capacity.role in OWNER_ROLES:
            return self.filter(programme__owner_id=capacity.organisation_id)
        return self.filter(NOTHING)


class FlatRateQuerySet(models.QuerySet["FlatRate"]):
    """Flat rates of a guideline, dated."""

    def of_call(self, call: Call) -> Self:
        """The rates an application under ``call`` is computed with: valid on the day the call opens."""
        valid = self.filter(component__guideline_id=call.guideline_id, valid_from__lte=call.opens_on)
        return valid.exclude(valid_to__lt=call.opens_on)


class ApplicationQuerySet(VersionedQuerySet["Application"]):
    """Applications as applicant, authority, programme owner and coordination office see them."""

    def visible_to(self, capacity: Capacity) -> Self:
        """The applicant's own, whatever their state; the authority's and the owner's only once they are received; a
        coordination office's where its opinion was asked for.
        """
        return self.seen_as(capacity.role, capacity.organisation_id)

    def seen_as(self, role: Role, organisation_id: int) -> Self:
        """The same for whoever acts in ``role`` at the organisation."""
        if role in APPLICANT_ROLES:
            return self.filter(applicant_id=organisation_id)
        if role in AUTHORITY_ROLES:
            return self.received().of_programme(authority_id=organisation_id)
        if role in OWNER_ROLES:
            return self.received().of_programme(owner_id=organisation_id)
        if role == Role.ADVISER:
            asked = self.model.objects.filter(opinions__office_id=organisation_id)
            return self.filter(pk__in=asked.values("pk"))
        return self.filter(NOTHING)

    def locked_section(self, pk: int, expected_version: int, section: str) -> Application:
        """The application, locked to write one ``section``. Raises NotFound, or VersionConflict when this section was
        saved since ``expected_version``; what was saved elsewhere in the draft is no conflict.
        """
        row = self._lock(pk)
        if not getattr(row, f"{section}_version") <= expected_version <= row.version:
            raise VersionConflict(row, expected_version=expected_version)
        return row

    def received(self) -> Self:
        """Applications that have a file number."""
        return self.filter(file_number__isnull=False)

    def of_programme(self, **wanted: object) -> Self:
        """Applications under a programme that is as ``wanted``. Asked row by row: a join would let SQLite begin at the
        programme, read everything and sort it, where a list wants the first few of an index.
        """
        calls = self.model.call.field.related_model.objects  # type: ignore[attr-defined]
        wanted = {f"guideline__programme__{name}": value for name, value in wanted.items()}
        return self.filter(Exists(calls.filter(pk=OuterRef("call"), **wanted)))

    def in_state(self, *states: str) -> Self:
        """Applications in one of ``states``."""
        return self.filter(state__in=states)

    def overdue(self, on: date) -> Self:
        """Open applications whose day has passed on the day ``on``."""
        return self.filter(open=True, due_on__lt=on).exclude(due_kind__in=NEVER_LATE)

    def due_between(self, first: date, last: date) -> Self:
        """Applications due on a day from ``first`` to ``last``."""
        return self.filter(due_on__gte=first, due_on__lte=last)


class DecisionQuerySet(VersionedQuerySet[Row]):
    """Decisions of one kind. The applicant sees hers once she has been notified, not before."""

    def visible_to(self, capacity: Capacity) -> Self:
        """The applicant's notified decisions; all of the authority's and the owner's."""
        if capacity.role in APPLICANT_ROLES:
            return self.notified().filter(application__applicant_id=capacity.organisation_id)
        return self.filter(_on_the_deciding_side(capacity))

    def notified(self) -> Self:
        """Decisions made known to whom they concern."""
        return self.filter(state=DecisionState.NOTIFIED)


class AwardQuerySet(DecisionQuerySet["Award"]):
    """Awards."""

    def released_by_day(self, day: date) -> Self:
        """Awards whose notice was released on or before ``day``."""
        return self.filter(released_on__lte=day)


class HearingQuerySet(models.QuerySet["Hearing"]):
    """Hearings, of the applicant and of the deciding side."""

    def visible_to(self, capacity: Capacity) -> Self:
        """The applicant's own; all of the authority's and the owner's."""
        return self.filter(_on_either_side(capacity))


class InformationQuerySet(models.QuerySet["InformationRequest"]):
    """Requests for additional information."""

    def visible_to(self, capacity: Capacity) -> Self:
        """The applicant's own; all of the authority's and the owner's."""
        return self.filter(_on_either_side(capacity))

    def overdue_on(self, day: date) -> Self:
        """Open ones whose day has passed."""
        return self.filter(state=InformationState.OPEN, due_on__lt=day)


class OpinionQuerySet(VersionedQuerySet["Opinion"]):
    """Opinions. The applicant does not see them."""

    def visible_to(self, capacity: Capacity) -> Self:
        """The office's own, and all of the authority's and the owner's."""
        return self.seen_as(capacity.role, capacity.organisation_id)

    def seen_as(self, role: Role, organisation_id: int) -> Self:
        """The same for whoever acts in ``role`` at the organisation."""
        if role == Role.ADVISER:
            return self.filter(office_id=organisation_id)
        if role not in (*AUTHORITY_ROLES, *OWNER_ROLES):
            return self.filter(NOTHING)
        rows = self.model.application.field.related_model.objects  # type: ignore[attr-defined]
        applications = rows.seen_as(role, organisation_id)
        return self.filter(Exists(applications.filter(pk=OuterRef("application"))))  # few opinions, many applications


def _on_the_deciding_side(capacity: Capacity) -> Q:
    if capacity.role in AUTHORITY_ROLES:
        return Q(application__call__guideline__programme__authority_id=capacity.organisation_id)
    if capacity.role in OWNER_ROLES:
        return Q(application__call__guideline__programme__owner_id=capacity.organisation_id)
    return NOTHING


def _on_either_side(capacity: Capacity) -> Q:
    if capacity.role in APPLICANT_ROLES:
        return Q(application__applicant_id=capacity.organisation_id)
    return _on_the_deciding_side(capacity)
