"""The work list as a table: every row the filter shows, not only the page, read as values one after the other."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import BigIntegerField, Case, F, Value, When

from vorort.core.money import MoneyField
from vorort.core.pages import in_day_order
from vorort.funding.enums import DecisionState
from vorort.funding.permissions import states_seen
from vorort.funding.queries.colleagues import Colleagues
from vorort.funding.queries.worklist import ListFilter, filtered, order_of, shown_kinds
from vorort.network.capacity import Capacity

ROWS_AT_ONCE = 2000


class ExportRow(NamedTuple):
    """An application as a row. ``in_charge`` is a membership, on the reader's side. Amounts are euro."""

    file_number: str | None
    call: str
    applicant: str
    title: str
    state: str
    requested: Decimal | None
    received_on: date | None
    due_on: date | None
    awarded: Decimal | None
    in_charge: int | None


def exported(capacity: Capacity, wanted: ListFilter, colleagues: Colleagues | None, *, on: date) -> Iterator[ExportRow]:
    """What ``work_list`` shows on all its pages, in its order, and never lies in memory as a whole.

    One statement, two when a text is asked for.

    An award counts from its release on, and for the applicant from its notice on.
    """
    column, latest_first = order_of(capacity.role, wanted)
    rows = in_day_order(filtered(capacity, wanted, colleagues, on), column, latest_first=latest_first)
    awarded = states_seen(capacity) - {DecisionState.PREPARED}
    values = rows.annotate(
        shown_due_on=Case(When(due_kind__in=shown_kinds(capacity.role), then=F("due_on"))),
        awarded=Case(When(award__state__in=awarded, then=F("award__amount")), output_field=MoneyField()),
        in_charge=F(f"{colleagues.column}_id") if colleagues else Value(None, BigIntegerField()),
    ).values_list(
        "file_number",
        "call__title",
        "applicant__name",
        "title",
        "state",
        "requested",
        "submitted_on",
        "shown_due_on",
        "awarded",
        "in_charge",
    )
    return map(ExportRow._make, values.iterator(chunk_size=ROWS_AT_ONCE))
