"""The Django application of territorial units and areas."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    """Territory (Gebiete)."""

    name = "vorort.regions"
    label = "regions"
    verbose_name = _("Gebiete")

    def ready(self) -> None:
        from django.conf import settings

        from vorort.core import imports
        from vorort.regions import official_import, official_steps  # the tables may be imported only now

        imports.register(
            imports.Importer(
                official_import.KIND,
                _("Gebietseinheiten"),
                settings.GEOJSON_MOST_BYTES,
                official_import.read,
                official_import.plan,
                official_steps.write,
                row_name=_("Objekt"),
            )
        )
