"""What is done in the network. The only code of this context that writes; one module a subject."""

from vorort.network.actions.blocking import block_account, unblock_account
from vorort.network.actions.ending import end_organisation
from vorort.network.actions.invitation import (
    accept_as_newcomer,
    accept_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from vorort.network.actions.membership import end_membership, grant_role
from vorort.network.actions.operator import found_with_admin, invite_operator
from vorort.network.actions.organisation import (
    OrganisationEntry,
    change_organisation,
    found_organisation,
    open_centre,
)
from vorort.network.actions.registration import (
    ClubEntry,
    confirm_address,
    confirm_registration,
    refuse_registration,
    register_club,
)
from vorort.network.actions.second_factor import restore_access
from vorort.network.actions.substitution import end_substitution, enter_substitution

__all__ = [
    "ClubEntry",
    "OrganisationEntry",
    "accept_as_newcomer",
    "accept_invitation",
    "block_account",
    "change_organisation",
    "confirm_address",
    "confirm_registration",
    "end_membership",
    "end_organisation",
    "end_substitution",
    "enter_substitution",
    "found_organisation",
    "found_with_admin",
    "grant_role",
    "invite",
    "invite_operator",
    "open_centre",
    "refuse_registration",
    "register_club",
    "resend_invitation",
    "restore_access",
    "revoke_invitation",
    "unblock_account",
]
