"""The steering app config."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Goals and metrics."""

    name = "vorort.steering"
    label = "steering"

    def ready(self) -> None:
        from vorort.steering import centre_metrics

        centre_metrics.register()
