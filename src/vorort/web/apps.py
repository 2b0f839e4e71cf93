"""The web app config."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class WebConfig(AppConfig):
    """The pages."""

    name = "vorort.web"
    label = "web"

    def ready(self) -> None:
        """Tell the error pages what the fields of each task are called. Refuses to run without the second factor."""
        from vorort.web import errors
        from vorort.web.funding import typed as funding
        from vorort.web.network import typed as network

        if not (settings.SECOND_FACTOR_REQUIRED or settings.DEMO):
            raise ImproperlyConfigured("SECOND_FACTOR_REQUIRED ist aus. Das gibt es nur in der Demonstration.")
        errors.name_fields("funding", funding)
        errors.name_fields("network", network)
