"""Organisations in time and the memberships people hold in them. No rights are decided here."""

from django.db import models
from django.db.models import F, Q

from vorort.accounts.models import User
from vorort.network.enums import OrganisationKind, Role
from vorort.network.querysets import MembershipQuerySet, OrganisationQuerySet
from vorort.regions.models import Area


class Organisation(models.Model):
    """Somebody who acts (Organisation), for an area and in time: a centre is first planned, then exists, may end."""

    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=30, choices=OrganisationKind.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organisations")
    address = models.CharField(max_length=240, blank=True)
    planned_from = models.DateField(null=True)
    exists_from = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    invented = models.BooleanField(default=False)

    objects = models.Manager.from_queryset(OrganisationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="network_organisation_name_once"),
            models.CheckConstraint(
                condition=Q(planned_from__isnull=False) | Q(exists_from__isnull=False),
                name="network_organisation_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(exists_from__isnull=True) | Q(ended_on__gte=F("exists_from")),
                name="network_organisation_ends_after_it_began",
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a role at an organisation for a time (Mitgliedschaft). Ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = models.Manager.from_queryset(MembershipQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"], name="network_membership_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="network_membership_ends_after_it_began",
            ),
        ]
        ordering = ["organisation__name", "role"]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.role} · {self.organisation_id}"
