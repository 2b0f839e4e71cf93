"""What the authority must have done before it goes on: checks made, amounts reasoned, money there."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from vorort.core.money import ZERO, in_figures
from vorort.core.refusal import Reason
from vorort.funding.enums import FORMAL_CHECKS, SUBSTANTIVE_CHECKS, CheckCode, CheckResult
from vorort.funding.rules.facts import ApplicationFacts, AwardFacts

LHO_23 = "§§ 23, 44 LHO NRW"
VWVFG_39 = "§ 39 VwVfG NRW"


def reasons_against_substantive_review(application: ApplicationFacts, on: date) -> list[Reason]:
    """Why the formal review is not finished: every formal point needs a result and none may have failed."""
    return _open_checks(application, FORMAL_CHECKS)


def reasons_against_decision(application: ApplicationFacts, on: date) -> list[Reason]:
    """Why no award may be prepared yet: every point of both reviews needs a result and none may have failed."""
    return _open_checks(application, (*FORMAL_CHECKS, *SUBSTANTIVE_CHECKS))


def reasons_against_award(award: AwardFacts, on: date) -> list[Reason]:
    """Why this award may not stand: no amount, more than requested, less without a reason, no purpose.

    Amounts are euro. Source: § 39 VwVfG NRW (a decision that departs from the application gives its reasons).
    """
    reasons = []
    if award.amount <= ZERO:
        reasons.append(Reason("no_amount", _("Es ist kein Betrag bewilligt."), LHO_23, field="amount"))
    if award.amount > award.requested:
        reasons.append(
            Reason(
                "more_than_requested",
                _("Bewilligt sind %(amount)s, beantragt nur %(requested)s.")
                % {"amount": in_figures(award.amount), "requested": in_figures(award.requested)},
                LHO_23,
                field="amount",
            )
        )
    if award.amount < award.requested and not award.reasoning.strip():
        reasons.append(
            Reason(
                "reduction_unexplained",
                _("Bewilligt wird weniger als beantragt. Bitte begründen Sie das."),
                VWVFG_39,
                field="reasoning",
            )
        )
    if not award.purpose.strip():
        reasons.append(
            Reason("no_purpose", _("Der Zuwendungszweck fehlt."), "Nr. 4.2 VV zu § 44 LHO NRW", field="purpose")
        )
    return reasons


def reasons_against_release(award: AwardFacts, on: date) -> list[Reason]:
    """Why this award may not be released: what speaks against the award, and money that is not there.

    Amounts are euro.
    """
    reasons = reasons_against_award(award, on)
    covered = sum((line.wanted for line in award.budget), ZERO)
    if covered != award.amount:
        reasons.append(
            Reason("not_covered", _("Nicht jeder Euro der Bewilligung ist einer Haushaltsstelle zugeordnet."), LHO_23)
        )
    for line in award.budget:
        if line.wanted > line.free:
            reasons.append(
                Reason(
                    "budget_exhausted",
                    _("In %(line)s sind noch %(free)s frei, gebraucht werden %(wanted)s.")
                    % {"line": line.label, "free": in_figures(line.free), "wanted": in_figures(line.wanted)},
                    LHO_23,
                )
            )
    return reasons


def _open_checks(application: ApplicationFacts, codes: Iterable[CheckCode]) -> list[Reason]:
    reasons = []
    for code in codes:
        result = application.checks.get(code)
        if result is None:
            reasons.append(Reason("unchecked", _("Noch nicht geprüft: %(point)s") % {"point": code.label}, field=code))
        elif result == CheckResult.FAILED:
            reasons.append(Reason("check_failed", _("Nicht erfüllt: %(point)s") % {"point": code.label}, field=code))
    return reasons
