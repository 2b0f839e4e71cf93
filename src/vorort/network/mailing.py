"""E-mail to people who have no inbox here yet: a link and what it is for. Jobs carry keys, never a secret."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from vorort.core import clock, days, mail
from vorort.core.language import officially
from vorort.network.enums import InvitationState, RegistrationState
from vorort.network.models import ClubRegistration, Invitation


def is_configured() -> bool:
    """Whether mail leaves this installation; where it does not, a page shows the link once to be passed on."""
    return bool(settings.MAIL_FROM)


def invitation_path(invitation: Invitation) -> str:
    """Where on this site ``invitation`` is accepted."""
    return reverse("network:invitation", args=[invitation.token])


def registration_path(registration: ClubRegistration) -> str:
    """Where on this site the e-mail address of ``registration`` is confirmed."""
    return reverse("network:club_address", args=[registration.token])


def whole_address(path: str) -> str:
    """``path`` as it stands in a mail or on a terminal, where no request says what this site is called."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


@task()
@officially
def email_invitation(invitation_id: int) -> None:
    """Send the link, unless it was sent or the invitation is answered meanwhile."""
    invitation = Invitation.objects.select_related("organisation").get(pk=invitation_id)
    if invitation.emailed_on is not None or invitation.state_on(clock.today()) != InvitationState.OPEN:
        return
    body = _(
        "%(organisation)s lädt Sie ein, in vorort mitzuarbeiten: %(roles)s.\n\n"
        "Zum Ansehen und Annehmen öffnen Sie bis zum %(day)s diesen Link:\n%(link)s\n\n"
        "Das Öffnen ändert noch nichts. Wenn Sie nichts damit anfangen können, brauchen Sie nichts zu tun."
    ) % {
        "organisation": invitation.organisation.name,
        "roles": invitation.role_labels,
        "day": days.in_figures(invitation.valid_to),
        "link": whole_address(invitation_path(invitation)),
    }
    mail.send_to(invitation.email, _("Einladung zu vorort"), body)
    invitation.emailed_on = timezone.now()
    invitation.save(update_fields=["emailed_on"])


@task()
@officially
def email_address_check(registration_id: int) -> None:
    """Send the link that confirms the address, unless it was sent or used."""
    registration = ClubRegistration.objects.filter(pk=registration_id).first()
    if registration is None or registration.emailed_on is not None:
        return
    if not registration.may_be_confirmed_on(clock.today()):
        return
    body = _(
        "Mit dieser Adresse wurde „%(name)s“ in vorort angemeldet.\n\n"
        "Bitte bestätigen Sie bis zum %(day)s, dass die Adresse Ihre ist:\n%(link)s\n\n"
        "Waren Sie das nicht? Dann brauchen Sie nichts zu tun; die Anmeldung wird gelöscht."
    ) % {
        "name": registration.name,
        "day": days.in_figures(registration.valid_to),
        "link": whole_address(registration_path(registration)),
    }
    mail.send_to(registration.contact_email, _("Ihre Anmeldung bei vorort"), body)
    registration.emailed_on = timezone.now()
    registration.save(update_fields=["emailed_on"])


@task()
@officially
def email_refusal(registration_id: int) -> None:
    """Tell the club's contact why it was not taken in."""
    registration = ClubRegistration.objects.get(pk=registration_id)
    if registration.state == RegistrationState.REFUSED:
        body = _("Die Anmeldung von „%(name)s“ wurde nicht angenommen.\n\nBegründung: %(reason)s") % {
            "name": registration.name,
            "reason": registration.reason,
        }
        mail.send_to(registration.contact_email, _("Ihre Anmeldung bei vorort"), body)
