"""Whose application and award it is, and the actions that are no transition.

Role, state and guard stand in the workflow table.
"""

from django.utils.translation import gettext_lazy as _

from vorort.core.actor import Actor
from vorort.core.refusal import Reason
from vorort.funding.enums import ApplicationState, DecisionState, Side
from vorort.funding.models import (
    Application,
    Award,
    Call,
    Decision,
    GuidelineVersion,
    Hearing,
    InformationRequest,
    Opinion,
    Programme,
)
from vorort.funding.querysets import APPLICANT_ROLES, AUTHORITY_ROLES, OWNER_ROLES
from vorort.network.enums import Role

DRAFTERS = (Role.COORDINATOR, Role.CENTRE_LEAD)
# Who says who looks after an application, and who may be that, on either side.
ASSIGNERS = {Side.APPLICANT: DRAFTERS, Side.AUTHORITY: (Role.CLERK, Role.RELEASING_OFFICER)}
IN_CHARGE = {Side.APPLICANT: DRAFTERS, Side.AUTHORITY: (Role.CLERK,)}
UNDECIDED = (
    ApplicationState.SUBMITTED,
    ApplicationState.FORMAL_REVIEW,
    ApplicationState.SUBSTANTIVE_REVIEW,
    ApplicationState.INFORMATION_REQUESTED,
)
FOREIGN = Reason("foreign", _("Dieser Vorgang gehört nicht zu Ihrer Organisation."))


def owns_application(actor: Actor, application: Application) -> list[Reason]:
    """The applicant's people act on their side, the authority's on theirs; nobody else at all."""
    if actor.role in APPLICANT_ROLES and actor.organisation_id == application.applicant_id:
        return []
    authority_id = application.call.guideline.programme.authority_id
    if actor.role in AUTHORITY_ROLES and actor.organisation_id == authority_id:
        return []
    return [FOREIGN]


def states_seen(actor: Actor) -> frozenset[DecisionState]:
    """The states in which somebody who sees the application sees the decision on it: what ``visible_to`` says, without
    asking again whose the application is.
    """
    if actor.role in APPLICANT_ROLES:
        return frozenset({DecisionState.NOTIFIED})
    return frozenset(DecisionState) if actor.role in (*AUTHORITY_ROLES, *OWNER_ROLES) else frozenset()


def owns_decision(actor: Actor, decision: Decision) -> list[Reason]:
    """As with its application; once that is withdrawn there is nothing left to decide."""
    return owns_application(actor, decision.application) + _against_withdrawn(decision.application)


def owns_part(actor: Actor, part: InformationRequest | Hearing) -> list[Reason]:
    """As with its application, as long as nothing is decided on it."""
    reasons = owns_application(actor, part.application) + _against_withdrawn(part.application)
    if part.application.state == ApplicationState.DECIDED:
        reasons.append(Reason("decided", _("Über den Antrag ist schon entschieden.")))
    return reasons


def owns_opinion(actor: Actor, opinion: Opinion) -> list[Reason]:
    """The office that was asked writes it; the authority that asked may drop it."""
    if actor.role == Role.ADVISER:
        mine = actor.organisation_id == opinion.office_id
        return _against_withdrawn(opinion.application) if mine else [FOREIGN]
    return owns_application(actor, opinion.application)


def _against_withdrawn(application: Application) -> list[Reason]:
    if application.state == ApplicationState.WITHDRAWN:
        return [Reason("withdrawn", _("Der Antrag ist zurückgezogen."))]
    return []


def reasons_against_editing(actor: Actor, application: Application, *, reopened: bool = False) -> list[Reason]:
    """The content of an application is edited as a draft, by the centre's coordination or lead; later only what the
    authority has ``reopened`` by a request for additional information.
    """
    reasons = owns_application(actor, application)
    if actor.role not in DRAFTERS:
        reasons.append(Reason("role", _("Den Entwurf bearbeiten Koordination und Leitung.")))
    if application.state == ApplicationState.INFORMATION_REQUESTED:
        if not reopened:
            reasons.append(Reason("not_reopened", _("Die Nachforderung fragt nach diesem Abschnitt nicht.")))
    elif application.state != ApplicationState.DRAFT:
        reasons.append(
            Reason(
                "state",
                _("Der Antrag ist nicht mehr im Entwurf. Der Stand ist: %(state)s.")
                % {"state": ApplicationState(application.state).label},
            )
        )
    return reasons


def reasons_against_beginning(actor: Actor) -> list[Reason]:
    """An application is begun by the centre's coordination or lead."""
    if actor.role in DRAFTERS:
        return []
    return [Reason("role", _("Einen Antrag beginnen Koordination und Leitung."))]


def reasons_against_checking(actor: Actor, application: Application) -> list[Reason]:
    """Points of the review are noted, and decisions prepared, by the authority's clerk while the review is open."""
    reasons = owns_application(actor, application)
    if actor.role != Role.CLERK:
        reasons.append(Reason("role", _("Das macht die Sachbearbeitung.")))
    if application.state not in (ApplicationState.FORMAL_REVIEW, ApplicationState.SUBSTANTIVE_REVIEW):
        reasons.append(Reason("state", _("Der Antrag ist nicht in Prüfung.")))
    return reasons


def side_of(role: str) -> Side | None:
    """On which side of the procedure a role works; None when it only looks on or has no part in it."""
    if role in APPLICANT_ROLES:
        return Side.APPLICANT
    return Side.AUTHORITY if role in AUTHORITY_ROLES else None


def may_assign(actor: Actor) -> bool:
    """Whether ``actor`` says who looks after the applications on her side."""
    side = side_of(actor.role)
    return side is not None and actor.role in ASSIGNERS[side]


def reasons_against_assigning(actor: Actor, application: Application) -> list[Reason]:
    """Who looks after an application is said by those who work on it, as long as there is something to do."""
    reasons = owns_application(actor, application)
    if not may_assign(actor):
        reasons.append(
            Reason("role", _("Zuständigkeiten vergeben Sachbearbeitung, Schlusszeichnung, Koordination und Leitung."))
        )
    if application.state == ApplicationState.WITHDRAWN:
        reasons.append(
            Reason(
                "withdrawn",
                _("„%(file)s“ ist zurückgezogen; dafür ist niemand mehr zuständig.") % {"file": application},
            )
        )
    return reasons


def reasons_against_running(actor: Actor, programme: Programme | None = None) -> list[Reason]:
    """Programmes, budgets and calls are run by the programme owner of the ministry they belong to."""
    if actor.role != Role.PROGRAMME_OWNER:
        return [Reason("role", _("Programme führt die Programmverantwortung im Ministerium."))]
    if programme is not None and actor.organisation_id != programme.owner_id:
        return [FOREIGN]
    return []


def reasons_against_confirming(actor: Actor, guideline: GuidelineVersion, *, asked_by: int | None) -> list[Reason]:
    """A table of a released version is changed, or changed back, by the ministry's programme releaser, and only after
    somebody else has asked for it: the user ``asked_by``.
    """
    if actor.role != Role.PROGRAMME_RELEASER:
        sentence = _("Die Fassung ist freigegeben. Was ihre Tabellen ändert, gibt die Programmfreigabe frei.")
        return [Reason("role", sentence)]
    reasons = owns_guideline(actor, guideline)
    if asked_by is None:
        reasons.append(Reason("not_asked", _("Darum bittet zuerst die Programmverantwortung.")))
    elif asked_by == actor.user_id:
        sentence = _("Sie haben selbst darum gebeten. Freigeben muss eine zweite Person.")
        reasons.append(Reason("four_eyes", sentence, "Vier-Augen-Prinzip"))
    return reasons


def owns_guideline(actor: Actor, guideline: GuidelineVersion) -> list[Reason]:
    """The people of the ministry the programme belongs to, and nobody else."""
    if actor.role in OWNER_ROLES and actor.organisation_id == guideline.programme.owner_id:
        return []
    return [FOREIGN]


def owns_call(actor: Actor, call: Call) -> list[Reason]:
    """As with its guideline version."""
    return owns_guideline(actor, call.guideline)


def reasons_against_waiving(actor: Actor, award: Award) -> list[Reason]:
    """Remedies are waived by whoever may sign for the recipient."""
    reasons = owns_decision(actor, award)
    if actor.role != Role.CENTRE_LEAD:
        reasons.append(Reason("role", _("Auf Rechtsbehelfe verzichtet die Leitung.")))
    return reasons


def reasons_against_early_start_request(actor: Actor, application: Application) -> list[Reason]:
    """An early start is asked for by the centre's lead, between receipt and decision."""
    reasons = owns_application(actor, application)
    if actor.role != Role.CENTRE_LEAD:
        reasons.append(Reason("role", _("Den vorzeitigen Maßnahmebeginn beantragt die Leitung.")))
    if application.state not in UNDECIDED:
        reasons.append(Reason("state", _("Das geht nach dem Eingang des Antrags und vor der Entscheidung.")))
    return reasons


def reasons_against_handling(actor: Actor, application: Application) -> list[Reason]:
    """What a clerk does beside the review as long as nothing is decided: ask for an opinion, answer an early start."""
    reasons = owns_application(actor, application)
    if actor.role != Role.CLERK:
        reasons.append(Reason("role", _("Das macht die Sachbearbeitung.")))
    if application.state not in UNDECIDED:
        reasons.append(Reason("state", _("Das geht nach dem Eingang des Antrags und vor der Entscheidung.")))
    return reasons
