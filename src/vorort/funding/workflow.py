"""What may happen to guideline versions, calls, applications and awards, as tables.

They feed guards, buttons with reasons and the docs.
"""

from django.utils.translation import gettext_lazy as _

from vorort.core.workflow import Transition, Workflow
from vorort.funding import permissions
from vorort.funding.enums import ApplicationState, AwardState, CallState, GuidelineState
from vorort.funding.rules import programme, review, submission
from vorort.funding.rules.facts import ApplicationFacts, AwardFacts
from vorort.funding.rules.programme import CallFacts, GuidelineFacts
from vorort.network.enums import Role

DRAFT, SIGN_OFF, SUBMITTED = ApplicationState.DRAFT, ApplicationState.SIGN_OFF, ApplicationState.SUBMITTED
FORMAL_REVIEW, SUBSTANTIVE_REVIEW = ApplicationState.FORMAL_REVIEW, ApplicationState.SUBSTANTIVE_REVIEW
DECIDED, WITHDRAWN = ApplicationState.DECIDED, ApplicationState.WITHDRAWN
BEFORE_DECISION = frozenset({DRAFT, SIGN_OFF, SUBMITTED, FORMAL_REVIEW, SUBSTANTIVE_REVIEW})
DRAFTERS = frozenset({Role.COORDINATOR, Role.CENTRE_LEAD})

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
            "reopen_decision",
            frozenset({DECIDED}),
            SUBSTANTIVE_REVIEW,
            by=frozenset({Role.CLERK}),
            label=_("Entscheidung vor der Bekanntgabe öffnen"),
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

AWARD: Workflow[AwardFacts] = Workflow(
    states=AwardState,
    permission=permissions.owns_award,
    transitions=[
        Transition(
            "edit",
            frozenset({AwardState.PREPARED, AwardState.RELEASED}),
            AwardState.PREPARED,
            by=frozenset({Role.CLERK}),
            label=_("Bewilligung ändern"),
        ),
        Transition(
            "release",
            frozenset({AwardState.PREPARED}),
            AwardState.RELEASED,
            by=frozenset({Role.RELEASING_OFFICER}),
            label=_("Bewilligung freigeben"),
            guard=review.reasons_against_release,
            four_eyes=True,
        ),
        Transition(
            "notify",
            frozenset({AwardState.RELEASED}),
            AwardState.NOTIFIED,
            by=frozenset({Role.CLERK, Role.RELEASING_OFFICER}),
            label=_("Bescheid bekannt geben"),
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
