"""The forms of decisions and of what runs beside them: award, refusal, hearing, early start, opinion, information."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vorort.funding.actions.early_start import EarlyStartText
from vorort.funding.actions.information import InformationText
from vorort.funding.actions.opinion import OpinionText
from vorort.funding.actions.refusal import RefusalText
from vorort.funding.enums import Recommendation
from vorort.funding.queries.award import GrantRow
from vorort.network.models import Organisation
from vorort.web.funding.forms import LONG, VersionForm, places_of
from vorort.web.shell.forms import DayField, NumberField, TextArea


def _long(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=TextArea(rows), **more)


class AwardForm(VersionForm):
    """What the clerk decides: purpose, granted units per item, reasons when less is granted, special conditions."""

    purpose = _long(_("Zuwendungszweck"))
    reasoning = _long(
        _("Begründung, wenn weniger bewilligt wird"),
        rows=3,
        help_text=_("Steht in der Anhörung und im Bescheid (§ 39 VwVfG NRW)."),
        required=False,
    )
    special_conditions = _long(
        _("Besondere Nebenbestimmungen"),
        rows=3,
        help_text=_("Eine je Zeile. Die ANBest-G gelten ohnehin."),
        required=False,
    )

    def __init__(self, *args: Any, rows: Iterable[GrantRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            rate = row.item.rate
            self.fields[f"units-{row.item.pk}"] = NumberField(
                label=_("Bewilligte Menge: %(rate)s") % {"rate": rate.label},
                min_value=Decimal(0),
                max_value=row.item.units,
                unit=rate.unit_plural,
                decimal_places=places_of(rate),
            )
            self.initial[f"units-{row.item.pk}"] = row.granted

    def units(self) -> Mapping[int, Decimal]:
        """Granted units by item. Call when valid."""
        return {row.item.pk: self.cleaned_data[f"units-{row.item.pk}"] for row in self.rows}


class RefusalForm(VersionForm):
    """Why the whole application is refused, and on which law that rests."""

    reasoning = _long(
        _("Gründe der Ablehnung"),
        rows=6,
        help_text=_("Stehen in der Anhörung und im Bescheid: Tatsachen, Recht, Ermessen (§ 39 VwVfG NRW)."),
    )
    legal_basis = forms.CharField(
        label=_("Rechtsgrundlage"),
        help_text=_("Zum Beispiel die Nummer der Förderrichtlinie, die nicht erfüllt ist."),
        max_length=300,
    )

    def text(self) -> RefusalText:
        """As the action takes it. Call when valid."""
        return RefusalText(self.cleaned_data["reasoning"], self.cleaned_data["legal_basis"])


class HearingForm(VersionForm):
    """Until when the applicant may answer."""

    answer_until = DayField(label=_("Antwort bis"))


class HearingAnswerForm(VersionForm):
    """What the applicant says to what is intended."""

    answer = _long(
        _("Ihre Antwort"),
        rows=6,
        help_text=_("Die Behörde liest sie, bevor sie entscheidet (§ 28 VwVfG NRW)."),
        required=False,
    )


class InformationForm(VersionForm):
    """What is missing, which parts are reopened for it, and until when."""

    question = _long(_("Was fehlt?"), rows=5, help_text=_("Steht so im Schreiben an die Antragstellerin."))
    fields_ = forms.MultipleChoiceField(
        label=_("Diese Abschnitte werden wieder geöffnet"),
        help_text=_("Nur sie können geändert werden; alles andere bleibt, wie es eingereicht ist."),
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(label=_("Antwort bis"))

    def __init__(self, *args: Any, parts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.pop("fields_")
        field.choices = list(parts.items())  # type: ignore[attr-defined]  # a choice field
        due_on = self.fields.pop("due_on")
        self.fields |= {"fields": field, "due_on": due_on}

    def text(self) -> InformationText:
        """As the action takes it. Call when valid."""
        values = self.cleaned_data
        return InformationText(values["question"], values["fields"], values["due_on"])


class InformationAnswerForm(VersionForm):
    """What the applicant answers, beside what she changed."""

    answer = _long(_("Ihre Antwort"), rows=5, help_text=_("Sagen Sie kurz, was Sie ergänzt oder geändert haben."))


class EarlyStartRequestForm(VersionForm):
    """When the applicant wants to begin, and why she cannot wait."""

    starts_on = DayField(label=_("Beginn ab"))
    reason = _long(_("Warum kann nicht gewartet werden?"))


class EarlyStartForm(VersionForm):
    """The answer to it."""

    consented = forms.ChoiceField(
        label=_("Antwort"),
        choices=[("ja", _("zustimmen")), ("nein", _("nicht zustimmen"))],
        widget=forms.RadioSelect,
    )
    starts_on = DayField(label=_("Beginn frühestens ab"))
    reasoning = _long(_("Gründe"), required=False, help_text=_("Nötig, wenn Sie nicht zustimmen (§ 39 VwVfG NRW)."))

    def text(self) -> EarlyStartText:
        """As the action takes it. Call when valid."""
        values = self.cleaned_data
        return EarlyStartText(values["consented"] == "ja", values["starts_on"], values["reasoning"])


class OpinionRequestForm(VersionForm):
    """Which office is asked what until when, and whether the decision waits for it."""

    office = forms.ChoiceField(label=_("Koordinierungsstelle"))
    question = _long(_("Ihre Frage"))
    due_on = DayField(label=_("Antwort bis"))
    required = forms.BooleanField(
        label=_("Die Entscheidung wartet auf diese Stellungnahme."),
        help_text=_("Ohne dieses Häkchen kann auch ohne sie entschieden werden."),
        required=False,
    )

    def __init__(self, *args: Any, offices: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        field.choices = [(str(office.pk), office.name) for office in offices]  # type: ignore[attr-defined]

    def text(self) -> OpinionText:
        """As the action takes it. Call when valid."""
        values = self.cleaned_data
        return OpinionText(int(values["office"]), values["question"], values["due_on"], values["required"])


class OpinionForm(VersionForm):
    """The opinion: a recommendation and why."""

    recommendation = forms.ChoiceField(
        label=_("Empfehlung"), choices=Recommendation.choices, widget=forms.RadioSelect, required=False
    )
    text = _long(_("Begründung"), rows=8, required=False)
