"""Founds programmes, empty or with a shipped rule set, and enters what belongs to a year: ceilings, posts, money."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from vorort.core import history
from vorort.core.refusal import ActionRefused, Reason, refuse_when
from vorort.funding import permissions
from vorort.funding.actions import guideline as guidelines
from vorort.funding.actions import rule_set
from vorort.funding.actions.guideline import GuidelineText, new_draft
from vorort.funding.definitions import ProgrammeDefinition
from vorort.funding.entries import Entry
from vorort.funding.enums import GuidelineState
from vorort.funding.models import (
    BudgetLine,
    Ceiling,
    FlatRate,
    GuidelineVersion,
    Parameter,
    Programme,
    RecipientGroup,
    UnitCeiling,
)
from vorort.funding.queries.guideline import groups_of
from vorort.funding.rules import programme as rules
from vorort.network.capacity import Capacity
from vorort.network.models import Organisation
from vorort.regions.models import Area

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class ProgrammeText:
    """What a programme is called, and the law it rests on."""

    code: str
    title: str
    legal_basis: str


@transaction.atomic
def found_programme(
    *, capacity: Capacity, programme: ProgrammeText, authority: Organisation, text: GuidelineText
) -> GuidelineVersion:
    """Found a programme of the actor's ministry with the empty draft of its first version. Raises ActionRefused."""
    refuse_when(permissions.reasons_against_running(capacity))
    taken = set(Programme.objects.filter(code=programme.code).values_list("code", flat=True))
    refuse_when(rules.reasons_against_part(vars(programme), code=programme.code, taken=taken))
    founded = _entered(
        lambda: Programme.objects.create(**vars(programme), owner_id=capacity.organisation_id, authority=authority),
        Reason("code_taken", _("Dieses Kürzel gibt es hier schon."), field="code"),
    )
    draft = new_draft(capacity, founded, text)
    history.record(capacity, "guideline.begun", draft, title=draft.title, valid_from=draft.valid_from)
    return draft


@transaction.atomic
def establish_programme(
    *, actor: Capacity, definition: ProgrammeDefinition, owner: Organisation, authority: Organisation
) -> GuidelineVersion:
    """Establish the programme (once), and draft the guideline version of ``definition`` with its whole rule set.

    A second person releases it. Raises ActionRefused.
    """
    refuse_when(permissions.reasons_against_running(actor))
    programme, _created = Programme.objects.get_or_create(
        code=definition.code,
        defaults={
            "title": definition.title,
            "legal_basis": definition.legal_basis,
            "owner": owner,
            "authority": authority,
        },
    )
    refuse_when(permissions.reasons_against_running(actor, programme))
    draft = new_draft(actor, programme, _text_of(definition))
    _lay_rules(draft, definition)
    for row in definition.ceilings:
        _lay_ceiling(draft, row.area, row.year, row.amount, row.source, invented=row.invented)
    history.record(actor, "guideline.begun", draft, title=draft.title, source=draft.source, on=draft.valid_from)
    return draft


# --- What belongs to a year -------------------------------------------------------------------------------------------
@transaction.atomic
def set_ceiling(
    *,
    actor: Capacity,
    guideline: GuidelineVersion,
    area: str,
    year: int,
    amount: Decimal,
    source: str,
    invented: bool = False,
) -> Ceiling:
    """Enter into a draft what the centre of ``area`` (its code) can get in ``year`` at most, in euro.

    Raises ActionRefused when it is not hers or no draft, the area unknown, or a ceiling is there already.
    """
    draft = _draft(actor, guideline.pk)
    ceiling = _lay_ceiling(draft, area, year, amount, source, invented=invented)
    history.record(actor, "ceiling.set", ceiling, area=area, year=year, amount=amount, source=source)
    guidelines.saved(actor, draft, "guideline.part_saved", part=f"ceiling {area} {year}")
    return ceiling


@transaction.atomic
def set_unit_ceiling(
    *, actor: Capacity, rate: FlatRate, area: str, year: int, units: Decimal, source: str, invented: bool = False
) -> UnitCeiling:
    """Enter into a draft how many units of ``rate`` the centre of ``area`` can get in ``year`` at most.

    Raises ActionRefused.
    """
    draft = _draft(actor, rate.component.guideline_id)
    refuse_when(rules.reasons_against_quantity(units, field="units"))
    values = {"year": year, "units": units, "source": source, "invented": invented}
    found = _area(area)
    row = _entered(lambda: UnitCeiling.objects.create(rate=rate, area=found, **values), _ENTERED)
    history.record(actor, "unit_ceiling.set", row, area=area, rate=rate.code, year=year, units=units, source=source)
    guidelines.saved(actor, draft, "guideline.part_saved", part=f"unitceiling {rate.code} {area} {year}")
    return row


@transaction.atomic
def assign_group(
    *,
    actor: Capacity,
    guideline: GuidelineVersion,
    area: str,
    group: str,
    valid_from: date,
    source: str,
    invented: bool = False,
) -> RecipientGroup:
    """Say in a draft to which group of its caps ``guideline`` counts ``area`` from a day on. Raises ActionRefused."""
    draft = _draft(actor, guideline.pk)
    refuse_when(rules.reasons_against_group(group, known=groups_of(draft)))
    values = {"group": group, "valid_from": valid_from, "source": source, "invented": invented}
    found = _area(area)
    row = _entered(lambda: RecipientGroup.objects.create(guideline=draft, area=found, **values), _ENTERED)
    history.record(actor, "recipient_group.set", row, area=area, group=group, valid_from=valid_from, source=source)
    guidelines.saved(actor, draft, "guideline.part_saved", part=f"recipientgroup {area} {group}")
    return row


@transaction.atomic
def set_budget_line(
    *,
    actor: Capacity,
    programme: Programme,
    code: str,
    title: str,
    year: int,
    appropriated: Decimal,
    source: str,
    invented: bool = False,
) -> BudgetLine:
    """Enter the money of one title for one year, in euro. Raises ActionRefused when it is not hers or there already."""
    refuse_when(permissions.reasons_against_running(actor, programme))
    texts = {"code": code, "title": title, "source": source}
    taken = set(BudgetLine.objects.filter(programme=programme, year=year, code=code).values_list("code", flat=True))
    refuse_when(
        rules.reasons_against_part(texts, code=code, taken=taken)
        + rules.reasons_against_appropriation(appropriated, bound=Decimal(0))
    )
    values = {**texts, "year": year, "appropriated": appropriated, "invented": invented}
    line = _entered(lambda: BudgetLine.objects.create(programme=programme, **values), _ENTERED)
    history.record(actor, "budget_line.set", line, code=code, year=year, appropriated=appropriated, source=source)
    return line


@transaction.atomic
def change_budget_line(
    *, capacity: Capacity, line_id: int, expected_version: int, appropriated: Decimal, source: str
) -> BudgetLine:
    """Raise or lower a budget line, never below what awards have taken; ``source`` says by what.

    Raises ActionRefused, NotFound or VersionConflict.
    """
    rows = BudgetLine.objects.visible_to(capacity).select_related("programme")
    line: BudgetLine = rows.locked(line_id, expected_version)
    refuse_when(permissions.reasons_against_running(capacity, line.programme))
    refuse_when(
        rules.reasons_against_part({"source": source}, code="", taken=())
        + rules.reasons_against_appropriation(appropriated, bound=line.bound)
    )
    before, line.appropriated, line.source = line.appropriated, appropriated, source
    line.version += 1
    line.save(update_fields=["appropriated", "source", "version"])
    history.record(capacity, "budget_line.changed", line, before=before, appropriated=appropriated, source=source)
    return line


def _draft(actor: Capacity, guideline_id: int) -> GuidelineVersion:
    """The draft, locked. What is released changes by a file that a second person lets in (``actions/tables.py``)."""
    rows = GuidelineVersion.objects.select_related("programme").select_for_update(of=("self",))
    draft = rows.get(pk=guideline_id)
    refuse_when(permissions.reasons_against_running(actor, draft.programme))
    if draft.state != GuidelineState.DRAFT:
        sentence = _(
            "Diese Fassung ist kein Entwurf. Ihre Tabellen ändert eine Datei, die eine zweite Person freigibt."
        )
        refuse_when([Reason("released", sentence)])
    return draft


_ENTERED = Reason("entered", _("Dafür gibt es schon einen Eintrag."))


def _entered(create: Callable[[], Row], against_twice: Reason) -> Row:
    """The row; the second of a key is refused with ``against_twice``, also when both come at the same moment."""
    try:
        with transaction.atomic():
            return create()
    except IntegrityError as twice:
        raise ActionRefused([against_twice]) from twice


def _area(code: str) -> Area:
    area = Area.objects.filter(code=code).first()
    if area is None:
        reason = Reason("unknown_area", _("Das Gebiet „%(code)s“ gibt es nicht.") % {"code": code}, field="area")
        raise ActionRefused([reason])
    return area


def _lay_ceiling(
    guideline: GuidelineVersion, area: str, year: int, amount: Decimal, source: str, *, invented: bool
) -> Ceiling:
    refuse_when(rules.reasons_against_quantity(amount, field="amount"))
    values = {"year": year, "amount": amount, "source": source, "invented": invented}
    found = _area(area)
    return _entered(lambda: Ceiling.objects.create(guideline=guideline, area=found, **values), _ENTERED)


# --- A rule set that ships as data ------------------------------------------------------------------------------------
def _text_of(definition: ProgrammeDefinition) -> GuidelineText:
    shared = GuidelineText.__dataclass_fields__.keys() - {"title"}
    return GuidelineText(title=definition.guideline_title, **{name: getattr(definition, name) for name in shared})


def _lay_rules(draft: GuidelineVersion, definition: ProgrammeDefinition) -> None:
    refuse_when(rules.reasons_against_parameters([(row.code, row.source) for row in definition.parameters]))
    Parameter.objects.bulk_create(Parameter(guideline=draft, **vars(row)) for row in definition.parameters)
    entries: tuple[Entry, ...] = (*definition.caps, *definition.components, *definition.rates)
    for entry in entries:
        rule_set.write(draft, entry)
