"""Whose organisation it is. The installation itself founds organisations; an organisation's admin gives its roles.

Which roles these are follows from the kind of organisation: nobody makes himself a granting authority.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from vorort.core.actor import SYSTEM, Actor
from vorort.core.refusal import Reason
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import ClubRegistration, Membership, Organisation

_EVERYWHERE = frozenset({Role.ORGANISATION_ADMIN, Role.DATA_PROTECTION_OFFICER})
_CASES = frozenset({Role.CASE_MANAGER, Role.CASE_LEAD})
_VOLUNTEERS = frozenset({Role.VOLUNTEER_COORDINATOR, Role.VOLUNTEER, Role.MEDIATOR})
_OFFERS = frozenset({Role.PROVIDER_EDITOR, Role.PROVIDER_SIGNATORY})

_CENTRE = frozenset({Role.CENTRE_LEAD, Role.COORDINATOR, Role.FINANCE_CLERK})
_ANSWERS = frozenset({Role.AGENCY_CONTACT})

_AT_AUTHORITIES = _EVERYWHERE | _ANSWERS
_AT_PROVIDERS = _EVERYWHERE | _CASES | _VOLUNTEERS | _OFFERS
_AT_CLUBS = _EVERYWHERE | _VOLUNTEERS | _OFFERS

GIVEN_BY_ADMIN: dict[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.MINISTRY: _EVERYWHERE | {Role.PROGRAMME_OWNER, Role.PROGRAMME_RELEASER},
    OrganisationKind.GRANTING_AUTHORITY: _EVERYWHERE
    | {Role.CLERK, Role.RELEASING_OFFICER, Role.PAYMENT_OFFICER, Role.PROOF_AUDITOR},
    OrganisationKind.COORDINATION_OFFICE: _EVERYWHERE | {Role.ADVISER},
    OrganisationKind.AUDIT_OFFICE: _EVERYWHERE | {Role.AUDITOR},
    OrganisationKind.CENTRE: _EVERYWHERE | _CASES | _VOLUNTEERS | _CENTRE,
    # A district or independent city without a centre applies itself in some calls: its people draft, sign and submit
    # in the very roles a centre has, so that one workflow serves both.
    OrganisationKind.MUNICIPALITY: _EVERYWHERE
    | _CASES
    | _VOLUNTEERS
    | _CENTRE
    | {Role.INTEGRATION_OFFICER, Role.COUNCIL_MEMBER},
    OrganisationKind.SOCIAL_OFFICE: _AT_AUTHORITIES,
    OrganisationKind.YOUTH_OFFICE: _AT_AUTHORITIES,
    OrganisationKind.HEALTH_OFFICE: _AT_AUTHORITIES,
    OrganisationKind.SCHOOL_OFFICE: _AT_AUTHORITIES,
    OrganisationKind.HOUSING_OFFICE: _AT_AUTHORITIES,
    OrganisationKind.FOREIGNERS_AUTHORITY: _AT_AUTHORITIES,
    OrganisationKind.NATURALISATION_AUTHORITY: _AT_AUTHORITIES,
    OrganisationKind.JOBCENTER: _AT_AUTHORITIES,
    OrganisationKind.EMPLOYMENT_AGENCY: _AT_AUTHORITIES,
    OrganisationKind.FEDERAL_COORDINATION: _AT_AUTHORITIES,
    OrganisationKind.AGENCY: _AT_AUTHORITIES,
    OrganisationKind.COURSE_PROVIDER: _EVERYWHERE | _OFFERS,
    OrganisationKind.WELFARE_BODY: _AT_PROVIDERS,
    OrganisationKind.MIGRATION_ADVICE: _AT_PROVIDERS,
    OrganisationKind.PROVIDER: _AT_PROVIDERS,
    OrganisationKind.MIGRANT_ORGANISATION: _AT_CLUBS,
    OrganisationKind.RELIGIOUS_COMMUNITY: _AT_CLUBS,
    OrganisationKind.SPORTS_CLUB: _AT_CLUBS,
    OrganisationKind.INITIATIVE: _AT_CLUBS,
    # Clubs let themselves in; who accompanies people's cases is no decision of theirs alone.
    OrganisationKind.ASSOCIATION: _AT_CLUBS,
    OrganisationKind.VOLUNTEER_AGENCY: _AT_CLUBS,
    OrganisationKind.SCHOOL: _AT_AUTHORITIES | _OFFERS,
    OrganisationKind.DAY_CARE: _AT_AUTHORITIES | _OFFERS,
    OrganisationKind.CHAMBER: _AT_AUTHORITIES | _OFFERS,
    OrganisationKind.COMPANY: _EVERYWHERE | _OFFERS,
    OrganisationKind.POLITICAL_BODY: _EVERYWHERE | {Role.COUNCIL_MEMBER},
    OrganisationKind.OPERATOR: _EVERYWHERE,
}


def reasons_against_founding(actor: Actor) -> list[Reason]:
    """Only the installation or its operator founds and opens organisations."""
    if actor == SYSTEM or actor.role == Role.OPERATOR:
        return []
    return [Reason("role", _("Organisationen legt nur der Betrieb an."))]


def reasons_against_changing(actor: Actor, organisation: Organisation) -> list[Reason]:
    """What an organisation is called and where it is, is said by its own admin or the operator, until it has ended."""
    if not may_manage(actor, organisation.pk):
        return [Reason("role", _("Das ändert nur, wer die Organisation verwaltet, oder der Betrieb."))]
    return reasons_against_ended(organisation)


def reasons_against_renaming(actor: Actor, *, field: str) -> list[Reason]:
    """The full name and the kind stand in notices and decide about roles: the operator says them."""
    if actor.role == Role.OPERATOR:
        return []
    return [Reason("role", _("Name und Art ändert nur der Betrieb."), field=field)]


def reasons_against_opening(actor: Actor, organisation: Organisation) -> list[Reason]:
    """A centre that is only planned is opened, once, by whoever founds organisations."""
    reasons = reasons_against_founding(actor) or reasons_against_ended(organisation)
    if reasons:
        return reasons
    if organisation.kind != OrganisationKind.CENTRE:
        return [Reason("no_centre", _("Das ist kein Kommunales Integrationszentrum."))]
    if organisation.exists_from is not None:
        return [Reason("exists_already", _("Dieses Zentrum besteht schon."))]
    return []


def reasons_against_ending_organisation(actor: Actor, organisation: Organisation, *, on: date) -> list[Reason]:
    """An organisation is ended by whoever founds them: once, not before it begins, and never the operator's own."""
    if actor != SYSTEM and actor.role != Role.OPERATOR:
        return [Reason("role", _("Organisationen beendet nur der Betrieb."))]
    if organisation.kind == OrganisationKind.OPERATOR:
        return [Reason("operator_stays", _("Die Organisation des Betriebs bleibt: Ohne sie verwaltet niemand mehr."))]
    if organisation.exists_from is not None and organisation.exists_from > on:
        return [Reason("not_begun", _("Diese Organisation beginnt erst später und kann vorher nicht enden."))]
    return reasons_against_ended(organisation)


def reasons_against_ended(organisation: Organisation) -> list[Reason]:
    """Whatever somebody wants to do with an organisation that has ended."""
    if organisation.ended_on is None:
        return []
    return [Reason("ended", _("Diese Organisation ist beendet. Es bleibt nur zu lesen, was war."))]


def reasons_against_granting(actor: Actor, organisation: Organisation, role: Role) -> list[Reason]:
    """Roles are given by the installation, its operator, or the organisation's own admin; by her only those of its
    kind. Nobody gives one where nobody acts any more.
    """
    if organisation.ended_on is not None:
        return reasons_against_ended(organisation)
    if actor == SYSTEM or actor.role == Role.OPERATOR:
        return []
    if actor.role != Role.ORGANISATION_ADMIN or actor.organisation_id != organisation.pk:
        return [Reason("role", _("Rollen vergibt nur, wer die Organisation verwaltet."))]
    if role not in GIVEN_BY_ADMIN[OrganisationKind(organisation.kind)]:
        return [
            Reason("role_of_other_kind", _("Diese Rolle gibt es in einer Organisation dieser Art nicht."), field="role")
        ]
    return []


def may_manage(actor: Actor, organisation_id: int) -> bool:
    """Whether ``actor`` sees who works there and who is invited: the organisation's admin, and the operator."""
    own_admin = actor.role == Role.ORGANISATION_ADMIN and actor.organisation_id == organisation_id
    return own_admin or actor.role == Role.OPERATOR


def roles_to_offer(organisation: Organisation) -> list[Role]:
    """The roles a form offers for this organisation; operators are made among operators."""
    kind = OrganisationKind(organisation.kind)
    operators = {Role.OPERATOR} if kind == OrganisationKind.OPERATOR else set()
    return [role for role in Role if role in GIVEN_BY_ADMIN[kind] | operators]


def reasons_against_ending(actor: Actor, membership: Membership) -> list[Reason]:
    """Memberships are ended by the installation, its operator, or the admin of the same organisation."""
    if actor == SYSTEM or actor.role == Role.OPERATOR:
        return []
    if actor.role == Role.ORGANISATION_ADMIN and actor.organisation_id == membership.organisation_id:
        return []
    return [Reason("role", _("Rollen beendet nur, wer die Organisation verwaltet."))]


def reasons_against_deciding(actor: Actor, registration: ClubRegistration) -> list[Reason]:
    """A club is taken in by the centre of its area; by the operator only where no centre is."""
    by_operator = actor.role == Role.OPERATOR
    nobody_there = registration.responsible_id is None
    own = not nobody_there and actor.organisation_id == registration.responsible_id
    if nobody_there if by_operator else own:
        return []
    return [Reason("not_responsible", _("Darüber entscheidet das Kommunale Integrationszentrum des Gebiets."))]


def reasons_against_substituting(actor: Actor, absent: Membership) -> list[Reason]:
    """Who represents somebody is said by herself or by the admin of her organisation."""
    own_house = actor.organisation_id == absent.organisation_id
    if own_house and (actor.user_id == absent.user_id or actor.role == Role.ORGANISATION_ADMIN):
        return []
    return [Reason("role", _("Eine Vertretung trägt die Person selbst ein oder wer die Organisation verwaltet."))]


def reasons_against_restoring(
    actor: Actor, user_id: int, *, looks_after: bool, demanded_elsewhere: bool
) -> list[Reason]:
    """A lost second factor is never restored by its owner. The operator restores all others; the admin those of her
    own people that no role at another organisation demands.
    """
    if actor.user_id == user_id:
        return [Reason("own_factor", _("Die eigene zweite Stufe stellt immer eine andere Person wieder her."))]
    if not looks_after:
        return [Reason("role", _("Das kann nur, wer die Organisation dieser Person verwaltet, oder der Betrieb."))]
    if demanded_elsewhere and actor.role != Role.OPERATOR:
        sentence = _(
            "Diese Person braucht die zweite Stufe auch für eine andere Organisation. Deshalb kann nur der Betrieb sie "
            "wiederherstellen."
        )
        return [Reason("needed_elsewhere", sentence)]
    return []


def reasons_against_blocking(actor: Actor, user_id: int) -> list[Reason]:
    """An account belongs to no organisation, so the operator blocks it and lifts the block; never her own."""
    if actor.role != Role.OPERATOR:
        return [Reason("role", _("Konten sperrt nur der Betrieb."))]
    if actor.user_id == user_id:
        return [Reason("own_account", _("Das eigene Konto sperrt immer eine andere Person."))]
    return []
