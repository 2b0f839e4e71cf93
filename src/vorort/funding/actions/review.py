"""The authority's steps before the decision: formal review, points checked, review in substance."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from vorort.core import clock, history
from vorort.core.refusal import refuse_when
from vorort.funding import permissions
from vorort.funding.actions.application import moved
from vorort.funding.actions.due import note_due
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.models import Application, ReviewCheck
from vorort.network.capacity import Capacity


@dataclass(frozen=True)
class CheckEntry:
    """What a check came to."""

    result: CheckResult
    remark: str = ""


@transaction.atomic
def begin_formal_review(*, capacity: Capacity, application_id: int, expected_version: int) -> Application:
    """Take the application up. Raises ActionRefused or VersionConflict."""
    application = moved(capacity, application_id, expected_version, "begin_formal_review")
    return _saved(capacity, application, "application.formal_review_begun")


@transaction.atomic
def record_checks(
    *, capacity: Capacity, application_id: int, expected_version: int, checks: Mapping[CheckCode, CheckEntry]
) -> Application:
    """Note the results of checks; a later result replaces the earlier one. Raises ActionRefused or VersionConflict."""
    application: Application = (
        Application.objects.visible_to(capacity)
        .select_related("call__guideline__programme")
        .locked(application_id, expected_version)
    )
    refuse_when(permissions.reasons_against_checking(capacity, application))
    for code, entry in checks.items():
        ReviewCheck.objects.update_or_create(
            application=application,
            code=code,
            defaults={
                "result": entry.result,
                "remark": entry.remark,
                "checked_by_id": capacity.user_id,
                "checked_on": clock.today(),
            },
        )
    results = {str(code): str(entry.result) for code, entry in checks.items()}
    return _saved(capacity, application, "application.checked", results=results)


@transaction.atomic
def begin_substantive_review(*, capacity: Capacity, application_id: int, expected_version: int) -> Application:
    """Close the formal review and go on in substance. Raises ActionRefused with the open points, or VersionConflict."""
    application = moved(capacity, application_id, expected_version, "begin_substantive_review")
    return _saved(capacity, application, "application.formal_review_closed")


def _saved(capacity: Capacity, application: Application, action: str, **values: object) -> Application:
    application.version += 1
    application.save(update_fields=["state", "version", *note_due(application)])
    history.record(capacity, action, application, **values)
    return application
