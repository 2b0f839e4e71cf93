"""The link of an invitation or registration, shown once to whoever may pass it on, where no mail leaves the house.

Only the number of the invitation stands in the session; the secret is worked out when the page is shown.
"""

from django.http import HttpRequest

from vorort.network import mailing
from vorort.network.models import ClubRegistration, Invitation

_INVITATION, _REGISTRATION = "link-invitation", "link-registration"


def remember(request: HttpRequest, invitation: Invitation) -> None:
    """Let the next page show the link, unless it is on its way by mail."""
    if not mailing.is_configured():
        request.session[_INVITATION] = invitation.pk


def remember_registration(request: HttpRequest, registration: ClubRegistration | None) -> None:
    """The same for the link that confirms an address."""
    if registration is not None and not mailing.is_configured():
        request.session[_REGISTRATION] = registration.pk


def invitation_link(request: HttpRequest) -> str:
    """The link to show now, once; empty when there is none."""
    key = request.session.pop(_INVITATION, None)
    found = Invitation.objects.unanswered().filter(pk=key).first() if key is not None else None
    return request.build_absolute_uri(mailing.invitation_path(found)) if found else ""


def registration_link(request: HttpRequest) -> str:
    """The link to show now, once; empty when there is none."""
    key = request.session.pop(_REGISTRATION, None)
    found = ClubRegistration.objects.filter(pk=key).first() if key is not None else None
    return request.build_absolute_uri(mailing.registration_path(found)) if found else ""
