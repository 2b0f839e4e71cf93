"""The closed lists of the network: kinds of organisation and roles, with their German labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is (Art der Organisation): who runs the programmes, and the actors of a local network."""

    MINISTRY = "ministry", _("Ministerium")
    GRANTING_AUTHORITY = "granting_authority", _("Bewilligungsbehörde")
    COORDINATION_OFFICE = "coordination_office", _("Koordinierungsstelle")
    AUDIT_OFFICE = "audit_office", _("Prüfungsamt")
    CENTRE = "centre", _("Kommunales Integrationszentrum")
    MUNICIPALITY = "municipality", _("Kommune")
    SOCIAL_OFFICE = "social_office", _("Sozialamt")
    YOUTH_OFFICE = "youth_office", _("Jugendamt")
    HEALTH_OFFICE = "health_office", _("Gesundheitsamt")
    SCHOOL_OFFICE = "school_office", _("Schulamt")
    HOUSING_OFFICE = "housing_office", _("Wohnungsamt")
    FOREIGNERS_AUTHORITY = "foreigners_authority", _("Ausländerbehörde")
    NATURALISATION_AUTHORITY = "naturalisation_authority", _("Einbürgerungsbehörde")
    JOBCENTER = "jobcenter", _("Jobcenter")
    EMPLOYMENT_AGENCY = "employment_agency", _("Agentur für Arbeit")
    FEDERAL_COORDINATION = "federal_coordination", _("Regionalkoordination des BAMF")
    AGENCY = "agency", _("andere Behörde")
    COURSE_PROVIDER = "course_provider", _("Kursträger")
    WELFARE_BODY = "welfare_body", _("Wohlfahrtsverband, Integrationsagentur")
    MIGRATION_ADVICE = "migration_advice", _("Migrationsberatung (MBE, JMD)")
    PROVIDER = "provider", _("anderer Träger")
    MIGRANT_ORGANISATION = "migrant_organisation", _("Migrantenorganisation")
    RELIGIOUS_COMMUNITY = "religious_community", _("Religionsgemeinschaft")
    SPORTS_CLUB = "sports_club", _("Sportverein")
    ASSOCIATION = "association", _("anderer Verein")
    INITIATIVE = "initiative", _("Initiative")
    VOLUNTEER_AGENCY = "volunteer_agency", _("Freiwilligenagentur")
    SCHOOL = "school", _("Schule")
    DAY_CARE = "day_care", _("Kindertageseinrichtung")
    CHAMBER = "chamber", _("Kammer")
    COMPANY = "company", _("Unternehmen")
    POLITICAL_BODY = "political_body", _("politisches Gremium")
    OPERATOR = "operator", _("Betrieb")


# Who may ask to be taken in without knowing anybody here. A migrant organisation calls itself one; nobody derives it.
SELF_REGISTERING = (
    OrganisationKind.MIGRANT_ORGANISATION,
    OrganisationKind.RELIGIOUS_COMMUNITY,
    OrganisationKind.SPORTS_CLUB,
    OrganisationKind.INITIATIVE,
    OrganisationKind.ASSOCIATION,
)


# Who runs, advises or audits the programmes, or only this installation: such organisations apply for nothing.
NEVER_APPLYING = (
    OrganisationKind.MINISTRY,
    OrganisationKind.GRANTING_AUTHORITY,
    OrganisationKind.COORDINATION_OFFICE,
    OrganisationKind.AUDIT_OFFICE,
    OrganisationKind.FEDERAL_COORDINATION,
    OrganisationKind.OPERATOR,
)


class Role(models.TextChoices):
    """In which role somebody acts (Rolle). A closed list; what a role may do stands in the workflow tables."""

    PROGRAMME_OWNER = "programme_owner", _("Programmverantwortung")
    PROGRAMME_RELEASER = "programme_releaser", _("Programmfreigabe")
    CLERK = "clerk", _("Sachbearbeitung")
    RELEASING_OFFICER = "releasing_officer", _("Schlusszeichnung")
    PAYMENT_OFFICER = "payment_officer", _("Anordnung von Zahlungen")
    PROOF_AUDITOR = "proof_auditor", _("Prüfung der Nachweise")
    ADVISER = "adviser", _("Fachberatung")
    AUDITOR = "auditor", _("Prüfung")
    CENTRE_LEAD = "centre_lead", _("KI-Leitung")
    COORDINATOR = "coordinator", _("Koordination")
    FINANCE_CLERK = "finance_clerk", _("Finanzstelle")
    CASE_MANAGER = "case_manager", _("Case Management")
    CASE_LEAD = "case_lead", _("Leitung Case Management")
    PROVIDER_EDITOR = "provider_editor", _("Angebotspflege")
    PROVIDER_SIGNATORY = "provider_signatory", _("Zeichnung für den Träger")
    VOLUNTEER_COORDINATOR = "volunteer_coordinator", _("Ehrenamtskoordination")
    VOLUNTEER = "volunteer", _("Ehrenamt")
    MEDIATOR = "mediator", _("Sprachmittlung")
    INTEGRATION_OFFICER = "integration_officer", _("Integrationsbeauftragte")
    AGENCY_CONTACT = "agency_contact", _("Ansprechperson einer Behörde")
    COUNCIL_MEMBER = "council_member", _("Ratsmitglied")
    ORGANISATION_ADMIN = "organisation_admin", _("Verwaltung der Organisation")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Datenschutz")
    OPERATOR = "operator", _("Betrieb")


class InvitationState(models.TextChoices):
    """How it stands with an invitation on a day. Derived, never stored."""

    OPEN = "open", _("offen")
    ACCEPTED = "accepted", _("angenommen")
    REVOKED = "revoked", _("zurückgenommen")
    EXPIRED = "expired", _("abgelaufen")


class RegistrationState(models.TextChoices):
    """How far the registration of a club is (Stand der Anmeldung)."""

    UNCONFIRMED = "unconfirmed", _("E-Mail-Adresse noch nicht bestätigt")
    WAITING = "waiting", _("wartet auf Entscheidung")
    CONFIRMED = "confirmed", _("aufgenommen")
    REFUSED = "refused", _("abgelehnt")


# Whoever acts in one of these signs in with a second factor: who releases or pays, who keeps money or cases, who signs
# for a centre, who runs a programme, and who gives others their rights.
SECOND_FACTOR_ROLES = frozenset(
    {
        Role.PROGRAMME_OWNER,
        Role.PROGRAMME_RELEASER,
        Role.RELEASING_OFFICER,
        Role.PAYMENT_OFFICER,
        Role.PROOF_AUDITOR,
        Role.CENTRE_LEAD,
        Role.FINANCE_CLERK,
        Role.CASE_MANAGER,
        Role.CASE_LEAD,
        Role.ORGANISATION_ADMIN,
        Role.DATA_PROTECTION_OFFICER,
        Role.OPERATOR,
    }
)
