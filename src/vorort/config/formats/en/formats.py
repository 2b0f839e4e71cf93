"""The German way, see the package."""

from django.conf.locale.de.formats import *  # noqa: F403
