"""The German way, see the package."""

from django.conf.locale.de.formats import *  # type: ignore[import-untyped]  # noqa: F403
