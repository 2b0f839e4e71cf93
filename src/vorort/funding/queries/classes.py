"""Which caps count nothing because nobody has said to which class an area is counted: as conditions over rows.

They say what ``rules.calculation.Cap.limit_for`` and ``queries.rule_set`` say of one application; a test compares them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value

from vorort.funding.enums import MunicipalityRule
from vorort.funding.models import (
    Application,
    ApplicationItem,
    Call,
    CapLimit,
    EligibleKind,
    GuidelineVersion,
    RateCap,
    RecipientGroup,
)
from vorort.funding.permissions import UNDECIDED
from vorort.funding.queries.rule_set import CITY, GROUP_OF_KIND
from vorort.funding.rules.calculation import EVERYBODY
from vorort.funding.rules.eligibility import CITY_RIGHTS
from vorort.network.capacity import Capacity
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Organisation
from vorort.regions.enums import UnitKind
from vorort.regions.models import AreaPart, TerritorialUnit

SHOWN = 20


@dataclass(frozen=True)
class ClassGap:
    """A released version whose caps distinguish classes, and the applicants, by short name, that are in none."""

    guideline: GuidelineVersion
    applicants: tuple[str, ...]
    since: date


def classes_missing(capacity: Capacity, on: date) -> Sequence[ClassGap]:
    """Whose class the programme owner has yet to enter: of those who may apply by their kind under a call that is open
    on the day ``on``, and of those whose application is received and not decided.

    Two statements, one where no call has caps by class; none for other roles. Of municipalities that may apply only
    where there is no centre, an open call tells nothing: their application does.
    """
    if capacity.role != Role.PROGRAMME_OWNER:
        return []
    received = Application.objects.received().filter(call=OuterRef("pk"), state__in=UNDECIDED)
    calls = Call.objects.published().filter(guideline__programme__owner_id=capacity.organisation_id)
    calls = calls.filter(Q(opens_on__lte=on, closes_on__gte=on) | Q(Exists(received)))
    found = list(calls.filter(Exists(_by_class())).select_related("guideline").order_by("opens_on", "pk")[:SHOWN])
    if not found:
        return []
    first, *others = (_without_class(call, on) for call in found)
    names: dict[int, set[str]] = {}
    for guideline_id, name in first.union(*others):
        names.setdefault(guideline_id, set()).add(name)
    first_calls = {call.guideline_id: call for call in reversed(found)}
    return [
        ClassGap(call.guideline, tuple(sorted(names[key])), since=call.opens_on)
        for key, call in reversed(first_calls.items())
        if key in names
    ]


def without_class() -> Q:
    """Applications with an item that counts nothing because the applicant is in no class."""
    items = ApplicationItem.objects.filter(application=OuterRef("pk"), rate__cap__isnull=False)
    applicant, call = OuterRef("application__applicant__area"), OuterRef("application__call__execution_from")
    return Q(Exists(items.filter(~Exists(_limits(OuterRef("rate__cap"), applicant, call)))))


# --- Parts ------------------------------------------------------------------------------------------------------------
def _by_class() -> QuerySet[RateCap]:
    """The caps of a call's version that have no limit for everybody."""
    for_all = CapLimit.objects.filter(cap=OuterRef("pk"), group=EVERYBODY)
    return RateCap.objects.filter(~Exists(for_all), guideline=OuterRef("guideline"))


def _without_class(call: Call, on: date) -> QuerySet[Organisation, tuple[int, str]]:
    """Version and short name of whoever a cap of the call leaves without a limit."""
    applied = Application.objects.received().filter(call=call, applicant=OuterRef("pk"), state__in=UNDECIDED)
    concerned = Q(Exists(applied))
    if call.opens_on <= on <= call.closes_on:
        named = EligibleKind.objects.filter(call=call, kind=OuterRef("kind"))
        if call.municipalities != MunicipalityRule.ANY:
            named = named.exclude(kind=OrganisationKind.MUNICIPALITY)
        concerned |= Q(Exists(named))
    fitting = _limits(OuterRef("pk"), OuterRef(OuterRef("area")), call.execution_from)
    caps = RateCap.objects.filter(~Exists(fitting), guideline=call.guideline_id)
    rows = Organisation.objects.existing_on(on).filter(concerned, Exists(caps)).order_by()
    version = Value(call.guideline_id, IntegerField())
    return rows.annotate(guideline=version).values_list("guideline", "short_name")


def _limits(cap: OuterRef, area: OuterRef, on: date | OuterRef) -> QuerySet[CapLimit]:
    """The limits of a cap that hold for who works in ``area`` under a call whose execution begins ``on``."""
    held = RecipientGroup.objects.filter(
        guideline=OuterRef("cap__guideline"), area=_deeper(area), valid_from__lte=_deeper(on), group=OuterRef("group")
    )
    later = RecipientGroup.objects.filter(
        guideline=OuterRef("guideline"),
        area=OuterRef("area"),
        valid_from__gt=OuterRef("valid_from"),
        valid_from__lte=_deeper(_deeper(on)),
    )
    parts = AreaPart.objects.filter(area=_deeper(_deeper(area)), excluded=False)
    units = TerritorialUnit.objects.filter(key__in=parts.values("prefix"))
    city = Q(kind=UnitKind.INDEPENDENT_CITY) | Q(key__in=CITY_RIGHTS)
    return CapLimit.objects.filter(
        Q(group=EVERYBODY)
        | Q(Exists(held.filter(~Exists(later))))
        | Q(Exists(units.filter(city)), group=CITY)
        | Q(Exists(units.filter(~city, kind=UnitKind.DISTRICT)), group=GROUP_OF_KIND[UnitKind.DISTRICT]),
        cap=cap,
    )


def _deeper(value: Any) -> Any:
    """``value`` one query further in."""
    return OuterRef(value) if isinstance(value, OuterRef) else value
