"""Who may apply under a call: by kind, and of the municipalities perhaps only those that have no centre."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from vorort.core.refusal import Reason
from vorort.funding.enums import MunicipalityRule
from vorort.network.enums import OrganisationKind
from vorort.regions.enums import UnitKind

# The Stadt Aachen is a municipality of its Städteregion with the rights of an independent city (Aachen-Gesetz 2009).
CITY_RIGHTS = frozenset({"05334002"})
DISTRICTS = (UnitKind.DISTRICT, UnitKind.INDEPENDENT_CITY)
SOURCE = "Antragsberechtigte des Aufrufs"


@dataclass(frozen=True)
class ApplicantFacts:
    """Who wants to apply on a day: what she is, the units her area is made of (key and kind), and whether a centre
    exists for one of them. ``named`` says whether the call names organisations of her kind.
    """

    kind: OrganisationKind
    named: bool
    units: tuple[tuple[str, str], ...] = ()
    has_centre: bool = False


def is_district(units: Sequence[tuple[str, str]]) -> bool:
    """Whether an area is that of one district or independent city. Units are (key, kind)."""
    return len(units) == 1 and (units[0][1] in DISTRICTS or units[0][0] in CITY_RIGHTS)


def reasons_against_applying(applicant: ApplicantFacts, municipalities: MunicipalityRule) -> list[Reason]:
    """Why she may not apply under a call with this rule for municipalities; empty when she may. Source: the call."""
    if not applicant.named:
        return [Reason("not_eligible", _("Ihre Organisation ist in diesem Aufruf nicht antragsberechtigt."), SOURCE)]
    if applicant.kind != OrganisationKind.MUNICIPALITY or municipalities == MunicipalityRule.ANY:
        return []
    if not is_district(applicant.units):
        sentence = _("Unter den Kommunen stellen hier nur Kreise und kreisfreie Städte einen Antrag.")
        return [Reason("no_district", sentence, SOURCE)]
    if applicant.has_centre:
        sentence = _("Für Ihr Gebiet gibt es ein Kommunales Integrationszentrum. Dann stellt das Zentrum den Antrag.")
        return [Reason("has_centre", sentence, SOURCE)]
    return []
