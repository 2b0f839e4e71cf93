"""When a notice can no longer be challenged, and when the proof of use is due.

Derived from dates, never set by a job.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from vorort.core.periods import period_end
from vorort.core.refusal import Reason
from vorort.funding.rules.facts import AwardFacts


@dataclass(frozen=True)
class Finality:
    """The days that follow from a notification. ``final_from`` is the first day on which money may be drawn."""

    delivered_on: date
    remedy_until: date
    final_from: date

    def is_final(self, on: date) -> bool:
        return on >= self.final_from


def finality(*, notified_on: date, delivery_days: int, remedy_months: int, waived_on: date | None = None) -> Finality:
    """Delivery, last day for an action, and finality of a notice made known on ``notified_on``.

    The notice counts as delivered ``delivery_days`` later (fiction of delivery, § 41 (2) VwVfG NRW, dated data). An
    action may be
    brought within ``remedy_months`` (§ 74 VwGO); a waiver makes the notice final at once.
    """
    delivered_on = notified_on + timedelta(days=delivery_days)
    remedy_until = period_end(delivered_on, months=remedy_months)
    final_from = remedy_until + timedelta(days=1)
    if waived_on is not None:
        final_from = min(final_from, waived_on)
    return Finality(delivered_on, remedy_until, final_from)


def proof_due_on(*, execution_to: date, months: int) -> date:
    """The last day for the proof of use: ``months`` after the execution period ends.

    Source: the notice, ANBest-G Nr. 7.1.
    """
    return period_end(execution_to, months=months)


def reasons_against_waiver(award: AwardFacts, on: date) -> list[Reason]:
    """Why remedies cannot be waived: it was done already, or the notice is final anyway."""
    if award.waived_on is not None:
        return [Reason("waived", _("Auf Rechtsbehelfe ist schon verzichtet worden."))]
    if award.notified_on is None:
        return [Reason("not_notified", _("Der Bescheid ist noch nicht bekannt gegeben."))]
    dates = finality(
        notified_on=award.notified_on, delivery_days=award.delivery_days, remedy_months=award.remedy_months
    )
    if dates.is_final(on):
        return [Reason("final", _("Der Bescheid ist schon bestandskräftig."))]
    return []
