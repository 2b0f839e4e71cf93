"""The web app config."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "vorort.web"
    label = "web"
