"""The demonstration: invented people, MUSTER on every document, one click to act as somebody else.

Never for real data.
"""

from vorort.config import environment
from vorort.config.settings.base import *  # noqa: F403
from vorort.config.settings.base import INSTALLED_APPS, SOURCE, TEMPLATES

DEMO = True
SECOND_FACTOR_REQUIRED = False  # the bar signs visitors in with one click
DEBUG = False
SAMPLE_DOCUMENTS = True
SECRET_KEY = "demo-only-" + "0" * 40
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
OPERATOR_NAME = environment.text("OPERATOR_NAME", "Demonstration")
INSTALLED_APPS = ["vorort.demo", *INSTALLED_APPS]
TEMPLATES[0]["DIRS"] = [SOURCE / "demo" / "templates", *TEMPLATES[0]["DIRS"]]  # type: ignore[misc]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
