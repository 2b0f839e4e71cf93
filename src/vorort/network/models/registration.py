"""Clubs that ask to be taken in. What becomes of them is in ``workflow.py``."""

from datetime import date

from django.db import models
from django.db.models import Q

from vorort.accounts.models import User
from vorort.network import tokens
from vorort.network.enums import OrganisationKind, RegistrationState
from vorort.network.models.organisation import Organisation
from vorort.network.querysets import ClubRegistrationQuerySet
from vorort.regions.models import TerritorialUnit


class ClubRegistration(models.Model):
    """A club that registered itself (Anmeldung eines Vereins). It becomes an organisation when a centre confirms it."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=30, choices=OrganisationKind.choices)
    unit = models.ForeignKey(TerritorialUnit, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=240)
    purpose = models.TextField(max_length=2000)
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField(max_length=254)
    seed = models.CharField(max_length=32)
    token_digest = models.CharField(max_length=64)
    received_on = models.DateField()
    valid_to = models.DateField()
    emailed_on = models.DateTimeField(null=True)
    address_confirmed_on = models.DateField(null=True)
    state = models.CharField(
        max_length=20, choices=RegistrationState.choices, default=RegistrationState.UNCONFIRMED.value
    )
    responsible = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="registrations")
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, null=True, related_name="own_registration"
    )

    objects = models.Manager.from_queryset(ClubRegistrationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_digest"], name="network_registration_token_once"),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.UNCONFIRMED.value) | Q(address_confirmed_on__isnull=False),
                name="network_registration_address_first",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.CONFIRMED.value) | Q(organisation__isnull=False),
                name="network_registration_confirmed_is_founded",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.REFUSED.value) | ~Q(reason=""),
                name="network_registration_refused_for_a_reason",
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        """The secret of the link that confirms the e-mail address."""
        return tokens.token_of("registration", self.seed)

    def may_be_confirmed_on(self, day: date) -> bool:
        """Whether the link still confirms the e-mail address."""
        return self.state == RegistrationState.UNCONFIRMED and self.valid_to >= day
