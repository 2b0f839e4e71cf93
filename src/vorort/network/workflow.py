"""What may happen to the registration of a club, as a table.

That its address is confirmed is nobody's decision: whoever has the link from the mail does it, see
``actions/registration.py``.
"""

from django.utils.translation import gettext_lazy as _

from vorort.core.workflow import Transition, Workflow
from vorort.network.enums import RegistrationState, Role
from vorort.network.permissions import reasons_against_deciding

_DECIDING = frozenset({Role.CENTRE_LEAD, Role.COORDINATOR, Role.OPERATOR})
_WAITING = frozenset({RegistrationState.WAITING})

REGISTRATION: Workflow[None] = Workflow(
    states=RegistrationState,
    transitions=[
        Transition("confirm", _WAITING, RegistrationState.CONFIRMED, _DECIDING, _("Verein aufnehmen")),
        Transition(
            "refuse", _WAITING, RegistrationState.REFUSED, _DECIDING, _("Anmeldung ablehnen"), needs=("reason",)
        ),
    ],
    permission=reasons_against_deciding,
)
