"""The demo app config."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Stories and invented data; never installed in production."""

    name = "vorort.demo"
    label = "demo"
