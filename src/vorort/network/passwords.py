"""A password is not made of the names of the organisations somebody works for."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vorort.accounts.models import User
from vorort.accounts.passwords import is_made_of
from vorort.network.models import Organisation


def refuse_names(password: str, names: Iterable[str]) -> None:
    """Raises ValidationError when the password is hardly more than one of the ``names`` of an organisation."""
    if is_made_of(password, names):
        raise ValidationError(
            _("Dieses Passwort besteht fast nur aus dem Namen Ihrer Organisation."), code="password_organisation"
        )


class OrganisationNamesValidator:
    """Refuses what is hardly more than the name of an organisation of hers."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        if user is None or user.pk is None:
            return
        names = Organisation.objects.filter(memberships__user=user).values_list("name", "short_name")
        refuse_names(password, [name for pair in names for name in pair])

    def get_help_text(self) -> str:
        return _("Nicht aus dem Namen Ihrer Organisation gebildet.")
