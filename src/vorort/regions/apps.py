"""The Django application of territorial units and areas."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    """Territory (Gebiete)."""

    name = "vorort.regions"
    label = "regions"
    verbose_name = _("Gebiete")
