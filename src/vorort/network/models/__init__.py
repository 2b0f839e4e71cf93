"""The network's tables: organisations, memberships, substitutions."""

from vorort.network.models.membership import Membership, Substitution
from vorort.network.models.organisation import Organisation

__all__ = ["Membership", "Organisation", "Substitution"]
