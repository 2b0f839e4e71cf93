"""The forms of the network. They read what was typed; whether it may be done is asked of the actions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User
from vorort.core.refusal import ActionRefused
from vorort.network.actions import ClubEntry, OrganisationEntry
from vorort.network.enums import SELF_REGISTERING, OrganisationKind, Role
from vorort.network.models import Organisation
from vorort.network.passwords import refuse_names
from vorort.regions.models import Area, TerritorialUnit
from vorort.web.shell.forms import DayField, TextArea

CHOOSE = ("", _("Bitte wählen"))
FOR_A_TIME = _("Nur wenn die Rolle auf Zeit ist, zum Beispiel für eine Vertretung: Tag.Monat.Jahr.")


def take_reasons(form: forms.Form, refused: ActionRefused) -> None:
    """Put each reason beside its field. Raises the refusal again when one belongs to no field of ``form``."""
    if any(reason.field not in form.fields for reason in refused.reasons):
        raise refused
    for reason in refused.reasons:
        form.add_error(reason.field, str(reason.sentence))


class InviteForm(forms.Form):
    """Whom to invite, and to what."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False, help_text=_("Damit Sie sie wiederfinden."))
    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254)
    roles = forms.MultipleChoiceField(label=_("Rollen"), widget=forms.CheckboxSelectMultiple)
    valid_to = DayField(label=_("Letzter Tag der Rollen"), required=False, help_text=FOR_A_TIME)

    def __init__(self, *args: Any, offered: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"] = forms.MultipleChoiceField(
            label=_("Rollen"),
            choices=[(role.value, role.label) for role in offered],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Jede Rolle sieht und tut nur, was zu ihr gehört."),
        )

    def clean_roles(self) -> list[Role]:
        """The roles as the action takes them."""
        return [Role(value) for value in self.cleaned_data["roles"]]


class GrantForm(forms.Form):
    """A further role for somebody who works here."""

    role = forms.ChoiceField(label=_("Rolle"))
    valid_to = DayField(label=_("Letzter Tag"), required=False, help_text=FOR_A_TIME)

    def __init__(self, *args: Any, offered: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [CHOOSE, *((role.value, role.label) for role in offered)]
        self.fields["role"] = forms.ChoiceField(label=_("Rolle"), choices=choices)

    def clean_role(self) -> Role:
        """The role as the action takes it."""
        return Role(self.cleaned_data["role"])


class SubstitutionForm(forms.Form):
    """Who represents, from when to when."""

    substitute = forms.TypedChoiceField(label=_("Wer vertritt?"), coerce=int)
    valid_from = DayField(label=_("Erster Tag"))
    valid_to = DayField(label=_("Letzter Tag"))

    def __init__(self, *args: Any, colleagues: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [CHOOSE, *colleagues]
        self.fields["substitute"] = forms.TypedChoiceField(label=_("Wer vertritt?"), coerce=int, choices=choices)


class NewcomerForm(forms.Form):
    """Name and password of somebody who accepts without having an account."""

    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=120,
        help_text=_("So lesen ihn andere, zum Beispiel im Verlauf eines Vorgangs."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Passwort"),
        strip=False,
        max_length=200,
        help_text=_("Mindestens 12 Zeichen. Ein ganzer Satz ist gut."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Passwort noch einmal"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, organisation_names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email, self.organisation_names = email, organisation_names

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same, and the validators of the installation accept it."""
        values = super().clean() or {}
        password = values.get("password")
        if password is None or "password_again" not in values:
            return values
        if password != values["password_again"]:
            self.add_error("password_again", _("Die beiden Passwörter sind verschieden."))
        try:
            password_validation.validate_password(password, User(email=self.email, name=values.get("name", "")))
            refuse_names(password, self.organisation_names)
        except ValidationError as error:
            self.add_error("password", error)
        return values


def _self_registering() -> list[tuple[str, Any]]:
    return [(kind.value, kind.label) for kind in OrganisationKind if kind in SELF_REGISTERING]


class ClubForm(forms.Form):
    """What a club says of itself, and whom to write to."""

    name = forms.CharField(label=_("Name des Vereins oder der Gruppe"), max_length=160)
    kind = forms.ChoiceField(
        label=_("Was sind Sie?"),
        choices=[CHOOSE, *_self_registering()],
        help_text=_("So bezeichnen Sie sich selbst."),
    )
    unit = forms.ModelChoiceField(
        label=_("Wo sind Sie tätig?"),
        queryset=TerritorialUnit.objects.none(),
        to_field_name="key",
        empty_label=CHOOSE[1],
        help_text=_("Gemeinde, Kreis oder kreisfreie Stadt."),
    )
    address = forms.CharField(label=_("Anschrift"), max_length=240, widget=TextArea(3), help_text=_("Straße und Ort."))
    purpose = forms.CharField(
        label=_("Was tun Sie?"),
        max_length=2000,
        widget=TextArea(4),
        help_text=_("Zwei, drei Sätze genügen."),
    )
    contact_name = forms.CharField(
        label=_("Ansprechperson"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact_email = forms.EmailField(
        label=_("E-Mail-Adresse der Ansprechperson"),
        max_length=254,
        help_text=_("Dorthin geht ein Link, der die Anmeldung bestätigt."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def entry(self) -> ClubEntry:
        """The registration as the action takes it. Call when valid."""
        return ClubEntry(**(self.cleaned_data | {"kind": OrganisationKind(self.cleaned_data["kind"])}))


class TakeInForm(forms.Form):
    """As what a club is taken in: under which name, and of which kind whatever it called itself."""

    name = forms.CharField(label=_("Name, unter dem Sie den Verein führen"), max_length=160)
    kind = forms.ChoiceField(
        label=_("Art"), choices=_self_registering(), help_text=_("So hat der Verein sich selbst bezeichnet.")
    )

    def clean_kind(self) -> OrganisationKind:
        """The kind as the action takes it."""
        return OrganisationKind(self.cleaned_data["kind"])


class RefusalForm(forms.Form):
    """Why a club is not taken in."""

    reason = forms.CharField(
        label=_("Warum nicht?"),
        help_text=_("Die Ansprechperson liest diesen Satz."),
        max_length=500,
        widget=TextArea(3),
    )


class ChangeForm(forms.Form):
    """What an organisation is called and where it is. Its name and kind are there for the operator alone."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Art"), choices=OrganisationKind.choices)
    short_name = forms.CharField(
        label=_("Kurzname"), max_length=60, required=False, help_text=_("Steht oben auf jeder Seite.")
    )
    address = forms.CharField(label=_("Anschrift"), max_length=240, required=False, widget=TextArea(3))

    def __init__(self, *args: Any, names_it: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names_it:
            del self.fields["name"], self.fields["kind"]

    def entry(self, organisation: Organisation) -> OrganisationEntry:
        """What is to be written; name and kind stay those of ``organisation`` where they were not asked. Call when
        valid.
        """
        kept = {"name": organisation.name, "kind": organisation.kind}
        values = kept | {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return OrganisationEntry(**values | {"kind": OrganisationKind(values["kind"])})


class OpenForm(forms.Form):
    """From which day a planned centre exists."""

    exists_from = DayField(label=_("Besteht ab"))


class EndForm(forms.Form):
    """Why an organisation ends."""

    why = forms.CharField(
        label=_("Warum?"),
        help_text=_("Alle, die dort eine Rolle haben, lesen diesen Satz."),
        max_length=500,
        widget=TextArea(3),
    )


class FoundForm(forms.Form):
    """A new organisation and the first person who runs it."""

    name = forms.CharField(label=_("Name"), max_length=160)
    short_name = forms.CharField(
        label=_("Kurzname"), max_length=60, required=False, help_text=_("Steht oben auf jeder Seite.")
    )
    kind = forms.ChoiceField(label=_("Art"), choices=[CHOOSE, *OrganisationKind.choices])
    area = forms.ModelChoiceField(
        label=_("Zuständigkeitsgebiet"),
        queryset=Area.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("keins davon, sondern die Gebietseinheit unten"),
    )
    unit = forms.ModelChoiceField(
        label=_("Gebietseinheit"),
        queryset=TerritorialUnit.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=_("keine"),
        help_text=_("Wenn das Gebiet genau eine Gemeinde, ein Kreis oder eine Stadt ist."),
    )
    planned_from = DayField(label=_("Geplant ab"), required=False)
    exists_from = DayField(label=_("Besteht ab"), required=False)
    address = forms.CharField(label=_("Anschrift"), max_length=240, required=False, widget=TextArea(3))
    email = forms.EmailField(
        label=_("E-Mail-Adresse der ersten Verwaltung"),
        max_length=254,
        help_text=_("Diese Person lädt alle anderen ein."),
    )

    def __init__(self, *args: Any, areas: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One area, and a beginning."""
        values = super().clean() or {}
        if not self.errors.keys() & {"area", "unit"} and bool(values.get("area")) == bool(values.get("unit")):
            self.add_error("area", _("Bitte wählen Sie entweder ein Zuständigkeitsgebiet oder eine Gebietseinheit."))
        if not self.errors.keys() & {"planned_from", "exists_from"} and not (
            values.get("planned_from") or values.get("exists_from")
        ):
            self.add_error("exists_from", _("Geplant ab oder besteht ab: eines von beiden muss da stehen."))
        return values
