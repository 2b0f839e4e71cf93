"""A password is not made of the names of the organisations somebody works for."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vorort.accounts.models import User
from vorort.accounts.passwords import is_made_of
from vorort.network.models import Organisation


class OrganisationNamesValidator:
    """Refuses what is hardly more than the name of an organisation of hers."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        if user is None or user.pk is None:
            return
        names = Organisation.objects.filter(memberships__user=user).values_list("name", "short_name")
        if is_made_of(password, [name for pair in names for name in pair]):
            raise ValidationError(
                _("Dieses Passwort besteht fast nur aus dem Namen Ihrer Organisation."), code="password_organisation"
            )

    def get_help_text(self) -> str:
        return _("Nicht aus dem Namen Ihrer Organisation gebildet.")
