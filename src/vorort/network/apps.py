"""The network app config."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Organisations, memberships, acting capacity."""

    name = "vorort.network"
    label = "network"
