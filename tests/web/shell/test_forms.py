"""Forms in KERN's markup: labels, hints and reasons are tied to their field, and nothing typed is lost."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms

from vorort.web.funding.call_forms import CallForm
from vorort.web.funding.forms import DetailsForm
from vorort.web.network.forms import ClubForm
from vorort.web.shell.forms import AmountField, DayField, NumberField, TextArea, german_number


class DraftForm(forms.Form):
    title = forms.CharField(label="Bezeichnung", help_text="So steht sie im Bescheid.")
    amount = AmountField(label="Betrag", required=False)
    place = forms.ChoiceField(label="Ort", choices=[("A", "Soest"), ("B", "Werl")], widget=forms.RadioSelect)
    begun = forms.BooleanField(label="Schon begonnen", required=False)
    paper = forms.FileField(label="Kostenplan", required=False)
    kind = forms.ChoiceField(label="Art", choices=[("x", "X")], required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


# --- Markup -----------------------------------------------------------------------------------------------------------
def test_a_field_is_tied_to_its_label_and_hint():
    html = str(DraftForm())
    assert (
        '<label class="kern-label" for="id_title">Bezeichnung <span class="kern-label__optional">Pflichtangabe' in html
    )
    assert '<div class="kern-hint" id="id_title_helptext">So steht sie im Bescheid.</div>' in html
    assert 'class="kern-form-input__input" required aria-describedby="id_title_helptext" id="id_title"' in html


def test_a_voluntary_field_is_not_marked():
    assert '<label class="kern-label" for="id_amount">Betrag</label>' in str(DraftForm())


def test_a_wrong_field_is_tied_to_its_reason():
    html = str(DraftForm({"title": "", "place": "A"}))
    assert 'aria-invalid="true" aria-describedby="id_title_helptext id_title_error"' in html
    assert '<div class="kern-error" id="id_title_error">' in html


def test_a_form_with_errors_begins_with_a_list_that_leads_to_the_fields():
    html = str(DraftForm({"title": "", "amount": "viel"}))
    assert html.index('role="alert"') < html.index('id="id_title"')
    assert re.search('<a href="#id_title" data-error="[^"]+">Bezeichnung – ', html)
    assert re.search('<a href="#id_amount" data-error="[^"]+">Betrag – ', html)
    assert re.search('<a href="#id_place_0" data-error="[^"]+">Ort – ', html)


def test_a_form_without_errors_has_no_such_list():
    assert "role=" not in str(DraftForm())


def test_choices_are_a_group_with_a_legend():
    html = str(DraftForm({"title": "x"}))
    assert '<fieldset class="field kern-fieldset kern-fieldset--error" aria-describedby="id_place_error">' in html
    assert '<legend class="kern-label">Ort' in html
    assert 'class="kern-form-check__radio"' in html


def test_checkbox_select_and_file_have_kern_classes():
    html = str(DraftForm())
    assert 'class="kern-form-check__checkbox"' in html
    assert 'class="kern-form-input__select"' in html
    assert '<input type="file" name="paper" class="kern-form-input__input"' in html


def test_hidden_fields_are_bare():
    assert '<input type="hidden" name="version" id="id_version">' in str(DraftForm())


def test_what_was_typed_stays():
    html = str(DraftForm({"title": "Treff", "amount": "vier <Tausend>"}))
    assert 'value="Treff"' in html
    assert 'value="vier &lt;Tausend&gt;"' in html


def test_an_amount_of_ours_is_written_the_german_way_with_its_unit():
    html = str(DraftForm(initial={"amount": Decimal("4800.00")})["amount"])
    assert 'value="4.800,00"' in html
    assert '<span class="kern-input-group-text">€</span>' in html


# --- Days and numbers -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["22.11.2026", "22.11.26", "2026-11-22", " 22.11.2026 "])
def test_a_day_is_read_as_people_write_it(typed):
    assert DayField().clean(typed) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["31.2.2027", "1.13.2027", "29.2.27", "0.1.2027", "2027-02-30"])
def test_a_day_the_calendar_does_not_have_is_told_so(typed):
    with pytest.raises(forms.ValidationError, match=r"Diesen Tag gibt es nicht\."):
        DayField().clean(typed)


@pytest.mark.parametrize("typed", ["morgen", "1.1.1899", "1.1.2200", "22/11/2026", "٢٢.١١", "31.2.2027 oder so"])
def test_what_is_no_day_has_a_reason(typed):
    with pytest.raises(forms.ValidationError, match=r"Bitte schreiben Sie den Tag so: 22\.11\.2026\."):
        DayField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4.800,00", "4800.00"),
        ("4800", "4800"),
        ("4.800", "4800"),
        ("4800,5", "4800.5"),
        ("12.50", "12.50"),
        ("4.800,00 €", "4800.00"),
        ("1\u00a0250,00", "1250.00"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, read):
    assert AmountField().clean(typed) == Decimal(read)


@pytest.mark.parametrize(
    "typed", ["viel", "1,2,3", "4.80.0", "NaN", "Infinity", "1e5", "٣", "-5", "1,234", "9" * 40, "--1", "0x10"]
)
def test_what_is_no_amount_has_a_reason(typed):
    with pytest.raises(forms.ValidationError):
        AmountField().clean(typed)


def test_no_amount_is_none_where_it_is_voluntary():
    assert AmountField(required=False).clean("  ") is None


def test_forms_of_the_tasks_speak_plainly_too():
    """Their fields are made when their modules are read: the words must be there by then."""
    for form, name in ((DetailsForm, "title"), (CallForm, "title"), (ClubForm, "name")):
        assert form.base_fields[name].error_messages["required"] == "Bitte ausfüllen."
    assert CallForm.base_fields["goals"].error_messages["invalid_choice"] == "Bitte eine der Antworten wählen."


def test_what_is_missing_or_no_choice_is_said_plainly():
    class Form(forms.Form):
        title = forms.CharField()
        agreed = forms.BooleanField()
        place = forms.ChoiceField(choices=[("a", "A")])
        places = forms.MultipleChoiceField(choices=[("a", "A")])

    form = Form({"place": "x", "places": ["x"]})
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "title": ["Bitte ausfüllen."],
        "agreed": ["Bitte ankreuzen."],
        "place": ["Bitte eine der Antworten wählen."],
        "places": ["Bitte eine der Antworten wählen."],
    }


def test_a_day_of_ours_is_written_as_everywhere():
    assert 'value="3.4.2027"' in str(DayField().widget.render("day", date(2027, 4, 3)))
    assert 'value="31.2.2027"' in str(DayField().widget.render("day", "31.2.2027"))


def test_a_number_keeps_what_is_a_number_already():
    assert NumberField().clean(Decimal("3.5")) == Decimal("3.5")


def test_a_number_of_whole_things_says_so():
    months = NumberField(unit="Monate", decimal_places=0)
    assert months.clean("12") == Decimal("12")
    assert (str(months.clean("12,00")), str(months.clean("1.200,0"))) == ("12", "1200")
    with pytest.raises(forms.ValidationError, match="ganze Zahl"):
        months.clean("12,5")


def test_a_german_number_has_as_many_places_as_it_came_with():
    assert german_number(Decimal("1250000.5")) == "1.250.000,5"
    assert german_number(Decimal("6")) == "6"


def test_a_number_without_a_unit_stands_alone():
    class Form(forms.Form):
        count = NumberField(label="Anzahl")

    assert "kern-input-group" not in str(Form()["count"])


@pytest.mark.parametrize("typed", ["9" * 30, "9" * 300])
def test_a_whole_number_longer_than_anybody_counts_is_refused_and_breaks_nothing(typed):
    with pytest.raises(forms.ValidationError):
        NumberField(decimal_places=0).clean(typed)


# --- Several lines ----------------------------------------------------------------------------------------------------
class LetterForm(forms.Form):
    address = forms.CharField(max_length=9, widget=TextArea(2))


@pytest.mark.parametrize(
    ("typed", "kept"), [("Markt 1\r\nA", "Markt 1\nA"), ("Markt 1\nA", "Markt 1\nA"), ("Markt 1\rA", "Markt 1\rA")]
)
def test_a_line_end_is_one_sign_as_the_browser_counts_it(typed, kept):
    form = LetterForm({"address": typed})
    assert form.is_valid()
    assert form.cleaned_data["address"] == kept


def test_a_text_with_one_sign_too_many_is_refused_and_stands_there_again():
    form = LetterForm({"address": "Markt 12\r\nA"})
    assert not form.is_valid()
    assert 'maxlength="9"' in str(form["address"])
    assert "Markt 12\nA</textarea>" in str(form["address"])
    assert 'rows="2"' in str(form["address"])


def test_a_field_that_was_not_sent_is_empty():
    assert not LetterForm({}).is_valid()
