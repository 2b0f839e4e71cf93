"""The opinion of the coordination office: asked for, written, handed in, or no longer waited for."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history, messages
from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.funding import permissions
from vorort.funding.actions import decision
from vorort.funding.enums import OpinionState, Recommendation
from vorort.funding.models import Opinion
from vorort.funding.queries import facts
from vorort.funding.rules import review
from vorort.funding.workflow import OPINION
from vorort.network.capacity import Capacity, recipients
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Organisation


@dataclass(frozen=True)
class OpinionText:
    """What the clerk asks which office until when. Only a ``required`` opinion holds up the decision."""

    office_id: int
    question: str
    due_on: date
    required: bool = False


@transaction.atomic
def request_opinion(*, capacity: Capacity, application_id: int, expected_version: int, text: OpinionText) -> Opinion:
    """Ask a coordination office, which sees the application from now on. Raises ActionRefused or VersionConflict."""
    application = decision.locked_application(capacity, application_id, expected_version)
    refuse_when(permissions.reasons_against_handling(capacity, application))
    refuse_when(review.reasons_against_asking(question=text.question, due_on=text.due_on, on=clock.today()))
    offices = Organisation.objects.acting_on(clock.today()).filter(kind=OrganisationKind.COORDINATION_OFFICE)
    if not offices.filter(pk=text.office_id).exists():
        refuse_when([Reason("no_office", _("Bitte wählen Sie eine Koordinierungsstelle."), field="office")])
    if application.opinions.filter(office_id=text.office_id, state=OpinionState.REQUESTED).exists():
        refuse_when([Reason("requested", _("Diese Stelle ist schon gefragt."), field="office")])
    opinion = Opinion.objects.create(
        application=application,
        office_id=text.office_id,
        question=text.question.strip(),
        due_on=text.due_on,
        required=text.required,
        requested_by_id=capacity.user_id,
        requested_on=clock.today(),
    )
    values = {"office": opinion.office_id, "question": opinion.question, "required": opinion.required}
    history.record(capacity, "opinion.requested", application, **values, due_on=opinion.due_on)
    advisers = recipients(opinion.office_id, [Role.ADVISER], on=clock.today())
    messages.send(
        "opinion_requested", application, advisers, occasion=str(opinion.pk), file_number=application.file_number
    )
    return opinion


@transaction.atomic
def write_opinion(
    *, capacity: Capacity, opinion_id: int, expected_version: int, recommendation: Recommendation | str, text: str
) -> Opinion:
    """Write or revise it, as often as wanted until it is handed in. Raises ActionRefused or VersionConflict."""
    opinion = _locked(capacity, opinion_id, expected_version)
    _move(capacity, opinion, "write")
    opinion.recommendation, opinion.text = recommendation, text.strip()
    opinion.written_by_id = capacity.user_id
    _save(opinion, "recommendation", "text", "written_by")
    history.record(
        capacity, "opinion.written", opinion.application, recommendation=str(recommendation), text=opinion.text
    )
    return opinion


@transaction.atomic
def hand_in_opinion(*, capacity: Capacity, opinion_id: int, expected_version: int) -> Opinion:
    """Hand it in: it stands, and the authority reads it. Raises ActionRefused or VersionConflict."""
    opinion = _locked(capacity, opinion_id, expected_version)
    _move(capacity, opinion, "hand_in")
    opinion.handed_in_on = clock.today()
    _save(opinion, "state", "handed_in_on")
    history.record(capacity, "opinion.handed_in", opinion.application, recommendation=opinion.recommendation)
    decision.tell_clerks("opinion_handed_in", opinion.application, occasion=str(opinion.pk))
    return opinion


@transaction.atomic
def drop_opinion(*, capacity: Capacity, opinion_id: int, expected_version: int, reason: str) -> Opinion:
    """No longer wait for it, for ``reason``. Raises ActionRefused or VersionConflict."""
    opinion = _locked(capacity, opinion_id, expected_version)
    _move(capacity, opinion, "drop", reason=reason)
    _save(opinion, "state")
    history.record(capacity, "opinion.dropped", opinion.application, reason=reason)
    return opinion


def _locked(capacity: Capacity, opinion_id: int, expected_version: int) -> Opinion:
    visible = Opinion.objects.visible_to(capacity)
    application_id = visible.filter(pk=opinion_id).values_list("application_id", flat=True).first()
    if application_id is None:
        raise NotFound(f"opinion {opinion_id}")
    application = decision.locked_whole(application_id)
    opinion: Opinion = visible.locked(opinion_id, expected_version)
    opinion.application = application
    return opinion


def _move(capacity: Capacity, opinion: Opinion, transition: str, **values: object) -> None:
    OPINION.move(
        opinion, transition, actor=capacity, facts=facts.opinion_facts(opinion), on=clock.today(), values=values
    )


def _save(opinion: Opinion, *fields: str) -> None:
    opinion.version += 1
    opinion.save(update_fields=[*fields, "version"])
