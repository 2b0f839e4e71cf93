"""The forms of funding. They read what was typed; whether it may be done is asked of the rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from vorort.core.money import ZERO
from vorort.funding.actions.draft import Details
from vorort.funding.enums import CapScope, CheckCode, CheckResult, QuestionKind
from vorort.funding.models import ApplicationItem, FlatRate, Question
from vorort.funding.rules.items import MOST_UNITS, ItemEntry
from vorort.web.shell.forms import AmountField, DayField, NumberField, TextArea

LONG = 4000


class VersionForm(forms.Form):
    """A form that says which version it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ReasonForm(VersionForm):
    """Why something is given back or withdrawn."""

    reason = forms.CharField(
        label=_("Warum?"),
        help_text=_("Ein Satz genügt. Er steht im Verlauf des Vorgangs."),
        max_length=500,
        widget=TextArea(3),
    )


class ViewForm(forms.Form):
    """The name of a view of the work list."""

    name = forms.CharField(label=_("Name der Ansicht"), max_length=60)


class DetailsForm(VersionForm):
    """The first section of the draft. Nothing is compulsory while drafting."""

    title = forms.CharField(
        label=_("Bezeichnung der Maßnahme"),
        help_text=_("So steht sie später im Bescheid."),
        max_length=200,
        required=False,
    )
    need = forms.CharField(
        label=_("Warum ist sie nötig?"),
        help_text=_("Wen erreichen Sie, was fehlt bisher, was soll sich ändern?"),
        max_length=LONG,
        required=False,
        widget=TextArea(6),
    )
    begins_on = DayField(label=_("Beginn"), required=False)
    ends_on = DayField(label=_("Ende"), required=False)
    own_funds = AmountField(label=_("Eigene Mittel"), required=False, help_text=_("Leer heißt: keine."))
    other_funds = AmountField(
        label=_("Mittel von Dritten"), required=False, help_text=_("Zuschüsse, Spenden, andere Förderungen.")
    )
    not_begun = forms.BooleanField(
        label=_("Die Maßnahme hat noch nicht begonnen."),
        help_text=_("Begonnen ist sie mit dem ersten Vertrag oder Auftrag (Nr. 1.3 VV zu § 44 LHO NRW)."),
        required=False,
    )
    input_tax = forms.BooleanField(label=_("Wir sind zum Vorsteuerabzug berechtigt."), required=False)

    def clean(self) -> dict[str, Any]:
        """The end does not lie before the beginning."""
        values = super().clean() or {}
        begins_on, ends_on = values.get("begins_on"), values.get("ends_on")
        if begins_on and ends_on and ends_on < begins_on:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn."))
        return values

    def details(self) -> Details:
        """The section as the action takes it. Call when valid."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        values["own_funds"] = values["own_funds"] or ZERO
        values["other_funds"] = values["other_funds"] or ZERO
        return Details(**values)


@dataclass(frozen=True)
class ItemRow:
    """One row of the items section: a rate in a year, for a building where a cap asks for it."""

    rate: FlatRate
    year: int
    number: int

    @property
    def key(self) -> str:
        return f"{self.rate.pk}-{self.year}-{self.number}"

    @property
    def with_place(self) -> bool:
        return self.rate.cap is not None and self.rate.cap.scope == CapScope.PLACE


def places_of(rate: FlatRate) -> int:
    """How many places after the comma a number of units of this rate has."""
    return 2 if rate.divisible else 0


class ItemsForm(VersionForm):
    """Units per flat rate. Rates whose cap counts per building get a row for each building and an empty one.

    ``while_typing`` lets a building wait for its units, which come next.
    """

    def __init__(self, *args: Any, rows: Iterable[ItemRow], while_typing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        self.while_typing = while_typing
        self.several_years = len({row.year for row in self.rows}) > 1
        for row in self.rows:
            label = f"{row.rate.label}, {row.year}" if self.several_years else row.rate.label
            self.fields[f"units-{row.key}"] = NumberField(
                label=label,
                required=False,
                min_value=Decimal(0),
                max_value=MOST_UNITS,
                unit=row.rate.unit_plural,
                decimal_places=places_of(row.rate),
            )
            if row.with_place:
                self.fields[f"place-{row.key}"] = forms.CharField(
                    label=format_html('{}<span class="kern-sr-only"> {}</span>', _("Für welches Gebäude?"), label),
                    required=False,
                    max_length=120,
                )

    def clean(self) -> dict[str, Any]:
        """A row with units for a building names it, and a named building has units."""
        values = super().clean() or {}
        for row in self.rows:
            if not row.with_place or self.errors.keys() & {f"units-{row.key}", f"place-{row.key}"}:
                continue
            units, place = values.get(f"units-{row.key}"), values.get(f"place-{row.key}")
            if units and not place:
                self.add_error(f"place-{row.key}", _("Bitte nennen Sie das Gebäude: Die Obergrenze gilt je Gebäude."))
            if place and not units and not self.while_typing:
                self.add_error(f"units-{row.key}", _("Bitte nennen Sie die Menge, oder leeren Sie das Gebäude."))
        return values

    def by_component(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The rows of each component and year, with their bound fields, as the template shows them."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows:
            shown: dict[str, Any] = {"rate": row.rate, "with_place": row.with_place, "units": self[f"units-{row.key}"]}
            if row.with_place:
                shown["place"] = self[f"place-{row.key}"]
            groups.setdefault(f"{row.rate.component} · {row.year}", []).append(shown)
        return list(groups.items())

    def entries(self) -> list[ItemEntry]:
        """The rows with units, as the action takes them. Call when valid."""
        found = []
        for row in self.rows:
            units = self.cleaned_data.get(f"units-{row.key}")
            if units:
                place = self.cleaned_data.get(f"place-{row.key}", "")
                found.append(ItemEntry(rate_id=row.rate.pk, year=row.year, units=units, place=place))
        return found


def item_rows(
    rates: Iterable[FlatRate], years: Iterable[int], saved: Iterable[ApplicationItem], *, wanted: Iterable[str] = ()
) -> tuple[list[ItemRow], dict[str, Any]]:
    """Rows for every rate and year with what is saved as initial values.

    ``wanted`` are keys a posted form already had, so that a row opened in the browser stays.
    """
    held: dict[tuple[int, int], list[ApplicationItem]] = {}
    for item in saved:
        held.setdefault((item.rate_id, item.year), []).append(item)
    typed = list(wanted)
    rows: list[ItemRow] = []
    initial: dict[str, Any] = {}
    for rate in rates:
        for year in years:
            present = held.get((rate.pk, year), [])
            posted = sum(1 for key in typed if key.startswith(f"{rate.pk}-{year}-"))
            with_place = rate.cap is not None and rate.cap.scope == CapScope.PLACE
            count = max(len(present) + 1, min(posted, 40)) if with_place else 1
            for number in range(count):
                row = ItemRow(rate, year, number)
                rows.append(row)
                if number < len(present):
                    initial[f"units-{row.key}"] = present[number].units
                    initial[f"place-{row.key}"] = present[number].place
    return rows, initial


def answers_form(questions: Iterable[Question]) -> type[VersionForm]:
    """A form with one field per question of the call; none is compulsory while drafting."""
    fields: dict[str, forms.Field] = {
        question.code: _question_field(question) for question in questions if question.kind != QuestionKind.FILE
    }
    return type("AnswersForm", (VersionForm,), fields)


def _question_field(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.text, "help_text": question.help, "required": False}
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return forms.CharField(max_length=LONG, widget=TextArea(5), **common)
        case QuestionKind.YES_NO:
            return forms.ChoiceField(choices=[("ja", _("ja")), ("nein", _("nein"))], widget=forms.RadioSelect, **common)
        case QuestionKind.NUMBER:
            return NumberField(min_value=Decimal(0), max_value=Decimal(1_000_000_000), **common)
        case QuestionKind.DATE:
            return DayField(**{**common, "help_text": question.help or _("Tag.Monat.Jahr")})
    return forms.CharField(max_length=300, **common)


class UploadForm(VersionForm):
    """A file for the application, for a question where one asks for it."""

    question = forms.ChoiceField(label=_("Wozu gehört die Datei?"), required=False)
    file = forms.FileField(label=_("Datei"), help_text=_("PDF, PNG oder JPEG, höchstens 10 MB."))

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Zum Antrag allgemein")), *((row.code, row.text) for row in questions)]
        self.fields["question"] = forms.ChoiceField(label=_("Wozu gehört die Datei?"), required=False, choices=choices)


class ChecksForm(VersionForm):
    """Points of the review with result and remark; a point left open stays open."""

    def __init__(self, *args: Any, codes: Iterable[CheckCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = list(codes)
        for code in self.codes:
            self.fields[f"result-{code}"] = forms.ChoiceField(
                label=code.label, choices=CheckResult.choices, required=False, widget=forms.RadioSelect
            )
            self.fields[f"remark-{code}"] = forms.CharField(
                label=_("Anmerkung zu: %(point)s") % {"point": code.label}, max_length=1000, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A point that is not simply in order says why, and what is remarked has a result."""
        values = super().clean() or {}
        for code in self.codes:
            if self.errors.keys() & {f"result-{code}", f"remark-{code}"}:
                continue
            result, remark = values.get(f"result-{code}"), values.get(f"remark-{code}")
            if result in (CheckResult.REMARK, CheckResult.FAILED) and not remark:
                self.add_error(f"remark-{code}", _("Bitte sagen Sie in einem Satz, warum."))
            if remark and not result:
                self.add_error(f"result-{code}", _("Bitte wählen Sie ein Ergebnis zu dieser Anmerkung."))
        return values
