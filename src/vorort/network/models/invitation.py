"""Invitations into organisations. Whether one still holds is said here; who may do what with it is not."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from vorort.accounts.models import User
from vorort.network import tokens
from vorort.network.enums import InvitationState, Role
from vorort.network.models.organisation import Organisation
from vorort.network.querysets import InvitationQuerySet


class Invitation(models.Model):
    """Somebody is asked to work here in these roles (Einladung). The secret link stands nowhere; see ``tokens``.

    ``valid_to`` is the last day of the link, ``roles_valid_to`` that of the roles where they are for a time.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254)
    roles = models.JSONField(default=list)
    seed = models.CharField(max_length=32)
    token_digest = models.CharField(max_length=64)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="invitations_given")
    invited_as = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="invitations_given")
    sent_on = models.DateField()
    valid_to = models.DateField()
    roles_valid_to = models.DateField(null=True)
    emailed_on = models.DateTimeField(null=True)
    accepted_on = models.DateField(null=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="invitations_accepted")
    revoked_on = models.DateField(null=True)

    objects = models.Manager.from_queryset(InvitationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_digest"], name="network_invitation_token_once"),
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(accepted_on__isnull=True, revoked_on__isnull=True),
                name="network_invitation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(revoked_on__isnull=True),
                name="network_invitation_accepted_or_revoked",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True, accepted_by__isnull=True)
                | Q(accepted_on__isnull=False, accepted_by__isnull=False),
                name="network_invitation_accepted_by_somebody",
            ),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Einladung {self.pk} · {self.organisation_id}"

    @property
    def token(self) -> str:
        """The secret of the link. Only mail and the page that shows it once ask for it."""
        return tokens.token_of("invitation", self.seed)

    def state_on(self, day: date) -> InvitationState:
        """Open, accepted, revoked, or past its last day."""
        if self.accepted_on is not None:
            return InvitationState.ACCEPTED
        if self.revoked_on is not None:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if self.valid_to < day else InvitationState.OPEN

    @property
    def role_labels(self) -> str:
        """``Koordination, Leitung``."""
        return ", ".join(str(Role(role).label) for role in self.roles)
