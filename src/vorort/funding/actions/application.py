"""The applicant's steps: to sign-off, back, submitted, withdrawn."""

from typing import Any

from django.db import transaction

from vorort.core import clock, history, messages
from vorort.funding.actions.due import note_due
from vorort.funding.models import Application, Call, FileNumberSeries
from vorort.funding.queries import facts
from vorort.funding.rules import submission
from vorort.funding.workflow import APPLICATION
from vorort.network.capacity import Capacity, recipients
from vorort.network.enums import Role


@transaction.atomic
def request_sign_off(*, capacity: Capacity, application_id: int, expected_version: int) -> Application:
    """Hand the draft to the person who signs. Raises ActionRefused with what is missing, or VersionConflict."""
    application = moved(capacity, application_id, expected_version, "request_sign_off")
    _save(application)
    history.record(capacity, "application.sign_off_requested", application)
    leads = recipients(application.applicant_id, [Role.CENTRE_LEAD], on=clock.today())
    messages.send("sign_off_requested", application, leads, occasion=f"v{application.version}", title=application.title)
    return application


@transaction.atomic
def return_to_draft(*, capacity: Capacity, application_id: int, expected_version: int, reason: str) -> Application:
    """Give the application back into the draft for ``reason``. Raises ActionRefused or VersionConflict."""
    application = moved(capacity, application_id, expected_version, "return_to_draft", reason=reason)
    _save(application)
    history.record(capacity, "application.returned_to_draft", application, reason=reason)
    drafters = recipients(application.applicant_id, [Role.COORDINATOR], on=clock.today())
    messages.send(
        "returned_to_draft", application, drafters, occasion=f"v{application.version}", title=application.title
    )
    return application


@transaction.atomic
def submit_application(*, capacity: Capacity, application_id: int, expected_version: int) -> Application:
    """Sign and submit: the amount is frozen, the file number given, the receipt sent.

    A late application is received all the same. Raises ActionRefused with every reason, or VersionConflict.
    """
    application = moved(capacity, application_id, expected_version, "submit")
    application.submitted_by_id = capacity.user_id
    application.submitted_on = clock.today()
    note_requested(application)
    application.file_number = _next_file_number(application.call)
    _save(application, "submitted_by", "submitted_on", "requested", "requested_in_kind", "file_number")
    history.record(
        capacity,
        "application.submitted",
        application,
        file_number=application.file_number,
        requested=application.requested,
        late=submission.is_late(application.submitted_on, application.call.closes_on),
    )
    applicants = recipients(application.applicant_id, [Role.CENTRE_LEAD, Role.COORDINATOR], on=clock.today())
    messages.send(
        "application_received", application, applicants, occasion="received", file_number=application.file_number
    )
    clerks = recipients(application.call.guideline.programme.authority_id, [Role.CLERK], on=clock.today())
    messages.send("application_arrived", application, clerks, occasion="received", file_number=application.reference)
    return application


@transaction.atomic
def withdraw_application(*, capacity: Capacity, application_id: int, expected_version: int, reason: str) -> Application:
    """Withdraw for ``reason``, any time before the decision. Raises ActionRefused or VersionConflict."""
    application = moved(capacity, application_id, expected_version, "withdraw", reason=reason)
    application.withdrawn_on = clock.today()
    application.withdrawal_reason = reason
    _save(application, "withdrawn_on", "withdrawal_reason")
    history.record(capacity, "application.withdrawn", application, reason=reason)
    if application.file_number:
        clerks = recipients(application.call.guideline.programme.authority_id, [Role.CLERK], on=clock.today())
        messages.send(
            "application_withdrawn", application, clerks, occasion="withdrawn", file_number=application.reference
        )
    return application


def note_requested(application: Application) -> None:
    """Freeze what the application comes to: euro, and units in kind. Not yet saved."""
    calculation = facts.calculation_of(application)
    application.requested = calculation.total
    application.requested_in_kind = facts.in_kind_units(calculation)


def moved(
    capacity: Capacity, application_id: int, expected_version: int, transition: str, **values: Any
) -> Application:
    """The application, locked and moved by ``transition``, not yet saved. Raises what the workflow raises."""
    application: Application = (
        Application.objects.visible_to(capacity)
        .select_related("call__guideline__programme", "applicant__area")
        .locked(application_id, expected_version)
    )
    APPLICATION.move(
        application,
        transition,
        actor=capacity,
        facts=facts.application_facts(application),
        on=clock.today(),
        values=values,
    )
    return application


def _save(application: Application, *fields: str) -> None:
    application.version += 1
    application.save(update_fields=["state", "version", *note_due(application), *fields])


def _next_file_number(call: Call) -> str:
    """The authority's next number of the year. The series is the scarce row of a submission, so it is locked last."""
    year = clock.today().year
    FileNumberSeries.objects.get_or_create(prefix=call.file_prefix, year=year)
    series = FileNumberSeries.objects.select_for_update().get(prefix=call.file_prefix, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return str(series)
