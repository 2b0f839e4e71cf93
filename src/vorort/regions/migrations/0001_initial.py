import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="Kürzel")),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("source", models.CharField(max_length=200, verbose_name="Quelle")),
            ],
            options={
                "verbose_name": "Zuständigkeitsgebiet",
                "verbose_name_plural": "Zuständigkeitsgebiete",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="AreaPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "prefix",
                    models.CharField(
                        max_length=8,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]+\\Z", "Ein amtlicher Schlüssel besteht nur aus Ziffern."
                            )
                        ],
                        verbose_name="Schlüsselanfang",
                    ),
                ),
                ("excluded", models.BooleanField(default=False, verbose_name="ausgenommen")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="regions.area",
                        verbose_name="Gebiet",
                    ),
                ),
            ],
            options={
                "verbose_name": "Gebietsteil",
                "verbose_name_plural": "Gebietsteile",
                "ordering": ["area", "prefix"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "prefix"), name="regions_area_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(("prefix", ""), _negated=True), name="regions_area_part_prefix_given"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TerritorialUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        max_length=8,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]+\\Z", "Ein amtlicher Schlüssel besteht nur aus Ziffern."
                            )
                        ],
                        verbose_name="amtlicher Schlüssel",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("short_name", models.CharField(max_length=120, verbose_name="Kurzname")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("land", "Land"),
                            ("regierungsbezirk", "Regierungsbezirk"),
                            ("district", "Kreis"),
                            ("independent_city", "kreisfreie Stadt"),
                            ("municipality", "Gemeinde"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="gültig ab")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="gültig bis einschließlich")),
                ("source", models.CharField(max_length=200, verbose_name="Quelle")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="regions.territorialunit",
                        verbose_name="gehört zu",
                    ),
                ),
            ],
            options={
                "verbose_name": "Gebietseinheit",
                "verbose_name_plural": "Gebietseinheiten",
                "ordering": ["key", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "valid_from"), name="regions_unit_one_start_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_from", None)), fields=("key",), name="regions_unit_one_without_start"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("key",), name="regions_unit_one_without_end"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="regions_unit_starts_before_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("kind", "land")),
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("key"), 2),
                            ),
                            models.Q(
                                models.Q(("kind", "regierungsbezirk")),
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("key"), 3),
                            ),
                            models.Q(
                                models.Q(("kind", "district")),
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("key"), 5),
                            ),
                            models.Q(
                                models.Q(("kind", "independent_city")),
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("key"), 5),
                            ),
                            models.Q(
                                models.Q(("kind", "municipality")),
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("key"), 8),
                            ),
                            _connector="OR",
                        ),
                        name="regions_unit_key_fits_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "land"), ("parent", None)),
                            models.Q(models.Q(("kind", "land"), _negated=True), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="regions_unit_only_land_on_top",
                    ),
                ],
            },
        ),
    ]
