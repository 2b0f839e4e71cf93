"""What the page needs that opens a hearing: the first day that leaves enough time, and what speaks against it."""

from datetime import date, timedelta

from vorort.core import clock
from vorort.core.refusal import Reason
from vorort.funding.enums import DecisionState, ParameterCode
from vorort.funding.models import Application
from vorort.funding.permissions import reasons_against_checking
from vorort.funding.queries import facts, rule_set
from vorort.funding.queries.file import ApplicationFile
from vorort.funding.rules.hearing import NOTHING_PREPARED, reasons_against_opening
from vorort.network.capacity import Capacity


def first_day(application: Application) -> date:
    """The first day a hearing opened today may name. One statement."""
    days = rule_set.parameters_of(application.call.guideline).get(ParameterCode.HEARING_DAYS, 1)
    return clock.today() + timedelta(days=max(int(days), 1))


def reasons_against_hearing(file: ApplicationFile, capacity: Capacity) -> list[Reason]:
    """Why the reader may not open a hearing now. The action asks again. At most three statements."""
    against = reasons_against_checking(capacity, file.application)
    if against:
        return against
    view = file.award or file.refusal
    if view is None or view.decision.state != DecisionState.PREPARED:
        return [NOTHING_PREPARED]
    return reasons_against_opening(
        facts.hearings_of(file.application),
        reduced=file.award is None or facts.award_facts(file.award.award, years=file.award.years).reduced,
        answer_until=first_day(file.application),
        days=1,
        on=clock.today(),
    )
