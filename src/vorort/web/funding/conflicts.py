"""Somebody else saved meanwhile: what was typed beside what stands there now. Nothing is written."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from vorort.core import days
from vorort.web.shell.components import Difference
from vorort.web.shell.forms import german_number


def differences(form: Form, theirs: Mapping[str, Any]) -> list[Difference]:
    """The fields in which a valid ``form`` and the stored values disagree."""
    return [row for row in _all(form, theirs) if row.differs]


def _all(form: Form, theirs: Mapping[str, Any]) -> Iterator[Difference]:
    for name, field in form.fields.items():
        if name != "version":
            shown = field.prepare_value(theirs.get(name))
            yield Difference(str(field.label), _text(form[name].data), _text(shown))


def _text(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return _("ja")
        case Decimal():
            return german_number(value)
        case date():
            return days.in_figures(value)
        case list() | tuple():
            return ", ".join(str(one) for one in value)
    return str(value).replace("\r\n", "\n").strip()
