"""Filters over organisations and memberships: who exists on a day, whose membership holds on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from vorort.network.enums import OrganisationKind, Role

if TYPE_CHECKING:
    from vorort.network.models import Membership, Organisation  # noqa: F401


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations in time."""

    def centres(self) -> OrganisationQuerySet:
        """Municipal integration centres, planned or existing."""
        return self.filter(kind=OrganisationKind.CENTRE)

    def planned_on(self, day: date) -> OrganisationQuerySet:
        """Planned or already existing on ``day``: whatever is to be there, and has not ended."""
        begun = Q(planned_from__lte=day) | Q(exists_from__lte=day)
        return self.filter(begun).exclude(ended_on__lt=day)

    def existing_on(self, day: date) -> OrganisationQuerySet:
        """Really there on ``day``."""
        return self.filter(exists_from__lte=day).exclude(ended_on__lt=day)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in time."""

    def valid_on(self, day: date) -> MembershipQuerySet:
        """Begun and not ended on ``day``."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day)

    def in_roles(self, *roles: Role) -> MembershipQuerySet:
        """Held in one of ``roles``."""
        return self.filter(role__in=roles)

    def of_active_users(self) -> MembershipQuerySet:
        """Of people who may sign in."""
        return self.filter(user__is_active=True)
