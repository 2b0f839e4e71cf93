"""Filters over organisations and memberships: who exists on a day, whose membership holds on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from vorort.network.enums import OrganisationKind, Role

if TYPE_CHECKING:
    from vorort.network.models import Membership, Organisation, Substitution  # noqa: F401


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
        """Begun and not over on ``day``; what was ended holds no more from the very day it was ended."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day).exclude(ended_on__lte=day)

    def in_roles(self, *roles: Role) -> MembershipQuerySet:
        """Held in one of ``roles``."""
        return self.filter(role__in=roles)

    def of_active_users(self) -> MembershipQuerySet:
        """Of people who may sign in."""
        return self.filter(user__is_active=True)


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    """Substitutions in time."""

    def valid_on(self, day: date) -> SubstitutionQuerySet:
        """Begun and not over on ``day``, between two people who both hold their membership then."""
        members = apps.get_model("network", "Membership").objects.valid_on(day).of_active_users()
        lasting = self.filter(valid_from__lte=day, valid_to__gte=day).exclude(ended_on__lte=day)
        return lasting.filter(
            Exists(members.filter(pk=OuterRef("absent"))), Exists(members.filter(pk=OuterRef("substitute")))
        )

    def over_on(self, day: date) -> SubstitutionQuerySet:
        """Past their last day on ``day``, or ended by then."""
        return self.filter(Q(valid_to__lt=day) | Q(ended_on__lte=day))
