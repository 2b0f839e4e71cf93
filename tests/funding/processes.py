"""What other processes do in the tests of parallel work. Each function takes the number of its process first."""

from django.db import OperationalError

from tests.funding.world import TODAY
from tests.scale import rounds
from vorort.core import clock
from vorort.core.refusal import ActionRefused
from vorort.funding.actions.award import release_award
from vorort.funding.actions.draft import begin_application
from vorort.funding.actions.guideline import release_guideline
from vorort.funding.models import Call
from vorort.network.capacity import Capacity, of_membership
from vorort.network.models import Membership

# SQLite has no queue: in a long run of eight who write without a pause, one may wait in vain again and again.
ATTEMPTS = rounds(5, 30)


def begin(number: int, membership_ids: list[int], call_id: int) -> int:
    """Begin the application as the holder of one of these memberships; its key."""
    with clock.at(TODAY):
        call = Call.objects.get(pk=call_id)
        capacity = _capacity(membership_ids[number % len(membership_ids)])
        return begin_application(capacity=capacity, call=call).pk


def release(number: int, membership_id: int, awards: list[list[int]]) -> list[str]:
    """Release this process's awards one after the other; "released" or the codes of the refusal for each."""
    officer = _capacity(membership_id)
    with clock.at(TODAY):
        return [_release(officer, award_id) for award_id in awards[number]]


def release_version(number: int, membership_id: int, drafts: list[int]) -> str:
    """Release this process's draft; "released" or the codes of the refusal."""
    releaser = _capacity(membership_id)
    with clock.at(TODAY):
        for _attempt in range(ATTEMPTS):
            try:
                release_guideline(capacity=releaser, guideline_id=drafts[number], expected_version=1)
            except ActionRefused as refusal:
                return ", ".join(reason.code for reason in refusal.reasons)
            except OperationalError:
                continue
            return "released"
    return "locked"


def _capacity(membership_id: int) -> Capacity:
    return of_membership(Membership.objects.select_related("organisation", "user").get(pk=membership_id))


def _release(officer: Capacity, award_id: int) -> str:
    """SQLite lets nobody wait longer than its timeout; whoever has waited in vain presses the button again."""
    for _attempt in range(ATTEMPTS):
        try:
            release_award(capacity=officer, award_id=award_id, expected_version=1)
        except ActionRefused as refusal:
            return ", ".join(reason.code for reason in refusal.reasons)
        except OperationalError:
            continue
        return "released"
    return "locked"
