"""Additional information: asked for by the authority, written and signed by the applicant, or ended without her."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Field

from vorort.core import clock, documents, history
from vorort.core.language import officially
from vorort.core.refusal import NotFound, refuse_when
from vorort.funding import notices, permissions
from vorort.funding.actions import decision
from vorort.funding.actions.application import moved, note_requested
from vorort.funding.actions.due import note_due
from vorort.funding.enums import DETAIL_FIELDS, ApplicationState, FieldGroup
from vorort.funding.models import Application, ApplicationItem, InformationRequest, ReopenedField
from vorort.funding.queries import facts, parts
from vorort.funding.rules import information
from vorort.funding.workflow import APPLICATION, INFORMATION
from vorort.network.capacity import Capacity

RESUME = {
    ApplicationState.FORMAL_REVIEW: "resume_formal_review",
    ApplicationState.SUBSTANTIVE_REVIEW: "resume_substantive_review",
}


@dataclass(frozen=True)
class InformationText:
    """What the clerk asks, which parts she reopens for it, and until when."""

    question: str
    fields: Sequence[str]
    due_on: date


@transaction.atomic
def request_information(
    *, capacity: Capacity, application_id: int, expected_version: int, text: InformationText
) -> InformationRequest:
    """Ask the applicant, and reopen exactly these parts of the application until she answers. What is prepared and not
    released is dropped: the amounts may change. Raises ActionRefused or VersionConflict.
    """
    before = decision.locked_application(capacity, application_id, expected_version).state
    needed = {"question": text.question, "due_on": text.due_on, "fields": list(text.fields) or None}
    application = moved(capacity, application_id, expected_version, "request_information", **needed)
    known = officially(parts.known_parts)(application)  # their names are kept
    refuse_when(information.reasons_against_request(text.fields, known, due_on=text.due_on, on=clock.today()))
    decision.discard_prepared(capacity, application)
    request = InformationRequest.objects.create(
        application=application,
        came_from=before,
        question=text.question.strip(),
        due_on=text.due_on,
        asked_by_id=capacity.user_id,
        asked_at=clock.now(),
        asked_on=clock.today(),
    )
    _reopen(request, {code: label for code, label in known.items() if code in text.fields})
    application.due_on = text.due_on
    _save(application)
    content = notices.information_letter(request)
    letter = documents.issue(request, kind="information_request", title="Nachforderung", content=content)
    values = {"question": request.question, "fields": sorted(text.fields), "due_on": text.due_on}
    history.record(capacity, "information.requested", application, **values, letter_sha256=letter.sha256)
    decision.tell_applicant("information_requested", application, occasion=str(request.pk))
    return request


@transaction.atomic
def save_answer(*, capacity: Capacity, application_id: int, expected_version: int, answer: str) -> InformationRequest:
    """Write the answer that goes out with the changed parts. Raises ActionRefused or VersionConflict."""
    application, request = _open(capacity, application_id, expected_version)
    refuse_when(permissions.reasons_against_editing(capacity, application, reopened=True))
    request.answer = answer.strip()
    request.content_edited_by_id = capacity.user_id
    request.save(update_fields=["answer", "content_edited_by"])
    application.version += 1
    application.save(update_fields=["version"])
    history.record(capacity, "information.answer_saved", application, version=application.version)
    return request


@transaction.atomic
def hand_in_information(*, capacity: Capacity, application_id: int, expected_version: int) -> InformationRequest:
    """Sign and hand in: what was changed stands in the request, the amounts are the new ones, and the points of the
    review that looked at the reopened parts are open again. Raises ActionRefused (four eyes …) or VersionConflict.
    """
    application, request = _open(capacity, application_id, expected_version)
    _close(capacity, application, request, "hand_in")
    request.answered_by_id = capacity.user_id
    request.save(update_fields=["state", "ended_on", "answered_by"])
    rows = list(request.fields.order_by("pk"))
    texts = parts.texts_of(application, [row.code for row in rows])
    for row in rows:
        row.after = texts[row.code]
    ReopenedField.objects.bulk_update(rows, ["after"])
    reopened = information.reopened_checks(row.code for row in rows)
    application.checks.filter(code__in=reopened).delete()
    note_requested(application)
    _save(application, "requested", "requested_in_kind")
    history.record(
        capacity,
        "information.handed_in",
        application,
        answer=request.answer,
        changed=[row.code for row in rows if row.after != row.before],
        checks=sorted(reopened),
        requested=application.requested,
    )
    decision.tell_clerks("information_answered", application, occasion=str(request.pk))
    return request


@transaction.atomic
def end_waiting(*, capacity: Capacity, application_id: int, expected_version: int) -> InformationRequest:
    """Go on without the answer, once its day has passed. What was changed and not signed is as it was submitted again.

    Raises ActionRefused or VersionConflict.
    """
    application, request = _open(capacity, application_id, expected_version)
    _close(capacity, application, request, "end")
    request.save(update_fields=["state", "ended_on"])
    for row in request.fields.all():
        _put_back(application, request, row)
    _save(application, *(name for names in DETAIL_FIELDS.values() for name in names))
    history.record(capacity, "information.ended", application)
    decision.tell_applicant("information_ended", application, occasion=str(request.pk))
    return request


def _reopen(request: InformationRequest, labels: Mapping[str, str]) -> None:
    """Note each reopened part as it was submitted."""
    application = request.application
    texts = parts.texts_of(application, labels)
    ReopenedField.objects.bulk_create(
        ReopenedField(
            request=request, code=code, label=label, before=texts[code], kept=parts.kept_values(application, code)
        )
        for code, label in labels.items()
    )


def _open(capacity: Capacity, application_id: int, expected_version: int) -> tuple[Application, InformationRequest]:
    application = decision.locked_application(capacity, application_id, expected_version)
    request = parts.open_request(application)
    if request is None:
        raise NotFound(f"open information request of application {application_id}")
    return application, request


def _close(capacity: Capacity, application: Application, request: InformationRequest, transition: str) -> None:
    known = facts.application_facts(application)
    on = clock.today()
    wanted = facts.information_facts(request, known, on)
    INFORMATION.move(request, transition, actor=capacity, facts=wanted, on=on)
    request.ended_on = on
    back = RESUME[ApplicationState(request.came_from)]
    APPLICATION.move(application, back, actor=capacity, facts=known, on=on)


def _put_back(application: Application, request: InformationRequest, row: ReopenedField) -> None:
    """One part as it was submitted."""
    if row.code == FieldGroup.ITEMS:
        application.items.all().delete()
        ApplicationItem.objects.bulk_create(
            ApplicationItem(
                application=application, rate_id=int(rate), year=int(year), place=place, units=Decimal(units)
            )
            for rate, year, place, units in row.kept
        )
    elif row.code == FieldGroup.ATTACHMENTS:
        for attachment in application.attachments.filter(upload__created_at__gte=request.asked_at):
            attachment.delete()
            attachment.upload.delete()
    elif row.code.startswith(information.QUESTION):
        given = application.answers.filter(question__code=row.code.removeprefix(information.QUESTION))
        given.update(text=row.kept[0][0] if row.kept else "")
    else:
        for name, value in row.kept:
            column: Field[Any, Any] = Application._meta.get_field(name)  # type: ignore[assignment]  # no relation here
            setattr(application, name, column.to_python(value or (None if column.null else "")))


def _save(application: Application, *fields: str) -> None:
    application.version += 1
    application.save(update_fields=["state", "version", *note_due(application), *fields])
