"""Guideline versions and calls that wait at the ministry: with whoever drafts them, or with whoever is asked to look.

That somebody was asked, and that nothing has changed since, is told by the history: the request is its last entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from vorort.core import history
from vorort.core.clock import BERLIN
from vorort.core.models import HistoryEntry, HistoryHead
from vorort.funding.enums import CallState, GuidelineState
from vorort.funding.models import Call, GuidelineVersion
from vorort.funding.querysets import OWNER_ROLES
from vorort.network.capacity import Capacity
from vorort.network.enums import Role

READ = 200
ASKED = frozenset({"guideline.release_requested", "call.publication_requested"})


@dataclass(frozen=True)
class DraftItem:
    """A draft that waits for the reader: to be looked at when she was ``asked``, to be finished otherwise."""

    draft: GuidelineVersion | Call
    asked: bool
    since: date


def drafts_waiting(capacity: Capacity) -> Sequence[DraftItem]:
    """The drafts of the reader's ministry that she can go on with, the one that has waited longest first.

    Whoever drafts finds what nobody is asked to look at yet; whoever releases finds what she is asked to look at and
    has not written herself. Three statements; none for other roles.
    """
    if capacity.role not in OWNER_ROLES:
        return []
    guidelines = GuidelineVersion.objects.visible_to(capacity).filter(state=GuidelineState.DRAFT)
    calls = Call.objects.filter(state=CallState.DRAFT, guideline__programme__owner_id=capacity.organisation_id)
    drafts: list[GuidelineVersion | Call] = [
        *guidelines.select_related("programme").order_by("pk")[:READ],
        *calls.select_related("guideline__programme").order_by("pk")[:READ],
    ]
    found = [_item(draft, entries) for draft, entries in zip(drafts, _ends_of(drafts), strict=True)]
    releases = capacity.role == Role.PROGRAMME_RELEASER
    hers = [item for item in found if item.asked == releases]
    if releases:
        hers = [item for item in hers if item.draft.content_edited_by_id != capacity.user_id]
    return sorted(hers, key=lambda item: item.since)


def _ends_of(drafts: Sequence[GuidelineVersion | Call]) -> list[list[HistoryEntry]]:
    """The first and the last entry of each draft's history, in this order; one where both are the same."""
    streams = [history.stream_of(draft) for draft in drafts]
    last = HistoryHead.objects.filter(stream=OuterRef("stream"), count=OuterRef("number"))
    rows = HistoryEntry.objects.filter(stream__in=streams).filter(Q(number=1) | Exists(last))
    ends: dict[str, list[HistoryEntry]] = {stream: [] for stream in streams}
    for row in rows.order_by("stream", "number"):
        ends[row.stream].append(row)
    return [ends[stream] for stream in streams]


def _item(draft: GuidelineVersion | Call, ends: Sequence[HistoryEntry]) -> DraftItem:
    if not ends:
        return DraftItem(draft, asked=False, since=draft.content_edited_at.astimezone(BERLIN).date())
    asked = ends[-1].action in ASKED
    return DraftItem(draft, asked, since=ends[-1 if asked else 0].business_day)
