"""The refusal: prepared with its reasons, released by a second person, made known."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history
from vorort.core.refusal import Reason, refuse_when
from vorort.funding import notices, permissions
from vorort.funding.actions import decision
from vorort.funding.enums import ParameterCode
from vorort.funding.models import Refusal
from vorort.funding.queries import facts, rule_set
from vorort.funding.rules import review
from vorort.funding.workflow import REFUSAL
from vorort.network.capacity import Capacity


@dataclass(frozen=True)
class RefusalText:
    """What the clerk writes: why, and on which law it rests."""

    reasoning: str
    legal_basis: str


@transaction.atomic
def prepare_refusal(*, capacity: Capacity, application_id: int, expected_version: int, text: RefusalText) -> Refusal:
    """Prepare the refusal of an application in review; a prepared award is dropped.

    Raises ActionRefused or VersionConflict.
    """
    application = decision.locked_application(capacity, application_id, expected_version)
    refuse_when(permissions.reasons_against_checking(capacity, application))
    refuse_when(review.reasons_against_refusing(facts.application_facts(application), clock.today()))
    if Refusal.objects.filter(application=application).exists():
        refuse_when([Reason("prepared", _("Die Ablehnung ist schon vorbereitet."))])
    decision.discard_prepared(capacity, application)
    parameters = rule_set.parameters_of(application.call.guideline)
    refusal = Refusal(
        application=application,
        hearing_required=bool(parameters.get(ParameterCode.HEARING_REFUSAL, 1)),
        **decision.remedies(parameters),
    )
    _write_content(capacity, refusal, text)
    history.record(capacity, "refusal.prepared", refusal)
    decision.ask_for_release(refusal)
    return refusal


@transaction.atomic
def edit_refusal(*, capacity: Capacity, refusal_id: int, expected_version: int, text: RefusalText) -> Refusal:
    """Change a refusal before it is made known; a release is void then, and the application in review again.

    Raises ActionRefused or VersionConflict.
    """
    refusal, application = decision.locked(Refusal.objects.visible_to(capacity), refusal_id, expected_version)
    was_released = refusal.released_on is not None
    _move(capacity, refusal, "edit")
    if was_released:
        known = facts.application_facts(application)
        open_points = review.reasons_against_substantive_review(known, clock.today())
        decision.move_application(capacity, application, "reopen_formal_review" if open_points else "reopen_decision")
        decision.void_release(capacity, refusal)
    refusal.version += 1
    _write_content(capacity, refusal, text)
    history.record(capacity, "refusal.edited", refusal)
    if was_released:
        decision.ask_for_release(refusal)
    return refusal


@transaction.atomic
def release_refusal(*, capacity: Capacity, refusal_id: int, expected_version: int) -> Refusal:
    """Release what a colleague prepared: the application is decided, the notice written.

    Raises ActionRefused (four eyes, no hearing …) or VersionConflict.
    """
    refusal, application = decision.locked(Refusal.objects.visible_to(capacity), refusal_id, expected_version)
    _move(capacity, refusal, "release")
    decision.move_application(capacity, application, "refuse")
    decision.note_release(capacity, refusal)
    content = notices.refusal_notice(refusal)
    decision.issue(capacity, refusal, title=_("Ablehnungsbescheid"), content=content)
    return refusal


@transaction.atomic
def notify_refusal(*, capacity: Capacity, refusal_id: int, expected_version: int) -> Refusal:
    """Make the refusal known: the time for an action begins. Raises ActionRefused or VersionConflict."""
    refusal, _application = decision.locked(Refusal.objects.visible_to(capacity), refusal_id, expected_version)
    _move(capacity, refusal, "notify")
    decision.make_known(capacity, refusal)
    return refusal


def _move(capacity: Capacity, refusal: Refusal, transition: str) -> None:
    REFUSAL.move(refusal, transition, actor=capacity, facts=facts.refusal_facts(refusal), on=clock.today())


def _write_content(capacity: Capacity, refusal: Refusal, text: RefusalText) -> None:
    refusal.reasoning, refusal.legal_basis = text.reasoning.strip(), text.legal_basis.strip()
    decision.note_editor(capacity, refusal)
    refuse_when(review.reasons_against_refusal(facts.refusal_facts(refusal), clock.today()))
    refusal.save()
