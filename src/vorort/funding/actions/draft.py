"""The draft: begun, saved section by section, files attached and removed.

Every save says which version it builds on; people who write different sections do not get in each other's way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history, uploads
from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.funding import permissions
from vorort.funding.actions.due import note_due
from vorort.funding.enums import ApplicationState, CallState, CapScope, FieldGroup, InformationState, QuestionKind
from vorort.funding.models import (
    Answer,
    Application,
    ApplicationItem,
    Attachment,
    Call,
    FlatRate,
    InformationRequest,
    Question,
)
from vorort.funding.queries import eligibility, parts
from vorort.funding.rules import submission
from vorort.funding.rules.information import reasons_against_changing
from vorort.funding.rules.items import ItemEntry, reasons_against_items
from vorort.network.capacity import Capacity

Section = Literal["details", "items", "answers", "attachments"]


@dataclass(frozen=True)
class Details:
    """The first section: what is to be done, when, and with whose money besides. Amounts in euro."""

    title: str
    need: str
    begins_on: date | None
    ends_on: date | None
    own_funds: Decimal
    other_funds: Decimal
    not_begun: bool
    input_tax: bool


def begin_application(*, capacity: Capacity, call: Call) -> Application:
    """Begin the application of the actor's organisation under ``call``; a second time gives the one already begun.

    Raises ActionRefused when the actor may not draft or her organisation may not apply.
    """
    refuse_when(permissions.reasons_against_beginning(capacity))
    if call.state != CallState.PUBLISHED:
        refuse_when([Reason("not_published", _("Der Aufruf ist noch nicht veröffentlicht."))])
    refuse_when(
        eligibility.reasons_against_applying(capacity.organisation_id, capacity.organisation_kind, call, clock.today())
    )
    existing: QuerySet[Application] = Application.objects.filter(
        call=call, applicant_id=capacity.organisation_id
    ).exclude(state=ApplicationState.WITHDRAWN)
    found = existing.first()
    if found is not None:
        return found
    try:
        return _begin(capacity, call)
    except IntegrityError:  # a second click at the same moment: the database keeps one per call
        return existing.get()


@transaction.atomic
def _begin(capacity: Capacity, call: Call) -> Application:
    application = Application(
        call=call,
        applicant_id=capacity.organisation_id,
        question_version=call.question_version,
        created_on=clock.today(),
        content_edited_by_id=capacity.user_id,
        content_edited_at=clock.now(),
    )
    note_due(application)
    application.save()
    history.record(capacity, "application.begun", application, call=call.code)
    return application


@transaction.atomic
def save_details(*, capacity: Capacity, application_id: int, expected_version: int, details: Details) -> Application:
    """Save the first section. Raises ActionRefused, or VersionConflict when somebody else saved in the meantime."""
    application = _draft(capacity, application_id, expected_version, "details")
    refuse_when(
        submission.reasons_against_details(
            begins_on=details.begins_on,
            ends_on=details.ends_on,
            own_funds=details.own_funds,
            other_funds=details.other_funds,
        )
    )
    changed = {name: value for name, value in vars(details).items() if getattr(application, name) != value}
    _refuse_what_is_closed(application, changed)
    for name, value in changed.items():
        setattr(application, name, value)
    return _saved(capacity, application, "details", "application.details_saved", list(changed), fields=sorted(changed))


@transaction.atomic
def save_items(
    *, capacity: Capacity, application_id: int, expected_version: int, entries: Sequence[ItemEntry]
) -> Application:
    """Save what is applied for, all rows at once. Raises ActionRefused with a reason per row, or VersionConflict."""
    application = _draft(capacity, application_id, expected_version, "items")
    _refuse_what_is_closed(application, [FieldGroup.ITEMS])
    rates = FlatRate.objects.of_call(application.call).select_related("cap")
    by_id = {rate.pk: rate for rate in rates}
    years = range(application.call.execution_from.year, application.call.execution_to.year + 1)
    needs_place = {rate.pk for rate in by_id.values() if rate.cap is not None and rate.cap.scope == CapScope.PLACE}
    whole = {rate.pk for rate in by_id.values() if not rate.divisible}
    refuse_when(
        reasons_against_items(entries, rates=set(by_id), years=set(years), needs_place=needs_place, whole=whole)
    )
    application.items.all().delete()
    ApplicationItem.objects.bulk_create(
        ApplicationItem(
            application=application,
            rate=by_id[entry.rate_id],
            year=entry.year,
            place=entry.place.strip(),
            units=entry.units,
        )
        for entry in entries
    )
    rows = [f"{by_id[entry.rate_id].code} × {entry.units} ({entry.year})" for entry in entries]
    return _saved(capacity, application, "items", "application.items_saved", [], rows=rows)


@transaction.atomic
def save_answers(
    *, capacity: Capacity, application_id: int, expected_version: int, answers: Mapping[str, str]
) -> Application:
    """Save answers by question code; questions not named keep theirs. Raises ActionRefused or VersionConflict."""
    application = _draft(capacity, application_id, expected_version, "answers")
    questions = application.call.questions.filter(version=application.question_version, code__in=list(answers))
    unknown = sorted(set(answers) - {question.code for question in questions})
    refuse_when([Reason("unknown_question", _("Diese Frage gibt es nicht."), field=code) for code in unknown])
    given = {row.question_id: row.text for row in application.answers.all()}
    changed = [row.code for row in questions if given.get(row.pk, "") != answers[row.code]]
    _refuse_what_is_closed(application, changed, questions=True)
    for question in questions:
        Answer.objects.update_or_create(
            application=application, question=question, defaults={"text": answers[question.code]}
        )
    return _saved(capacity, application, "answers", "application.answers_saved", [], questions=sorted(answers))


def attach_file(
    *,
    capacity: Capacity,
    application_id: int,
    expected_version: int,
    name: str,
    content: bytes,
    question_code: str = "",
) -> Attachment:
    """Attach a file, to a question when its code is given. Raises ActionRefused for a file that is not allowed."""
    file = uploads.checked(name, content)
    with transaction.atomic():
        return _attached(capacity, application_id, expected_version, file, question_code)


def _attached(
    capacity: Capacity, application_id: int, expected_version: int, file: uploads.CheckedFile, question_code: str
) -> Attachment:
    application = _draft(capacity, application_id, expected_version, "attachments")
    _refuse_what_is_closed(application, [FieldGroup.ATTACHMENTS])
    question: Question | None = None
    if question_code:
        question = application.call.questions.filter(
            version=application.question_version, code=question_code, kind=QuestionKind.FILE
        ).first()
        if question is None:
            refuse_when([Reason("unknown_question", _("Diese Frage gibt es nicht."), field="file")])
    attachment = Attachment.objects.create(application=application, question=question, upload=uploads.keep(file))
    _saved(capacity, application, "attachments", "application.file_attached", [], sha256=attachment.upload.sha256)
    return attachment


@transaction.atomic
def remove_attachment(
    *, capacity: Capacity, application_id: int, expected_version: int, attachment_id: int
) -> Application:
    """Remove a file from the draft for good. Raises NotFound, ActionRefused or VersionConflict."""
    application = _draft(capacity, application_id, expected_version, "attachments")
    attachment = application.attachments.filter(pk=attachment_id).select_related("upload").first()
    if attachment is None:
        raise NotFound(f"attachment {attachment_id}")
    upload = attachment.upload
    _refuse_what_is_closed(application, [FieldGroup.ATTACHMENTS])
    request = parts.open_request(application)
    if request is not None and upload.created_at < request.asked_at:
        refuse_when([Reason("submitted", _("Diese Datei ist eingereicht und bleibt in der Akte."))])
    attachment.delete()
    upload.delete()
    return _saved(capacity, application, "attachments", "application.file_removed", [], sha256=upload.sha256)


def _draft(capacity: Capacity, application_id: int, expected_version: int, section: Section) -> Application:
    application: Application = (
        Application.objects.visible_to(capacity)
        .select_related("call__guideline__programme", "applicant__area")
        .locked_section(application_id, expected_version, section)
    )
    refuse_when(permissions.reasons_against_editing(capacity, application, reopened=True))
    return application


def _refuse_what_is_closed(application: Application, changed: Iterable[str], *, questions: bool = False) -> None:
    """Once the application is received only what a request for additional information names may change."""
    if application.state == ApplicationState.INFORMATION_REQUESTED:
        reopened = parts.reopened_codes(parts.open_request(application))
        refuse_when(reasons_against_changing(changed, reopened, questions=questions))


def _saved(
    capacity: Capacity, application: Application, section: Section, action: str, changed: list[str], **values: object
) -> Application:
    application.version += 1
    setattr(application, f"{section}_version", application.version)
    if application.state == ApplicationState.INFORMATION_REQUESTED:
        InformationRequest.objects.filter(application=application, state=InformationState.OPEN).update(
            content_edited_by=capacity.user_id
        )
    else:
        application.content_edited_by_id = capacity.user_id
        application.content_edited_at = clock.now()
    application.save(
        update_fields=[*changed, "version", f"{section}_version", "content_edited_by", "content_edited_at"]
    )
    history.record(capacity, action, application, version=application.version, **values)
    return application
