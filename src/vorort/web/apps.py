"""The web app config."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "vorort.web"
    label = "web"

    def ready(self) -> None:
        """Tell the error pages what the fields of each task are called."""
        from vorort.web import errors
        from vorort.web.funding import typed as funding
        from vorort.web.network import typed as network

        errors.name_fields("funding", funding)
        errors.name_fields("network", network)
