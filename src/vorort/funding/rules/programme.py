"""What speaks against a guideline version, a part of its rule set, a call and a budget line. Pure, on values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from vorort.core.money import in_figures
from vorort.core.refusal import Reason
from vorort.funding.definitions import NEEDED_PARAMETERS
from vorort.funding.enums import GuidelineState, ParameterCode, RateKind

MOST_MONEY = Decimal("999999999999.99")
MOST_UNITS = Decimal("9999999999.99")


@dataclass(frozen=True)
class Validity:
    """From when to when a released version holds; an open end is None. Both days count."""

    title: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class GuidelineFacts:
    """A guideline version as the rules see it, with the released versions of the same programme beside it."""

    valid_from: date
    valid_to: date | None
    parameters: frozenset[ParameterCode]
    rates: int
    others: tuple[Validity, ...] = ()


@dataclass(frozen=True)
class CallFacts:
    """A call as the rules see it."""

    opens_on: date
    guideline_state: GuidelineState
    guideline: Validity
    eligible: int
    years_without_money: tuple[int, ...] = ()


# --- Guideline versions -----------------------------------------------------------------------------------------------
def reasons_against_release(guideline: GuidelineFacts, on: date) -> list[Reason]:
    """Why the version may not be released: a notice could not be issued under it, or two versions would hold at once.

    The version before it does not stand against it: it ends the day before.
    """
    reasons = [
        Reason("parameter_missing", _("Es fehlt: %(figure)s.") % {"figure": ParameterCode(code).label})
        for code in sorted(NEEDED_PARAMETERS - guideline.parameters)
    ]
    if not guideline.rates:
        reasons.append(Reason("no_rates", _("Es gibt noch keine Pauschale.")))
    return reasons + [
        Reason(
            "overlap",
            _("Die Geltung überschneidet sich mit „%(title)s“, gültig ab %(day)s.")
            % {"title": other.title, "day": f"{other.valid_from:%d.%m.%Y}"},
        )
        for other in guideline.others
        if other.valid_from >= guideline.valid_from
        and (guideline.valid_to is None or other.valid_from <= guideline.valid_to)
    ]


def predecessor(guideline: GuidelineFacts) -> Validity | None:
    """The released version that holds before this one; None for the first."""
    earlier = [other for other in guideline.others if other.valid_from < guideline.valid_from]
    return max(earlier, key=lambda other: other.valid_from, default=None)


def last_day_before(valid_from: date, *, valid_to: date | None) -> date:
    """When the version before one that holds from ``valid_from`` ends: the day before, unless it ended earlier."""
    day_before = valid_from - timedelta(days=1)
    return day_before if valid_to is None else min(valid_to, day_before)


def reasons_against_text(texts: Mapping[str, str], *, valid_from: date, valid_to: date | None) -> list[Reason]:
    """Why the texts and dates of a version may not be saved so. ``texts`` are those a notice needs, by field."""
    reasons = _blank(texts)
    if valid_to is not None and valid_to < valid_from:
        reasons.append(Reason("ends_early", _("Das Ende liegt vor dem Beginn."), field="valid_to"))
    return reasons


def reasons_against_parameters(entries: Sequence[tuple[str, str]]) -> list[Reason]:
    """Why these figures may not be saved: one lacks its source, or stands there twice. ``entries``: code and source."""
    codes = [code for code, _source in entries]
    twice = [code for code in dict.fromkeys(codes) if codes.count(code) > 1]
    return [
        Reason("missing_value", _("Bitte nennen Sie die Fundstelle."), field=f"source-{code}")
        for code, source in entries
        if not source.strip()
    ] + [Reason("figure_twice", _("Diese Stellgröße steht zweimal da."), field=f"value-{code}") for code in twice]


def reasons_against_part(texts: Mapping[str, str], *, code: str, taken: Collection[str]) -> list[Reason]:
    """Why a component, a cap or a rate may not be saved: something is blank, or its code is another's."""
    reasons = _blank(texts)
    if code in taken:
        reasons.append(Reason("code_taken", _("Dieses Kürzel gibt es hier schon."), field="code"))
    return reasons


def reasons_against_limits(limits: Mapping[str, Decimal]) -> list[Reason]:
    """Why a cap may not have these limits: it needs one at least, and none below zero."""
    if not limits:
        return [Reason("no_limit", _("Bitte nennen Sie mindestens eine Grenze."), field="limits")]
    if any(not Decimal(0) <= units <= MOST_UNITS for units in limits.values()):
        return [Reason("limit_out_of_range", _("Eine Grenze ist null oder größer."), field="limits")]
    return []


def reasons_against_rate(
    *, kind: RateKind, amount: Decimal, valid_from: date, validity: tuple[date, date | None]
) -> list[Reason]:
    """Why a rate may not be saved: a unit in kind costs nothing, and a rate holds while its guideline does.

    ``amount`` is euro, ``validity`` the guideline's first and last day.
    """
    reasons = reasons_against_quantity(amount, field="amount")
    if kind == RateKind.IN_KIND and amount:
        reasons.append(Reason("in_kind_amount", _("Eine Sachleistung hat keinen Betrag."), field="amount"))
    if valid_from < validity[0] or (validity[1] is not None and valid_from > validity[1]):
        reasons.append(
            Reason("outside_guideline", _("Die Pauschale gilt nur, solange die Fassung gilt."), field="valid_from")
        )
    return reasons


def reasons_against_group(group: str, *, known: Collection[str]) -> list[Reason]:
    """Why a municipality may not be counted to ``group``: no cap of the guideline distinguishes it."""
    if group in known:
        return []
    sentence = _("Die Gruppe „%(group)s“ kennt keine Obergrenze dieser Fassung.") % {"group": group}
    return [Reason("unknown_group", sentence, field="group")]


# --- Calls ------------------------------------------------------------------------------------------------------------
def reasons_against_call_text(
    texts: Mapping[str, str], *, periods: Mapping[str, tuple[date, date]], code_taken: bool, questions: Sequence[str]
) -> list[Reason]:
    """Why a call may not be saved so. ``periods`` by the field of their last day, ``questions`` are their codes."""
    reasons = _blank(texts)
    reasons += [
        Reason("ends_early", _("Das Ende liegt vor dem Beginn."), field=field)
        for field, (first, last) in periods.items()
        if last < first
    ]
    if code_taken:
        reasons.append(Reason("code_taken", _("Einen Aufruf mit diesem Kürzel gibt es schon."), field="code"))
    if len(set(questions)) < len(questions):
        reasons.append(Reason("question_twice", _("Zwei Fragen haben dasselbe Kürzel.")))
    return reasons


def reasons_against_publication(call: CallFacts, on: date) -> list[Reason]:
    """Why the call may not be published: its guideline is not released or does not hold, or nobody may apply."""
    if call.guideline_state != GuidelineState.RELEASED:
        return [Reason("guideline_not_released", _("Die Fassung der Richtlinie ist nicht freigegeben."))]
    reasons = []
    holds_to = call.guideline.valid_to
    if call.opens_on < call.guideline.valid_from or (holds_to is not None and call.opens_on > holds_to):
        reasons.append(Reason("guideline_not_valid", _("Am Tag der Öffnung gilt diese Fassung der Richtlinie nicht.")))
    if not call.eligible:
        reasons.append(Reason("nobody_eligible", _("Niemand ist antragsberechtigt.")))
    return reasons


def hints_before_publication(call: CallFacts) -> list[Reason]:
    """What whoever publishes should know: for these years no award can be prepared."""
    return [
        Reason(
            "no_money",
            _("Für %(year)s fehlt eine Haushaltsstelle. Ohne sie lässt sich keine Bewilligung vorbereiten.")
            % {"year": year},
        )
        for year in call.years_without_money
    ]


# --- Money ------------------------------------------------------------------------------------------------------------
def reasons_against_quantity(value: Decimal, *, field: str) -> list[Reason]:
    """Why an amount in euro or a number of units may not be entered: it is below zero, or more than a column holds."""
    if Decimal(0) <= value <= (MOST_UNITS if field == "units" else MOST_MONEY):
        return []
    return [Reason("out_of_range", _("Der Wert ist kleiner als null oder zu groß."), field=field)]


def reasons_against_appropriation(amount: Decimal, *, bound: Decimal) -> list[Reason]:
    """Why a budget line may not carry ``amount``: awards have taken more already. Amounts are euro."""
    reasons = reasons_against_quantity(amount, field="appropriated")
    if reasons:
        return reasons
    if amount < bound:
        sentence = _("Davon sind schon %(bound)s gebunden.") % {"bound": in_figures(bound)}
        return [Reason("below_bound", sentence, field="appropriated")]
    return []


def _blank(texts: Mapping[str, str]) -> list[Reason]:
    return [
        Reason("missing_value", _("Diese Angabe fehlt."), field=field)
        for field, text in texts.items()
        if not text.strip()
    ]
