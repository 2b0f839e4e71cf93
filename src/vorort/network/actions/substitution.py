"""Enters and ends substitutions (Vertretungen). They give nobody a right; whose work is seen is a query's matter."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, days, history, messages
from vorort.core.actor import Actor
from vorort.core.messages import Recipient
from vorort.core.refusal import Reason, refuse_when
from vorort.network import permissions, rules
from vorort.network.models import Membership, Substitution


@transaction.atomic
def enter_substitution(
    *, actor: Actor, absent: Membership, substitute: Membership, valid_from: date, valid_to: date
) -> Substitution:
    """Let ``substitute`` represent ``absent`` from the first day to the last.

    Raises ActionRefused with every reason of the rules, when the actor may not, or when it is entered already.
    """
    refuse_when(permissions.reasons_against_substituting(actor, absent))
    locked = {row.pk: row for row in Membership.objects.select_for_update().filter(pk__in=[absent.pk, substitute.pk])}
    absent, substitute = locked[absent.pk], locked[substitute.pk]
    period = rules.Period(valid_from, valid_to)
    refuse_when(rules.reasons_against_substitution(_facts(absent), _facts(substitute), period, on=clock.today()))
    overlapping = Substitution.objects.filter(absent=absent, substitute=substitute, ended_on__isnull=True)
    if overlapping.filter(valid_from__lte=valid_to, valid_to__gte=valid_from).exists():
        refuse_when([Reason("represented_already", _("Diese Vertretung ist für diese Zeit schon eingetragen."))])
    substitution = Substitution.objects.create(
        absent=absent, substitute=substitute, valid_from=valid_from, valid_to=valid_to
    )
    values = {"absent": absent.pk, "substitute": substitute.pk, "valid_from": valid_from, "valid_to": valid_to}
    history.record(actor, "substitution.entered", substitution, **values)
    messages.send(
        "substitution_entered",
        absent.organisation,
        [Recipient(substitute.user_id, substitute.organisation_id)],
        occasion=str(substitution.pk),
        person=absent.user.name,
        first=days.in_figures(valid_from),
        last=days.in_figures(valid_to),
    )
    return substitution


@transaction.atomic
def end_substitution(*, actor: Actor, substitution: Substitution) -> Substitution:
    """End ``substitution`` at once. Raises ActionRefused when the actor may not or it is over."""
    substitution = Substitution.objects.select_for_update(of=("self",)).select_related("absent").get(pk=substitution.pk)
    refuse_when(permissions.reasons_against_substituting(actor, substitution.absent))
    if Substitution.objects.over_on(clock.today()).filter(pk=substitution.pk).exists():
        refuse_when([Reason("over_already", _("Diese Vertretung ist schon zu Ende."))])
    substitution.ended_on = clock.today()
    substitution.save(update_fields=["ended_on"])
    history.record(actor, "substitution.ended", substitution, ended_on=substitution.ended_on)
    return substitution


def _facts(membership: Membership) -> rules.MemberFacts:
    return rules.MemberFacts(
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        role=membership.role,
        valid_from=membership.valid_from,
        valid_to=membership.valid_to,
        ended=membership.ended_on is not None,
    )
