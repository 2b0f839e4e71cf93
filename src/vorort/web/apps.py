"""The web app config."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "vorort.web"
    label = "web"

    def ready(self) -> None:
        """Tell forms their words, error pages what the fields of each task are called, the start page its parts."""
        from vorort.web.shell import forms

        forms.speak_plainly()  # before any form is made: fields take their words along then
        from vorort.web import errors
        from vorort.web.funding import start as funding_start
        from vorort.web.funding import typed as funding
        from vorort.web.home import parts
        from vorort.web.network import start as network_start
        from vorort.web.network import typed as network
        from vorort.web.steering import start as steering_start

        errors.name_fields("funding", funding)
        errors.name_fields("network", network)
        parts.register("funding", funding_start.contribution)
        parts.register("network", network_start.contribution)
        parts.register("steering", steering_start.contribution)
