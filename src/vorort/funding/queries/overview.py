"""The figures of the start page: how much lies on a desk, how much was asked for and granted, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value

from vorort.core.money import ZERO
from vorort.core.prepared import Prepared
from vorort.funding.enums import Side
from vorort.funding.metrics import DAYS_TO_NOTICE
from vorort.funding.models import Application, Award, BudgetLine
from vorort.funding.queries.colleagues import COLUMNS, Colleagues, Hands
from vorort.funding.rules.deadlines import NEVER_LATE
from vorort.network.capacity import Capacity

ROW = Value(1)  # counted as it comes: no column of it is read


@dataclass(frozen=True)
class AuthorityFigures:
    """Open applications of an authority, and the median of days from receipt to notice of all; None without one."""

    open: int
    late: int
    of_nobody: int
    days_to_notice: Decimal | None


@dataclass(frozen=True)
class ApplicantFigures:
    """An applicant's applications: how many are open, what she asked for and was granted in the year. Euro."""

    open: int
    requested: Decimal
    granted: Decimal


def authority_figures(capacity: Capacity, colleagues: Colleagues, on: date) -> AuthorityFigures:
    """What lies on the authority's desk. Two statements."""
    people = colleagues.values["people"]
    ((_row, open_, late, of_nobody),) = _ON_THE_DESK.rows(authority=capacity.organisation_id, on=on, people=people)
    return AuthorityFigures(open_, late, of_nobody, DAYS_TO_NOTICE.value(on))


def _on_the_desk(*, authority: int, on: date, people: tuple[int, ...]) -> QuerySet[Any, Any]:
    """Open, late and nobody's. The authority is asked for by a join: all are counted, none is wanted first
    (``of_programme`` asks row by row).
    """
    late = Q(due_on__lt=on) & ~Q(due_kind__in=NEVER_LATE)
    of_nobody = Hands(COLUMNS[Side.AUTHORITY], (), people).of_nobody()
    rows = Application.objects.received().filter(call__guideline__programme__authority_id=authority, open=True)
    counted: QuerySet[Any, Any] = rows.values_list(ROW).annotate(
        open_=Count(ROW), late=Count(ROW, filter=late), of_nobody=Count(ROW, filter=of_nobody)
    )
    return counted.order_by()


_ON_THE_DESK = Prepared(_on_the_desk)


def applicant_figures(capacity: Capacity, on: date) -> ApplicantFigures:
    """The applicant's year. Two statements."""
    this_year = Q(submitted_on__year=on.year, withdrawn_on__isnull=True)
    own = Application.objects.visible_to(capacity).aggregate(
        open=Count("pk", filter=Q(open=True)), requested=Sum("requested", filter=this_year)
    )
    granted = Award.objects.visible_to(capacity).filter(notified_on__year=on.year).aggregate(sum=Sum("amount"))
    return ApplicantFigures(own["open"], own["requested"] or ZERO, granted["sum"] or ZERO)


def budget_lines(capacity: Capacity, on: date) -> Sequence[BudgetLine]:
    """The budget lines of the reader's programmes from this year on. One statement."""
    lines = BudgetLine.objects.visible_to(capacity).filter(year__gte=on.year).select_related("programme")
    return list(lines.order_by("programme__title", "year", "code")[:20])
