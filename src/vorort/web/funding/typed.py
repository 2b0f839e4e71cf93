"""What the posted fields of funding's forms are called, for the pages that show again what was typed.

Those pages have no form at hand: the person's session has ended, or she acts as somebody else meanwhile.
"""

from collections.abc import Iterable, Iterator

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from vorort.funding.enums import CheckCode, CheckResult, ParameterCode, QuestionKind
from vorort.funding.models import ApplicationItem, FlatRate, Question
from vorort.web.funding import decision_forms
from vorort.web.funding.call_forms import CallForm
from vorort.web.funding.forms import DetailsForm, ReasonForm, VersionForm, ViewForm
from vorort.web.funding.programme_forms import (
    AppropriationForm,
    BudgetLineForm,
    CapForm,
    ComponentForm,
    ProgrammeForm,
    RateForm,
)
from vorort.web.shell.request import key_from

Labels = dict[str, str]
DESK_FIELDS = {"dated_on", "opens_on", "unit_plural", "limits", "appropriated"}
DECISION_FORMS: tuple[type[VersionForm], ...] = (
    decision_forms.HearingAnswerForm,
    decision_forms.InformationForm,
    decision_forms.EarlyStartRequestForm,
    decision_forms.OpinionForm,
    decision_forms.EarlyStartForm,
    decision_forms.RefusalForm,
    decision_forms.AwardForm,
)

CHOOSING: tuple[type[forms.Form], ...] = (DetailsForm, *DECISION_FORMS, CapForm, RateForm, CallForm, ProgrammeForm)
NUMBERED: dict[str, type[TextChoices]] = {"result": CheckResult, "kind": QuestionKind}


def labels(names: Iterable[str]) -> Labels:
    """The label of each posted field that a person can have filled in; buttons and hidden fields have none."""
    known = list(names)
    desk = _of_programmes(known)
    if DESK_FIELDS & set(known):
        return desk
    return {
        **desk,
        **_of_questions(known),
        **dict(_of_units(known)),
        **dict(_of_checks(known)),
        **{name: label for form in DECISION_FORMS for name, label in _of_form(form).items() if name != "fields_"},
        **_of_form(DetailsForm),
        **_of_form(ReasonForm),
        **_of_form(ViewForm),
    }


def _of_programmes(names: list[str]) -> Labels:
    """The fields of the programme desk; ``value-<figure>`` and ``question-<number>`` among them."""
    found: Labels = {}
    for form in (CapForm, RateForm, ComponentForm, BudgetLineForm, AppropriationForm, CallForm, ProgrammeForm):
        found |= _of_form(form)
    kinds = {"value": _("Wert"), "source": _("Fundstelle"), "note": _("Unbestätigt"), "question": _("Frage")}
    kinds |= {"kind": _("Art der Antwort"), "help": _("Hinweis"), "required": _("Pflicht")}
    for name in names:
        kind, dash, rest = name.partition("-")
        if dash and kind in kinds:
            found[name] = f"{kinds[kind]} {_which(rest)}".strip()
    return found


def _which(rest: str) -> str:
    """The figure or the number of a question that the name of a field ends with."""
    if rest in ParameterCode.values:
        return str(ParameterCode(rest).label)
    number = key_from(rest)
    return "" if number is None else str(number + 1)


def spoken(name: str, value: str) -> str:
    """A posted value as the page showed it: a ticked box is ``ja``, what was chosen its word."""
    kind, _dash, _rest = name.partition("-")
    if kind in NUMBERED and value in NUMBERED[kind].values:
        return str(NUMBERED[kind](value).label)
    field = next((form.base_fields[name] for form in CHOOSING if name in form.base_fields), None)
    if isinstance(field, forms.BooleanField):
        return _("ja")
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.widget.choices).get(value, value))
    return value


def _of_form(form: type[forms.Form]) -> Labels:
    return {name: str(field.label) for name, field in form.base_fields.items() if name != "version"}


def _of_questions(names: list[str]) -> Labels:
    codes = [name for name in names if "\x00" not in name]  # no text for PostgreSQL
    return dict(Question.objects.filter(code__in=codes).order_by("version").values_list("code", "text"))


def _of_checks(names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        kind, _dash, code = name.partition("-")
        if kind in ("result", "remark") and code in CheckCode.values:
            label = CheckCode(code).label
            yield name, str(label) if kind == "result" else _("Anmerkung zu: %(point)s") % {"point": label}


def _of_units(names: list[str]) -> Iterator[tuple[str, str]]:
    """``units-<rate>-<year>-<row>`` and ``place-…`` of a draft, ``units-<item>`` of an award."""
    parts = {name: name.split("-") for name in names if name.startswith(("units-", "place-"))}
    numbers = {name: key_from(part[1]) for name, part in parts.items()}
    keys = {number for number in numbers.values() if number is not None}
    rates = dict(FlatRate.objects.filter(pk__in=keys).values_list("pk", "label"))
    items = dict(ApplicationItem.objects.filter(pk__in=keys).values_list("pk", "rate__label"))
    for name, part in parts.items():
        number = numbers[name]
        if number is None:
            continue
        found = (items if len(part) == 2 else rates).get(number, "")
        if len(part) == 4:
            found = f"{found}, {part[2]}"
        yield name, _("Gebäude für: %(rate)s") % {"rate": found} if part[0] == "place" else found
