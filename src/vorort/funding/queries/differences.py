"""What a guideline version changes: rule set and tables beside those of the version before, figure by figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.core import days
from vorort.core.money import in_figures
from vorort.funding.models import Ceiling, FlatRate, GuidelineVersion, RateCap, RecipientGroup, UnitCeiling
from vorort.funding.rules.calculation import plain_units
from vorort.regions.models import Area

Figures = Mapping[str, Mapping[str | Promise, str]]


@dataclass(frozen=True)
class FigureChange:
    """One figure: what it was and what it is to be; empty where it was not or will not be."""

    field: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class PartChange:
    """One part of the rule set that is added, removed or changed (``kind``), with its figures."""

    kind: str
    label: str
    figures: tuple[FigureChange, ...]


@dataclass(frozen=True)
class Section:
    """The changes of one kind of part."""

    title: str | Promise
    changes: tuple[PartChange, ...]


def differences(old: GuidelineVersion | None, new: GuidelineVersion) -> list[Section]:
    """Every difference between two versions, by section; all of ``new`` is added without ``old``.

    Of the tables, what holds once ``new`` does: years that are over by then stay with ``old``. Sixteen statements,
    eight without ``old``.
    """
    begins = new.valid_from
    before = _rule_set(old) | _tables(old, begins) if old else {}
    after = _rule_set(new) | _tables(new, begins)
    sections = [Section(title, compare(before.get(title, {}), after[title])) for title in after]
    return [section for section in sections if section.changes]


def compare(before: Figures, after: Figures) -> tuple[PartChange, ...]:
    """What is added, changed and removed. Pure."""
    added_or_changed = (_part(label, before.get(label), figures) for label, figures in after.items())
    removed = (_part(label, figures, None) for label, figures in before.items() if label not in after)
    return tuple(part for part in (*added_or_changed, *removed) if part is not None)


def _part(
    label: str, before: Mapping[str | Promise, str] | None, after: Mapping[str | Promise, str] | None
) -> PartChange | None:
    old, new = before or {}, after or {}
    figures = tuple(
        FigureChange(field, old.get(field, ""), new.get(field, ""))
        for field in dict.fromkeys((*new, *old))
        if old.get(field, "") != new.get(field, "")
    )
    if before is not None and after is not None and not figures:
        return None
    kind = "added" if before is None else "removed" if after is None else "changed"
    return PartChange(kind, label, figures)


def _rule_set(guideline: GuidelineVersion) -> dict[str | Promise, Figures]:
    """The rule set as text, by section and part. Five statements."""
    caps = guideline.caps.prefetch_related("limits")
    rates = FlatRate.objects.filter(component__guideline=guideline).select_related("component", "cap")
    return {
        _("Angaben"): {str(_("Richtlinie")): _texts(guideline)},
        _("Stellgrößen"): {
            row.get_code_display(): {
                _("Wert"): plain_units(row.value),
                _("Quelle"): row.source,
                _("Anmerkung"): row.note,
            }
            for row in guideline.parameters.all()
        },
        _("Obergrenzen"): {cap.code: _cap(cap) for cap in caps},
        _("Bausteine"): {row.code: {_("Bezeichnung"): row.title} for row in guideline.components.all()},
        _("Pauschalen"): _dated(rates, guideline),
    }


def _texts(guideline: GuidelineVersion) -> dict[str | Promise, str]:
    return {
        _("Bezeichnung"): guideline.title,
        _("Gilt ab"): days.in_figures(guideline.valid_from),
        _("Gilt bis"): days.in_figures(guideline.valid_to) if guideline.valid_to else "",
        _("Datum"): days.in_figures(guideline.dated_on),
        _("Quelle"): guideline.source,
        _("Anmerkung"): guideline.note,
        _("Weg des Geldes"): guideline.get_channel_display(),
        _("Finanzierungsart"): guideline.get_financing_type_display(),
        _("Form der Zuwendung"): guideline.get_funding_form_display(),
        _("Zuwendungszweck"): guideline.purpose,
        _("Nebenbestimmungen"): guideline.ancillary_conditions,
        _("Fundstelle der Nebenbestimmungen"): guideline.ancillary_source,
        _("Auszahlung"): guideline.payout,
    }


def _cap(cap: RateCap) -> dict[str | Promise, str]:
    limits = {
        (limit.group or str(_("für alle"))): plain_units(limit.units)
        for limit in sorted(cap.limits.all(), key=lambda limit: limit.group)
    }
    return {
        _("Bezeichnung"): cap.label,
        _("Bezug"): cap.get_scope_display(),
        **{_("Grenze %(group)s") % {"group": group}: units for group, units in limits.items()},
        _("Quelle"): cap.source,
    }


def _dated(rates: Iterable[FlatRate], guideline: GuidelineVersion) -> dict[str, dict[str | Promise, str]]:
    """Rates by component and code; one that begins later than its version says so in its name."""
    found: dict[str, dict[str | Promise, str]] = {}
    for rate in rates:
        name = f"{rate.component.code} · {rate.label}"
        if rate.valid_from != guideline.valid_from:
            name += " (" + _("ab %(day)s") % {"day": days.in_figures(rate.valid_from)} + ")"
        found[name] = {
            _("Betrag"): in_figures(rate.amount),
            _("Einheit"): f"{rate.unit} / {rate.unit_plural}",
            _("Art"): rate.get_kind_display(),
            _("Obergrenze"): rate.cap.code if rate.cap else "",
            _("Bereitgestellt von"): rate.provided_by,
            _("Quelle"): rate.source,
            _("Anmerkung"): rate.note,
            _("Platzhalter"): str(_("ja")) if rate.placeholder else "",
            _("Teilbar"): str(_("ja")) if rate.divisible else "",
        }
    return found


# --- The tables -------------------------------------------------------------------------------------------------------
def _tables(guideline: GuidelineVersion, begins: date) -> dict[str | Promise, Figures]:
    """Ceilings, posts and classes as text, by area, from the day ``begins`` on. Three statements."""
    ceilings = guideline.ceilings.filter(year__gte=begins.year).select_related("area")
    posts = UnitCeiling.objects.filter(rate__component__guideline=guideline, year__gte=begins.year)
    return {
        _("Höchstbeträge"): {
            f"{_place(row.area)} · {row.year}": {_("Betrag"): in_figures(row.amount), **_origin(row)}
            for row in ceilings.order_by("year", "area__name")
        },
        _("Stellentabelle"): {
            f"{_place(row.area)} · {row.year} · {row.rate.label}": {_("Menge"): plain_units(row.units), **_origin(row)}
            for row in posts.select_related("area", "rate").order_by("year", "area__name", "rate__position", "pk")
        },
        _("Klassen der Empfängerinnen"): _classes(guideline, begins),
    }


def _classes(guideline: GuidelineVersion, begins: date) -> dict[str, Mapping[str | Promise, str]]:
    """The class of each area on the day ``begins``, and under a name of its own each that follows."""
    rows = guideline.recipient_groups.select_related("area").order_by("area__name", "valid_from")
    found: dict[str, Mapping[str | Promise, str]] = {}
    for row in rows:
        later = _("%(place)s (ab %(day)s)") % {"place": _place(row.area), "day": days.in_figures(row.valid_from)}
        name = later if row.valid_from > begins else _place(row.area)
        found[name] = {_("Gruppe"): row.group_label, **_origin(row)}
    return found


def _place(area: Area) -> str:
    """Two areas may have one name, but not one code."""
    return f"{area.name} ({area.code})"


def _origin(row: Ceiling | UnitCeiling | RecipientGroup) -> dict[str | Promise, str]:
    return {_("Quelle"): row.source, _("Erfunden"): str(_("ja")) if row.invented else ""}
