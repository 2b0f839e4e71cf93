"""By when something has to be done with an application, and by whom. Derived from its days, never set by a job."""

from dataclasses import dataclass
from datetime import date

from vorort.core.periods import period_end
from vorort.funding.enums import ApplicationState, DeadlineKind, Side

OF_APPLICANT = frozenset(
    {
        DeadlineKind.CALL_CLOSES,
        DeadlineKind.INFORMATION,
        DeadlineKind.HEARING,
        DeadlineKind.REMEDY,
        DeadlineKind.PROOF,
    }
)
IN_REVIEW = (ApplicationState.FORMAL_REVIEW, ApplicationState.SUBSTANTIVE_REVIEW)
# An action against the notice need not be brought, and vorort does not yet know whether a proof of use has come in:
# when such a day has passed, nothing is late that anybody could still do here.
NEVER_LATE = frozenset({DeadlineKind.REMEDY, DeadlineKind.PROOF})


@dataclass(frozen=True)
class Targets:
    """How long the authority means to take, from the day of receipt. A rule of the house, no period of law."""

    formal_review_days: int
    decision_months: int


@dataclass(frozen=True)
class DeadlineFacts:
    """The days of an application that periods run from or to; those of its decision once that is made known.

    ``hearing_until`` is the last day of a hearing nobody has answered yet.
    """

    state: str
    call_closes_on: date
    submitted_on: date | None = None
    information_due_on: date | None = None
    hearing_until: date | None = None
    remedy_until: date | None = None
    proof_due_on: date | None = None


@dataclass(frozen=True)
class Deadline:
    """What has to be done by ``day``."""

    kind: DeadlineKind
    day: date

    @property
    def whose(self) -> Side:
        """Who has to do it."""
        return Side.APPLICANT if self.kind in OF_APPLICANT else Side.AUTHORITY

    def is_late(self, on: date) -> bool:
        """Whether it is too late on the day ``on``."""
        return self.day < on and self.kind not in NEVER_LATE


def deadlines(facts: DeadlineFacts, targets: Targets) -> tuple[Deadline, ...]:
    """Every deadline of an application as it stands; none when it is over. What has to be done next stands first: while
    the applicant is asked or heard, that is hers.

    Sources: the call (closing day), the rule of the house (review and decision), § 28 VwVfG NRW (hearing), § 74 VwGO
    (remedy), ANBest-G Nr. 7.1 (proof of use).
    """
    known = {DeadlineKind.REMEDY: facts.remedy_until, DeadlineKind.PROOF: facts.proof_due_on}
    after_notice = tuple(Deadline(kind, day) for kind, day in known.items() if day is not None)
    if after_notice:
        return after_notice
    heard = () if facts.hearing_until is None else (Deadline(DeadlineKind.HEARING, facts.hearing_until),)
    if facts.information_due_on is not None:
        return (Deadline(DeadlineKind.INFORMATION, facts.information_due_on), *heard)
    match facts.state:
        case ApplicationState.DRAFT | ApplicationState.SIGN_OFF:
            return (Deadline(DeadlineKind.CALL_CLOSES, facts.call_closes_on),)
        case ApplicationState.WITHDRAWN:
            return ()
    if facts.submitted_on is None:
        raise ValueError("an application past its draft without a day of receipt")
    return (*(heard if facts.state in IN_REVIEW else ()), *_of_authority(facts.state, facts.submitted_on, targets))


def _of_authority(state: str, submitted_on: date, targets: Targets) -> tuple[Deadline, ...]:
    decision = Deadline(DeadlineKind.DECISION, period_end(submitted_on, months=targets.decision_months))
    if state in (ApplicationState.SUBMITTED, ApplicationState.FORMAL_REVIEW):
        review_by = period_end(submitted_on, days=targets.formal_review_days)
        return (Deadline(DeadlineKind.FORMAL_REVIEW, review_by), decision)
    return (decision,)


def duty(facts: DeadlineFacts, targets: Targets) -> Deadline | None:
    """The next thing that must be done by a day: what lists are filtered and sorted by. None when nothing must."""
    return next((row for row in deadlines(facts, targets) if row.kind != DeadlineKind.REMEDY), None)
