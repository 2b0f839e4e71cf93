"""Filters over organisations and memberships: who exists on a day, whose membership holds on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from vorort.core.actor import Actor
from vorort.core.refusal import NotFound, VersionConflict
from vorort.network.enums import OrganisationKind, RegistrationState, Role

NOTHING = Q(pk__in=[])
REGISTRATION_ROLES = (Role.CENTRE_LEAD, Role.COORDINATOR)

if TYPE_CHECKING:
    from vorort.network.models import ClubRegistration, Invitation, Membership, Organisation, Substitution  # noqa: F401


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations in time."""

    def managed_by(self, actor: Actor) -> OrganisationQuerySet:
        """Where ``actor`` invites people and gives roles: her own as its admin, every one as the operator."""
        if actor.role == Role.OPERATOR:
            return self.all()
        if actor.role != Role.ORGANISATION_ADMIN or actor.organisation_id is None:
            return self.filter(NOTHING)
        return self.filter(pk=actor.organisation_id)

    def locked(self, pk: int, expected_version: int) -> Organisation:
        """The organisation, locked. Raises NotFound when it is not among these, VersionConflict when it was saved
        since.
        """
        row = self.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            raise NotFound(f"{self.model._meta.label} {pk}")
        if row.version != expected_version:
            raise VersionConflict(row, expected_version=expected_version)
        return row

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

    def acting_on(self, day: date) -> OrganisationQuerySet:
        """Not ended by ``day``: on its last day an organisation still counts, but nobody acts for it any more."""
        return self.exclude(ended_on__lte=day)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in time."""

    def valid_on(self, day: date) -> MembershipQuerySet:
        """Begun and not over on ``day``; what was ended holds no more from the very day it was ended, and nothing
        holds where the organisation has ended.
        """
        lasting = self.filter(valid_from__lte=day).exclude(valid_to__lt=day).exclude(ended_on__lte=day)
        return lasting.exclude(organisation__ended_on__lt=day)

    def managed_by(self, actor: Actor) -> MembershipQuerySet:
        """Those in the organisations that ``actor`` manages."""
        return self.filter(Exists(_managed(actor, "organisation")))

    def represented_through(self, actor: Actor) -> MembershipQuerySet:
        """Those for which ``actor`` may say who represents: her own, and all of her house as its admin."""
        if actor.organisation_id is None or actor.user_id is None:
            return self.filter(NOTHING)
        house = self.filter(organisation_id=actor.organisation_id)
        return house if actor.role == Role.ORGANISATION_ADMIN else house.filter(user_id=actor.user_id)

    def over_on(self, day: date) -> MembershipQuerySet:
        """Past their last day on ``day``, or ended by then."""
        return self.filter(Q(valid_to__lt=day) | Q(ended_on__lte=day))

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

    def visible_to(self, actor: Actor) -> SubstitutionQuerySet:
        """Those of memberships for which ``actor`` may say who represents."""
        members = apps.get_model("network", "Membership").objects.represented_through(actor)
        return self.filter(Exists(members.filter(pk=OuterRef("absent"))))

    def over_on(self, day: date) -> SubstitutionQuerySet:
        """Past their last day on ``day``, or ended by then."""
        return self.filter(Q(valid_to__lt=day) | Q(ended_on__lte=day))


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def visible_to(self, actor: Actor) -> InvitationQuerySet:
        """Those into organisations that ``actor`` manages."""
        return self.filter(Exists(_managed(actor, "organisation")))

    def unanswered(self) -> InvitationQuerySet:
        """Neither accepted nor revoked; perhaps past their last day."""
        return self.filter(accepted_on__isnull=True, revoked_on__isnull=True)


class ClubRegistrationQuerySet(models.QuerySet["ClubRegistration"]):
    """Registrations of clubs."""

    def visible_to(self, actor: Actor) -> ClubRegistrationQuerySet:
        """Those whose address is confirmed: to the centre of their area, and without one to the operator."""
        confirmed = self.exclude(state=RegistrationState.UNCONFIRMED)
        if actor.role == Role.OPERATOR:
            return confirmed.filter(responsible__isnull=True)
        if actor.role in REGISTRATION_ROLES and actor.organisation_id is not None:
            return confirmed.filter(responsible_id=actor.organisation_id)
        return self.filter(NOTHING)

    def waiting(self) -> ClubRegistrationQuerySet:
        """Those nobody has decided yet."""
        return self.filter(state=RegistrationState.WAITING)


def _managed(actor: Actor, key: str) -> models.QuerySet[Organisation]:
    """The organisation behind the foreign key ``key`` of an outer row, when ``actor`` manages it."""
    managed: models.QuerySet[Organisation] = apps.get_model("network", "Organisation").objects.managed_by(actor)
    return managed.filter(pk=OuterRef(key))
