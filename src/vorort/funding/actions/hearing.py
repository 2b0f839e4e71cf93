"""The hearing before less is given than was asked for: opened with a letter, answered or waived by the applicant."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, documents, history
from vorort.core.money import ZERO
from vorort.core.refusal import NotFound, refuse_when
from vorort.funding import notices, permissions
from vorort.funding.actions import decision
from vorort.funding.actions.due import note_due
from vorort.funding.enums import DecisionState, ParameterCode
from vorort.funding.models import Application, Award, Hearing, Refusal
from vorort.funding.queries import facts, rule_set
from vorort.funding.rules.hearing import NOTHING_PREPARED, reasons_against_opening
from vorort.funding.workflow import HEARING
from vorort.network.capacity import Capacity


@transaction.atomic
def open_hearing(*, capacity: Capacity, application_id: int, expected_version: int, answer_until: date) -> Hearing:
    """Tell the applicant what is prepared and why, and ask for her answer until that day (§ 28 VwVfG NRW).

    Raises ActionRefused when nothing is prepared that gives less than was asked for, or VersionConflict.
    """
    application = decision.locked_application(capacity, application_id, expected_version)
    refuse_when(permissions.reasons_against_checking(capacity, application))
    prepared = prepared_decision(application)
    if prepared is None:
        refuse_when([NOTHING_PREPARED])
    parameters = rule_set.parameters_of(application.call.guideline)
    refuse_when(
        reasons_against_opening(
            facts.hearings_of(application),
            reduced=not isinstance(prepared, Award) or facts.award_facts(prepared).reduced,
            answer_until=answer_until,
            days=int(parameters.get(ParameterCode.HEARING_DAYS, 1)),
            on=clock.today(),
        )
    )
    hearing = Hearing.objects.create(
        application=application,
        amount=prepared.amount if isinstance(prepared, Award) else ZERO,
        in_kind_units=prepared.in_kind_units if isinstance(prepared, Award) else ZERO,
        reasoning=prepared.reasoning if prepared else "",
        answer_until=answer_until,
        opened_by_id=capacity.user_id,
        opened_on=clock.today(),
    )
    letter = documents.issue(hearing, kind="hearing", title=_("Anhörung"), content=notices.hearing_letter(hearing))
    _save(application)
    values = {"amount": hearing.amount, "answer_until": answer_until, "letter_sha256": letter.sha256}
    history.record(capacity, "hearing.opened", application, **values)
    decision.tell_applicant("hearing_opened", application, occasion=str(hearing.pk))
    return hearing


@transaction.atomic
def answer_hearing(*, capacity: Capacity, hearing_id: int, expected_version: int, answer: str) -> Hearing:
    """Answer for the applicant. What comes late is taken as long as nothing is decided.

    The version is the application's. Raises ActionRefused or VersionConflict.
    """
    hearing = _locked(capacity, hearing_id, expected_version)
    _close(capacity, hearing, "answer", answer=answer)
    history.record(capacity, "hearing.answered", hearing.application, answer=hearing.answer)
    decision.tell_clerks("hearing_answered", hearing.application, occasion=str(hearing.pk))
    return hearing


@transaction.atomic
def waive_hearing(*, capacity: Capacity, hearing_id: int, expected_version: int) -> Hearing:
    """Declare for the applicant that she has nothing to say: the decision need not wait.

    The version is the application's. Raises ActionRefused or VersionConflict.
    """
    hearing = _locked(capacity, hearing_id, expected_version)
    _close(capacity, hearing, "waive")
    history.record(capacity, "hearing.waived", hearing.application)
    decision.tell_clerks("hearing_waived", hearing.application, occasion=str(hearing.pk))
    return hearing


def prepared_decision(application: Application) -> Award | Refusal | None:
    """The award or refusal that is prepared and not released, its application known to it."""
    award = Award.objects.filter(application=application, state=DecisionState.PREPARED).first()
    refusal = Refusal.objects.filter(application=application, state=DecisionState.PREPARED).first()
    found = award or refusal
    if found is not None:
        found.application = application
    return found


def _locked(capacity: Capacity, hearing_id: int, expected_version: int) -> Hearing:
    hearing = Hearing.objects.visible_to(capacity).filter(pk=hearing_id).first()
    if hearing is None:
        raise NotFound(f"hearing {hearing_id}")
    application = decision.locked_application(capacity, hearing.application_id, expected_version)
    hearing.refresh_from_db()
    hearing.application = application
    return hearing


def _save(application: Application) -> None:
    application.version += 1
    application.save(update_fields=["version", *note_due(application)])


def _close(capacity: Capacity, hearing: Hearing, transition: str, *, answer: str = "") -> None:
    HEARING.move(
        hearing,
        transition,
        actor=capacity,
        facts=facts.hearing_facts(hearing),
        on=clock.today(),
        values={"answer": answer},
    )
    hearing.answer = answer.strip()
    hearing.answered_by_id = capacity.user_id
    hearing.answered_on = clock.today()
    hearing.save(update_fields=["state", "answer", "answered_by", "answered_on"])
    _save(hearing.application)
