"""Addresses of the network: German nouns, object numbers, and secrets in links; nothing personal."""

from django.urls import path

from vorort.web.network.views import club, invitation, members, organisation, registration, substitution, upkeep

app_name = "network"
ORGANISATION = "organisationen/<int:pk>/"
MEMBERSHIP = "mitgliedschaften/<int:pk>/"
urlpatterns = [
    path("", organisation.organisations, name="organisations"),
    path("organisationen/neu/", organisation.found, name="found"),
    path(ORGANISATION, organisation.organisation, name="organisation"),
    path(f"{ORGANISATION}aendern/", upkeep.change, name="change"),
    path(f"{ORGANISATION}eroeffnen/", upkeep.open_centre, name="open_centre"),
    path(f"{ORGANISATION}beenden/", upkeep.end, name="end_organisation"),
    path(f"{ORGANISATION}mitglieder/", members.members, name="members"),
    path(f"{ORGANISATION}mitglieder/einladen/", members.invite, name="invite"),
    path(f"{MEMBERSHIP}weitere-rolle/", members.grant, name="grant"),
    path(f"{MEMBERSHIP}beenden/", members.end, name="end"),
    path(f"{MEMBERSHIP}vertretung/", substitution.substitution, name="substitution"),
    path("vertretungen/<int:pk>/beenden/", substitution.end, name="end_substitution"),
    path("einladungen/<int:pk>/erneut-senden/", members.resend, name="resend"),
    path("einladungen/<int:pk>/zuruecknehmen/", members.revoke, name="revoke"),
    path("einladung/<slug:token>/", invitation.invitation, name="invitation"),
    path("anmeldungen/", registration.registrations, name="registrations"),
    path("anmeldungen/<int:pk>/", registration.registration, name="registration"),
    path("verein-anmelden/", club.register, name="club"),
    path("verein-anmelden/angekommen/", club.received, name="club_received"),
    path("verein-anmelden/<slug:token>/", club.address, name="club_address"),
]
