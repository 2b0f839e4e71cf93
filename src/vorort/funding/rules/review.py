"""What the authority must have done before it goes on: checks made, amounts reasoned, money there."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from vorort.core.money import ZERO, in_figures
from vorort.core.refusal import Reason
from vorort.funding.enums import FORMAL_CHECKS, SUBSTANTIVE_CHECKS, CheckCode, CheckResult
from vorort.funding.rules.calculation import plain_units
from vorort.funding.rules.facts import ApplicationFacts, AwardFacts, EarlyStartFacts, OpinionFacts, RefusalFacts
from vorort.funding.rules.hearing import reasons_for_a_hearing
from vorort.funding.rules.items import reasons_against_part_of_unit
from vorort.funding.rules.submission import reasons_against_missing_class

LHO_23 = "§§ 23, 44 LHO NRW"
VWVFG_39 = "§ 39 VwVfG NRW"


def reasons_against_substantive_review(application: ApplicationFacts, on: date) -> list[Reason]:
    """Why the formal review is not finished: every formal point needs a result and none may have failed."""
    return _open_checks(application, FORMAL_CHECKS)


def reasons_against_decision(application: ApplicationFacts, on: date) -> list[Reason]:
    """Why no award may be prepared yet: every point of both reviews needs a result and none may have failed, and an
    opinion the clerk has made a condition must be there; and what is capped by class needs the applicant's.
    """
    return (
        _open_checks(application, (*FORMAL_CHECKS, *SUBSTANTIVE_CHECKS))
        + _awaited(application)
        + reasons_against_missing_class(application)
    )


def reasons_against_refusing(application: ApplicationFacts, on: date) -> list[Reason]:
    """Why a refusal may not be prepared yet: the formal points need results, whatever they are. As the award, it waits
    for a required opinion.
    """
    unchecked = [reason for reason in _open_checks(application, FORMAL_CHECKS) if reason.code == "unchecked"]
    return unchecked + _awaited(application)


def reasons_against_refusal(refusal: RefusalFacts, on: date) -> list[Reason]:
    """Why this refusal may not stand: it gives no reasons or names no law. Source: § 39 (1) VwVfG NRW."""
    reasons = []
    if not refusal.reasoning.strip():
        reasons.append(Reason("unexplained", _("Eine Ablehnung braucht Gründe."), VWVFG_39, field="reasoning"))
    if not refusal.legal_basis.strip():
        reasons.append(
            Reason("no_legal_basis", _("Es fehlt, worauf sich die Ablehnung stützt."), VWVFG_39, field="legal_basis")
        )
    return reasons


def reasons_against_releasing_refusal(refusal: RefusalFacts, on: date) -> list[Reason]:
    """Why this refusal may not be released: what speaks against it, and a hearing that has not ended."""
    reasons = reasons_against_refusal(refusal, on)
    if refusal.hearing_required:
        reasons += reasons_for_a_hearing(refusal.hearings, amount=ZERO, in_kind_units=ZERO, on=on)
    return reasons


def reasons_against_early_start(answer: EarlyStartFacts, on: date) -> list[Reason]:
    """Why this answer may not stand: a no without reasons, or a day that lies before it.

    Source: Nr. 1.3 VV zu § 44 LHO NRW; consent does not reach back.
    """
    if not answer.consented:
        if answer.reasoning.strip():
            return []
        return [Reason("unexplained", _("Eine Ablehnung braucht Gründe."), VWVFG_39, field="reasoning")]
    if answer.starts_on < on:
        sentence = _("Die Zustimmung wirkt nicht zurück: Der Tag liegt vor heute.")
        return [Reason("reaches_back", sentence, "Nr. 1.3 VV zu § 44 LHO NRW", field="starts_on")]
    return []


def reasons_against_award(award: AwardFacts, on: date) -> list[Reason]:
    """Why this award may not stand: no amount, more than requested, less without a reason, no purpose.

    Amounts are euro. Source: § 39 VwVfG NRW (a decision that departs from the application gives its reasons).
    """
    reasons = []
    if award.amount <= ZERO:
        reasons.append(Reason("no_amount", _("Es ist kein Betrag vorgesehen."), LHO_23, field="amount"))
    if award.amount > award.requested:
        reasons.append(
            Reason(
                "more_than_requested",
                _("Vorgesehen sind %(amount)s, beantragt nur %(requested)s.")
                % {"amount": in_figures(award.amount), "requested": in_figures(award.requested)},
                LHO_23,
                field="amount",
            )
        )
    if award.reduced and not award.reasoning.strip():
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
    """Why this award may not be released: what speaks against the award, a hearing that has not ended, and money that
    is not there.

    Amounts are euro.
    """
    reasons = reasons_against_award(award, on)
    if award.reduced and award.hearing_required:
        reasons += reasons_for_a_hearing(award.hearings, amount=award.amount, in_kind_units=award.in_kind_units, on=on)
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


def reasons_against_units(
    granted: Mapping[int, Decimal], asked: Mapping[int, Decimal], *, whole: Collection[int]
) -> list[Reason]:
    """Why these units cannot be granted: more than was asked, less than nothing, or a part of a unit of a rate that is
    not divisible (``whole``); a reason beside each field.
    """
    reasons = []
    for key, units in granted.items():
        field = f"units-{key}"
        if key in asked and not ZERO <= units <= asked[key]:
            code = "more_than_asked" if units > asked[key] else "negative_units"
            sentence = _("Beantragt sind %(asked)s.") % {"asked": plain_units(asked[key])}
            reasons.append(Reason(code, sentence, LHO_23, field=field))
        elif key in whole:
            reasons += reasons_against_part_of_unit(units, field=field)
    return reasons


def reasons_against_asking(*, question: str, due_on: date, on: date) -> list[Reason]:
    """Why an opinion cannot be asked for like this: no question, or no time to answer it."""
    reasons = []
    if not question.strip():
        reasons.append(Reason("no_question", _("Bitte stellen Sie eine Frage."), field="question"))
    if due_on <= on:
        reasons.append(Reason("due_too_soon", _("Die Frist liegt nicht in der Zukunft."), field="due_on"))
    return reasons


def reasons_against_handing_in_opinion(opinion: OpinionFacts, on: date) -> list[Reason]:
    """Why the opinion may not be handed in: it recommends nothing, or does not say why."""
    reasons = []
    if not opinion.recommendation:
        reasons.append(Reason("no_recommendation", _("Bitte wählen Sie eine Empfehlung."), field="recommendation"))
    if not opinion.text.strip():
        reasons.append(Reason("no_text", _("Bitte begründen Sie die Empfehlung."), field="text"))
    return reasons


def _awaited(application: ApplicationFacts) -> list[Reason]:
    return [
        Reason("opinion_awaited", _("Die Stellungnahme von %(office)s steht noch aus.") % {"office": office})
        for office in application.awaited_opinions
    ]


def _open_checks(application: ApplicationFacts, codes: Iterable[CheckCode]) -> list[Reason]:
    reasons = []
    for code in codes:
        result = application.checks.get(code)
        if result is None:
            reasons.append(Reason("unchecked", _("Noch nicht geprüft: %(point)s") % {"point": code.label}, field=code))
        elif result == CheckResult.FAILED:
            reasons.append(Reason("check_failed", _("Nicht erfüllt: %(point)s") % {"point": code.label}, field=code))
    return reasons
