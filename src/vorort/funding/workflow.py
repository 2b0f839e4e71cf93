"""What may happen to guideline versions, calls, applications and what is decided on them, as tables.

They feed guards, buttons with reasons and the docs.

Every decision goes the same way: ``_decisions`` lays its table, so that no kind of notice is without four eyes.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vorort.core.refusal import Reason
from vorort.core.workflow import Transition, Workflow
from vorort.funding import permissions
from vorort.funding.enums import (
    ApplicationState,
    CallState,
    DecisionState,
    GuidelineState,
    HearingState,
    InformationState,
    OpinionState,
)
from vorort.funding.rules import information, programme, review, submission
from vorort.funding.rules.facts import (
    ApplicationFacts,
    AwardFacts,
    EarlyStartFacts,
    HearingFacts,
    InformationFacts,
    OpinionFacts,
    RefusalFacts,
)
from vorort.funding.rules.programme import CallFacts, GuidelineFacts
from vorort.network.enums import Role

DRAFT, SIGN_OFF, SUBMITTED = ApplicationState.DRAFT, ApplicationState.SIGN_OFF, ApplicationState.SUBMITTED
FORMAL_REVIEW, SUBSTANTIVE_REVIEW = ApplicationState.FORMAL_REVIEW, ApplicationState.SUBSTANTIVE_REVIEW
INFORMATION_REQUESTED = ApplicationState.INFORMATION_REQUESTED
DECIDED, WITHDRAWN = ApplicationState.DECIDED, ApplicationState.WITHDRAWN
BEFORE_DECISION = frozenset({DRAFT, SIGN_OFF, SUBMITTED, FORMAL_REVIEW, SUBSTANTIVE_REVIEW, INFORMATION_REQUESTED})
DRAFTERS = frozenset({Role.COORDINATOR, Role.CENTRE_LEAD})
CLERK, LEAD = frozenset({Role.CLERK}), frozenset({Role.CENTRE_LEAD})
Facts = TypeVar("Facts")

APPLICATION: Workflow[ApplicationFacts] = Workflow(
    states=ApplicationState,
    permission=permissions.owns_application,
    transitions=[
        Transition(
            "request_sign_off",
            frozenset({DRAFT}),
            SIGN_OFF,
            by=DRAFTERS,
            label=_("Zur Mitzeichnung geben"),
            guard=submission.reasons_against_sign_off,
        ),
        Transition(
            "return_to_draft",
            frozenset({SIGN_OFF}),
            DRAFT,
            by=DRAFTERS,
            label=_("Zurück in den Entwurf"),
            needs=("reason",),
        ),
        Transition(
            "submit",
            frozenset({SIGN_OFF}),
            SUBMITTED,
            by=frozenset({Role.CENTRE_LEAD}),
            label=_("Mitzeichnen und einreichen"),
            guard=submission.reasons_against_submission,
            four_eyes=True,
        ),
        Transition(
            "begin_formal_review",
            frozenset({SUBMITTED}),
            FORMAL_REVIEW,
            by=frozenset({Role.CLERK}),
            label=_("Formelle Prüfung beginnen"),
        ),
        Transition(
            "begin_substantive_review",
            frozenset({FORMAL_REVIEW}),
            SUBSTANTIVE_REVIEW,
            by=frozenset({Role.CLERK}),
            label=_("Formelle Prüfung abschließen"),
            guard=review.reasons_against_substantive_review,
        ),
        Transition(
            "decide",
            frozenset({SUBSTANTIVE_REVIEW}),
            DECIDED,
            by=frozenset({Role.RELEASING_OFFICER}),
            label=_("Entscheiden"),
            guard=review.reasons_against_decision,
        ),
        Transition(
            "refuse",
            frozenset({FORMAL_REVIEW, SUBSTANTIVE_REVIEW}),
            DECIDED,
            by=frozenset({Role.RELEASING_OFFICER}),
            label=pgettext_lazy("Antrag", "Ablehnen"),
            guard=review.reasons_against_refusing,
        ),
        Transition(
            "reopen_decision",
            frozenset({DECIDED}),
            SUBSTANTIVE_REVIEW,
            by=frozenset({Role.CLERK}),
            label=_("Entscheidung vor der Bekanntgabe öffnen"),
        ),
        Transition(
            "reopen_formal_review",
            frozenset({DECIDED}),
            FORMAL_REVIEW,
            by=frozenset({Role.CLERK}),
            label=_("Ablehnung vor der Bekanntgabe öffnen"),
        ),
        Transition(
            "request_information",
            frozenset({FORMAL_REVIEW, SUBSTANTIVE_REVIEW}),
            INFORMATION_REQUESTED,
            by=frozenset({Role.CLERK}),
            label=_("Angaben nachfordern"),
            needs=("question", "due_on", "fields"),
        ),
        Transition(
            "resume_formal_review",
            frozenset({INFORMATION_REQUESTED}),
            FORMAL_REVIEW,
            by=frozenset({Role.CENTRE_LEAD, Role.CLERK}),
            label=_("Zurück in die formelle Prüfung"),
        ),
        Transition(
            "resume_substantive_review",
            frozenset({INFORMATION_REQUESTED}),
            SUBSTANTIVE_REVIEW,
            by=frozenset({Role.CENTRE_LEAD, Role.CLERK}),
            label=_("Zurück in die fachliche Prüfung"),
        ),
        Transition(
            "withdraw",
            BEFORE_DECISION,
            WITHDRAWN,
            by=frozenset({Role.CENTRE_LEAD}),
            label=_("Antrag zurückziehen"),
            needs=("reason",),
        ),
    ],
)


def _decisions(
    *, edit: str | Promise, release: str | Promise, notify: str | Promise, guard: Callable[[Facts, date], list[Reason]]
) -> Workflow[Facts]:
    """The way of every decision: prepared by one, released by another, made known. Only the words and guard differ."""
    prepared, released, notified = DecisionState.PREPARED, DecisionState.RELEASED, DecisionState.NOTIFIED
    officer = frozenset({Role.RELEASING_OFFICER})
    return Workflow(
        states=DecisionState,
        permission=permissions.owns_decision,
        transitions=[
            Transition("edit", frozenset({prepared, released}), prepared, by=CLERK, label=edit),
            Transition(
                "release", frozenset({prepared}), released, by=officer, label=release, guard=guard, four_eyes=True
            ),
            Transition("notify", frozenset({released}), notified, by=CLERK | officer, label=notify),
        ],
    )


AWARD: Workflow[AwardFacts] = _decisions(
    edit=_("Bewilligung ändern"),
    release=_("Bewilligung freigeben"),
    notify=_("Bescheid bekannt geben"),
    guard=review.reasons_against_release,
)
REFUSAL: Workflow[RefusalFacts] = _decisions(
    edit=_("Ablehnung ändern"),
    release=_("Ablehnung freigeben"),
    notify=_("Ablehnung bekannt geben"),
    guard=review.reasons_against_releasing_refusal,
)
EARLY_START: Workflow[EarlyStartFacts] = _decisions(
    edit=_("Antwort ändern"),
    release=_("Antwort freigeben"),
    notify=_("Antwort bekannt geben"),
    guard=review.reasons_against_early_start,
)

INFORMATION: Workflow[InformationFacts] = Workflow(
    states=InformationState,
    permission=permissions.owns_part,
    transitions=[
        Transition(
            "hand_in",
            frozenset({InformationState.OPEN}),
            InformationState.ANSWERED,
            by=LEAD,
            label=_("Mitzeichnen und nachreichen"),
            guard=information.reasons_against_handing_in,
            four_eyes=True,
        ),
        Transition(
            "end",
            frozenset({InformationState.OPEN}),
            InformationState.ENDED,
            by=CLERK,
            label=_("Ohne Antwort weiterprüfen"),
            guard=information.reasons_against_ending,
        ),
    ],
)

HEARING: Workflow[HearingFacts] = Workflow(
    states=HearingState,
    permission=permissions.owns_part,
    transitions=[
        Transition(
            "answer",
            frozenset({HearingState.OPEN}),
            HearingState.ANSWERED,
            by=LEAD,
            label=_("Antwort abgeben"),
            needs=("answer",),
        ),
        Transition(
            "waive",
            frozenset({HearingState.OPEN}),
            HearingState.WAIVED,
            by=LEAD,
            label=_("Auf eine Antwort verzichten"),
        ),
    ],
)

OPINION: Workflow[OpinionFacts] = Workflow(
    states=OpinionState,
    permission=permissions.owns_opinion,
    transitions=[
        Transition(
            "write",
            frozenset({OpinionState.REQUESTED}),
            OpinionState.REQUESTED,
            by=frozenset({Role.ADVISER}),
            label=_("Stellungnahme schreiben"),
        ),
        Transition(
            "hand_in",
            frozenset({OpinionState.REQUESTED}),
            OpinionState.HANDED_IN,
            by=frozenset({Role.ADVISER}),
            label=_("Stellungnahme abgeben"),
            guard=review.reasons_against_handing_in_opinion,
        ),
        Transition(
            "drop",
            frozenset({OpinionState.REQUESTED}),
            OpinionState.DROPPED,
            by=CLERK,
            label=_("Auf die Stellungnahme verzichten"),
            needs=("reason",),
        ),
    ],
)

GUIDELINE: Workflow[GuidelineFacts] = Workflow(
    states=GuidelineState,
    permission=permissions.owns_guideline,
    transitions=[
        Transition(
            "edit",
            frozenset({GuidelineState.DRAFT}),
            GuidelineState.DRAFT,
            by=frozenset({Role.PROGRAMME_OWNER}),
            label=_("Fassung bearbeiten"),
        ),
        Transition(
            "request_release",
            frozenset({GuidelineState.DRAFT}),
            GuidelineState.DRAFT,
            by=frozenset({Role.PROGRAMME_OWNER}),
            label=_("Um Freigabe bitten"),
            guard=programme.reasons_against_release,
        ),
        Transition(
            "release",
            frozenset({GuidelineState.DRAFT}),
            GuidelineState.RELEASED,
            by=frozenset({Role.PROGRAMME_RELEASER}),
            label=_("Fassung freigeben"),
            guard=programme.reasons_against_release,
            four_eyes=True,
        ),
        Transition(
            "discard",
            frozenset({GuidelineState.DRAFT}),
            GuidelineState.DISCARDED,
            by=frozenset({Role.PROGRAMME_OWNER}),
            label=_("Entwurf verwerfen"),
            needs=("reason",),
        ),
    ],
)

CALL: Workflow[CallFacts] = Workflow(
    states=CallState,
    permission=permissions.owns_call,
    transitions=[
        Transition(
            "edit",
            frozenset({CallState.DRAFT}),
            CallState.DRAFT,
            by=frozenset({Role.PROGRAMME_OWNER}),
            label=_("Aufruf bearbeiten"),
        ),
        Transition(
            "request_publication",
            frozenset({CallState.DRAFT}),
            CallState.DRAFT,
            by=frozenset({Role.PROGRAMME_OWNER}),
            label=_("Um Veröffentlichung bitten"),
            guard=programme.reasons_against_publication,
        ),
        Transition(
            "publish",
            frozenset({CallState.DRAFT}),
            CallState.PUBLISHED,
            by=frozenset({Role.PROGRAMME_RELEASER}),
            label=_("Aufruf veröffentlichen"),
            guard=programme.reasons_against_publication,
            four_eyes=True,
        ),
    ],
)
