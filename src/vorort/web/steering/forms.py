"""The day a page of figures is asked for."""

from datetime import date

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vorort.core import clock
from vorort.web.shell.forms import DayField


class DayForm(forms.Form):
    """The day on which things are counted. Without one that can be read, today is, and the field says why."""

    tag = DayField(label=_("Stichtag"), required=False)

    def __init__(self, request: HttpRequest) -> None:
        asked = request.GET.get("tag")
        super().__init__(request.GET if asked else None, auto_id="%s", initial={"tag": clock.today()})

    @property
    def day(self) -> date:
        """The day asked for, today when none or nonsense is."""
        found = self.cleaned_data.get("tag") if self.is_valid() else None
        return found if found is not None else clock.today()
