"""The parts of a draft's rule set: components, caps and flat rates, saved or removed one by one; and the whole, copied.

Who may edit a draft is asked of ``actions/guideline.py``.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.funding.entries import CapEntry, ComponentEntry, Entry, RateEntry
from vorort.funding.models import (
    CapLimit,
    Ceiling,
    Component,
    FlatRate,
    GuidelineVersion,
    Parameter,
    RateCap,
    RecipientGroup,
    UnitCeiling,
)
from vorort.funding.rules import programme as rules

Row = TypeVar("Row", bound=Model)
Part = Component | RateCap | FlatRate


# --- One part ---------------------------------------------------------------------------------------------------------
def write(draft: GuidelineVersion, entry: Entry, part_id: int | None = None) -> Part:
    """Write ``entry`` as a new part of ``draft``, or over the part with this key. Raises ActionRefused or NotFound."""
    match entry:
        case ComponentEntry():
            return _write_component(draft, entry, part_id)
        case CapEntry():
            return _write_cap(draft, entry, part_id)
    return _write_rate(draft, entry, part_id)


def remove(draft: GuidelineVersion, kind: type[Entry], part_id: int) -> str:
    """Take a part out of ``draft`` and say which. Raises NotFound, or ActionRefused while rates stand in it."""
    part = _part(draft, kind, part_id)
    if isinstance(part, FlatRate):
        part.unit_ceilings.all().delete()
    elif part.rates.exists():
        refuse_when([Reason("in_use", _("Daran hängen noch Pauschalen."))])
    if isinstance(part, RateCap):
        part.limits.all().delete()
    part.delete()
    date_rates(draft)
    return f"{part._meta.model_name} {part.code}"


def _part(draft: GuidelineVersion, kind: type[Entry], part_id: int) -> Part:
    if kind is RateEntry:
        return _rate(draft, part_id)
    return _component(draft, part_id) if kind is ComponentEntry else _cap(draft, part_id)


def _write_component(draft: GuidelineVersion, entry: ComponentEntry, part_id: int | None) -> Component:
    others = draft.components.exclude(pk=part_id or 0)
    taken = set(others.values_list("code", flat=True))
    refuse_when(rules.reasons_against_part(vars(entry), code=entry.code, taken=taken))
    part = _component(draft, part_id) if part_id else Component(guideline=draft, position=_last(others) + 1)
    part.code, part.title = entry.code, entry.title
    part.save()
    return part


def _write_cap(draft: GuidelineVersion, entry: CapEntry, part_id: int | None) -> RateCap:
    taken = set(draft.caps.exclude(pk=part_id or 0).values_list("code", flat=True))
    texts = {"code": entry.code, "label": entry.label, "source": entry.source}
    refuse_when(
        rules.reasons_against_part(texts, code=entry.code, taken=taken) + rules.reasons_against_limits(entry.limits)
    )
    part = _cap(draft, part_id) if part_id else RateCap(guideline=draft)
    part.code, part.label, part.scope, part.source = entry.code, entry.label, entry.scope, entry.source
    part.save()
    part.limits.all().delete()
    CapLimit.objects.bulk_create(CapLimit(cap=part, group=group, units=units) for group, units in entry.limits.items())
    return part


def _write_rate(draft: GuidelineVersion, entry: RateEntry, part_id: int | None) -> FlatRate:
    component = draft.components.filter(code=entry.component).first()
    cap = draft.caps.filter(code=entry.cap).first() if entry.cap else None
    refuse_when(_against_pointers(entry, component, cap))
    assert component is not None  # noqa: S101  said one line above
    others = component.rates.exclude(pk=part_id or 0)
    taken = set(others.filter(valid_from=entry.valid_from).values_list("code", flat=True))
    texts = {name: getattr(entry, name) for name in ("code", "label", "unit", "unit_plural", "source")}
    refuse_when(
        rules.reasons_against_part(texts, code=entry.code, taken=taken)
        + rules.reasons_against_rate(
            kind=entry.kind,
            amount=entry.amount,
            valid_from=entry.valid_from,
            validity=(draft.valid_from, draft.valid_to),
        )
    )
    part = _rate(draft, part_id) if part_id else FlatRate(position=_last(others) + 1)
    for name, value in vars(entry).items():
        if name not in ("component", "cap"):
            setattr(part, name, value)
    part.component, part.cap = component, cap
    part.save()
    date_rates(draft)
    return part


def _against_pointers(entry: RateEntry, component: Component | None, cap: RateCap | None) -> list[Reason]:
    reasons = []
    if component is None:
        reasons.append(Reason("unknown_component", _("Diesen Baustein gibt es nicht."), field="component"))
    if entry.cap and cap is None:
        reasons.append(Reason("unknown_cap", _("Diese Obergrenze gibt es nicht."), field="cap"))
    return reasons


def date_rates(draft: GuidelineVersion) -> None:
    """A rate ends the day before the next one of the same code begins."""
    following: dict[tuple[int, str], date] = {}
    for rate in FlatRate.objects.filter(component__guideline=draft).order_by("-valid_from", "pk"):
        key = (rate.component_id, rate.code)
        ends = following[key] - timedelta(days=1) if key in following else None
        following[key] = rate.valid_from
        if rate.valid_to != ends:
            rate.valid_to = ends
            rate.save(update_fields=["valid_to"])


def _component(draft: GuidelineVersion, part_id: int) -> Component:
    return _found(draft.components.filter(pk=part_id).first())


def _cap(draft: GuidelineVersion, part_id: int) -> RateCap:
    return _found(draft.caps.filter(pk=part_id).first())


def _rate(draft: GuidelineVersion, part_id: int) -> FlatRate:
    return _found(FlatRate.objects.filter(component__guideline=draft, pk=part_id).first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound("part of the rule set")
    return row


def _last(rows: Iterable[Component] | Iterable[FlatRate]) -> int:
    return max((row.position for row in rows), default=0)


# --- The whole --------------------------------------------------------------------------------------------------------
def copy(old: GuidelineVersion, new: GuidelineVersion) -> None:
    """Copy the rule set of ``old`` as it stands on the first day of ``new``, and the tables of its years."""
    Parameter.objects.bulk_create(_twin(row, guideline=new) for row in old.parameters.all())
    caps = {}
    for cap in old.caps.prefetch_related("limits"):
        limits = list(cap.limits.all())
        caps[cap.pk] = twin = _twin(cap, guideline=new)
        twin.save()
        CapLimit.objects.bulk_create(_twin(limit, cap=twin) for limit in limits)
    for component in old.components.all():
        rates = component.rates.filter(valid_from__lte=new.valid_from).exclude(valid_to__lt=new.valid_from)
        rows = list(rates.prefetch_related("unit_ceilings"))
        twin_component = _twin(component, guideline=new)
        twin_component.save()
        for rate in rows:
            _copy_rate(rate, twin_component, caps, new)
    years = Ceiling.objects.filter(guideline=old, year__gte=new.valid_from.year)
    Ceiling.objects.bulk_create(_twin(row, guideline=new) for row in years)
    groups: dict[int, RecipientGroup] = {}
    for group in old.recipient_groups.filter(valid_from__lte=new.valid_from).order_by("valid_from"):
        groups[group.area_id] = group
    RecipientGroup.objects.bulk_create(_twin(row, guideline=new, valid_from=new.valid_from) for row in groups.values())


def _copy_rate(rate: FlatRate, component: Component, caps: Mapping[int, RateCap], new: GuidelineVersion) -> None:
    posts = [row for row in rate.unit_ceilings.all() if row.year >= new.valid_from.year]
    cap = caps[rate.cap_id] if rate.cap_id else None
    twin = _twin(rate, component=component, cap=cap, valid_from=new.valid_from, valid_to=None)
    twin.save()
    UnitCeiling.objects.bulk_create(_twin(row, rate=twin) for row in posts)


def _twin(row: Row, **changed: object) -> Row:
    """A new row with the values of ``row``, unsaved."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    values = {name: value for name, value in values.items() if name.removesuffix("_id") not in changed}
    return type(row)(**values, **changed)
