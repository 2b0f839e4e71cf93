"""Restores a lost second factor (zweite Stufe der Anmeldung): a second person removes what is lost, with a reason."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.accounts import actions as accounts
from vorort.accounts.models import User
from vorort.core import clock, messages
from vorort.core.actor import Actor
from vorort.core.language import officially
from vorort.core.messages import Recipient
from vorort.core.refusal import Reason, refuse_when
from vorort.network.models import Membership
from vorort.network.queries.second_factor import reasons_against_restoring


@officially
@transaction.atomic
def restore_access(*, actor: Actor, user: User, reason: str) -> None:
    """Remove the lost factors of ``user``, end her sign-ins and tell her at every organisation she works for.

    Raises ActionRefused when the actor may not, the reason is missing, or there is no factor.
    """
    refuse_when(reasons_against_restoring(actor, user))
    if not reason.strip():
        refuse_when([Reason("no_reason", _("Bitte schreiben Sie, warum."), field="reason")])
    accounts.remove_factors(actor=actor, user=user, reason=reason.strip())
    held = Membership.objects.valid_on(clock.today()).filter(user=user)
    places = held.order_by("organisation").values_list("organisation", flat=True).distinct()
    messages.send(
        "factors_removed",
        user,
        [Recipient(user.pk, place) for place in places],
        occasion=clock.now().isoformat(),
        who=actor.label,
        reason=reason.strip(),
    )
