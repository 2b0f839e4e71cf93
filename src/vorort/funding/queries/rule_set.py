"""What the rule set of a call says, for everybody or for one application: rates, caps, ceilings, groups, figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DecimalField, Exists, F, IntegerField, OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from vorort.core import clock
from vorort.core.prepared import Prepared
from vorort.core.refusal import Reason
from vorort.funding.enums import CapScope, MunicipalityRule, OpinionState, ParameterCode, RateKind
from vorort.funding.models import (
    Application,
    Call,
    CapLimit,
    Ceiling,
    EligibleKind,
    FlatRate,
    GuidelineVersion,
    Opinion,
    Parameter,
    RecipientGroup,
    UnitCeiling,
)
from vorort.funding.queries import eligibility
from vorort.funding.rules.calculation import Cap, Rate
from vorort.funding.rules.eligibility import CITY_RIGHTS, ApplicantFacts, reasons_against_applying
from vorort.funding.rules.facts import CeilingFacts
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.regions.enums import UnitKind
from vorort.regions.models import AreaPart, TerritorialUnit

CITY = "independent_city"
GROUP_OF_KIND = {UnitKind.DISTRICT: "district", UnitKind.INDEPENDENT_CITY: CITY}
EMPTY, ZERO = Value("", CharField()), Value(0, IntegerField())
NOTHING = Value(None, DecimalField(max_digits=14, decimal_places=2))
KEY_AND_KIND = Concat("key", Value(":"), "kind")
CODE_AND_NOTE = Concat("code", Value(":"), "note")

Limits = Mapping[int, Mapping[str, Decimal]]
Found = dict[str, list[tuple[str, int, Decimal]]]


@dataclass(frozen=True)
class RuleSet:
    """What holds for one application: figures, what is unconfirmed of them (``notes``), what her area can get at most
    (euro by year, units by rate code and year), limits of the caps, her groups, why she may not apply, and whose
    opinion is still awaited.
    """

    parameters: Mapping[ParameterCode, Decimal]
    notes: Mapping[ParameterCode, str]
    ceilings: dict[int, CeilingFacts]
    unit_ceilings: dict[tuple[str, int], Decimal]
    limits: Limits
    groups: tuple[str, ...]
    against_applying: tuple[Reason, ...]
    awaited_offices: tuple[str, ...]
    _rates: dict[int, Rate] = field(default_factory=dict)

    def rate(self, row: FlatRate) -> Rate:
        """A rate of the call, selected with its cap, as a value. No statement."""
        if row.pk not in self._rates:
            self._rates[row.pk] = _rate(row, self.limits)
        return self._rates[row.pk]


def rule_set_for(application: Application) -> RuleSet:
    """What holds for ``application``. One statement when call and applicant are selected with it."""
    call, applicant = application.call, application.applicant
    found = _sorted_by_part(
        _LISTS.rows(
            application=application.pk,
            call=call.pk,
            guideline=call.guideline_id,
            area=applicant.area_id,
            kind=applicant.kind,
            begins=call.execution_from,
            on=application.submitted_on or clock.today(),
        )
    )
    figures = [_figure(word, value) for word, _number, value in found.get("parameter", [])]
    return RuleSet(
        parameters={code: value for code, _note, value in figures},
        notes={code: note for code, note, _value in figures if note},
        ceilings={year: CeilingFacts(most, source) for source, year, most in found.get("ceiling", [])},
        unit_ceilings={(code, year): most for code, year, most in found.get("units", [])},
        limits=_by_cap(found.get("limit", [])),
        groups=_groups(found),
        against_applying=_against_applying(application, found),
        awaited_offices=tuple(name for _pk, name in sorted((pk, name) for name, pk, _ in found.get("awaited", []))),
    )


def _lists(
    *, application: int, call: int, guideline: int, area: int, kind: str, begins: date, on: date
) -> QuerySet[Any, Any]:
    """Many short lists of a few rows each, in one journey to the database."""
    ceilings = Ceiling.objects.filter(guideline_id=guideline, area_id=area)
    of_rates = UnitCeiling.objects.filter(rate__component__guideline_id=guideline, area_id=area)
    awaited = Opinion.objects.filter(application_id=application, required=True, state=OpinionState.REQUESTED)
    return _together(
        _part("parameter", Parameter.objects.filter(guideline_id=guideline), word=CODE_AND_NOTE, value="value"),
        _part("ceiling", ceilings, word="source", number="year", value="amount"),
        _part("units", of_rates, word="rate__code", number="year", value="units"),
        _part("limit", _limits(guideline), word="group", number="cap_id", value="units"),
        _part("class", _classes(area, guideline, begins), word="group"),
        _part("kind", _units_of(area), word=KEY_AND_KIND),
        _part("eligible", EligibleKind.objects.filter(call_id=call, kind=kind), word="kind"),
        _part("centre", eligibility.parts_with_centre(area, on), word="prefix"),
        _part("awaited", awaited, word="office__short_name", number="pk"),
    )


# Django takes ten times as long to build and compile it as the database to answer.
_LISTS = Prepared(_lists)


def rates_of(call: Call) -> dict[int, Rate]:
    """Every flat rate of the call as a value, by its primary key. Two statements."""
    limits: dict[int, dict[str, Decimal]] = {}
    for limit in _limits(call.guideline_id):
        limits.setdefault(limit.cap_id, {})[limit.group] = limit.units
    rows = FlatRate.objects.of_call(call).select_related("cap", "component")
    return {row.pk: _rate(row, limits) for row in rows}


def recipient_groups(applicant: Organisation, call: Call) -> tuple[str, ...]:
    """The groups that caps of ``call`` distinguish and ``applicant`` belongs to: the class she is counted to on the
    first day of the execution period, then district or independent city. One statement.
    """
    rows = _together(
        _part("class", _classes(applicant.area_id, call.guideline_id, call.execution_from), word="group"),
        _part("kind", _units_of(applicant.area_id), word=KEY_AND_KIND),
    )
    return _groups(_sorted_by_part(rows))


def parameters_of(guideline: GuidelineVersion) -> dict[ParameterCode, Decimal]:
    """The rule set's figures. One statement."""
    return {ParameterCode(row.code): row.value for row in Parameter.objects.filter(guideline=guideline)}


def _rate(row: FlatRate, limits: Limits) -> Rate:
    cap = None
    if row.cap is not None:
        cap = Cap(row.cap.code, row.cap.label, CapScope(row.cap.scope), limits.get(row.cap_id or 0, {}), row.cap.source)
    return Rate(
        row.code,
        row.label,
        row.unit,
        row.amount,
        row.source,
        RateKind(row.kind),
        cap,
        row.provided_by,
        row.unit_plural,
        row.divisible,
    )


# --- The parts --------------------------------------------------------------------------------------------------------
def _limits(guideline_id: int) -> QuerySet[CapLimit]:
    return CapLimit.objects.filter(cap__guideline_id=guideline_id)


def _classes(area_id: int, guideline_id: int, on: date) -> QuerySet[RecipientGroup]:
    """The class the area is counted to on the day ``on``."""
    held = RecipientGroup.objects.filter(guideline_id=guideline_id, area_id=area_id, valid_from__lte=on)
    return held.filter(~Exists(held.filter(valid_from__gt=OuterRef("valid_from"))))


def _units_of(area_id: int) -> QuerySet[TerritorialUnit]:
    """The districts and cities of an applicant's area."""
    prefixes = AreaPart.objects.filter(area_id=area_id, excluded=False).values("prefix")
    return TerritorialUnit.objects.filter(key__in=prefixes)


def _part(
    what: str,
    rows: QuerySet[Any],
    *,
    word: str | Combinable = EMPTY,
    number: str | Combinable = ZERO,
    value: str | Combinable = NOTHING,
) -> QuerySet[Any, Any]:
    """``rows`` as rows of four columns: what they are, a word, a number, a value."""
    columns = {"part": Value(what, CharField()), "part_word": word, "part_number": number, "part_value": value}
    named = {name: F(column) if isinstance(column, str) else column for name, column in columns.items()}
    part: QuerySet[Any, Any] = rows.order_by().annotate(**named).values_list(*columns)
    return part


def _together(first: QuerySet[Any, Any], *others: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = first.union(*others, all=True)
    return rows


def _sorted_by_part(rows: Iterable[tuple[str, str, int, Decimal]]) -> Found:
    found: Found = {}
    for what, word, number, value in rows:
        found.setdefault(what, []).append((word, number, value))
    return found


def _figure(word: str, value: Decimal) -> tuple[ParameterCode, str, Decimal]:
    code, _colon, note = word.partition(":")
    return ParameterCode(code), note, value


def _groups(found: Found) -> tuple[str, ...]:
    """The class first, then what the units are, in the order of their keys."""
    words = [word for word, _number, _value in found.get("class", [])]
    kinds = (CITY if key in CITY_RIGHTS else GROUP_OF_KIND.get(UnitKind(kind)) for key, kind in _units(found))
    return tuple(dict.fromkeys([*words, *(kind for kind in kinds if kind is not None)]))


def _units(found: Found) -> tuple[tuple[str, str], ...]:
    """Key and kind of each unit, in the order of their keys."""
    words = sorted(word for word, _number, _value in found.get("kind", []))
    return tuple((key, kind) for key, _colon, kind in (word.partition(":") for word in words))


def _against_applying(application: Application, found: Found) -> tuple[Reason, ...]:
    applicant = ApplicantFacts(
        kind=OrganisationKind(application.applicant.kind),
        named="eligible" in found,
        units=_units(found),
        has_centre="centre" in found,
    )
    return tuple(reasons_against_applying(applicant, MunicipalityRule(application.call.municipalities)))


def _by_cap(rows: Sequence[tuple[str, int, Decimal]]) -> Limits:
    limits: dict[int, dict[str, Decimal]] = {}
    for group, cap, units in rows:
        limits.setdefault(cap, {})[group] = units
    return limits
