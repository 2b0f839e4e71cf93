"""Forms around one's own account. Which passwords are good is the validators' to say."""

from typing import Any

from allauth.account.forms import UserTokenForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User
from vorort.web.shell.forms import TextArea


def _secret(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200, **more)


class NameForm(forms.Form):
    """How others read the person's name."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))


class EmailForm(forms.Form):
    """The address to sign in with from now on."""

    email = forms.EmailField(
        label=_("Neue E-Mail-Adresse"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).lower()


class PasswordForm(forms.Form):
    """A new password for ``user``, twice."""

    password = _secret(_("Neues Passwort"), "new-password", help_text=lazy(password_validators_help_text_html, str)())
    again = _secret(_("Neues Passwort noch einmal"), "new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Long enough, not stolen, not one's own words."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        """The same as above."""
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError(_("Das ist nicht dasselbe Passwort wie oben."))
        return again


class ResetLinkForm(UserTokenForm):
    """The two halves of a mailed link. A first half that is blank, or no text, means nobody; the library would fail."""

    def _get_user(self, uidb36: str | None) -> User | None:
        user: User | None = super()._get_user(uidb36) if uidb36 else None  # type: ignore[no-untyped-call]
        return user


class RestoreForm(forms.Form):
    """Why a second person removes the lost factor."""

    reason = forms.CharField(
        label=_("Warum?"),
        max_length=500,
        help_text=_("Zum Beispiel: Telefon verloren, am Schalter ausgewiesen. Die Person liest den Grund."),
        widget=TextArea(3),
    )


class BlockForm(forms.Form):
    """Why the operator blocks an account, or lifts the block."""

    reason = forms.CharField(
        label=_("Warum?"),
        max_length=500,
        help_text=_("Der Grund steht im Verlauf. Wer gesperrt wird, liest ihn in einer E-Mail."),
        widget=TextArea(3),
    )
