"""Who looks after applications: taken over, given to a colleague, handed back. Several at once, or none of them."""

from collections.abc import Sequence
from typing import cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history, messages
from vorort.core.messages import Recipient
from vorort.core.models import HistoryEntry
from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.funding import permissions
from vorort.funding.models import Application
from vorort.funding.queries.colleagues import Colleague, Colleagues, colleagues_of
from vorort.funding.querysets import ApplicationQuerySet
from vorort.network.capacity import Capacity

MOST_AT_ONCE = 100


@transaction.atomic
def assign(*, capacity: Capacity, application_ids: Sequence[int], membership_id: int | None) -> int:
    """Let the colleague of ``membership_id`` look after the applications on the actor's side; None: nobody does.

    Returns how many changed hands. Raises ActionRefused, or NotFound when one of them is not hers to see; then all
    stay as they were.
    """
    known = colleagues_of(capacity, clock.today())
    wanted = sorted(set(application_ids))
    refuse_when(_reasons_against_list(wanted, membership_id, known))
    rows = list(_locked(capacity, wanted))
    if len(rows) != len(wanted):
        raise NotFound("an application that is not there")
    refuse_when([reason for row in rows for reason in permissions.reasons_against_assigning(capacity, row)])
    colleagues = cast("Colleagues", known)  # a role without a side was just refused
    changed = [row for row in rows if getattr(row, f"{colleagues.column}_id") != membership_id]
    entries = [_hand_over(capacity, row, colleagues, membership_id) for row in changed]
    if changed and membership_id is not None:
        _tell(capacity, colleagues.people[membership_id], changed, occasion=f"entry{entries[0].number}")
    return len(changed)


def _reasons_against_list(
    wanted: Sequence[int], membership_id: int | None, colleagues: Colleagues | None
) -> list[Reason]:
    if not wanted:
        return [Reason("none_chosen", _("Kein Vorgang ist angekreuzt."), field="files")]
    if len(wanted) > MOST_AT_ONCE:
        return [Reason("too_many", _("Bitte höchstens %(most)d Vorgänge auf einmal.") % {"most": MOST_AT_ONCE})]
    if membership_id is not None and colleagues is not None and membership_id not in colleagues.people:
        return [Reason("no_colleague", _("Diese Person kann bei Ihnen keine Vorgänge übernehmen."), field="to")]
    return []


def _locked(capacity: Capacity, wanted: Sequence[int]) -> ApplicationQuerySet:
    rows = Application.objects.visible_to(capacity).filter(pk__in=wanted)
    return rows.select_for_update(of=("self",)).select_related("call__guideline__programme").order_by("pk")


def _hand_over(
    capacity: Capacity, application: Application, colleagues: Colleagues, membership_id: int | None
) -> HistoryEntry:
    """The content stays as it is, so the version does too: nobody who is writing runs into a conflict."""
    setattr(application, f"{colleagues.column}_id", membership_id)
    application.save(update_fields=[colleagues.column])
    if membership_id is None:
        return history.record(capacity, "application.handed_back", application)
    colleague = colleagues.people[membership_id]
    if colleague.user_id == capacity.user_id:
        return history.record(capacity, "application.taken_over", application)
    return history.record(capacity, "application.assigned", application, user=colleague.user_id)


def _tell(capacity: Capacity, colleague: Colleague, files: Sequence[Application], *, occasion: str) -> None:
    """One message to the colleague, however many files it is; none to somebody who took them herself."""
    if colleague.user_id == capacity.user_id:
        return
    first, more = files[0], len(files) - 1
    kind = "applications_assigned" if more else "application_assigned"
    recipient = Recipient(colleague.user_id, capacity.organisation_id)
    messages.send(kind, first, [recipient], occasion=occasion, file=str(first), more=more)
