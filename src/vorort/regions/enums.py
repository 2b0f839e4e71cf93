"""The kinds of territorial unit with their German labels, and how long the official keys of each are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """Kind of territorial unit (Art der Gebietseinheit). The Städteregion is a district, as in the official list."""

    LAND = "land", _("Land")
    REGIERUNGSBEZIRK = "regierungsbezirk", _("Regierungsbezirk")
    DISTRICT = "district", _("Kreis")
    INDEPENDENT_CITY = "independent_city", _("kreisfreie Stadt")
    MUNICIPALITY = "municipality", _("Gemeinde")


# Digits of the official municipality key (AGS): Land 2, Regierungsbezirk 1, district 2, municipality 3.
KEY_LENGTHS: dict[UnitKind, int] = {
    UnitKind.LAND: 2,
    UnitKind.REGIERUNGSBEZIRK: 3,
    UnitKind.DISTRICT: 5,
    UnitKind.INDEPENDENT_CITY: 5,
    UnitKind.MUNICIPALITY: 8,
}
# Digits of the regional key (ARS): as above, but a municipality has its Gemeindeverband (4 digits) in between.
REGIONAL_KEY_LENGTHS: dict[UnitKind, int] = KEY_LENGTHS | {UnitKind.MUNICIPALITY: 12}
