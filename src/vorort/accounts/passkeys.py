"""The library's forms for passkeys, made safe against answers no device would give: a reason instead of a fault."""

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms
from django.forms import HiddenInput, JSONField, ValidationError

MALFORMED = (LookupError, TypeError, AttributeError, ValueError, struct.error)


class AnswerField(JSONField):
    """What the device answers. Numbers of thousands of digits and endless brackets are no JSON to Python either."""

    widget = HiddenInput

    def to_python(self, value: Any) -> Any:
        """The answer; raises ValidationError for what is none."""
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class _Checked:
    def clean_credential(self) -> Authenticator:
        """The passkey that answered."""
        try:
            authenticator: Authenticator = super().clean_credential()  # type: ignore[misc]
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return authenticator


class SignInForm(_Checked, forms.LoginWebAuthnForm):
    """Signing in with the passkey alone."""

    credential = AnswerField()


class SecondStepForm(_Checked, forms.AuthenticateWebAuthnForm):
    """The second step of signing in."""

    credential = AnswerField()


class ConfirmForm(_Checked, forms.ReauthenticateWebAuthnForm):
    """Confirming oneself."""

    credential = AnswerField()


class AddForm(forms.AddWebAuthnForm):
    """Setting one up."""

    credential = AnswerField()

    def clean(self) -> dict[str, Any]:
        try:
            values: dict[str, Any] = super().clean()
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return values
