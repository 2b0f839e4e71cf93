"""The early start: asked for by the applicant, answered in four eyes. From the consented day on she may begin."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history
from vorort.core.refusal import Reason, refuse_when
from vorort.funding import notices, permissions
from vorort.funding.actions import decision
from vorort.funding.models import EarlyStart, EarlyStartRequest
from vorort.funding.queries import facts, rule_set
from vorort.funding.rules import review
from vorort.funding.rules.submission import VV_1_3
from vorort.funding.workflow import EARLY_START
from vorort.network.capacity import Capacity


@dataclass(frozen=True)
class EarlyStartText:
    """The answer: yes from a day on, or no with reasons."""

    consented: bool
    starts_on: date
    reasoning: str = ""


@transaction.atomic
def request_early_start(
    *, capacity: Capacity, application_id: int, expected_version: int, starts_on: date, reason: str
) -> EarlyStartRequest:
    """Ask for it, once an application. Raises ActionRefused or VersionConflict."""
    application = decision.locked_application(capacity, application_id, expected_version)
    refuse_when(permissions.reasons_against_early_start_request(capacity, application))
    if EarlyStartRequest.objects.filter(application=application).exists():
        refuse_when([Reason("requested", _("Der vorzeitige Maßnahmebeginn ist schon beantragt."))])
    if not reason.strip():
        refuse_when([Reason("unexplained", _("Bitte sagen Sie, warum nicht gewartet werden kann."), field="reason")])
    if starts_on < clock.today():
        refuse_when([Reason("reaches_back", _("Der Tag liegt vor heute."), VV_1_3, field="starts_on")])
    request = EarlyStartRequest.objects.create(
        application=application,
        starts_on=starts_on,
        reason=reason.strip(),
        requested_by_id=capacity.user_id,
        requested_on=clock.today(),
    )
    history.record(capacity, "early_start.requested", application, starts_on=starts_on, reason=request.reason)
    decision.tell_clerks("early_start_requested", application, occasion="requested")
    return request


@transaction.atomic
def answer_early_start(
    *, capacity: Capacity, application_id: int, expected_version: int, text: EarlyStartText
) -> EarlyStart:
    """Prepare the answer to the wish. Raises ActionRefused or VersionConflict."""
    application = decision.locked_application(capacity, application_id, expected_version)
    refuse_when(permissions.reasons_against_handling(capacity, application))
    if not EarlyStartRequest.objects.filter(application=application).exists():
        refuse_when([Reason("not_requested", _("Ein vorzeitiger Maßnahmebeginn ist nicht beantragt."))])
    if EarlyStart.objects.filter(application=application).exists():
        refuse_when([Reason("prepared", _("Die Antwort ist schon vorbereitet."))])
    parameters = rule_set.parameters_of(application.call.guideline)
    answer = EarlyStart(application=application, **decision.remedies(parameters))
    _write_content(capacity, answer, text)
    history.record(capacity, "earlystart.prepared", answer, consented=answer.consented, starts_on=answer.starts_on)
    decision.ask_for_release(answer)
    return answer


@transaction.atomic
def edit_early_start(
    *, capacity: Capacity, early_start_id: int, expected_version: int, text: EarlyStartText
) -> EarlyStart:
    """Change the answer before it is made known; a release is void then. Raises ActionRefused or VersionConflict."""
    answer, _application = decision.locked(EarlyStart.objects.visible_to(capacity), early_start_id, expected_version)
    was_released = answer.released_on is not None
    _move(capacity, answer, "edit")
    if was_released:
        decision.void_release(capacity, answer)
    answer.version += 1
    _write_content(capacity, answer, text)
    history.record(capacity, "earlystart.edited", answer, consented=answer.consented, starts_on=answer.starts_on)
    if was_released:
        decision.ask_for_release(answer)
    return answer


@transaction.atomic
def release_early_start(*, capacity: Capacity, early_start_id: int, expected_version: int) -> EarlyStart:
    """Release what a colleague prepared; the document is written. Raises ActionRefused or VersionConflict."""
    answer, _application = decision.locked(EarlyStart.objects.visible_to(capacity), early_start_id, expected_version)
    _move(capacity, answer, "release")
    decision.note_release(capacity, answer)
    content = notices.early_start_notice(answer)
    decision.issue(
        capacity,
        answer,
        title=notices.early_start_title(answer),
        content=content,
        consented=answer.consented,
        starts_on=answer.starts_on,
    )
    return answer


@transaction.atomic
def notify_early_start(*, capacity: Capacity, early_start_id: int, expected_version: int) -> EarlyStart:
    """Make the answer known: from the consented day on it may begin. Raises ActionRefused or VersionConflict."""
    answer, _application = decision.locked(EarlyStart.objects.visible_to(capacity), early_start_id, expected_version)
    _move(capacity, answer, "notify")
    decision.make_known(capacity, answer)
    return answer


def _move(capacity: Capacity, answer: EarlyStart, transition: str) -> None:
    EARLY_START.move(answer, transition, actor=capacity, facts=facts.early_start_facts(answer), on=clock.today())


def _write_content(capacity: Capacity, answer: EarlyStart, text: EarlyStartText) -> None:
    answer.consented, answer.starts_on, answer.reasoning = text.consented, text.starts_on, text.reasoning.strip()
    decision.note_editor(capacity, answer)
    refuse_when(review.reasons_against_early_start(facts.early_start_facts(answer), clock.today()))
    answer.save()
