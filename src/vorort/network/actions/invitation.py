"""Invites people into organisations. Opening the link changes nothing; accepting gives the roles that were offered."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User
from vorort.core import clock, history, messages
from vorort.core.actor import Actor
from vorort.core.messages import Recipient
from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.network import mailing, permissions, terms, tokens
from vorort.network.actions.membership import holds, reasons_against_last_day, write_membership
from vorort.network.capacity import Newcomer
from vorort.network.enums import InvitationState, Role
from vorort.network.models import Invitation, Organisation


@transaction.atomic
def invite(
    *,
    actor: Actor,
    organisation: Organisation,
    email: str,
    roles: Sequence[Role],
    name: str = "",
    valid_to: date | None = None,
) -> Invitation:
    """Invite whoever has ``email`` to ``organisation`` in ``roles``, to the day ``valid_to`` or until they are ended.

    Raises ActionRefused when the actor may not give one of the roles, their last day is past, or that address has an
    open invitation.
    """
    if not roles:
        refuse_when([Reason("no_role", _("Bitte wählen Sie mindestens eine Rolle."), field="roles")])
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    against = [reason for role in roles for reason in permissions.reasons_against_granting(actor, organisation, role)]
    refuse_when(against[:1] or reasons_against_last_day(clock.today(), valid_to))
    if Invitation.objects.unanswered().filter(organisation=organisation, email=email.strip().lower()).exists():
        sentence = _("Diese Adresse ist schon eingeladen. Sie können die Einladung noch einmal senden.")
        refuse_when([Reason("invited_already", sentence, field="email")])
    return write_invitation(actor, organisation, email=email, roles=roles, name=name, roles_valid_to=valid_to)


@transaction.atomic
def resend_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Send a new link, which holds anew from today; the former one opens nothing any more.

    Raises ActionRefused as well when the last day of the roles is past.
    """
    invitation = _unanswered(actor, invitation)
    if invitation.roles_valid_to is not None and invitation.roles_valid_to < clock.today():
        sentence = _("Der letzte Tag der Rollen ist vorbei. Nehmen Sie die Einladung zurück und laden Sie neu ein.")
        refuse_when([Reason("roles_over", sentence)])
    _renew(invitation, clock.today())
    invitation.emailed_on = None
    invitation.save()
    history.record(actor, "invitation.sent_again", invitation, valid_to=invitation.valid_to)
    _mail(invitation)
    return invitation


@transaction.atomic
def revoke_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Take the invitation back; its link opens nothing any more."""
    invitation = _unanswered(actor, invitation)
    invitation.revoked_on = clock.today()
    invitation.save(update_fields=["revoked_on"])
    history.record(actor, "invitation.revoked", invitation)
    return invitation


@transaction.atomic
def accept_invitation(*, user: User, token: str) -> Invitation:
    """Give ``user`` the roles the link with ``token`` offers.

    Raises NotFound for an unknown token, ActionRefused for an invitation that is answered or over, and when one of its
    roles is for the invited address alone.
    """
    invitation = _open_one(token)
    refuse_when(permissions.reasons_against_accepting(invitation, user.email))
    return _accept(invitation, user)


@transaction.atomic
def accept_as_newcomer(*, token: str, name: str, password: str) -> User:
    """Open an account for the invited address, and give it the roles. The password was looked at by the validators.

    Raises as ``accept_invitation``, and ActionRefused when the address has an account: then its owner signs in first.
    """
    invitation = _open_one(token)
    if User.objects.filter(email__iexact=invitation.email).exists():
        sentence = _("Zu dieser Adresse gibt es schon ein Konto. Bitte melden Sie sich damit an.")
        refuse_when([Reason("account_exists", sentence)])
    user = User.objects.create_user(email=invitation.email, name=name, password=password)
    _accept(invitation, user)
    return user


def write_invitation(
    actor: Actor,
    organisation: Organisation,
    *,
    email: str,
    roles: Sequence[Role],
    name: str = "",
    roles_valid_to: date | None = None,
) -> Invitation:
    """Invite for somebody whose right to do so was looked at. Part of actions, never called by pages."""
    invitation = Invitation(
        organisation=organisation,
        name=name.strip(),
        email=email.strip().lower(),
        roles=[Role(role).value for role in roles],
        invited_by_id=actor.user_id,
        invited_as_id=actor.organisation_id,
        roles_valid_to=roles_valid_to,
    )
    _renew(invitation, clock.today())
    invitation.save()
    values = {"organisation": organisation.name, "roles": invitation.roles, "valid_to": invitation.valid_to}
    values |= {"roles_valid_to": roles_valid_to} if roles_valid_to else {}
    history.record(actor, "invitation.sent", invitation, **values)
    _mail(invitation)
    return invitation


def _renew(invitation: Invitation, today: date) -> None:
    invitation.seed = tokens.fresh_seed()
    invitation.token_digest = tokens.digest_of(invitation.token)
    last = terms.last_day(terms.INVITATION, today)
    invitation.sent_on, invitation.valid_to = today, min(last, invitation.roles_valid_to or last)


def _mail(invitation: Invitation) -> None:
    if mailing.is_configured():
        mailing.email_invitation.enqueue(invitation.pk)


def _unanswered(actor: Actor, invitation: Invitation) -> Invitation:
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    for role in invitation.roles:
        refuse_when(permissions.reasons_against_granting(actor, invitation.organisation, Role(role)))
    if invitation.state_on(clock.today()) not in (InvitationState.OPEN, InvitationState.EXPIRED):
        refuse_when([Reason("answered", _("Diese Einladung ist schon angenommen oder zurückgenommen."))])
    return invitation


def _open_one(token: str) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    invitation = found.filter(token_digest=tokens.digest_of(token)).first()
    if invitation is None:
        raise NotFound("invitation")
    if invitation.state_on(clock.today()) != InvitationState.OPEN:
        refuse_when([Reason("not_open", _("Diese Einladung gilt nicht mehr."))])
    return invitation


def _accept(invitation: Invitation, user: User) -> Invitation:
    person, today = Newcomer(user.pk, user.name), clock.today()
    invitation.accepted_on, invitation.accepted_by = today, user
    invitation.save(update_fields=["accepted_on", "accepted_by"])
    history.record(person, "invitation.accepted", invitation, roles=invitation.roles)
    for role in map(Role, invitation.roles):
        if not holds(user, invitation.organisation, role, today):
            write_membership(person, user, invitation.organisation, role, today, invitation.roles_valid_to)
    if invitation.invited_by_id is not None and invitation.invited_as_id is not None:
        by_other = user.email.lower() != invitation.email
        addresses = {"invited": invitation.email, "address": user.email} if by_other else {}
        messages.send(
            "invitation_accepted_by_other" if by_other else "invitation_accepted",
            invitation.organisation,
            [Recipient(invitation.invited_by_id, invitation.invited_as_id)],
            occasion=str(invitation.pk),
            person=user.name,
            roles=invitation.role_labels,
            organisation=invitation.organisation.name,
            **addresses,
        )
    return invitation
