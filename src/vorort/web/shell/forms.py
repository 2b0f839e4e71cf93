"""Django forms in the look of the house: the renderer, and fields for German days, amounts and numbers with a unit.
Forms of a task live beside their view; markup lives in ``templates/forms``.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Engine
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from vorort.core import days
from vorort.web.shell.request import key_from

TEMPLATES = Path(__file__).resolve().parent / "templates"
DJANGO_TEMPLATES = Path(django.forms.__file__).resolve().parent / "templates"

NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
POINT_NUMBER = re.compile(r"-?[0-9]+\.[0-9]{1,2}")
CENT = Decimal("0.01")

# What Django says of its own fields, in the plain words of the house.
PLAIN_WORDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Bitte ausfüllen.")},
    forms.BooleanField: {"required": _("Bitte ankreuzen.")},
    forms.ChoiceField: {"invalid_choice": _("Bitte eine der Antworten wählen.")},
    forms.MultipleChoiceField: {"invalid_choice": _("Bitte eine der Antworten wählen.")},
    forms.ModelChoiceField: {"invalid_choice": _("Bitte eine der Antworten wählen.")},
    forms.ModelMultipleChoiceField: {"invalid_choice": _("Bitte eine der Antworten wählen.")},
}


def speak_plainly() -> None:
    """Let every form of this installation use ``PLAIN_WORDS``. Called when the web app is ready."""
    for field, words in PLAIN_WORDS.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **words}


class KernRenderer(DjangoTemplates):
    """Renders ``{{ form }}``, ``{{ field.as_field_group }}`` and every widget in KERN's markup."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    @cached_property
    def engine(self) -> Engine:
        """The house's templates first, Django's own for what the house leaves as it is."""
        options = {"builtins": ["vorort.web.shell.templatetags.shell"]}
        folders = [TEMPLATES / "forms", TEMPLATES, DJANGO_TEMPLATES]
        return Engine({"APP_DIRS": False, "DIRS": folders, "NAME": "kernforms", "OPTIONS": options})


class TextArea(forms.Textarea):
    """Several lines. The end of a line is one sign, as the browser counts it; it sends two."""

    def __init__(self, rows: int = 3) -> None:
        super().__init__({"rows": rows})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, with the line ends of the text itself."""
        typed = super().value_from_datadict(data, files, name)
        return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


class DayInput(forms.DateInput):
    """A day as text, so that what was typed stays readable when it is no day."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "class": "short", **(attrs or {})}, "%d.%m.%Y")

    def format_value(self, value: Any) -> str | None:
        """A day of ours as it is written everywhere; what was typed stays as it is."""
        return days.in_figures(value) if isinstance(value, date) else super().format_value(value)


WRITTEN_LIKE_A_DAY = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2}|[0-9]{4})|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


class DayField(forms.DateField):
    """A day as ``22.11.2026`` (also ``22.11.26`` and ``2026-11-22``)."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("Bitte schreiben Sie den Tag so: 22.11.2026."),
        "no_such_day": _("Diesen Tag gibt es nicht. Bitte prüfen Sie Tag und Monat."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Tag.Monat.Jahr, zum Beispiel 22.11.2026"))
        formats = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]
        super().__init__(input_formats=formats, **kwargs)

    def to_python(self, value: Any) -> date | None:
        """The day; raises ValidationError for what is none or lies outside 1900 to 2199."""
        typed = value.strip() if isinstance(value, str) else value
        try:
            found = super().to_python(typed)
        except ValidationError:
            if isinstance(typed, str) and WRITTEN_LIKE_A_DAY.fullmatch(typed):
                raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None
            raise
        if found and not 1900 <= found.year <= 2199:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class UnitInput(forms.TextInput):
    """A number with its unit behind it: ``4.800,00 €``."""

    template_name = "django/forms/widgets/unit.html"

    def __init__(self, unit: str = "", attrs: dict[str, Any] | None = None) -> None:
        self.unit = unit
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "number", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Adds the unit to Django's context."""
        context = super().get_context(name, value, dict(attrs or {}))
        context["widget"]["unit"] = self.unit
        return context

    def format_value(self, value: Any) -> str | None:
        """What was typed stays as it is; a number of ours is written the German way."""
        if isinstance(value, Decimal | int):
            return german_number(Decimal(value))
        return None if value in (None, "") else str(value)


class NumberField(forms.DecimalField):
    """A number as Germans write it: ``1.250,5``. ``unit`` stands behind the input."""

    default_error_messages = {
        "invalid": _("Bitte geben Sie eine Zahl ein, zum Beispiel 12 oder 3,5."),
        "whole": _("Bitte geben Sie eine ganze Zahl ein, zum Beispiel 12."),
        "most": _("Bitte höchstens %(limit)s eintragen."),
        "least": _("Bitte mindestens %(limit)s eintragen."),
    }

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("widget", UnitInput(unit))
        most, least = kwargs.pop("max_value", None), kwargs.pop("min_value", None)
        super().__init__(**kwargs)
        if most is not None:
            self.validators.append(MaxValueValidator(most, self._limit("most", most)))
        if least is not None:
            self.validators.append(MinValueValidator(least, self._limit("least", least)))

    def _limit(self, kind: str, limit: Decimal) -> str:
        return str(self.error_messages[kind] % {"limit": self.prepare_value(limit)})

    def prepare_value(self, value: Any) -> Any:
        """A number of ours without empty places: ``12``, ``3,5``."""
        return german_number(Decimal(value).normalize()) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django derives it from int
        """The number; raises ValidationError for what is none, and for a broken one where whole ones are asked for."""
        if not isinstance(value, str):
            return super().to_python(value)
        typed = re.sub(r"\s|€", "", value)
        if not typed:
            return None
        if POINT_NUMBER.fullmatch(typed):
            number = Decimal(typed)
        elif NUMBER.fullmatch(typed):
            number = Decimal(typed.replace(".", "").replace(",", "."))
        else:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if self.decimal_places == 0 and number != number.to_integral_value():
            raise ValidationError(self.error_messages["whole"], code="whole")
        return number.to_integral_value() if self.decimal_places == 0 else number

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No ``min``, ``max`` and ``step``: the input is text."""
        return {}


class AmountField(NumberField):
    """Euro with at most two places, never negative."""

    default_error_messages = {"invalid": _("Bitte geben Sie einen Betrag ein, zum Beispiel 4.800,00.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("min_value", Decimal(0))
        super().__init__(unit="€", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Euro with both places: ``4.800,00``."""
        return german_number(Decimal(value).quantize(CENT)) if isinstance(value, Decimal | int) else value


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic for the stubs alone
    """Rows to tick, by their keys. What is no key a table can hold is an unknown choice; databases would stumble."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        """The rows; raises ValidationError for what is none of them."""
        for typed in value or ():
            if key_from(str(typed)) is None:
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


def german_number(value: Decimal) -> str:
    """``4.800,00`` for two places, ``6`` for none: as many as ``value`` has."""
    places = max(0, -int(value.as_tuple().exponent))
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))
