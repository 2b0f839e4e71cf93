"""The states in which the scene has an application: those of funding's small world, and those a step further."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.funding.world import World
from vorort.core import clock
from vorort.funding.actions import early_start as early_starts
from vorort.funding.models import Application, EarlyStart, Refusal

ASKED_ON = date(2026, 10, 5)  # ten days to answer: their end is long past when the tests look


def overdue(world: World, **more: Any) -> Application:
    """Asked again, and the day for the answer has passed."""
    with clock.at(ASKED_ON):
        return world.asked_again(**more)


def refusal_heard(world: World, **more: Any) -> Refusal:
    """The refusal is prepared, and the lead has waived her answer."""
    return world.heard(world.refusal(**more))


def refusal_released(world: World, **more: Any) -> Refusal:
    """The officer has released the refusal; the applicant does not know it yet."""
    return world.release_refusal(refusal_heard(world, **more))


def early_start_released(world: World, **more: Any) -> EarlyStart:
    """The officer has released the answer to the wish; the applicant does not know it yet."""
    answer = world.early_start(**more)
    return early_starts.release_early_start(
        capacity=world.officer, early_start_id=answer.pk, expected_version=answer.version
    )


OF_THE_WORLD = (
    "draft",
    "in_sign_off",
    "submitted",
    "in_formal_review",
    "in_substantive_review",
    "reviewed",
    "prepared",
    "released",
    "notified",
    "withdrawn",
    "asked_again",
    "opinion_asked",
    "early_start",
    "refusal",
    "in_hearing",
    "refused",
)
FURTHER: dict[str, Callable[..., Any]] = {
    "overdue": overdue,
    "refusal_heard": refusal_heard,
    "refusal_released": refusal_released,
    "early_start_released": early_start_released,
}
STAGES = (*OF_THE_WORLD, *FURTHER)


def brought_to(world: World, stage: str, **more: Any) -> Application:
    """A new application of the district's centre in this state, freshly read."""
    made = FURTHER[stage](world, **more) if stage in FURTHER else getattr(world, stage)(**more)
    key = made.pk if isinstance(made, Application) else made.application_id
    return Application.objects.select_related("call").get(pk=key)
