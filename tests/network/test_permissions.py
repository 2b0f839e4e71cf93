"""Who founds organisations and who gives which role in them. The tables are written by hand, with the reasons."""

import pytest

from tests.network.factories import acting
from vorort.core.actor import SYSTEM, SystemActor
from vorort.network import permissions
from vorort.network.enums import SELF_REGISTERING, OrganisationKind, Role
from vorort.network.models import Organisation

OWN, FOREIGN = 3, 4
PLACE = Organisation(pk=OWN, name="Träger", kind="provider")

# role: may found and open organisations, give a role at the own organisation, give one at another
MATRIX = {
    "programme_owner": (False, False, False),
    "programme_releaser": (False, False, False),
    "clerk": (False, False, False),
    "releasing_officer": (False, False, False),
    "payment_officer": (False, False, False),
    "proof_auditor": (False, False, False),
    "adviser": (False, False, False),
    "auditor": (False, False, False),
    "centre_lead": (False, False, False),  # leads people, but who may act is the admin's to say
    "coordinator": (False, False, False),
    "finance_clerk": (False, False, False),
    "case_manager": (False, False, False),
    "case_lead": (False, False, False),
    "provider_editor": (False, False, False),
    "provider_signatory": (False, False, False),
    "volunteer_coordinator": (False, False, False),
    "volunteer": (False, False, False),
    "mediator": (False, False, False),
    "integration_officer": (False, False, False),
    "agency_contact": (False, False, False),
    "council_member": (False, False, False),
    "organisation_admin": (False, True, False),  # invites and ends memberships of her own organisation
    "data_protection_officer": (False, False, False),  # watches, and gives nothing
    "operator": (True, True, True),  # runs the installation
}

# kind of organisation: the roles its own admin gives, as design section 1 lists who works there
BY_ADMIN = {
    "ministry": {"programme_owner", "programme_releaser"},
    "granting_authority": {"clerk", "releasing_officer", "payment_officer", "proof_auditor"},
    "coordination_office": {"adviser"},
    "audit_office": {"auditor"},
    "centre": {
        "centre_lead", "coordinator", "finance_clerk", "case_manager", "case_lead", "volunteer_coordinator",
        "volunteer", "mediator",
    },
    "municipality": {  # the first three where a district without a centre applies itself
        "centre_lead", "coordinator", "finance_clerk", "integration_officer", "council_member", "case_manager",
        "case_lead", "volunteer_coordinator", "volunteer", "mediator",
    },
    # authorities answer what is sent to them
    "social_office": {"agency_contact"},
    "youth_office": {"agency_contact"},
    "health_office": {"agency_contact"},
    "school_office": {"agency_contact"},
    "housing_office": {"agency_contact"},
    "foreigners_authority": {"agency_contact"},
    "naturalisation_authority": {"agency_contact"},
    "jobcenter": {"agency_contact"},
    "employment_agency": {"agency_contact"},
    "federal_coordination": {"agency_contact"},
    "agency": {"agency_contact"},
    # providers have offers; those that accompany people have case managers
    "course_provider": {"provider_editor", "provider_signatory"},
    "welfare_body": {
        "provider_editor", "provider_signatory", "case_manager", "case_lead", "volunteer_coordinator", "volunteer",
        "mediator",
    },
    "migration_advice": {
        "provider_editor", "provider_signatory", "case_manager", "case_lead", "volunteer_coordinator", "volunteer",
        "mediator",
    },
    "provider": {
        "provider_editor", "provider_signatory", "case_manager", "case_lead", "volunteer_coordinator", "volunteer",
        "mediator",
    },
    # clubs register themselves: no case files
    "migrant_organisation": {
        "provider_editor", "provider_signatory", "volunteer_coordinator", "volunteer", "mediator"
    },
    "religious_community": {"provider_editor", "provider_signatory", "volunteer_coordinator", "volunteer", "mediator"},
    "sports_club": {"provider_editor", "provider_signatory", "volunteer_coordinator", "volunteer", "mediator"},
    "association": {"provider_editor", "provider_signatory", "volunteer_coordinator", "volunteer", "mediator"},
    "initiative": {"provider_editor", "provider_signatory", "volunteer_coordinator", "volunteer", "mediator"},
    "volunteer_agency": {"provider_editor", "provider_signatory", "volunteer_coordinator", "volunteer", "mediator"},
    # places to learn and to work: asked for a seat, and offering some
    "school": {"agency_contact", "provider_editor", "provider_signatory"},
    "day_care": {"agency_contact", "provider_editor", "provider_signatory"},
    "chamber": {"agency_contact", "provider_editor", "provider_signatory"},
    "company": {"provider_editor", "provider_signatory"},
    "political_body": {"council_member"},
    "operator": set(),  # operators are made by the installation or another operator
}  # fmt: skip
EVERYWHERE = {"organisation_admin", "data_protection_officer"}


def allowed(role):
    """What somebody in ``role`` at the organisation 3 really may, in the columns of the matrix."""
    return (
        not permissions.reasons_against_founding(acting(role, OWN)),
        not permissions.reasons_against_granting(acting(role, OWN), PLACE, Role.VOLUNTEER),
        not permissions.reasons_against_granting(acting(role, FOREIGN), PLACE, Role.VOLUNTEER),
    )


def differences():
    """Roles that may something else than the matrix says."""
    return [role for role, expected in MATRIX.items() if allowed(role) != expected]


def given_by_admin(kind):
    """The roles that the admin of an organisation of this kind really may give in it."""
    place = Organisation(pk=OWN, name="Ort", kind=kind)
    admin = acting("organisation_admin", OWN)
    return {role.value for role in Role if not permissions.reasons_against_granting(admin, place, role)}


def test_the_matrix_names_every_role_and_every_kind():
    assert set(MATRIX) == set(Role.values)
    assert set(BY_ADMIN) == set(OrganisationKind.values)


def test_every_role_may_what_the_matrix_says():
    assert differences() == []


def test_a_role_that_may_more_is_found(monkeypatch):
    monkeypatch.setattr(permissions, "reasons_against_founding", lambda actor: [])
    assert differences() == [role for role in MATRIX if role != "operator"]


@pytest.mark.parametrize("kind", BY_ADMIN)
def test_admin_gives_the_roles_of_her_kind_of_organisation_alone(kind):
    assert given_by_admin(kind) == BY_ADMIN[kind] | EVERYWHERE


def test_no_admin_makes_an_operator():
    assert [kind for kind in OrganisationKind.values if "operator" in given_by_admin(kind)] == []


def test_only_the_admin_of_a_ministry_makes_a_programme_owner():
    assert [kind for kind in OrganisationKind.values if "programme_owner" in given_by_admin(kind)] == ["ministry"]


def test_nobody_lets_herself_in_where_case_files_are_kept():
    kept = [kind.value for kind in SELF_REGISTERING if given_by_admin(kind) & {"case_manager", "case_lead"}]
    assert kept == []


def test_installation_and_operator_give_every_role_everywhere():
    for actor in (SYSTEM, acting("operator", FOREIGN)):
        assert all(permissions.reasons_against_granting(actor, PLACE, role) == [] for role in Role)


@pytest.mark.parametrize("role", Role.values)
def test_admin_sees_who_works_in_her_own_organisation_and_the_operator_in_all(role):
    seen = [place for place in (OWN, FOREIGN) if permissions.may_manage(acting(role, OWN), place)]
    assert seen == {"organisation_admin": [OWN], "operator": [OWN, FOREIGN]}.get(role, [])


def test_installation_itself_founds():
    assert permissions.reasons_against_founding(SYSTEM) == []


@pytest.mark.parametrize(
    "other", [SystemActor("anderes"), SystemActor(user_id=7), SystemActor(organisation_id=OWN)], ids=repr
)
def test_who_only_looks_like_the_installation_may_nothing(other):
    assert [reason.code for reason in permissions.reasons_against_founding(other)] == ["role"]
    assert [reason.code for reason in permissions.reasons_against_granting(other, PLACE, Role.VOLUNTEER)] == ["role"]


def test_refusals_say_who_does_it():
    (founding,) = permissions.reasons_against_founding(acting("clerk"))
    (granting,) = permissions.reasons_against_granting(acting("clerk"), PLACE, Role.VOLUNTEER)
    assert str(founding.sentence) == "Organisationen legt nur der Betrieb an."
    assert str(granting.sentence) == "Rollen vergibt nur, wer die Organisation verwaltet."


def test_role_of_another_kind_of_organisation_is_refused_beside_its_field():
    (reason,) = permissions.reasons_against_granting(acting("organisation_admin"), PLACE, Role.CLERK)
    assert (reason.code, reason.field) == ("role_of_other_kind", "role")
    assert str(reason.sentence) == "Diese Rolle gibt es in einer Organisation dieser Art nicht."


# --- A lost second factor ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "user_id", "looks_after", "demanded_elsewhere", "code"),
    [
        (Role.ORGANISATION_ADMIN, 8, True, False, None),
        (Role.ORGANISATION_ADMIN, 8, True, True, "needed_elsewhere"),
        (Role.ORGANISATION_ADMIN, 8, False, False, "role"),
        (Role.ORGANISATION_ADMIN, 7, True, False, "own_factor"),
        (Role.OPERATOR, 8, True, True, None),
        (Role.OPERATOR, 7, True, False, "own_factor"),
        (Role.CENTRE_LEAD, 8, False, False, "role"),
    ],
)
def test_a_lost_factor_is_restored_by_a_second_person(role, user_id, looks_after, demanded_elsewhere, code):
    reasons = permissions.reasons_against_restoring(
        acting(role, user_id=7), user_id, looks_after=looks_after, demanded_elsewhere=demanded_elsewhere
    )
    assert [reason.code for reason in reasons] == ([code] if code else [])
