"""Ends an organisation: all roles and open invitations end with it, and what waited for its decision goes elsewhere."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history, messages
from vorort.core.actor import Actor
from vorort.core.messages import Recipient
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions
from vorort.network.actions.registration import hand_over_registrations
from vorort.network.models import Invitation, Membership, Organisation


@transaction.atomic
def end_organisation(*, actor: Actor, organisation: Organisation, reason: str) -> Organisation:
    """End ``organisation`` at once for ``reason``: today is its last day, and from the next request on nobody acts
    for it. What it has handed in stays where it is.

    Raises ActionRefused when the actor may not, it has ended, or the reason is missing.
    """
    # Not the key: whoever is accepting an invitation refers to it, and is awaited below.
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    refuse_when(permissions.reasons_against_ending_organisation(actor, organisation, on=clock.today()))
    if not reason.strip():
        refuse_when([Reason("no_reason", _("Bitte schreiben Sie, warum."), field="reason")])
    organisation.ended_on = clock.today()
    organisation.save(update_fields=["ended_on"])
    history.record(actor, "organisation.ended", organisation, reason=reason.strip())
    # Invitations first: one that is being accepted at this moment brings its role along, which then ends with the rest.
    _revoke_invitations(actor, organisation)
    people = _end_memberships(actor, organisation)
    hand_over_registrations(actor, organisation)
    messages.send(
        "organisation_ended",
        organisation,
        [Recipient(person, organisation.pk) for person in people],
        occasion="ended",
        organisation=organisation.name,
        reason=reason.strip(),
    )
    return organisation


def _revoke_invitations(actor: Actor, organisation: Organisation) -> None:
    pending = Invitation.objects.unanswered().filter(organisation=organisation)
    for invitation in pending.select_for_update().order_by("pk"):
        invitation.revoked_on = clock.today()
        invitation.save(update_fields=["revoked_on"])
        history.record(actor, "invitation.revoked", invitation)


def _end_memberships(actor: Actor, organisation: Organisation) -> set[int]:
    """End what holds today or later; whom that concerns."""
    over = Membership.objects.over_on(clock.today()).values("pk")
    lasting = list(Membership.objects.filter(organisation=organisation).exclude(pk__in=over).order_by("pk"))
    for membership in lasting:
        membership.ended_on = clock.today()
        membership.save(update_fields=["ended_on"])
        history.record(actor, "membership.ended", membership, user=membership.user_id, role=membership.role)
    return {membership.user_id for membership in lasting}
