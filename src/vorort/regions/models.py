"""Territorial units valid in time, and areas made of key prefixes. How they are filtered stands in `querysets.py`."""

from collections.abc import Mapping

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vorort.regions.enums import KEY_LENGTHS, REGIONAL_KEY_LENGTHS, UnitKind
from vorort.regions.querysets import AreaPartQuerySet, AreaQuerySet, TerritorialUnitQuerySet, UnitGeometryQuerySet

DIGITS = RegexValidator(r"^[0-9]+\Z", _("Ein amtlicher Schlüssel besteht nur aus Ziffern."))
NUTS = RegexValidator(
    r"^[A-Z]{2}[0-9A-Z]{0,3}\Z", _("Ein NUTS-Code hat zwei Buchstaben und dahinter höchstens drei Zeichen.")
)


def _length_fits_kind(field: str, lengths: Mapping[UnitKind, int]) -> models.Q:
    condition = models.Q()
    for kind, length in lengths.items():
        condition |= models.Q(models.Q(kind=kind.value), Exact(Length(field), length))
    return condition


class TerritorialUnit(models.Model):
    """Territorial unit (Gebietseinheit): the Land, a Regierungsbezirk, a district, a city or a municipality.

    ``key`` is the official municipality key (AGS), ``ars`` the regional key (Regionalschlüssel) and ``nuts`` the
    European one; both are empty until an official file brings them. ``successor`` is the unit of another key in
    which its territory lies since it ended; empty while it holds, and where nobody could tell.
    """

    key = models.CharField(_("amtlicher Schlüssel"), max_length=8, validators=[DIGITS])
    ars = models.CharField(_("Regionalschlüssel (ARS)"), max_length=12, blank=True, validators=[DIGITS])
    nuts = models.CharField(_("NUTS-Code"), max_length=5, blank=True, validators=[NUTS])
    name = models.CharField(_("Name"), max_length=120)
    short_name = models.CharField(_("Kurzname"), max_length=120)
    kind = models.CharField(_("Art"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("gehört zu")
    )
    valid_from = models.DateField(_("gültig ab"), null=True, blank=True)
    valid_to = models.DateField(_("gültig bis einschließlich"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("Nachfolgerin"),
    )
    source = models.CharField(_("Quelle"), max_length=200)

    objects = models.Manager.from_queryset(TerritorialUnitQuerySet)()

    class Meta:
        verbose_name = _("Gebietseinheit")
        verbose_name_plural = _("Gebietseinheiten")
        ordering = ["key", "valid_from"]
        constraints = [
            # Three constraints, because a database takes two missing dates for different ones.
            models.UniqueConstraint(fields=["key", "valid_from"], name="regions_unit_one_start_a_day"),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(valid_from=None), name="regions_unit_one_without_start"
            ),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(valid_to=None), name="regions_unit_one_without_end"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="regions_unit_starts_before_end",
            ),
            models.CheckConstraint(condition=_length_fits_kind("key", KEY_LENGTHS), name="regions_unit_key_fits_kind"),
            models.CheckConstraint(
                condition=models.Q(ars="") | _length_fits_kind("ars", REGIONAL_KEY_LENGTHS),
                name="regions_unit_ars_fits_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=UnitKind.LAND.value, parent=None)
                | (~models.Q(kind=UnitKind.LAND.value) & models.Q(parent__isnull=False)),
                name="regions_unit_only_land_on_top",
            ),
            models.CheckConstraint(
                condition=models.Q(successor=None) | models.Q(valid_to__isnull=False),
                name="regions_unit_successor_of_what_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitGeometry(models.Model):
    """Where a unit lies for a time (Gebietsgrenze): a table of its own, so that lists of units stay light.

    A missing day means as long as the unit itself. All numbers are hundred-thousandths of a degree, texts are written
    by ``geometry.encode``; ``as_of`` is the day of the file, ``source`` the attribution its licence asks for.
    ``inner`` is a point inside.
    """

    unit = models.ForeignKey(
        TerritorialUnit, on_delete=models.PROTECT, related_name="borders", verbose_name=_("Gebietseinheit")
    )
    valid_from = models.DateField(_("gültig ab"), null=True, blank=True)
    valid_to = models.DateField(_("gültig bis einschließlich"), null=True, blank=True)
    shape = models.TextField(_("amtliche Grenze"))
    outline = models.TextField(_("Umriss zum Zeichnen"))
    west = models.IntegerField(_("westlichste Länge"))
    south = models.IntegerField(_("südlichste Breite"))
    east = models.IntegerField(_("östlichste Länge"))
    north = models.IntegerField(_("nördlichste Breite"))
    inner_longitude = models.IntegerField(_("Länge eines Punkts darin"))
    inner_latitude = models.IntegerField(_("Breite eines Punkts darin"))
    as_of = models.DateField(_("Stand"))
    source = models.CharField(_("Quelle"), max_length=200)

    objects = models.Manager.from_queryset(UnitGeometryQuerySet)()

    class Meta:
        verbose_name = _("Gebietsgrenze")
        verbose_name_plural = _("Gebietsgrenzen")
        ordering = ["unit", "valid_from"]
        constraints = [
            # Three constraints, because a database takes two missing dates for different ones.
            models.UniqueConstraint(fields=["unit", "valid_from"], name="regions_geometry_one_start_a_day"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(valid_from=None), name="regions_geometry_one_without_start"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(valid_to=None), name="regions_geometry_one_without_end"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="regions_geometry_starts_before_end",
            ),
            models.CheckConstraint(
                condition=models.Q(west__lte=models.F("east"), south__lte=models.F("north")),
                name="regions_geometry_box_is_a_box",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Grenze von {name}").format(name=self.unit.name)


class Area(models.Model):
    """Area of responsibility (Zuständigkeitsgebiet): what a centre or an authority is there for, in parts."""

    code = models.CharField(_("Kürzel"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    source = models.CharField(_("Quelle"), max_length=200)

    objects = models.Manager.from_queryset(AreaQuerySet)()

    class Meta:
        verbose_name = _("Zuständigkeitsgebiet")
        verbose_name_plural = _("Zuständigkeitsgebiete")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class AreaPart(models.Model):
    """Part of an area (Gebietsteil): what has a key with this prefix belongs to the area, or does not when excluded."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="parts", verbose_name=_("Gebiet"))
    prefix = models.CharField(_("Schlüsselanfang"), max_length=8, validators=[DIGITS])
    excluded = models.BooleanField(_("ausgenommen"), default=False)

    objects = models.Manager.from_queryset(AreaPartQuerySet)()

    class Meta:
        verbose_name = _("Gebietsteil")
        verbose_name_plural = _("Gebietsteile")
        ordering = ["area", "prefix"]
        constraints = [
            models.UniqueConstraint(fields=["area", "prefix"], name="regions_area_part_once"),
            models.CheckConstraint(condition=~models.Q(prefix=""), name="regions_area_part_prefix_given"),
        ]

    def __str__(self) -> str:
        return f"−{self.prefix}" if self.excluded else self.prefix
