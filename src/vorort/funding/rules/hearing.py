"""Whether somebody was heard before less is given than she asked for, and what a hearing needs."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from vorort.core.days import in_figures
from vorort.core.refusal import Reason
from vorort.funding.rules.facts import HearingFacts

VWVFG_28 = "§ 28 VwVfG NRW"
NOTHING_PREPARED = Reason("nothing_prepared", _("Erst eine vorbereitete Entscheidung kann angehört werden."))


def has_ended(hearing: HearingFacts, on: date) -> bool:
    """Answered, waived, or its last day has passed."""
    return hearing.closed or on > hearing.answer_until


def reasons_for_a_hearing(
    hearings: Iterable[HearingFacts], *, amount: Decimal, in_kind_units: Decimal, on: date
) -> list[Reason]:
    """Why a decision on ``amount`` euro and so many units in kind must wait; empty when it was heard.

    A hearing covers what gives at least as much as was intended in it. Source: § 28 (1) VwVfG NRW.
    """
    fitting = [row for row in hearings if row.amount <= amount and row.in_kind_units <= in_kind_units]
    if any(has_ended(row, on) for row in fitting):
        return []
    if fitting:
        until = min(row.answer_until for row in fitting)
        sentence = _("Die Anhörung läuft bis zum %(day)s: Die Antragstellerin hat noch nicht geantwortet.") % {
            "day": in_figures(until)
        }
        return [Reason("hearing_open", sentence, VWVFG_28)]
    return [
        Reason("not_heard", _("Weniger als beantragt: Dazu ist die Antragstellerin noch nicht angehört."), VWVFG_28)
    ]


def reasons_against_opening(
    hearings: Iterable[HearingFacts], *, reduced: bool, answer_until: date, days: int, on: date
) -> list[Reason]:
    """Why a hearing may not be opened: nothing is cut, one is running, or it leaves less than ``days`` days."""
    reasons = []
    if not reduced:
        reasons.append(Reason("nothing_cut", _("Bewilligt wird alles, was beantragt ist. Anzuhören ist dazu nicht.")))
    if any(not has_ended(row, on) for row in hearings):
        reasons.append(Reason("hearing_open", _("Eine Anhörung läuft schon."), VWVFG_28))
    days = max(days, 1)
    first = on + timedelta(days=days)
    if answer_until < first:
        sentence = ngettext_lazy(
            "Frühestens der %(day)s: Die Antragstellerin braucht einen Tag für ihre Antwort.",
            "Frühestens der %(day)s: Die Antragstellerin braucht %(days)s Tage für ihre Antwort.",
            days,
        ) % {"day": in_figures(first), "days": days}
        reasons.append(Reason("too_soon", sentence, VWVFG_28, field="answer_until"))
    return reasons
