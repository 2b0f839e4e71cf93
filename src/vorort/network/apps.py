"""The network app config: kinds of message, and what is due once a day."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Organisations, memberships, acting capacity."""

    name = "vorort.network"
    label = "network"

    def ready(self) -> None:
        from vorort.core import daily
        from vorort.network import message_kinds
        from vorort.network.actions import registration

        message_kinds.register()
        daily.register("clubs that never confirmed their address", registration.forget_unconfirmed)
