"""The network's tables: organisations, memberships, substitutions, invitations, registrations of clubs."""

from vorort.network.models.invitation import Invitation
from vorort.network.models.membership import Membership, Substitution
from vorort.network.models.organisation import Organisation
from vorort.network.models.registration import ClubRegistration

__all__ = ["ClubRegistration", "Invitation", "Membership", "Organisation", "Substitution"]
