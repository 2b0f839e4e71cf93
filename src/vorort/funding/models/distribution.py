"""How a programme is spread over the Land beside the money: posts each recipient gets at most, and her class.

Both come as tables of the year and are entered after the guideline is released; neither changes its rates.
"""

from django.db import models
from django.db.models import Q

from vorort.funding.enums import group_label
from vorort.funding.models.programme import FlatRate, GuidelineVersion
from vorort.regions.models import Area


class UnitCeiling(models.Model):
    """How many units of a flat rate a municipality can get in a year at most (Stellentabelle).

    Exceeding it warns, as with the ceiling in euro; the authority decides.
    """

    rate = models.ForeignKey(FlatRate, on_delete=models.PROTECT, related_name="unit_ceilings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    units = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=400)
    invented = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rate", "area", "year"], name="funding_unit_ceiling_once"),
            models.CheckConstraint(condition=Q(units__gte=0), name="funding_unit_ceiling_not_negative"),
        ]
        ordering = ["rate", "year", "area"]

    def __str__(self) -> str:
        return f"{self.area_id} {self.year}: {self.units}"


class RecipientGroup(models.Model):
    """To which group of its caps a guideline counts a municipality, from a day on (Klasse der Empfängerin)."""

    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="recipient_groups")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=40)
    valid_from = models.DateField()
    source = models.CharField(max_length=400)
    invented = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guideline", "area", "valid_from"], name="funding_recipient_group_once"),
            models.CheckConstraint(condition=~Q(group=""), name="funding_recipient_group_named"),
        ]
        ordering = ["guideline", "area", "valid_from"]

    def __str__(self) -> str:
        return f"{self.area_id}: {self.group}"

    @property
    def group_label(self) -> str:
        """What people call the group."""
        return group_label(self.group)
