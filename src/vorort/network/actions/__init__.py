"""What is done in the network. The only code of this context that writes; one module a subject."""

from vorort.network.actions.membership import grant_role
from vorort.network.actions.organisation import found_organisation, open_centre
from vorort.network.actions.substitution import end_substitution, enter_substitution

__all__ = ["end_substitution", "enter_substitution", "found_organisation", "grant_role", "open_centre"]
