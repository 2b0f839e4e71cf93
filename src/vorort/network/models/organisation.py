"""Organisations in time: planned, existing, ended. No rights are decided here."""

from django.db import models
from django.db.models import F, Q

from vorort.network.enums import OrganisationKind
from vorort.network.querysets import OrganisationQuerySet
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
    version = models.PositiveIntegerField(default=1)

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
