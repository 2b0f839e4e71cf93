"""The closed lists of the network: kinds of organisation and roles, with their German labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is (Art der Organisation)."""

    MINISTRY = "ministry", _("Ministerium")
    GRANTING_AUTHORITY = "granting_authority", _("Bewilligungsbehörde")
    COORDINATION_OFFICE = "coordination_office", _("Koordinierungsstelle")
    AUDIT_OFFICE = "audit_office", _("Prüfungsamt")
    CENTRE = "centre", _("Kommunales Integrationszentrum")
    MUNICIPALITY = "municipality", _("Kommune")
    AGENCY = "agency", _("Behörde")
    PROVIDER = "provider", _("Träger")
    ASSOCIATION = "association", _("Verein")
    OPERATOR = "operator", _("Betrieb")


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
