"""The forms of the programme desk: versions, their parts, tables, budget lines. Rules are asked elsewhere."""

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vorort.core import clock
from vorort.funding import definitions
from vorort.funding.actions.guideline import GuidelineText
from vorort.funding.actions.programme import ProgrammeText
from vorort.funding.entries import CapEntry, ComponentEntry, Entry, ParameterEntry, RateEntry
from vorort.funding.enums import (
    CapScope,
    Channel,
    FinancingType,
    FundingForm,
    ParameterCode,
    RateKind,
    group_named,
)
from vorort.funding.models import Component, GuidelineVersion, Parameter, RateCap
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.web.funding.forms import LONG, VersionForm
from vorort.web.shell.forms import AmountField, DayField, NumberField, TextArea, german_number

CODE_HELP = _("Kleine Buchstaben, Ziffern und Bindestriche. Steht in Adressen und Tabellen.")
SOURCE_HELP = _("Erlass, Haushaltsplan oder Seite, mit Datum. Steht neben jeder Zahl.")


def _year(**kwargs: Any) -> NumberField:
    return NumberField(
        label=_("Haushaltsjahr"), decimal_places=0, min_value=Decimal(2000), max_value=Decimal(2100), **kwargs
    )


# --- Guideline versions -----------------------------------------------------------------------------------------------
class GuidelineForm(VersionForm):
    """Texts and dates of a draft."""

    title = forms.CharField(label=_("Bezeichnung"), max_length=240)
    dated_on = DayField(label=_("Datum der Richtlinie"))
    valid_from = DayField(label=_("Gilt ab"))
    valid_to = DayField(
        label=_("Gilt bis einschließlich"), required=False, help_text=_("Leer heißt: bis auf Weiteres.")
    )
    source = forms.CharField(label=_("Fundstelle"), max_length=400, help_text=SOURCE_HELP)
    note = forms.CharField(
        label=_("Was daran unbestätigt ist"), max_length=LONG, required=False, widget=TextArea(),
        help_text=_("Steht sichtbar neben der Fassung."),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("Weg des Geldes"), choices=Channel.choices)
    financing_type = forms.ChoiceField(label=_("Finanzierungsart"), choices=FinancingType.choices)
    funding_form = forms.ChoiceField(label=_("Form der Zuwendung"), choices=FundingForm.choices)
    purpose = forms.CharField(
        label=_("Zuwendungszweck"), max_length=LONG, widget=TextArea(4), help_text=_("Vorschlag für jeden Bescheid.")
    )
    ancillary_conditions = forms.CharField(label=_("Nebenbestimmungen"), max_length=200)
    ancillary_source = forms.CharField(label=_("Fundstelle der Nebenbestimmungen"), max_length=300, required=False)
    payout = forms.CharField(label=_("Satz zur Auszahlung im Bescheid"), max_length=LONG, widget=TextArea())

    def text(self) -> GuidelineText:
        """The draft as the action takes it. Call when valid."""
        return GuidelineText(**{field.name: self.cleaned_data[field.name] for field in fields(GuidelineText)})


class ProgrammeForm(GuidelineForm):
    """A programme and its first version."""

    version = None  # type: ignore[assignment]  # Django's way to leave a field of the parent out
    code = forms.SlugField(label=_("Kürzel des Programms"), max_length=40, help_text=CODE_HELP)
    programme_title = forms.CharField(label=_("Name des Programms"), max_length=200)
    legal_basis = forms.CharField(label=_("Rechtsgrundlage"), max_length=300)
    authority = forms.ModelChoiceField(label=_("Bewilligungsbehörde"), queryset=Organisation.objects.none())
    field_order = ("code", "programme_title", "legal_basis", "authority")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authorities = Organisation.objects.acting_on(clock.today()).filter(kind=OrganisationKind.GRANTING_AUTHORITY)
        self.fields["authority"].queryset = authorities  # type: ignore[attr-defined]
        self.fields["title"].label = _("Bezeichnung der Fassung")

    def programme(self) -> ProgrammeText:
        """The programme as the action takes it. Call when valid."""
        data = self.cleaned_data
        return ProgrammeText(data["code"], data["programme_title"], data["legal_basis"])


class ShippedForm(forms.Form):
    """A programme that ships as data, with its whole rule set."""

    shipped = forms.ChoiceField(label=_("Mitgeliefertes Regelwerk"), choices=[])
    granted_by = forms.ModelChoiceField(label=_("Bewilligungsbehörde"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authorities = Organisation.objects.acting_on(clock.today()).filter(kind=OrganisationKind.GRANTING_AUTHORITY)
        self.fields["granted_by"].queryset = authorities  # type: ignore[attr-defined]
        self.fields["shipped"].choices = [  # type: ignore[attr-defined]
            (name, f"{row.title}: {row.guideline_title}") for name, row in definitions.all_shipped().items()
        ]


class NewVersionForm(forms.Form):
    """What differs at once: everything else is copied from the old version."""

    title = forms.CharField(label=_("Bezeichnung"), max_length=240)
    dated_on = DayField(label=_("Datum der Richtlinie"))
    valid_from = DayField(label=_("Gilt ab"), help_text=_("Mit der Freigabe endet die jetzige Fassung am Tag davor."))
    source = forms.CharField(label=_("Fundstelle"), max_length=400, help_text=SOURCE_HELP)


class ParametersForm(VersionForm):
    """Every figure a rule set can have; one without a value is not part of it."""

    def __init__(self, *args: Any, rows: Iterable[Parameter] = (), **kwargs: Any) -> None:
        held = {row.code: row for row in rows}
        initial = dict(kwargs.get("initial", {}))
        for code, row in held.items():
            initial |= {f"value-{code}": row.value, f"source-{code}": row.source, f"note-{code}": row.note}
        super().__init__(*args, **{**kwargs, "initial": initial})
        for code in ParameterCode:
            self.fields[f"value-{code}"] = NumberField(
                label=code.label,
                required=False,
                min_value=Decimal(0),
                max_digits=14,
                help_text=_("1 heißt ja, 0 heißt nein.") if code.is_yes_or_no else "",
            )
            self.fields[f"source-{code}"] = forms.CharField(
                label=_("Fundstelle zu: %(figure)s") % {"figure": code.label}, max_length=400, required=False
            )
            self.fields[f"note-{code}"] = forms.CharField(
                label=_("Unbestätigt an: %(figure)s") % {"figure": code.label}, max_length=300, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A figure has a source, and what has a source or a note has a figure."""
        values = super().clean() or {}
        for code in ParameterCode:
            value, source = values.get(f"value-{code}"), values.get(f"source-{code}")
            if f"value-{code}" in self.errors:
                continue
            if value is not None and not source:
                self.add_error(f"source-{code}", _("Bitte nennen Sie die Fundstelle."))
            if value is None and (source or values.get(f"note-{code}")):
                self.add_error(f"value-{code}", _("Bitte nennen Sie den Wert, oder leeren Sie auch den Rest."))
        return values

    def entries(self) -> list[ParameterEntry]:
        """The figures as the action takes them. Call when valid."""
        data = self.cleaned_data
        return [
            ParameterEntry(code, data[f"value-{code}"], data[f"source-{code}"], data[f"note-{code}"])
            for code in ParameterCode
            if data[f"value-{code}"] is not None
        ]

    def groups(self) -> list[tuple[Any, Any, Any]]:
        """Value, source and note of each figure, as the template shows them."""
        return [(self[f"value-{code}"], self[f"source-{code}"], self[f"note-{code}"]) for code in ParameterCode]


# --- Parts of the rule set --------------------------------------------------------------------------------------------
class PartForm(VersionForm):
    """A component, a cap or a rate of a draft."""

    def __init__(self, *args: Any, draft: GuidelineVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft

    def entry(self) -> Entry:
        """The part as the action takes it. Call when valid."""
        raise NotImplementedError


class ComponentForm(PartForm):
    """A component (Baustein)."""

    code = forms.CharField(label=_("Kürzel"), max_length=20, help_text=_("Zum Beispiel A oder 2."))
    title = forms.CharField(label=_("Bezeichnung"), max_length=200)

    def entry(self) -> ComponentEntry:
        """The component."""
        return ComponentEntry(self.cleaned_data["code"], self.cleaned_data["title"])

    @staticmethod
    def initial_of(part: Component) -> dict[str, Any]:
        """What a saved component looks like in the form."""
        return {"code": part.code, "title": part.title}


class CapForm(PartForm):
    """A cap: its limits are lines ``group = units``; a line with units alone is for everybody."""

    code = forms.SlugField(label=_("Kürzel"), max_length=60, help_text=CODE_HELP)
    label = forms.CharField(
        label=_("Ein Satz für Antragstellende"), max_length=200, help_text=_("Steht neben einer Kürzung.")
    )
    scope = forms.ChoiceField(label=_("Bezug"), choices=CapScope.choices)
    limits = forms.CharField(
        label=_("Grenzen"),
        max_length=2000,
        widget=TextArea(4),
        help_text=_(
            "Eine je Zeile: „2“ für alle, „Kreis = 6“, „kreisfreie Stadt = 5“, oder eine eigene Gruppe wie"
            " „Klasse 1 = 3“, die über die Tabelle der Klassen zugeordnet wird."
        ),
    )
    source = forms.CharField(label=_("Fundstelle"), max_length=400, help_text=SOURCE_HELP)

    def clean_limits(self) -> dict[str, Decimal]:
        """The limits by group."""
        found: dict[str, Decimal] = {}
        number = NumberField(min_value=Decimal(0))
        for line in self.cleaned_data["limits"].splitlines():
            group, equals, units = line.rpartition("=")
            name = group_named(group.strip())
            if not line.strip():
                continue
            if (equals and not name) or len(name) > 40 or name in found:
                raise forms.ValidationError(
                    _("Diese Zeile verstehen wir nicht: %(line)s") % {"line": line.strip()[:80]}
                )
            found[name] = number.clean(units)
        return found

    def entry(self) -> CapEntry:
        """The cap."""
        data = self.cleaned_data
        return CapEntry(data["code"], data["label"], CapScope(data["scope"]), data["limits"], data["source"])

    @staticmethod
    def initial_of(part: RateCap) -> dict[str, Any]:
        """What a saved cap looks like in the form."""
        lines = [
            f"{limit.group_label} = {german_number(limit.units.normalize())}"
            if limit.group
            else german_number(limit.units.normalize())
            for limit in part.limits.all()
        ]
        values = {name: getattr(part, name) for name in ("code", "label", "scope", "source")}
        return {**values, "limits": "\n".join(lines)}


class RateForm(PartForm):
    """A flat rate (Pauschale)."""

    component = forms.ChoiceField(label=_("Baustein"))
    code = forms.SlugField(label=_("Kürzel"), max_length=60, help_text=CODE_HELP)
    label = forms.CharField(label=_("Gegenstand"), max_length=200)
    unit = forms.CharField(label=_("Einheit, Einzahl"), max_length=60)
    unit_plural = forms.CharField(label=_("Einheit, Mehrzahl"), max_length=60)
    kind = forms.ChoiceField(label=_("Art"), choices=RateKind.choices)
    amount = AmountField(
        label=_("Betrag je Einheit"), help_text=_("Für einen Topf: Einheit Euro, Betrag 1, Grenze in Euro.")
    )
    cap = forms.ChoiceField(label=_("Obergrenze"), required=False)
    provided_by = forms.CharField(label=_("Bereitgestellt von"), max_length=160, required=False)
    valid_from = DayField(label=_("Gilt ab"))
    source = forms.CharField(label=_("Fundstelle"), max_length=400, help_text=SOURCE_HELP)
    note = forms.CharField(label=_("Was daran unbestätigt ist"), max_length=300, required=False)
    divisible = forms.BooleanField(
        label=_("Auch Teile einer Einheit zählen (teilbar)"),
        help_text=_("Etwa halbe Stellen oder Stunden mit Komma. Sonst sind nur ganze Einheiten möglich."),
        required=False,
    )
    placeholder = forms.BooleanField(label=_("Keine Quelle nennt diesen Betrag (Platzhalter)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        components = [(row.code, str(row)) for row in self.draft.components.all()]
        caps = [("", _("keine")), *((row.code, row.label) for row in self.draft.caps.all())]
        self.fields["component"].choices = components  # type: ignore[attr-defined]
        self.fields["cap"].choices = caps  # type: ignore[attr-defined]
        self.initial.setdefault("valid_from", self.draft.valid_from)

    def entry(self) -> RateEntry:
        """The rate."""
        values = {field.name: self.cleaned_data[field.name] for field in fields(RateEntry)}
        return RateEntry(**values | {"kind": RateKind(values["kind"])})

    @staticmethod
    def initial_of(part: Any) -> dict[str, Any]:
        """What a saved rate looks like in the form."""
        values = {field.name: getattr(part, field.name) for field in fields(RateEntry)}
        return values | {"component": part.component.code, "cap": part.cap.code if part.cap else ""}


# --- Money ------------------------------------------------------------------------------------------------------------
class BudgetLineForm(forms.Form):
    """The money of one title for one year."""

    code = forms.CharField(label=_("Kapitel und Titel"), max_length=40)
    title = forms.CharField(label=_("Zweckbestimmung"), max_length=200)
    year = _year()
    appropriated = AmountField(label=_("Ansatz"))
    source = forms.CharField(label=_("Fundstelle"), max_length=400, help_text=SOURCE_HELP)

    def values(self) -> dict[str, Any]:
        """The line as the action takes it. Call when valid."""
        return {**self.cleaned_data, "year": int(self.cleaned_data["year"])}


class AppropriationForm(VersionForm):
    """More or less money for a budget line."""

    appropriated = AmountField(label=_("Neuer Ansatz"))
    source = forms.CharField(
        label=_("Wodurch ändert er sich?"), max_length=400, help_text=_("Nachtrag, Umschichtung, Sperre, mit Datum.")
    )


class TableForm(forms.Form):
    """A CSV file of one table."""

    file = forms.FileField(
        label=_("CSV-Datei"), help_text=_("Semikolon, Komma oder Tabulator; am besten UTF-8. Höchstens 2 MB.")
    )
