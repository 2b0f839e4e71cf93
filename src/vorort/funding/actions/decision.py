"""What every decision goes through: found under lock, prepared alone, released by a second person, made known."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from vorort.core import clock, documents, history, messages
from vorort.core.refusal import NotFound
from vorort.funding.actions.due import note_due
from vorort.funding.enums import DecisionState, ParameterCode
from vorort.funding.models import Application, Award, Decision, Refusal
from vorort.funding.queries import facts
from vorort.funding.querysets import DecisionQuerySet
from vorort.funding.workflow import APPLICATION
from vorort.network.capacity import Capacity, recipients
from vorort.network.enums import Role

D = TypeVar("D", bound=Decision)
CENTRE = (Role.CENTRE_LEAD, Role.COORDINATOR, Role.FINANCE_CLERK)


def locked_application(capacity: Capacity, application_id: int, expected_version: int) -> Application:
    """The application, locked. Raises NotFound or VersionConflict."""
    application: Application = (
        Application.objects.visible_to(capacity)
        .select_related("call__guideline__programme", "applicant__area")
        .locked(application_id, expected_version)
    )
    return application


def locked_whole(application_id: int) -> Application:
    """The application of something found already, locked. Whoever locks both takes the application first."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__guideline__programme", "applicant__area")
        .get(pk=application_id)
    )


def locked(rows: DecisionQuerySet[D], decision_id: int, expected_version: int) -> tuple[D, Application]:
    """The decision among ``rows`` and its application, both locked. Raises NotFound or VersionConflict."""
    application_id = rows.filter(pk=decision_id).values_list("application_id", flat=True).first()
    if application_id is None:
        raise NotFound(f"{rows.model._meta.label} {decision_id}")
    application = locked_whole(application_id)
    decision: D = rows.locked(decision_id, expected_version)
    decision.application = application
    return decision, application


def remedies(parameters: Mapping[ParameterCode, Decimal]) -> dict[str, int]:
    """The figures of the rule set that every decision freezes: days of delivery, months for an action."""
    return {
        "delivery_days": int(parameters[ParameterCode.DELIVERY_DAYS]),
        "remedy_months": int(parameters[ParameterCode.REMEDY_MONTHS]),
    }


def discard_prepared(capacity: Capacity, application: Application) -> None:
    """Drop what is prepared and not released: another decision is made instead, or the application changes."""
    rows: tuple[QuerySet[Any], ...] = (
        Award.objects.filter(application=application, state=DecisionState.PREPARED),
        Refusal.objects.filter(application=application, state=DecisionState.PREPARED),
    )
    for decision in (row for found in rows for row in found):
        if isinstance(decision, Award):
            decision.years.all().delete()
            decision.lines.all().delete()
        history.record(capacity, f"{decision._meta.model_name}.discarded", application, decision=decision.pk)
        decision.delete()


def note_editor(capacity: Capacity, decision: Decision) -> None:
    """Who wrote the content last. Not yet saved."""
    decision.content_edited_by_id = capacity.user_id
    decision.content_edited_at = clock.now()


def move_application(capacity: Capacity, application: Application, transition: str) -> None:
    """Move and save the application a decision is on. Raises what the workflow raises."""
    APPLICATION.move(
        application, transition, actor=capacity, facts=facts.application_facts(application), on=clock.today()
    )
    application.version += 1
    application.save(update_fields=["state", "version", *note_due(application)])


def note_release(capacity: Capacity, decision: Decision) -> None:
    """Who releases it, today. Not yet saved."""
    decision.released_by_id = capacity.user_id
    decision.released_on = clock.today()


def void_release(capacity: Capacity, decision: Decision) -> None:
    """Take the release back, after the state has moved, and save that."""
    decision.released_by = None
    decision.released_on = None
    decision.save(update_fields=["state", "released_by", "released_on"])
    history.record(capacity, f"{decision._meta.model_name}.release_voided", decision)


def issue(capacity: Capacity, decision: Decision, *, title: str | Promise, content: bytes, **values: Any) -> None:
    """Save the release, keep its document, and tell of both."""
    decision.version += 1
    decision.save(update_fields=["state", "released_by", "released_on", "version"])
    name = decision._meta.model_name
    notice = documents.issue(decision, kind=f"{name}_notice", title=title, content=content)
    more: Mapping[str, Any] = {"notice_sha256": notice.sha256, "notice_version": notice.version}
    history.record(capacity, f"{name}.released", decision, **values, **more)


def ask_for_release(decision: Decision) -> None:
    """Tell the authority's officers that something waits for the second pair of eyes."""
    application = decision.application
    officers = recipients(application.call.guideline.programme.authority_id, [Role.RELEASING_OFFICER], on=clock.today())
    messages.send(
        f"{decision._meta.model_name}_prepared",
        application,
        officers,
        occasion=f"v{decision.version}",
        file_number=application.reference,
    )


def make_known(capacity: Capacity, decision: Decision) -> None:
    """Save the notification, after the state has moved, and tell the applicant."""
    decision.notified_on = clock.today()
    decision.version += 1
    decision.save(update_fields=["state", "notified_on", "version"])
    name, application = decision._meta.model_name, decision.application
    if isinstance(decision, Award | Refusal):  # an answer to an early start decides nothing on the application
        application.save(update_fields=note_due(application, decision))
    history.record(capacity, f"{name}.notified", decision, notified_on=decision.notified_on)
    people = recipients(application.applicant_id, CENTRE, on=clock.today())
    messages.send(f"{name}_notified", application, people, occasion="notified", file_number=application.file_number)


def tell_clerks(kind: str, application: Application, *, occasion: str) -> None:
    """Tell the authority's clerks of something on the application."""
    clerks = recipients(application.call.guideline.programme.authority_id, [Role.CLERK], on=clock.today())
    messages.send(kind, application, clerks, occasion=occasion, file_number=application.reference)


def tell_applicant(kind: str, application: Application, *, occasion: str) -> None:
    """Tell the applicant's coordination and lead of something on the application."""
    people = recipients(application.applicant_id, CENTRE[:2], on=clock.today())
    messages.send(kind, application, people, occasion=occasion, file_number=application.file_number)
