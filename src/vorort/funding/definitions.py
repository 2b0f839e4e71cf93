"""Programmes that ship as data: the TOML files in ``facts/``, read into plain values. Loading them is an action."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from vorort.funding.entries import CapEntry, ComponentEntry, ParameterEntry, RateEntry
from vorort.funding.enums import (
    CapScope,
    Channel,
    FinancingType,
    FundingForm,
    MunicipalityRule,
    ParameterCode,
    RateKind,
)
from vorort.network.enums import OrganisationKind

NEEDED_PARAMETERS = frozenset(
    {ParameterCode.DELIVERY_DAYS, ParameterCode.REMEDY_MONTHS, ParameterCode.PROOF_DUE_MONTHS}
)
FOLDER = Path(__file__).parent / "facts"


@dataclass(frozen=True)
class CeilingDefinition:
    """What the centre of an area can get in a year at most, in euro."""

    area: str
    year: int
    amount: Decimal
    source: str
    invented: bool = False


@dataclass(frozen=True)
class EligibleDefinition:
    """Who may apply under calls of the programme: a proposal for whoever drafts one. ``note``: what is unconfirmed."""

    kinds: tuple[OrganisationKind, ...]
    municipalities: MunicipalityRule
    source: str
    note: str = ""


@dataclass(frozen=True)
class ProgrammeDefinition:
    """A programme with one guideline version and its whole rule set."""

    code: str
    title: str
    legal_basis: str
    guideline_title: str
    dated_on: date
    valid_from: date
    valid_to: date | None
    source: str
    note: str
    channel: Channel
    financing_type: FinancingType
    funding_form: FundingForm
    purpose: str
    ancillary_conditions: str
    ancillary_source: str
    payout: str
    parameters: tuple[ParameterEntry, ...]
    caps: tuple[CapEntry, ...]
    components: tuple[ComponentEntry, ...]
    rates: tuple[RateEntry, ...]
    ceilings: tuple[CeilingDefinition, ...]
    eligible: EligibleDefinition | None = None


def shipped(name: str) -> ProgrammeDefinition:
    """The programme of ``facts/<name>.toml``.

    Raises FileNotFoundError, KeyError or ValueError when the file is not right.
    """
    return parse(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal))


def all_shipped() -> dict[str, ProgrammeDefinition]:
    """Every programme that ships, by the name of its file."""
    files = sorted(FOLDER.glob("*.toml"))
    return {path.stem: shipped(path.stem) for path in files if "[guideline]" in path.read_text(encoding="utf-8")}


def eligible_by(code: str, valid_from: date) -> EligibleDefinition | None:
    """Whom the shipped rule set of programme ``code`` that holds from ``valid_from`` names; None when none does."""
    rule_sets = (row for row in all_shipped().values() if (row.code, row.valid_from) == (code, valid_from))
    return next((row.eligible for row in rule_sets), None)


def parse(data: Mapping[str, Any]) -> ProgrammeDefinition:
    """A definition from TOML's tables. Raises KeyError or ValueError for what is missing, unknown or points nowhere."""
    guideline = data["guideline"]
    definition = ProgrammeDefinition(
        code=data["code"],
        title=data["title"],
        legal_basis=data["legal_basis"],
        guideline_title=guideline["title"],
        dated_on=guideline["dated_on"],
        valid_from=guideline["valid_from"],
        valid_to=guideline.get("valid_to"),
        source=guideline["source"],
        note=guideline.get("note", ""),
        channel=Channel(guideline["channel"]),
        financing_type=FinancingType(guideline["financing_type"]),
        funding_form=FundingForm(guideline["funding_form"]),
        purpose=guideline["purpose"],
        ancillary_conditions=guideline["ancillary_conditions"],
        ancillary_source=guideline.get("ancillary_source", ""),
        payout=guideline["payout"],
        parameters=tuple(_parameter(row) for row in data["parameters"]),
        caps=tuple(_cap(row) for row in data.get("caps", ())),
        components=tuple(ComponentEntry(row["code"], row["title"]) for row in data["components"]),
        rates=tuple(
            _rate(row, part["code"], guideline["valid_from"]) for part in data["components"] for row in part["rates"]
        ),
        ceilings=tuple(_ceiling(row) for row in data.get("ceilings", ())),
        eligible=_eligible(data["eligible"]) if "eligible" in data else None,
    )
    known = {cap.code for cap in definition.caps} | {""}
    unknown = {rate.cap for rate in definition.rates} - known
    if unknown:
        raise ValueError(f"rates point to unknown caps: {sorted(unknown)}")
    missing = NEEDED_PARAMETERS - {parameter.code for parameter in definition.parameters}
    if missing:
        raise ValueError(f"no award can be prepared without: {', '.join(sorted(missing))}")
    return definition


def _parameter(row: Mapping[str, Any]) -> ParameterEntry:
    return ParameterEntry(ParameterCode(row["code"]), Decimal(row["value"]), row["source"], row.get("note", ""))


def _cap(row: Mapping[str, Any]) -> CapEntry:
    if not row["limits"]:
        raise ValueError(f"a cap without limits: {row['code']}")
    limits = {("" if group == "all" else group): Decimal(units) for group, units in row["limits"].items()}
    return CapEntry(row["code"], row["label"], CapScope(row["scope"]), limits, row["source"])


def _rate(row: Mapping[str, Any], component: str, valid_from: date) -> RateEntry:
    return RateEntry(
        component=component,
        code=row["code"],
        label=row["label"],
        unit=row["unit"],
        unit_plural=row["unit_plural"],
        amount=Decimal(row.get("amount", 0)),
        source=row["source"],
        valid_from=valid_from,
        kind=RateKind(row.get("kind", RateKind.MONEY)),
        provided_by=row.get("provided_by", ""),
        cap=row.get("cap", ""),
        note=row.get("note", ""),
        placeholder=row.get("placeholder", False),
        divisible=row.get("divisible", False),
    )


def _eligible(row: Mapping[str, Any]) -> EligibleDefinition:
    return EligibleDefinition(
        kinds=tuple(OrganisationKind(kind) for kind in row["kinds"]),
        municipalities=MunicipalityRule(row.get("municipalities", MunicipalityRule.ANY)),
        source=row["source"],
        note=row.get("note", ""),
    )


def _ceiling(row: Mapping[str, Any]) -> CeilingDefinition:
    return CeilingDefinition(
        row["area"], int(row["year"]), Decimal(row["amount"]), row["source"], row.get("invented", False)
    )
