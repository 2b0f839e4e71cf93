"""What other processes do in the tests of parallel work. Each function takes the number of its process first."""

from tests.funding.world import TODAY
from vorort.core import clock
from vorort.core.refusal import ActionRefused
from vorort.funding.actions.award import release_award
from vorort.funding.actions.draft import begin_application
from vorort.funding.models import Call
from vorort.network.capacity import Capacity


def begin(number: int, capacities: list[Capacity], call_id: int) -> int:
    """Begin the application as one of ``capacities``; its key."""
    with clock.at(TODAY):
        call = Call.objects.get(pk=call_id)
        return begin_application(capacity=capacities[number % len(capacities)], call=call).pk


def release(number: int, officer: Capacity, awards: list[list[int]]) -> list[str]:
    """Release this process's awards one after the other; "released" or the codes of the refusal for each."""
    with clock.at(TODAY):
        return [_release(officer, award_id) for award_id in awards[number]]


def _release(officer: Capacity, award_id: int) -> str:
    try:
        release_award(capacity=officer, award_id=award_id, expected_version=1)
    except ActionRefused as refusal:
        return ", ".join(reason.code for reason in refusal.reasons)
    return "released"
