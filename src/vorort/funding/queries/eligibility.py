"""Whether an organisation may apply under a call on a day: what the rule for it looks at."""

from collections.abc import Collection
from datetime import date

from django.db.models import OuterRef, QuerySet

from vorort.core.refusal import Reason
from vorort.funding.enums import MunicipalityRule
from vorort.funding.models import Call
from vorort.funding.rules.eligibility import ApplicantFacts
from vorort.funding.rules.eligibility import reasons_against_applying as against
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.regions.models import AreaPart, TerritorialUnit

Area = int | QuerySet[Organisation, int]


def reasons_against_applying(
    organisation_id: int, kind: OrganisationKind, call: Call, on: date, *, kinds: Collection[str] | None = None
) -> list[Reason]:
    """Why the organisation may not apply under ``call`` on the day ``on``.

    One statement, none with the ``kinds`` the call names; two more for a municipality where not every one may apply.
    """
    named = kind in (call.eligible_kinds.values_list("kind", flat=True) if kinds is None else kinds)
    rule = MunicipalityRule(call.municipalities)
    if not named or rule == MunicipalityRule.ANY:
        return against(ApplicantFacts(kind, named), rule)
    return against(_facts(organisation_id, kind, on), rule)


def rules_open_to(organisation_id: int, kind: OrganisationKind, on: date) -> list[MunicipalityRule]:
    """The rules for municipalities under which the organisation may apply on the day ``on``, where a call names
    organisations of her kind. Two statements for a municipality, else none.
    """
    facts = _facts(organisation_id, kind, on)
    return [rule for rule in MunicipalityRule if not against(facts, rule)]


def _facts(organisation_id: int, kind: OrganisationKind, on: date) -> ApplicantFacts:
    """An organisation of a kind the call names; only of a municipality anybody asks more."""
    if kind != OrganisationKind.MUNICIPALITY:
        return ApplicantFacts(kind, named=True)
    area = Organisation.objects.filter(pk=organisation_id).values_list("area", flat=True)
    units = TerritorialUnit.objects.filter(key__in=_parts(area).values("prefix")).order_by("key")
    return ApplicantFacts(
        kind,
        named=True,
        units=tuple(units.values_list("key", "kind")),
        has_centre=parts_with_centre(area, on).exists(),
    )


def parts_with_centre(area: Area, on: date) -> QuerySet[AreaPart]:
    """The parts of an area (its key, or a query for it) for which an integration centre exists on the day ``on``."""
    centres = Organisation.objects.centres().existing_on(on)
    theirs = AreaPart.objects.filter(area__in=centres.values("area"))
    return _parts(area).filter(theirs.including(OuterRef("prefix")))


def _parts(area: Area) -> QuerySet[AreaPart]:
    chosen = {"area_id": area} if isinstance(area, int) else {"area_id__in": area}
    return AreaPart.objects.filter(**chosen, excluded=False)
